"""`onrecord import`: records and annotations that other tools, or this one, wrote."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Database
from onrecord.cli.terminal import complain, messages
from onrecord.errors import InputError, OnrecordError, RecordError
from onrecord.record import Record
from onrecord.record.review import Review

if TYPE_CHECKING:
    from onrecord.formats.attributions import AnnotatedText

LARGEST = 100_000_000  # bytes of a line, or of a file of annotations


class Format(StrEnum):
    JSONL = "jsonl"
    CITRON = "citron"
    BRAT = "brat"
    REVIEWS = "reviews"


def import_(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help='Files; "-" is standard input; for brat, folders.', show_default=False),
    ],
    format_: Annotated[Format, typer.Option("--format", "-f", help="What they are; see docs/formats.md.")] = Format.JSONL,
    db: Database = "",
) -> None:
    """Put records into the database that were read elsewhere.

    jsonl is what `onrecord export` and `onrecord extract` print, and is kept exactly. From citron (an article a line, or one in
    the file) and brat come the statements that people annotated, their speakers unknown. What cannot be read is named and costs
    only itself; the exit status is then 1. reviews is what `onrecord export --format reviews` prints; a review of an article that
    is not here waits for it.
    """
    from onrecord.store import open_store

    for path in paths:
        if path != "-" and not Path(path).exists():
            raise InputError(f'There is no file or folder "{path}".')
    found = changed = failed = 0
    with open_store(db) as store, store.writer() as writer:
        for place, result in _results(paths, format_):
            try:
                if isinstance(result, OnrecordError):
                    raise result
                changed += store.reviews.add(result) if isinstance(result, Review) else writer.put(result)
                found += 1
            except (InputError, RecordError) as error:
                failed += 1
                complain(f"{place}: {error}")
    things = "reviews" if format_ is Format.REVIEWS else "articles"
    messages().print(f"{found} {things} were imported, {changed} of them new or changed; {failed} could not be.")
    if failed:
        raise typer.Exit(1)


def _results(paths: list[str], format_: Format) -> Iterator[tuple[str, Record | Review | OnrecordError]]:
    """Each record or review, or why there is none, with its place."""
    for path in paths:
        if format_ is Format.BRAT:
            yield from _brat(Path(path))
        elif path == "-":
            yield from _lines(sys.stdin.buffer, "standard input", format_)
        else:
            with open(path, "rb") as file:
                yield from _lines(file, path, format_)


def _lines(file: IO[bytes], name: str, format_: Format) -> Iterator[tuple[str, Record | Review | OnrecordError]]:
    from onrecord.record.codec import loads, loads_review

    readers: dict[Format, Callable[[bytes], Record | Review]]
    readers = {Format.JSONL: loads, Format.CITRON: _citron, Format.REVIEWS: loads_review}
    read = readers[format_]
    number = 0
    while line := file.readline(LARGEST + 1):
        number += 1
        place = f"{name}, line {number}"
        if len(line) > LARGEST:
            yield place, InputError(f"It is longer than {LARGEST // 1_000_000} MB; nothing after it is read.")
            return
        if number == 1 and format_ is Format.CITRON and line.strip() in (b"{", b"["):  # an object over many lines
            line += file.read(LARGEST + 1)
        if line.strip():
            try:
                yield place, read(line)
            except OnrecordError as error:
                yield place, error


def _citron(line: bytes) -> Record:
    from onrecord.formats.citron import from_citron

    if len(line) > LARGEST:
        raise InputError(f"It is longer than {LARGEST // 1_000_000} MB.")
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"It is not JSON: {error!s:.200}.") from None
    return _annotated(from_citron(data))


def _brat(folder: Path) -> Iterator[tuple[str, Record | OnrecordError]]:
    from onrecord.formats.brat import from_brat

    for annotation in sorted(folder.rglob("*.ann")):
        text = annotation.with_suffix(".txt")
        try:
            yield str(annotation), _annotated(from_brat(_decoded(text), _decoded(annotation)))
        except OnrecordError as error:
            yield str(annotation), error


def _decoded(path: Path) -> str:
    """The file's text, its line ends as they are, since spans count them."""
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f'"{path.name}" is larger than {LARGEST // 1_000_000} MB.')
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(f'"{path.name}" cannot be read: {error.strerror}.') from None
    except UnicodeDecodeError as error:
        raise InputError(f'"{path.name}" is not UTF-8: byte {error.start} cannot be decoded.') from None


def _annotated(annotated: AnnotatedText) -> Record:
    from onrecord.clean.text import clean_text
    from onrecord.extract.statements.polarity import polarity_of
    from onrecord.extract.text.quotations import kind_of
    from onrecord.formats.attributions import as_record

    article, _ = clean_text(annotated.text)
    return as_record(article, annotated.attributions, kind_of=kind_of, polarity_of=polarity_of)
