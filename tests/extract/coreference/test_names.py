"""Names in full, whatever pieces the tagger hands over."""

from __future__ import annotations

import pytest

import onrecord


def names(text: str) -> dict[str, str]:
    return {entity.name: str(entity.type) for entity in onrecord.read(text).entities}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The report went to United States Citizenship and Immigration Services, the agency that runs it.",
            "United States Citizenship and Immigration Services",
        ),
        (
            "The State Department Refugee Processing Center said that 900 people came.",
            "State Department Refugee Processing Center",
        ),
        ("It was under Mr. Banford that the General Assembly set up the office, he said.", "General Assembly"),
    ],
)
def test_an_organization_keeps_its_whole_name(text: str, name: str) -> None:
    assert names(text)[name] == "organization"


def test_party_labels_plurals_and_chambers_are_nobody() -> None:
    found = names(
        "Senate Majority Leader Mitch Mallory, R-Ky., said the bill would pass. "
        "Senators Rob Corder, R-Tenn., and Lynn Grady, R-S.C., said it would not."
    )
    assert {name for name, kind in found.items() if kind == "person"} == {"Mitch Mallory", "Rob Corder", "Lynn Grady"}


def test_two_given_names_share_a_surname() -> None:
    text = "Lawyers for Ronald and Irene Tambling filed papers. Ronald and Irene Tambling said on Monday that they would leave."
    (statement,) = onrecord.read(text).statements
    assert statement.speaker is not None
    assert statement.speaker.name == "Ronald Tambling & Irene Tambling"


def test_they_are_no_city() -> None:
    text = "Shots were fired in Kessel. They said on Monday that it was a mistake."
    assert all(statement.speaker is None for statement in onrecord.read(text).statements)


def test_a_given_name_that_few_bear_belongs_to_the_name() -> None:
    found = names("“No lorry has been turned back,” government spokesman Anselm Rook said in a statement.")
    assert [name for name, kind in found.items() if kind != "unnamed"] == ["Anselm Rook"]
    assert found["Anselm Rook"] == "person"


def test_what_follows_a_dateline_is_no_role_of_its_place() -> None:
    record = onrecord.read(
        "VIRREN, Estmark (Northern Wire) — Estmark’s foreign minister on Thursday accused neighbouring Varnholt of “quietly "
        "closing the border”, hours before talks were due."
    )
    assert [role.text for entity in record.entities for role in entity.roles] == []
