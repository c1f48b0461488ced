"""Marks are seen without colour, whatever their order, and lose no character of the text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli.marks import Mark, marked
from onrecord.record import Span

TEXT = "The minister said that it would rain."


def test_spans_are_labelled() -> None:
    marks = [Mark(Span(0, 12), "source", "cyan"), Mark(Span(13, 17), "cue", "yellow"), Mark(Span(18, 36), "content", "bold")]
    assert marked(TEXT, Span(0, len(TEXT)), marks).plain == "[source: The minister] [cue: said] [content: that it would rain]."


def test_marks_without_a_label_are_quoted() -> None:
    assert marked(TEXT, Span(0, len(TEXT)), [Mark(Span(18, 36), "", "bold")]).plain == "The minister said «that it would rain»."


def test_nested_marks_close_inside_out() -> None:
    marks = [Mark(Span(4, 12), "source", "cyan"), Mark(Span(0, 17), "1", "bold")]
    assert marked(TEXT, Span(0, 18), marks).plain == "[1: The [source: minister] said] "


def test_a_window_cuts_marks_off_at_its_edges() -> None:
    assert marked(TEXT, Span(4, 17), [Mark(Span(0, 12), "source", "cyan")]).plain == "[source: minister] said"


def test_control_characters_of_the_page_are_not_passed_on() -> None:
    text = "He said \x1b]0;owned\x07 \x9b2J \u202enow."
    assert "\x1b" not in (shown := marked(text, Span(0, len(text)), []).plain)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", shown)


spans = st.tuples(st.integers(0, 20), st.integers(1, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.text("abc def", min_size=40, max_size=40), st.lists(spans, max_size=6), spans)
def test_no_character_is_lost_or_added_but_the_marks(text: str, marked_spans: list[Span], window: Span) -> None:
    shown = marked(text, window, [Mark(span, "X", "bold") for span in marked_spans]).plain
    assert shown.replace("[X: ", "").replace("]", "") == window.of(text)
    assert shown.count("[X: ") == shown.count("]") == sum(span.overlaps(window) for span in marked_spans)
