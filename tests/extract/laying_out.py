"""The words of a short text, as a tagger would have them that takes every capital for a proper noun."""

from __future__ import annotations

from onrecord.extract.text.layout import Layout, lay_out
from onrecord.extract.text.results import TaggedWord
from onrecord.record import Span

TAGS = {
    **dict.fromkeys(("the", "a", "an", "this", "his", "her", "every"), "DET"),
    **dict.fromkeys(("in", "of", "for", "at", "on", "to", "with", "by"), "ADP"),
    **dict.fromkeys(("and", "or"), "CCONJ"),
    **dict.fromkeys(("said", "told", "left", "met", "asked", "leads"), "VERB"),
    **dict.fromkeys(("was", "is", "had"), "AUX"),
    **dict.fromkeys(("he", "she", "they", "who", "i", "that"), "PRON"),
    **dict.fromkeys(("late", "foreign", "long"), "ADJ"),
    **dict.fromkeys((".", ",", ":", "(", ")", "“", "”"), "PUNCT"),
}


def laid_out(text: str) -> Layout:
    plain = lay_out(text, ())
    spans = [Span(start, end) for start, end in zip(plain.starts, plain.ends, strict=True)]
    tags = [TAGS.get(word.lower(), "PROPN" if word[0].isupper() else "NOUN") for word in plain.words]
    return lay_out(text, [TaggedWord(span, tag) for span, tag in zip(spans, tags, strict=True)])


def words_at(layout: Layout, words: str) -> tuple[int, int]:
    """The first and the word after the last of `words`, where they stand first."""
    at = layout.text.index(words)
    found = layout.words_in(Span(at, at + len(words)))
    return found.start, found.stop
