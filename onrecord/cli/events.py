"""`onrecord events`: who did what to whom, found and counted."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from onrecord.cli.event_options import EventOptions, takes_event_options
from onrecord.cli.events_shown import event_as_json, print_events
from onrecord.cli.options import AsJson, Database, day
from onrecord.cli.terminal import messages, output, print_json, safe, safe_line
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
    as_csv: Annotated[bool, typer.Option("--csv", help="Print counts as CSV.")] = False,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Find events: who did what to whom, newest publication first.

    Events that a statement claims are shown with who claims them, and are never counted among what occurred: counts have a column
    for what took place as the article itself reports, one for what somebody claims took place, and one for what is planned,
    denied or may happen. docs/events.md says what the words mean.
    """
    from onrecord.store import open_store

    if as_csv and count is None:
        raise InputError("--csv is for counts: say by what with --count, or use `onrecord export --format polecat`.")
    if as_csv and as_json:
        raise InputError("--csv and --json are two formats: choose one.")
    query = chosen.query(day("--after", after), day("--before", before), occurred=occurred, asserted=asserted)
    by = None if count is None else _by(count)
    with open_store(db, create=False) as store:
        if by is None:
            _find(store.view, query, limit, page, as_json=as_json)
        else:
            _count(store.view.event_counts(query, by), by, as_csv=as_csv, as_json=as_json)


def _find(view: View, query: EventQuery, limit: int, page: str | None, *, as_json: bool) -> None:
    found = view.events(query, limit=limit, cursor=page)
    if as_json:
        for hit in found.events:
            print_json(event_as_json(hit))
    elif found.events:
        print_events(found.events)
    if not found.events:
        messages().print("Nothing was found.")
    elif found.next is not None:
        messages().print(f"There are more than {limit}; go on with --page {found.next}, or ask for more with --limit.")


def _count(counts: Sequence[EventCount], by: Sequence[EventsBy], *, as_csv: bool, as_json: bool) -> None:
    from onrecord.formats.table import harmless

    if as_json:
        for count in counts:
            print_json({**dict(zip(map(str, by), count.values, strict=True)), **_numbers(count)})
    elif as_csv:
        lines = csv.writer(sys.stdout, lineterminator="\n")
        lines.writerow([*map(str, by), *_NUMBERS])
        for count in counts:
            values = ("" if value is None else harmless(safe(str(value))) for value in count.values)
            lines.writerow([*values, *_numbers(count).values()])
    elif not counts:
        messages().print("Nothing was found.")
    else:
        table = Table(box=None, pad_edge=False)
        for one in by:
            table.add_column(str(one))
        for name in _NUMBERS:
            table.add_column(name, justify="right")
        for count in counts:
            values = ("(not known)" if value is None else safe_line(str(value)) for value in count.values)
            table.add_row(*values, *(f"{number:,}" for number in _numbers(count).values()))
        output().print(table)


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
