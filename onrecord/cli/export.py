"""`onrecord export`: what is stored, in the formats of other tools."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.asking import options_as_condition, show_where
from onrecord.cli.event_options import EventOptions, takes_event_options
from onrecord.cli.options import Database, day
from onrecord.cli.terminal import messages, print_line, safe
from onrecord.errors import InputError, QueryError
from onrecord.record import Kind, Record, Status

if TYPE_CHECKING:
    from onrecord.store import EventHit, EventQuery, Hit, View


class Format(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"
    WEB_ANNOTATION = "web-annotation"
    SCHEMA_ORG = "schema-org"
    CITRON = "citron"
    BRAT = "brat"
    GDELT = "gdelt"
    TEI = "tei"
    CSL_JSON = "csl-json"
    BIBTEX = "bibtex"
    PLOVER = "plover"
    POLECAT = "polecat"
    LINKS = "links"
    REVIEWS = "reviews"
    TRAINING = "training"


# Which module of onrecord.formats writes it: lines of JSON, other text, events, or files.
_JSON_LINES = {
    Format.JSONL: "json_lines",
    Format.WEB_ANNOTATION: "web_annotation",
    Format.SCHEMA_ORG: "schema_org",
    Format.CITRON: "citron",
    Format.GDELT: "gdelt",
    Format.LINKS: "text_fragment",
}
_TEXTS = {Format.CSV: "table", Format.TEI: "tei", Format.CSL_JSON: "csl_json", Format.BIBTEX: "bibtex"}
_EVENTS = {Format.PLOVER: "plover", Format.POLECAT: "polecat"}
_FILES = {Format.PARQUET: "parquet", Format.XLSX: "xlsx", Format.BRAT: "brat"}


@takes_event_options
def export(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUERY]...", help="Only statements that fit (docs/search.md).", show_default=False),
    ] = None,
    query: Annotated[str | None, typer.Option(metavar="QUERY", help="The same, as one argument.")] = None,
    format_: Annotated[Format, typer.Option("--format", "-f", help="What to write; see docs/formats.md.")] = Format.JSONL,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="The file for parquet and xlsx, the folder for brat.")
    ] = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Only what they said: a name or a part of one.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Only what they published.")] = None,
    after: Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day or later (2024-02-27).")] = None,
    before: Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day or earlier.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="How it is quoted.")] = None,
    min_confidence: Annotated[float | None, typer.Option(min=0.0, max=1.0, help="Leave out what is less certain.")] = None,
    asserted: Annotated[
        bool, typer.Option("--asserted", help="In plover and polecat, also the events that somebody claims took place.")
    ] = False,
    *,
    chosen: EventOptions,
    db: Database = "",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format jsonl.")] = False,
) -> None:
    """Write what is stored for other programs: all of it, or the statements that a query (docs/search.md) and options choose.

    jsonl holds whole records, of every article with a statement that was chosen; `onrecord import` reads them back. The other
    formats hold the chosen statements only; csl-json and bibtex the articles they stand in, plover and polecat the events that
    took place as these articles themselves report; --type to --status choose among events, as in `onrecord events`, and then
    --after and --before hold of their dates. `onrecord export reviews` writes what
    people said about statements, as training data; with --format reviews each review as it is kept.
    """
    from onrecord.cli.reviews import export_reviews
    from onrecord.search.asking import every
    from onrecord.store import open_store

    if as_json:
        format_ = Format.JSONL
    narrowed = any(option is not None for option in (speaker, publisher, after, before, kind, min_confidence))
    text = " ".join([*(words or ()), *([query] if query else [])])
    if text == "reviews" and not (narrowed or as_json):
        text, format_ = "", Format.TRAINING if format_ is Format.JSONL else format_
    if format_ in (Format.REVIEWS, Format.TRAINING) and (text or narrowed):
        raise InputError(f"{format_} takes all reviews: give no words, and no options that choose among statements.")
    if format_ in _FILES and output is None:
        raise InputError(f"{format_} is not text to print: say where it goes with --output.")
    if format_ not in _FILES and output is not None:
        raise InputError(f'--output is for {", ".join(_FILES)}; {format_} is printed: put "> {output}" after the command.')
    if asserted and format_ not in _EVENTS:
        raise InputError(f"--asserted is for the formats of events, {' and '.join(_EVENTS)}.")
    events: EventQuery | None = None
    if chosen.given():
        if format_ not in _EVENTS:
            raise InputError(f"--type to --status choose events: say --format {' or --format '.join(_EVENTS)}.")
        if text.strip() or any(option is not None for option in (speaker, publisher, kind, min_confidence)):
            raise InputError(
                "choose by events or by statements: words, --speaker, --publisher, --kind and --min-confidence are for these."
            )
        events = chosen.query(day("--after", after), day("--before", before))
    with open_store(db, create=False) as store:
        if format_ in (Format.REVIEWS, Format.TRAINING):
            export_reviews(store, training=format_ is Format.TRAINING)
            return
        records: Iterable[Record]
        if events is not None:
            records = _with_events(store.view, store.view.every_event(events))
        elif text.strip() or narrowed:
            also = options_as_condition(speaker, publisher, day("--after", after), day("--before", before), kind, min_confidence)
            try:
                hits = every(store.view, text, also=also)
            except QueryError as error:
                show_where(error)
                raise
            records = _chosen(store.view, hits, whole=format_ is Format.JSONL or format_ in _EVENTS)
        else:
            records = store.view.records()
        if format_ in _EVENTS:
            _write_events(records, format_, asserted=asserted, statuses=tuple(chosen.statuses or ()))
        else:
            _write(records, format_, output)


def _chosen(view: View, hits: Iterable[Hit], *, whole: bool) -> Iterator[Record]:
    """The records that the hits are of, `whole` or with these statements only, in the order of the hits, which come article by
    article."""
    for article_id, of_article in groupby(hits, key=lambda hit: hit.article.id):
        chosen = {hit.statement.id for hit in of_article}
        if record := view.record(article_id):
            kept = tuple(statement for statement in record.statements if statement.id in chosen)
            yield record if whole else replace(record, statements=kept)


def _with_events(view: View, hits: Iterable[EventHit]) -> Iterator[Record]:
    """The records that the hits are of with these events only; the hits come article by article."""
    for article_id, of_article in groupby(hits, key=lambda hit: hit.article.id):
        chosen = {hit.event.id for hit in of_article}
        if record := view.record(article_id):
            yield replace(record, events=tuple(event for event in record.events if event.id in chosen))


def _write_events(records: Iterable[Record], format_: Format, *, asserted: bool, statuses: tuple[Status, ...]) -> None:
    undated = 0

    def counting() -> Iterator[Record]:
        nonlocal undated
        for record in records:
            undated += sum(event.date is None and record.article.published is None for event in record.events)
            yield record

    shown = sys.stdout.isatty()
    for line in import_module(f"onrecord.formats.{_EVENTS[format_]}").lines(counting(), asserted=asserted, statuses=statuses):
        sys.stdout.write(safe(line) if shown else line)
    if undated:
        messages().print(f"{undated} events were left out: neither they nor their articles are dated.")


def _write(records: Iterable[Record], format_: Format, output: Path | None) -> None:
    if format_ in _JSON_LINES:
        for line in import_module(f"onrecord.formats.{_JSON_LINES[format_]}").lines(records):
            print_line(line.removesuffix("\n"))
    elif format_ in _TEXTS:
        shown = sys.stdout.isatty()
        for piece in import_module(f"onrecord.formats.{_TEXTS[format_]}").lines(records):
            sys.stdout.write(safe(piece) if shown else piece)
    elif output is not None:
        write = import_module(f"onrecord.formats.{_FILES[format_]}").write
        if format_ is Format.BRAT:
            write(records, output)
        else:
            with tempfile.TemporaryDirectory(dir=output.absolute().parent, prefix=".onrecord-") as folder:
                unfinished = Path(folder) / output.name
                write(records, unfinished)
                os.replace(unfinished, output)  # so that an export that is cut short leaves the old file
