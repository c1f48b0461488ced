"""Formats of text are written as the records come: a database of any size never has to fit in memory."""

from __future__ import annotations

from itertools import islice, repeat

import pytest

from onrecord.formats.registry import FORMATS, Format, Holds, Shape
from tests.record import examples

TEXTS = [one for one in FORMATS if one.shape is Shape.TEXT and one.holds not in (Holds.REVIEWS, Holds.EVENTS)]


@pytest.mark.parametrize("format_", TEXTS, ids=lambda one: one.name)
def test_records_without_end_can_be_begun(format_: Format) -> None:
    pieces = format_.load().lines(repeat(examples.record()))
    assert all(isinstance(piece, str) for piece in islice(pieces, 10))
