"""Tokens and windows: what the encoder is given."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.network.tokens import LONGEST_WINDOW, TRAITS, quotation_states, tokenize, windows
from onrecord.extract.text.paragraphs import paragraphs_of
from onrecord.record import Span

TEXT = "Mayor Says No\n\n“No,” said Ada Moe, the MAYOR.\n\nShe left."


def tokens_of(text: str):  # type: ignore[no-untyped-def]
    return tokenize(text, paragraphs_of(text, Span(0, len(text))) if text else [])


def test_every_token_knows_its_characters() -> None:
    tokens = tokens_of(TEXT)
    words = [TEXT[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)]
    assert "".join(words) == "".join(TEXT.split())
    assert tokens.paragraph.tolist() == sorted(tokens.paragraph.tolist())
    assert tokens.paragraph.max() == 2


def test_traits_tell_capitals_quotations_and_paragraph_starts() -> None:
    tokens = tokens_of("He said “Rain” in OSLO.\nShe left.")
    traits = dict(
        zip(("he", "said", "“", "rain", "”", "in", "oslo", ".", "she", "left", "."), tokens.traits.tolist(), strict=True)
    )
    assert traits["he"] == traits["she"] == 9 + 1
    assert traits["“"] % 9 // 3 == 1
    assert traits["rain"] % 9 // 3 == 2
    assert traits["in"] % 9 // 3 == 0
    assert traits["oslo"] % 3 == 2


def test_a_straight_quotation_left_open_ends_with_its_paragraph() -> None:
    assert quotation_states('"One two') == [1, *[2] * 7]
    assert quotation_states("three") == [0] * 5


@given(st.text(alphabet=st.sampled_from("aB .,“”\"'’\n\u00e9\u4e2d\u200b\U0001f600"), max_size=300))
def test_any_text_gives_tokens_in_order_within_it(text: str) -> None:
    tokens = tokens_of(text)
    assert (tokens.starts < tokens.ends).all()
    assert (np.diff(tokens.starts) >= 0).all()
    assert (tokens.traits < TRAITS).all()
    assert not len(tokens) or tokens.ends.max() <= len(text)


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.integers(30, LONGEST_WINDOW))
def test_windows_cover_every_token_and_cut_paragraphs_only_where_they_must(lengths: list[int], longest: int) -> None:
    tokens = tokens_of("\n".join("word " * n for n in lengths))
    cut = windows(tokens, longest)
    assert cut[0].start == 0
    assert cut[-1].end == len(tokens)
    borders = {0, *np.cumsum(lengths).tolist()}
    for window in cut:
        assert 0 < window.end - window.start <= longest
    for left, right in pairwise(cut):
        assert right.start <= left.end
        assert left.start < right.start
        if right.start not in borders:
            assert left.end - right.start == longest - longest // 2


def test_an_empty_text_has_no_windows() -> None:
    assert windows(tokens_of("")) == []
