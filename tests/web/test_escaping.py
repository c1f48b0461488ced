"""Text from outside as it stands in a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from onrecord.record import Span
from onrecord.web.escaping import HIDDEN, path_to, revealed, web_link, with_field, words
from onrecord.web.marks import Mark, pieces


@given(st.text())
def test_words_are_one_element_whatever_they_hold(text: str) -> None:
    (element,) = html.fragments_fromstring(str(words(text)).replace("\x0c", " "))

    assert element.tag == "bdi"
    assert {child.tag for child in element.iterdescendants()} <= {"span"}
    assert not HIDDEN.search(str(words(text)))


def test_what_cannot_be_seen_is_named() -> None:
    assert "U+202E" in revealed("safe\u202eexe.txt")
    assert "right-to-left override" in revealed("\u202e")


def test_marks_that_right_to_left_languages_need_are_kept() -> None:
    assert "\u200f" in revealed("שלום\u200f!")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "/path",
        "https:",
        "",
        "https://a\u202eb",
        "//x",
    ],
)
def test_only_addresses_of_the_web_are_links(address: str) -> None:
    assert web_link(address) is None


def test_an_address_of_the_web_is_a_link() -> None:
    assert web_link("https://news.example/a?b=c") == "https://news.example/a?b=c"


@pytest.mark.parametrize("identifier", ["a-1", "../..", "a/b?c#d", "x.json", ".", "..", "é\u202e", "%2F"])
def test_the_address_of_a_page_is_one_step_whatever_the_id(identifier: str) -> None:
    path = path_to("articles", identifier)

    assert path.startswith("/articles/")
    assert path.isascii()
    assert path.removeprefix("/articles/").count("/") == 0
    assert path.removeprefix("/articles/") not in {"", ".", ".."}


def test_a_facet_narrows_the_query() -> None:
    assert with_field("tunnel", "speaker", 'Ann "Annie" Oak') == 'tunnel speaker:"Ann  Annie  Oak"'
    assert with_field("a OR b", "on", "2024-05") == "(a OR b) on:2024-05"


spans = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(
    window=spans, marked=st.lists(st.tuples(spans, st.sampled_from(["source", "cue", "content"]), st.integers(1, 4)), max_size=8)
)
def test_pieces_are_the_window_and_carry_the_marks_that_lie_over_them(window: Span, marked: list[tuple[Span, str, int]]) -> None:
    text = "".join(chr(97 + place % 26) for place in range(50))
    marks = [Mark(*one) for one in marked]
    cut = pieces(text, window, marks)

    assert "".join(piece.text for piece in cut) == window.of(text)
    for piece in cut:
        for place in range(piece.start, piece.start + len(piece.text)):
            assert set(piece.marks) == {mark for mark in marks if mark.span.start <= place < mark.span.end}
