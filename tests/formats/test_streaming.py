"""Formats of text are written as the records come: a database of any size never has to fit in memory."""

from __future__ import annotations

from importlib import import_module
from itertools import islice, repeat

import pytest

from tests.record import examples

TEXTS = (
    *("json_lines", "table", "web_annotation", "schema_org", "citron", "gdelt", "tei", "csl_json", "bibtex"),
    "text_fragment",
)


@pytest.mark.parametrize("name", TEXTS)
def test_records_without_end_can_be_begun(name: str) -> None:
    pieces = import_module(f"onrecord.formats.{name}").lines(repeat(examples.record()))
    assert all(isinstance(piece, str) for piece in islice(pieces, 10))
