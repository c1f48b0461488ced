"""Parts of speech are put right where the words around them leave no doubt."""

from __future__ import annotations

import pytest

from onrecord.extract.events.mending import mended
from onrecord.extract.text.layout import lay_out
from onrecord.extract.text.results import TaggedWord
from onrecord.record import Span


def tags(marked: str) -> list[str]:
    """The mended tags of "the/DET withdraw/VERB"."""
    pairs = [pair.split("/") for pair in marked.split()]
    text, words = "", []
    for word, tag in pairs:
        words.append(TaggedWord(Span(len(text), len(text) + len(word)), tag))
        text += f"{word} "
    return mended(lay_out(text.strip(), words)).tags


@pytest.mark.parametrize(
    ("given", "place", "right"),
    [
        ("they/PRON had/AUX lied/NOUN", 2, "VERB"),
        ("brought/VERB to/PART justice/NOUN", 1, "ADP"),
        ("the/DET group/NOUN has/AUX not/ADV met/VERB", 3, "PART"),
        ("gave/VERB its/PRON backing/VERB to/ADP them/PRON", 2, "NOUN"),
        ("allowed/VERB banned/VERB parties/NOUN", 1, "ADJ"),
        ("ministers/NOUN met/VERB Recep/VERB Erdogan/PROPN", 2, "PROPN"),
        ("by/ADP striking/VERB Kenya/PROPN", 1, "VERB"),
        ("they/PRON yielded/VERB to/PART demands/VERB", 3, "NOUN"),
        ("is/AUX prepared/VERB to/PART meet/VERB", 1, "ADJ"),
        ("resumed/VERB electricity/NOUN exports/VERB", 2, "NOUN"),
    ],
)
def test_a_tag_that_the_words_around_rule_out_is_mended(given: str, place: int, right: str) -> None:
    assert tags(given)[place] == right


def test_what_leaves_no_doubt_stays() -> None:
    assert tags("Rebels/NOUN shelled/VERB the/DET town/NOUN") == ["NOUN", "VERB", "DET", "NOUN"]
