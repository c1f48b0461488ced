"""Names and parts of speech from the encoder's scores."""

from __future__ import annotations

from onrecord.extract.network.encoder import Encoded, encode
from onrecord.extract.network.tagging import find_names, tag_words
from onrecord.extract.text.paragraphs import paragraphs_of
from onrecord.record import Span

TEXT = "Ilse Brandvold, who runs the Harbour Board in Oslo, said on Monday that the ferry was late."


def encoded(text: str) -> Encoded:
    found = encode(text, paragraphs_of(text, Span(0, len(text))))
    assert found is not None
    return found


def test_names_have_types_and_go_by_whole_words() -> None:
    found = {name.span.of(TEXT): name.type for name in find_names(encoded(TEXT))}
    assert found["Ilse Brandvold"] == "person"
    assert found["Oslo"] == "place"


def test_every_word_and_mark_has_a_part_of_speech() -> None:
    words = tag_words(encoded(TEXT))
    assert "".join(word.span.of(TEXT) for word in words) == TEXT.replace(" ", "")
    found = {word.span.of(TEXT): word.upos for word in words}
    assert (found["said"], found["ferry"], found["Oslo"], found[","]) == ("VERB", "NOUN", "PROPN", "PUNCT")
