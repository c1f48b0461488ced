"""`onrecord import`: records and annotations that other tools, or this one, wrote."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import AsJson, Database
from onrecord.cli.terminal import complain, messages, print_json
from onrecord.errors import InputError, OnrecordError, RecordError
from onrecord.formats.registry import FORMATS, Format, Holds, Shape, format_named
from onrecord.record import Record
from onrecord.record.identity import Decision
from onrecord.record.kept import KeptRecord
from onrecord.record.review import Review

if TYPE_CHECKING:
    from onrecord.formats.attributions import AnnotatedText
    from onrecord.formats.entries import Entry, Read
    from onrecord.store import Store, Writer


def readable_names() -> list[str]:
    return [one.name for one in FORMATS if one.readable]


def import_(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help='Files; "-" is standard input; for brat, folders.', show_default=False),
    ],
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"What they are: {', '.join(readable_names())}; see docs/formats.md.",
            autocompletion=readable_names,
        ),
    ] = "jsonl",
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Put records into the database that were read elsewhere.

    jsonl is what `onrecord export` and `onrecord extract` print, and is kept exactly; archive is what `onrecord export --format
    archive` writes, with the pages, reviews and decisions. From citron (an article a line, or one in
    the file) and brat come the statements that people annotated, their speakers unknown. What cannot be read is named and costs
    only itself; the exit status is then 1. reviews is what `onrecord export --format reviews` prints; a review of an article that
    is not here waits for it.
    """
    from onrecord.store import open_store

    wanted = format_named(format_)
    if not wanted.readable:
        raise InputError(f"{format_} cannot be read back; these can: {', '.join(readable_names())}.")
    for path in paths:
        _check(path, wanted)
    found = changed = failed = 0
    with open_store(db) as store, store.writer() as writer:
        for place, entry in (entry for path in paths for entry in _entries(path, wanted)):
            try:
                if isinstance(entry, OnrecordError):
                    raise entry
                changed += _put(store, writer, entry)
                found += 1
            except (InputError, RecordError) as error:
                failed += 1
                complain(f"{place}: {error}")
    things = {Holds.REVIEWS: "reviews", Holds.EVERYTHING: "articles, decisions and reviews"}.get(wanted.holds, "articles")
    if as_json:
        print_json({"imported": found, "changed": changed, "failed": failed})
    messages().print(f"{found} {things} were imported, {changed} of them new or changed; {failed} could not be.")
    if failed:
        raise typer.Exit(1)


def _put(store: Store, writer: Writer, entry: Read) -> bool:
    """Whether it changed anything. Raises InputError or RecordError where it cannot be put."""
    from onrecord.store.preserving import put_kept

    if isinstance(entry, Review):
        return store.reviews.add(entry)
    if isinstance(entry, Decision):
        return _add_decision(store, entry)
    if isinstance(entry, KeptRecord):
        return put_kept(writer, entry)
    return writer.put(entry if isinstance(entry, Record) else _annotated(entry))


def _add_decision(store: Store, decision: Decision) -> bool:
    from onrecord.relink import id_of

    if id_of(decision) != decision.id:
        raise InputError(f"The decision {decision.id!a:.60} says something else than was decided: its id differs.")
    with store.identities() as identities, identities.writing():
        if any(one.id == decision.id for one in identities.decisions()):
            return False
        identities.add_decision(decision)
    return True


def _check(path: str, format_: Format) -> None:
    """Raises InputError where there is nothing of the format's shape."""
    folder = format_.shape is Shape.FOLDER
    kind = "folder" if folder else "file"
    if path == "-" and format_.shape is Shape.FILE:
        raise InputError(f"{format_.name} is not read from standard input: name the file.")
    if path == "-" and not folder:
        return
    if path == "-" or not Path(path).exists():
        raise InputError(f'There is no {kind} "{path}".')
    if Path(path).is_dir() != folder:
        raise InputError(f'"{path}" is no {kind}, and {format_.name} is read from {kind}s.')


def _entries(path: str, format_: Format) -> Iterator[Entry]:
    read = format_.load().read
    if format_.shape is Shape.FOLDER:
        yield from read(Path(path), path)
    elif path == "-":
        yield from read(sys.stdin.buffer, "standard input")
    else:
        with open(path, "rb") as file:
            yield from read(file, path)


def _annotated(annotated: AnnotatedText) -> Record:
    from onrecord.clean.text import clean_text
    from onrecord.extract.statements.polarity import polarity_of
    from onrecord.extract.text.quotations import kind_of
    from onrecord.formats.attributions import as_record

    article, _ = clean_text(annotated.text)
    return as_record(article, annotated.attributions, kind_of=kind_of, polarity_of=polarity_of)
