"""The paragraphs of a text that are read."""

from __future__ import annotations

from onrecord.extract.text.paragraphs import paragraphs_of
from onrecord.record import Span


def test_lines_that_are_not_blank_are_paragraphs() -> None:
    text = "Title\n\n  \nFirst line.\nSecond."
    found = paragraphs_of(text, Span(0, len(text)), heading=True)
    assert [paragraph.span.of(text) for paragraph in found] == ["Title", "First line.", "Second."]
    assert all(paragraph.heading for paragraph in found)


def test_nothing_outside_the_span_is_taken() -> None:
    text = "Menu\nThe ferry is late.\nMore"
    assert [p.span.of(text) for p in paragraphs_of(text, Span(5, 23))] == ["The ferry is late."]
