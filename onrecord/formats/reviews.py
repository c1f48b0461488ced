"""What people said about statements, as JSON Lines, lossless both ways. Imports record.

`onrecord.record.codec` is the format; docs/reviews.md describes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

from onrecord.formats.entries import Entry, entry_a_line
from onrecord.record.codec import dumps_review, loads_review
from onrecord.record.review import Review


def lines(reviews: Iterable[Review]) -> Iterator[str]:
    """One review a line."""
    for review in reviews:
        yield dumps_review(review) + "\n"


def read(file: IO[bytes], name: str) -> Iterator[Entry]:
    """The reviews, exactly as they were written."""
    return entry_a_line(file, name, loads_review)
