"""The words of a text, and where sentences, paragraphs and quotations begin and end."""

from __future__ import annotations

import pytest

from onrecord.extract.text.layout import UNREAD, lay_out
from onrecord.extract.text.results import TaggedWord
from onrecord.record import Span
from tests.extract.laying_out import laid_out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Trump’s aide", ["Trump", "’s", "aide"]),
        ("Sen. Lund of the U.S. Senate", ["Sen.", "Lund", "of", "the", "U.S.", "Senate"]),
        ("O’Neill and Co., 12 of them", ["O’Neill", "and", "Co.", ",", "12", "of", "them"]),
        ("a well-known man -- he", ["a", "well-known", "man", "--", "he"]),
    ],
)
def test_words_are_cut_as_rules_count_on(text: str, words: list[str]) -> None:
    assert lay_out(text, ()).words == words


def test_sentences_end_after_stops_and_lines() -> None:
    layout = lay_out("He left. She came\nlate. “Why?” he asked.", ())
    assert [layout.sentence[layout.words.index(word)] for word in ("left", "came", "late", "Why", "asked")] == [0, 1, 2, 3, 3]
    assert layout.paragraph[layout.words.index("late")] == 1


def test_a_quotation_ends_at_its_mark_or_with_its_paragraph() -> None:
    layout = lay_out("“Come,” he said. “Go now\nHe left.", ())
    inside = [word for word, number in zip(layout.words, layout.quotation, strict=True) if number and word[0].isalpha()]
    assert inside == ["Come", "Go", "now"]


def test_parts_of_speech_go_by_place_and_what_was_not_read_has_none() -> None:
    layout = lay_out("Menu\nHe left.", [TaggedWord(Span(5, 7), "PRON"), TaggedWord(Span(8, 12), "VERB")])
    assert layout.tags == [UNREAD, "PRON", "VERB", UNREAD]


def test_a_sentence_in_capitals_is_like_a_headline() -> None:
    assert lay_out("Macron Rules Out Sending Troops. He said so later that same day.", ()).capitalised == [True, False]


def test_words_outside_the_text_are_empty() -> None:
    layout = laid_out("He left.")
    assert (layout.word_at(-1), layout.lower_at(3), layout.tag_at(99)) == ("", "", UNREAD)
    assert not layout.together(2, 3)


def test_runs_end_at_the_border_that_is_given() -> None:
    layout = laid_out("The long late Lund left.")
    assert layout.past_tags(0, 3, ("DET", "ADJ")) == 3
    assert layout.past_tags(0, 2, ("DET", "ADJ")) == 2
    assert layout.past_words(0, 5, ("the",)) == 1
    assert layout.back_over_tags(3, 1, ("DET", "ADJ")) == 1
    assert layout.find_word(0, 3, ("left",)) == 3
    assert (layout.sentence_start(3), layout.sentence_end(3)) == (0, 6)
