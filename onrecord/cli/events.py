"""`onrecord events`: who did what to whom, found and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.asking import tell_what_follows
from onrecord.cli.event_options import EventOptions, takes_event_options
from onrecord.cli.events_shown import EVENT_COLUMNS, USUAL, event_as_json, event_row, print_events
from onrecord.cli.listing import ColumnsOption, Layout, LayoutOption, Listing, listing, print_table
from onrecord.cli.options import AsJson, Database, first_day, last_day
from onrecord.cli.terminal import messages, print_json
from onrecord.cli.written import Output, printed_into
from onrecord.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.store import EventCount, EventQuery, EventsBy, View

_NUMBERS = ("occurred", "claimed", "other")


@takes_event_options
def events(
    chosen: EventOptions,
    after: Annotated[
        str | None, typer.Option(metavar="DATE", help="On this day or later, by the event's date, else publication.")
    ] = None,
    before: Annotated[str | None, typer.Option(metavar="DATE", help="On this day or earlier.")] = None,
    occurred: Annotated[bool, typer.Option("--occurred", help="Only what took place, as the article itself reports.")] = False,
    asserted: Annotated[
        bool, typer.Option("--asserted", help="Only what somebody claims or speaks of; with --occurred, claims count as well.")
    ] = False,
    count: Annotated[
        str | None,
        typer.Option(
            metavar="BY,...", help="Count instead, by type, quad, status, actor, recipient, dyad, country, year, month, day."
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at most.")] = 20,
    page: Annotated[str | None, typer.Option("--page", metavar="CURSOR", help="Go on where another page ended.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="The same as --format csv.")] = False,
    layout: LayoutOption = None,
    columns: ColumnsOption = None,
    out: Output = None,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Find events: who did what to whom, newest publication first.

    Events that a statement claims are shown with who claims them, and are never counted among what occurred: counts have a column
    for what took place as the article itself reports, one for what somebody claims took place, and one for what is planned,
    denied or may happen. docs/events.md says what the words mean.
    """
    from onrecord.store import open_store

    layout = Layout.CSV if as_csv else layout
    by = None if count is None else _by(count)
    known, usual = (EVENT_COLUMNS, USUAL) if by is None else ((*map(str, by), *_NUMBERS),) * 2
    shape = listing(layout, columns, known, usual, as_json=as_json)
    query = chosen.query(first_day("--after", after), last_day("--before", before), occurred=occurred, asserted=asserted)
    with open_store(db, create=False) as store, printed_into(out):
        if by is None:
            _find(store.view, query, limit, page, shape, as_json=as_json)
        else:
            _count(store.view.event_counts(query, by), by, shape, as_json=as_json)


def _find(view: View, query: EventQuery, limit: int, page: str | None, shape: Listing | None, *, as_json: bool) -> None:
    found = view.events(query, limit=limit, cursor=page)
    if shape is not None:
        shape.print(map(event_row, found.events))
    elif as_json:
        for hit in found.events:
            print_json(event_as_json(hit))
    elif found.events:
        print_events(found.events)
    tell_what_follows(len(found.events), limit, found.next)


def _count(counts: Sequence[EventCount], by: Sequence[EventsBy], shape: Listing | None, *, as_json: bool) -> None:
    rows = [{**dict(zip(map(str, by), count.values, strict=True)), **_numbers(count)} for count in counts]
    if shape is not None:
        shape.print(rows)
    elif as_json:
        for row in rows:
            print_json(row)
    elif not counts:
        messages().print("Nothing was found.")
    else:
        shown = ([*map(_value, count.values), *(f"{number:,}" for number in _numbers(count).values())] for count in counts)
        print_table([*map(str, by), *_NUMBERS], shown, numbers=_NUMBERS)


def _value(value: str | int | None) -> str:
    return "(not known)" if value is None else str(value)


def _numbers(count: EventCount) -> dict[str, int]:
    return {name: getattr(count, name) for name in _NUMBERS}


def _by(given: str) -> list[EventsBy]:
    from onrecord.store import EventsBy

    names = [name.strip() for name in given.split(",")]
    known = [str(one) for one in EventsBy]
    for name in names:
        if name not in known:
            raise InputError(f'--count: "{name}" is nothing to count by; these are {", ".join(known)}.')
    return [EventsBy(name) for name in dict.fromkeys(names)]
