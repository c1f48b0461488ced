"""How a mention stands in its sentence."""

from __future__ import annotations

import pytest

from onrecord.extract.coreference.entities import Referent
from onrecord.extract.coreference.tracks import EntityTrack, mention_at
from tests.extract.laying_out import laid_out, words_at


@pytest.mark.parametrize(
    ("text", "subject", "speaks"),
    [
        ("Lund left.", True, False),
        ("Lund said so.", True, True),
        ("Lund, a late man, had left.", True, False),
        ("“It is late,” said Lund.", True, True),
        ("They met Lund.", False, False),
        ("They left with Lund.", False, False),
    ],
)
def test_subjects_and_speakers(text: str, subject: bool, speaks: bool) -> None:
    layout = laid_out(text)
    first, last = words_at(layout, "Lund")
    seen = mention_at(layout, first, last, first, "name")
    assert (seen.subject, seen.speaks) == (subject, speaks)


def test_a_possessor_is_no_subject() -> None:
    layout = laid_out("Lund’s man left.")
    seen = mention_at(layout, 0, 1, 0, "name")
    assert (seen.possessive, seen.subject) == (True, False)


def test_whoever_was_the_subject_of_a_sentence_stays_so() -> None:
    layout = laid_out("Lund said that they met Lund.")
    track = EntityTrack(Referent("person"))
    track.add(mention_at(layout, 0, 1, 0, "name"))
    track.add(mention_at(layout, 5, 6, 5, "name"))
    assert [mention.subject for mention in track.mentions] == [True, True]
