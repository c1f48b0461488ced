"""`onrecord feeds`: the feeds that are watched and how they do; what became of each address that one named."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from onrecord.cli.options import AsJson, Database
from onrecord.cli.terminal import output, print_json, safe_line
from onrecord.errors import InputError

if TYPE_CHECKING:
    from onrecord.store import AddressLine, FeedLine


def feeds(
    feed: Annotated[
        str | None,
        typer.Argument(metavar="FEED", help="List what became of each address that this feed named first.", show_default=False),
    ] = None,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Show the feeds and sitemaps that `onrecord watch` looks at: when, what they gave, and what is wrong with them.

    Those that fail come first. With a feed, show every address that it named before any other did, with its fate.
    """
    from onrecord.acquire.urls import canonical_url
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        if feed is None:
            lines = store.view.feeds()
            if as_json:
                for line in lines:
                    print_json(asdict(line))
            elif lines:
                output().print(_feed_table(lines))
            else:
                output().print("No feed is watched yet; `onrecord watch LINK` begins.")
            return
        url = canonical_url(feed)
        addresses = list(store.view.addresses(url))
        if not addresses and url not in {line.url for line in store.view.feeds()}:
            raise InputError(f'There is no feed "{feed}" in the database; `onrecord feeds` shows them.')
        if as_json:
            for address in addresses:
                print_json(asdict(address))
        else:
            output().print(_address_table(addresses))


def _feed_table(lines: tuple[FeedLine, ...]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("feed", "last look", "next look"):
        table.add_column(name, overflow="fold")
    for name in ("articles", "waiting", "failed", "failures"):
        table.add_column(name, justify="right")
    table.add_column("last error", overflow="fold")
    for line in lines:
        counts = map(str, (line.articles, line.waiting, line.failed, line.failures))
        cells = (line.url, _short(line.asked_at), _short(line.next_at), *counts, line.error or "")
        table.add_row(*map(safe_line, cells))
    return table


def _address_table(lines: list[AddressLine]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("address", "state", "seen", "fetched", "due", "why"):
        table.add_column(name, overflow="fold")
    for line in lines:
        times = (_short(line.seen_at), _short(line.fetched_at), _short(line.due_at))
        table.add_row(*map(safe_line, (line.url, line.state, *times, line.error or "")))
    return table


def _short(moment: str | None) -> str:
    """In the zone of the machine."""
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}" if moment else ""
