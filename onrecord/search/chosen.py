"""The records that an answer is of, one by one. May import store, search's own parts and record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from onrecord.record import Record
from onrecord.store import EventHit, Hit, View


def records_of_hits(view: View, hits: Iterable[Hit], *, whole: bool) -> Iterator[Record]:
    """The records that the hits are of, `whole` or with these statements only, in the order of the hits, which come article by
    article. What people added stands in no record: it is exported with the reviews."""
    for article_id, of_article in groupby(hits, key=lambda hit: hit.article.id):
        chosen = {hit.statement.id for hit in of_article}
        if record := view.record(article_id):
            kept = tuple(statement for statement in record.statements if statement.id in chosen)
            yield record if whole else replace(record, statements=kept)


def records_of_events(view: View, hits: Iterable[EventHit]) -> Iterator[Record]:
    """The records that the hits are of with these events only; the hits come article by article."""
    for article_id, of_article in groupby(hits, key=lambda hit: hit.article.id):
        chosen = {hit.event.id for hit in of_article}
        if record := view.record(article_id):
            yield replace(record, events=tuple(event for event in record.events if event.id in chosen))
