"""`onrecord stats`: what is in the database, in numbers."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table

from onrecord.cli.options import AsJson, Database
from onrecord.cli.terminal import output, print_json

if TYPE_CHECKING:
    from onrecord.store import Store, View


def stats(db: Database = "", as_json: AsJson = False) -> None:
    """Show how much is in the database: articles, statements, events, people, issues, reviews, and its size."""
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        found = _stats(store)
    if as_json:
        print_json(found)
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, value in found.items():
        if value is not None:
            table.add_row(name.replace("_", " "), f"{value:,}" if isinstance(value, int) else str(value))
    output().print(table)


def _stats(store: Store) -> dict[str, Any]:
    from onrecord.store import EventQuery, EventsBy

    view, file = store.view, Path(store.location)
    of_type = view.event_counts(EventQuery(), [EventsBy.TYPE])
    names = view.identity_counts()
    first, last = _days(view)
    return {
        "database": store.location,
        "bytes": file.stat().st_size if file.is_file() else None,
        **asdict(view.counts()),
        "events": sum(count.occurred + count.claimed + count.other for count in of_type),
        "first_day": first,
        "last_day": last,
        "entities": names.entities,
        "entities_in_several_articles": names.linked,
        "decisions": names.decisions,
        "reviews": sum(1 for _ in store.reviews.all()),
        "feeds": len(view.feeds()),
    }


def _days(view: View) -> tuple[str | None, str | None]:
    """The first and last day of publication."""
    from onrecord.query.conditions import Published
    from onrecord.store import Sort

    dated = Published(date.min)
    ends = (view.ask_articles(dated, sort=sort, limit=1).articles for sort in (Sort.OLDEST, Sort.NEWEST))
    first, last = ((end[0].published or "")[:10] if end else None for end in ends)
    return first, last
