"""Words against words: what counts as the same, as a visible edit, and as a change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.check.wording import Change, Edit, compare, difference, words_in

ORIGINAL = words_in("We will not raise taxes this year, because NATO’s members can’t afford it.")


@pytest.mark.parametrize(
    ("passages", "edits"),
    [
        (["We will not raise taxes this year"], ()),
        (["will not raise taxes,"], ()),
        (["raise taxes this year because NATO's members can't"], ()),
        (["we will not raise taxes"], (Edit.CAPITAL,)),
        (["Taxes this year"], (Edit.CAPITAL,)),
        (["We will not raise taxes … because NATO’s members can’t afford it."], (Edit.ELLIPSIS,)),
        (["We will not ... afford it"], (Edit.ELLIPSIS,)),
        (["We will not [...] afford it"], (Edit.ELLIPSIS,)),
        (["We will not. . . afford it"], (Edit.ELLIPSIS,)),
        (["… Because NATO’s members can’t"], (Edit.ELLIPSIS, Edit.CAPITAL)),
        (["[The government] will not raise taxes"], (Edit.BRACKETS,)),
        (["because [the alliance’s] members can’t afford it"], (Edit.BRACKETS,)),
        (["We will not raise [income] taxes"], (Edit.BRACKETS,)),
        (["We will not raise taxes", "because NATO’s members can’t afford it"], ()),
    ],
)
def test_visible_edits_do_not_alter(passages: list[str], edits: tuple[Edit, ...]) -> None:
    comparison = compare(passages, ORIGINAL)
    assert comparison.exact
    assert comparison.edits == edits
    assert comparison.diff == ()


@pytest.mark.parametrize(
    ("passages", "left_out", "put_in"),
    [
        (["We will now raise taxes this year"], ["not"], ["now"]),
        (["We will raise taxes this year"], ["not"], []),
        (["we will never raise taxes this year"], ["not"], ["never"]),
        (["They will not raise taxes this month"], ["We", "year"], ["They", "month"]),
        (["because Nato’s members can’t afford it"], ["NATO's"], ["Nato's"]),
        (["because NATO’s members can afford it"], ["can't"], ["can"]),
        (["afford it because NATO’s members can’t"], None, None),
        (["We will not … raise our taxes this year"], [], ["our"]),
    ],
)
def test_changed_words_are_shown(passages: list[str], left_out: list[str] | None, put_in: list[str] | None) -> None:
    comparison = compare(passages, ORIGINAL)
    assert not comparison.exact
    if left_out is not None:
        assert comparison.likeness > 0.6
        assert [piece.words for piece in comparison.diff if piece.change is Change.LEFT_OUT] == left_out
        assert [piece.words for piece in comparison.diff if piece.change is Change.PUT_IN] == put_in


def test_a_bracket_cannot_hide_most_of_a_sentence() -> None:
    long = words_in("We will raise taxes " + "and spend " * 20 + "and then rest")
    assert not compare(["We will [not] then rest"], long).exact
    assert compare(["We will … then rest"], long).exact


def test_other_words_are_not_alike() -> None:
    assert compare(["The choir has sold every one of its violins"], ORIGINAL).likeness < 0.3
    assert compare(["…"], ORIGINAL).likeness == 0
    assert compare(["words"], ()).likeness == 0


sentences = st.lists(
    st.sampled_from(["a", "b", "c", "d", "E", "F", "we", "can't", "12", "1,000", "x-ray"]), min_size=1, max_size=25
)


@given(sentences, st.data())
def test_any_stretch_is_exact_and_any_new_word_is_not(original: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(original) - 1))
    end = data.draw(st.integers(start + 1, len(original)))
    stretch = original[start:end]
    assert compare([" ".join(stretch)], original).exact
    at = data.draw(st.integers(0, len(stretch)))
    assert not compare([" ".join([*stretch[:at], "intruder", *stretch[at:]])], original).exact


@given(sentences, sentences)
def test_a_difference_gives_back_both_sides(original: list[str], quoted: list[str]) -> None:
    pieces = difference(original, quoted)
    assert " ".join(p.words for p in pieces if p.change is not Change.PUT_IN) == " ".join(original)
    assert " ".join(p.words for p in pieces if p.change is not Change.LEFT_OUT) == " ".join(quoted)


@given(st.lists(st.text(max_size=40), max_size=4), st.text(max_size=80))
def test_any_text_can_be_compared(passages: list[str], original: str) -> None:
    comparison = compare(passages, words_in(original))
    assert 0 <= comparison.likeness <= 1
