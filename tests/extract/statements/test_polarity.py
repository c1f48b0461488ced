"""What a cue does with its content. Example sentences are invented."""

from __future__ import annotations

import pytest

from evaluation.polarity import cases, right
from onrecord.extract.statements.polarity import polarity_of
from onrecord.record import Polarity, Span


def test_the_gold_sentences_are_read_as_they_are_marked() -> None:
    listed = cases()
    assert len(listed) >= 80
    assert sum(map(right, listed)) / len(listed) >= 0.95


@pytest.mark.parametrize(
    ("text", "cue", "polarity"),
    [
        ("He said it.", "said", Polarity.AFFIRMS),
        ("He denied it.", "denied", Polarity.DENIES),
        ("He did not deny it.", "did not deny", Polarity.DECLINES),
        ("He refused to deny it.", "deny", Polarity.DECLINES),
        ("He appeared to deny it.", "appeared to deny", Polarity.HEDGES),
        ("He may have said it.", "said", Polarity.HEDGES),
        ("In May he said it.", "said", Polarity.AFFIRMS),
        ("He said, without naming her, it.", "said, without naming her,", Polarity.AFFIRMS),
        ("He appeared before the panel and said it.", "appeared before the panel and said", Polarity.AFFIRMS),
        ("“Yes”: it.", ":", Polarity.AFFIRMS),
    ],
)
def test_the_first_telling_word_decides(text: str, cue: str, polarity: Polarity) -> None:
    start = text.index(cue)
    assert polarity_of(text, (Span(start, start + len(cue)),)) is polarity


def test_a_not_at_the_end_of_the_cue_is_read_with_the_content() -> None:
    text = "They do not believe the story."
    assert polarity_of(text, (Span(5, 11),), (Span(12, 29),)) is Polarity.DENIES


def test_a_quotation_that_stands_alone_affirms() -> None:
    assert polarity_of("“Yes.”", (), (Span(0, 6),)) is Polarity.AFFIRMS
