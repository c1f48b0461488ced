"""Descriptions and pronouns, before it is known whom they mean."""

from __future__ import annotations

import pytest

from onrecord.extract.coreference.mentions import chunk_start, describe_head, find_nominals, find_pronouns
from tests.extract.laying_out import laid_out, words_at


@pytest.mark.parametrize(
    ("text", "nominal", "kind"),
    [
        ("It was the foreign minister that left.", "the foreign minister", "person"),
        ("It was the agency that left.", "the agency", "organization"),
        ("It was the report that said so.", "the report", "document"),
        ("It was Lund’s lawyer that left.", "Lund’s lawyer", "person"),
    ],
)
def test_a_description_is_found_whole(text: str, nominal: str, kind: str) -> None:
    layout = laid_out(text)
    found = [(layout.phrase(n.first, n.last), n.kind, n.definite) for n in find_nominals(layout, [])]
    assert (nominal, kind, True) in found


@pytest.mark.parametrize("text", ["It was every minister.", "It was mogul and minister."])
def test_what_describes_nobody_is_left(text: str) -> None:
    assert find_nominals(laid_out(text), []) == []


def test_pronouns_know_gender_and_number() -> None:
    found = [(p.word, p.gender, p.plural) for p in find_pronouns(laid_out("He told them that it left her."))]
    assert found == [("he", "m", False), ("them", None, True), ("it", "n", False), ("her", "f", False)]


def test_a_noun_phrase_begins_with_its_determiner_or_possessor() -> None:
    layout = laid_out("It was Eva Lund’s long late lawyer that left.")
    head = words_at(layout, "lawyer")[0]
    assert chunk_start(layout, head) == (words_at(layout, "Eva")[0], words_at(layout, "Lund")[0])


@pytest.mark.parametrize(
    ("words", "kind", "plural"),
    [("ministers", "person", True), ("vice president", "person", False), ("police", "organization", True), ("stone", None, None)],
)
def test_what_a_noun_stands_for(words: str, kind: str | None, plural: bool | None) -> None:
    described = describe_head(words.split(), len(words.split()) - 1)
    assert (described[:2] if described else (None, None)) == (kind, plural)
