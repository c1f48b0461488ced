"""What fits a query, in the formats of other tools, as a stream. Imports formats, search, store and record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.formats.registry import FORMATS, Format, Holds, Shape
from onrecord.record import Record
from onrecord.search.chosen import records_of_hits
from onrecord.search.executor import every
from onrecord.store import View

STREAMED = {one.name: one for one in FORMATS if one.shape is Shape.TEXT and one.holds is not Holds.REVIEWS}


def exported(view: View, query: str, format_: Format) -> Iterator[bytes]:
    """In UTF-8, piece by piece; memory is that of a few articles. Raises QueryError at once where `query` is none."""
    records: Iterable[Record] = view.records()
    if query.strip():
        records = records_of_hits(view, every(view, query), whole=format_.whole)
    lines: Iterator[str] = format_.load().lines(records)
    return (line.encode("utf-8", "backslashreplace") for line in lines)
