"""Reviews on the command line: `onrecord accuracy`, and their part of `onrecord export`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.table import Table

from onrecord.cli.options import AsJson, Database
from onrecord.cli.terminal import messages, output, print_json

if TYPE_CHECKING:
    from onrecord.record.review import Review
    from onrecord.record.reviewed import ReviewedRecord
    from onrecord.reviewing import Share
    from onrecord.store import Store


def accuracy(db: Database = "", as_json: AsJson = False) -> None:
    """Show how much of what people reviewed stood, by kind and by confidence.

    Each statement counts once, by the latest review that was not undone.
    """
    from onrecord import reviewing
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        found = reviewing.accuracy(store.reviews.all())
        unattached = len(store.reviews.unattached())
    if as_json:
        print_json({**asdict(found), "fixes": dict(found.fixes), "unattached": unattached})
        return
    if not (found.all.reviewed or found.missed):
        messages().print("Nothing has been reviewed yet: run `onrecord serve`, open a statement, and accept, reject or fix it.")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("", "reviewed", "stood", "fixed", "rejected", "share that stood"):
        table.add_column(heading, justify="right" if heading else "left")
    for share in (found.all, *found.kinds, *found.bands):
        table.add_row(*_row(share))
    output().print(table)
    if found.fixes:
        output().print("Fixed:", ", ".join(f"{part} {count}" for part, count in found.fixes))
    if found.missed:
        output().print(f"Missed: {found.missed} that people added; there may be more.")
    if unattached:
        messages().print(f"{unattached} reviews are of words that are no longer read as a statement.")


def reviews_to_export(store: Store, *, training: bool) -> Iterator[Review | ReviewedRecord]:
    """Each review; or, to train on, the articles with theirs, and in the end how many were not reviewed throughout."""
    if not training:
        yield from store.reviews.all()
        return
    partly = 0
    for reviewed in store.reviews.of_all():
        partly += not reviewed.complete and any(one.standing for one in reviewed.statements)
        yield reviewed
    if partly:
        messages().print(f"{partly} articles were left out: some of their statements are not reviewed yet.")


def _row(share: Share) -> Iterable[str]:
    numbers = (share.reviewed, share.stood, share.fixed, share.rejected)
    return (share.of, *map(str, numbers), f"{share.stood / share.reviewed:.0%}" if share.reviewed else "–")
