"""Proves what is stored: entries against text, rows against records, indexes against rows, text against the kept page.

Imports record, errors and the rest of the store. Changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.record import Article, Page
from onrecord.store.store import Store


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it was stored.

    `code` is a short stable word to count by: "database" (the file itself), "record" (the stored record cannot be read or breaks
    its rules), "row" (a table says something else than the record), "index" (the full-text index says something else than its
    table), "page-missing", "page-altered" (the bytes are not those of their SHA-256), "text" (the page, cleaned again, gives
    another text). `where` is a table and row, an article or a page; `message` says what differs.
    """

    code: str
    where: str
    message: str


def verify(store: Store, reread: Callable[[bytes, Page], Article]) -> Iterator[Difference]:
    """Every difference, none for a sound database. `reread` cleans a kept page again (clean's part of the pipeline)."""
    raise NotImplementedError
