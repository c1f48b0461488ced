"""`onrecord export`: what is stored, in the formats of other tools."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.asking import options_as_condition, show_where
from onrecord.cli.event_options import EventOptions, takes_event_options
from onrecord.cli.options import Database, first_day, last_day
from onrecord.cli.reviews import reviews_to_export
from onrecord.cli.terminal import messages, safe, safe_json
from onrecord.cli.written import printed_into, replacing
from onrecord.errors import InputError, QueryError
from onrecord.formats.registry import FORMATS, JSON_LINES, Format, Holds, Shape, format_named
from onrecord.record import Kind, Record

if TYPE_CHECKING:
    from onrecord.record.identity import Decision
    from onrecord.record.kept import KeptRecord
    from onrecord.record.review import Review
    from onrecord.store import Condition, EventQuery, Store

_OF_EVENTS = [one.name for one in FORMATS if one.holds is Holds.EVENTS]
_OF_REVIEWS = [one.name for one in FORMATS if one.holds is Holds.REVIEWS]


def format_names() -> list[str]:
    return [one.name for one in FORMATS]


@takes_event_options
def export(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUERY]...", help="Only statements that fit (docs/search.md).", show_default=False),
    ] = None,
    query: Annotated[str | None, typer.Option(metavar="QUERY", help="The same, as one argument.")] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"What to write: {', '.join(format_names())}; see docs/formats.md. [default: jsonl]",
            autocompletion=format_names,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="The file to write, for brat the folder. [default: it is printed]"),
    ] = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Only what they said: a name or a part of one.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Only what they published.")] = None,
    after: Annotated[
        str | None, typer.Option(metavar="DATE", help="Published on this day, month or year, or later (2024-02-27).")
    ] = None,
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

    archive holds everything in one file, with the pages and what people decided, and `onrecord import` reads it back whole.
    jsonl holds whole records without their pages, of every article with a statement that was chosen; it is read back, too.
    The other formats hold the chosen statements only; csl-json and bibtex the articles they stand in, plover and polecat the
    events that took place as these articles themselves report; --type to --status choose among events, as in `onrecord
    events`, and then --after and --before hold of their dates. `onrecord export reviews` writes what people said about
    statements, as training data, with --format reviews each review as it is kept; for statements with that word, say --query
    reviews.
    """
    from onrecord.store import open_store

    of_reviews = list(words or ()) == ["reviews"] and not query
    if of_reviews:
        words = None
    text = " ".join([*(words or ()), *([query] if query else [])])
    format_ = format_ or ("training" if of_reviews else "jsonl")
    wanted = format_named("jsonl" if as_json and not of_reviews else format_)
    also = options_as_condition(
        speaker, publisher, first_day("--after", after), last_day("--before", before), kind, min_confidence
    )
    narrowed = any(option is not None for option in (speaker, publisher, after, before, kind, min_confidence))
    if wanted.shape is not Shape.TEXT and output is None:
        raise InputError(f"{wanted.name} is not text to print: say where it goes with --output.")
    if of_reviews and wanted.holds is not Holds.REVIEWS:
        raise InputError(f"Reviews are written as {' or '.join(_OF_REVIEWS)}; to look for the word, say --query reviews.")
    if wanted.holds is Holds.REVIEWS and (text or narrowed or chosen.given()):
        raise InputError(f"{wanted.name} takes all reviews: give no words, and no options that choose among statements.")
    if wanted.holds is Holds.EVERYTHING and (text or narrowed or chosen.given()):
        raise InputError("An archive holds everything: give no words, and no options that choose; jsonl takes them.")
    if asserted and wanted.holds is not Holds.EVENTS:
        raise InputError(f"--asserted is for the formats of events, {' and '.join(_OF_EVENTS)}.")
    events: EventQuery | None = None
    if chosen.given():
        if wanted.holds is not Holds.EVENTS:
            raise InputError(f"--type to --status choose events: say --format {' or --format '.join(_OF_EVENTS)}.")
        if text.strip() or any(option is not None for option in (speaker, publisher, kind, min_confidence)):
            raise InputError(
                "choose by events or by statements: words, --speaker, --publisher, --kind and --min-confidence are for these."
            )
        events = chosen.query(first_day("--after", after), last_day("--before", before))
    with open_store(db, create=False) as store:
        if wanted.holds is Holds.REVIEWS:
            _write(wanted, reviews_to_export(store, training=wanted.name == "training"), output)
        elif wanted.holds is Holds.EVERYTHING:
            _write(wanted, _everything(store), output)
        elif wanted.holds is Holds.EVENTS:
            dated = _Dated(_records(store, wanted, text, also if narrowed else None, events))
            _write(wanted, dated, output, asserted=asserted, statuses=tuple(chosen.statuses or ()), least=chosen.least())
            dated.tell()
        else:
            _write(wanted, _records(store, wanted, text, also if narrowed else None, events), output)


def _everything(store: Store) -> Iterator[KeptRecord | Decision | Review]:
    yield from store.kept_records()
    with store.identities() as identities:
        yield from identities.decisions()
    yield from store.reviews.all()


def _records(store: Store, format_: Format, text: str, also: Condition | None, events: EventQuery | None) -> Iterable[Record]:
    """What is to be written: what the events, or words and options, choose, else all. Raises QueryError."""
    from onrecord.query.conditions import EVERYTHING
    from onrecord.search.chosen import records_of_events, records_of_hits
    from onrecord.search.executor import every

    if events is not None:
        return records_of_events(store.view, store.view.every_event(events))
    if not text.strip() and also is None:
        return store.view.records()
    try:
        hits = every(store.view, text, also=also or EVERYTHING)
    except QueryError as error:
        show_where(error)
        raise
    return records_of_hits(store.view, hits, whole=format_.whole)


def _write(format_: Format, content: Iterable[Any], output: Path | None, **options: Any) -> None:
    module = format_.load()
    if format_.shape is Shape.FOLDER:
        module.write(content, output)
    elif format_.shape is Shape.FILE and output is not None:
        with replacing(output) as unfinished:
            module.write(content, unfinished)
    else:
        with printed_into(output):
            made_safe = safe_json if format_.media_type == JSON_LINES else safe if sys.stdout.isatty() else str
            for piece in module.lines(content, **options):
                sys.stdout.write(made_safe(piece))


class _Dated:
    """Records as they go by, and how many of their events have no date."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = records
        self._undated = 0

    def __iter__(self) -> Iterator[Record]:
        for record in self._records:
            self._undated += sum(event.date is None and record.article.published is None for event in record.events)
            yield record

    def tell(self) -> None:
        if self._undated:
            messages().print(f"{self._undated} events were left out: neither they nor their articles are dated.")
