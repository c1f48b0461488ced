"""What the lists of the language say of words."""

from __future__ import annotations

import pytest

from onrecord.extract.text.lexicon import given_names, nickname_groups, organization_heads, person_heads, plural, titles, word_map


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("minister", "ministers"),
        ("policeman", "policemen"),
        ("woman", "women"),
        ("city", "cities"),
        ("wife", "wives"),
        ("boss", "bosses"),
        ("boy", "boys"),
        ("person", "people"),
    ],
)
def test_plurals(noun: str, expected: str) -> None:
    assert plural(noun) == expected


def test_nouns_know_sector_and_gender() -> None:
    assert (person_heads()["minister"].sector, person_heads()["minister"].kind) == ("GOV", "office")
    assert organization_heads()["ministry"].sector == "GOV"
    assert titles()["Mr."].gender == "m"
    assert titles()["Mr."].role is None


def test_short_forms_share_a_group() -> None:
    assert nickname_groups()["bill"] & nickname_groups()["william"]
    assert not nickname_groups()["bill"] & nickname_groups()["robert"]


def test_given_names_and_maps() -> None:
    assert given_names()["peter"] == "m"
    assert word_map("parties")["gop"] == "republican"
