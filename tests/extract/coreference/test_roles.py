"""What the words around a name say that somebody is."""

from __future__ import annotations

import pytest

from onrecord.extract.coreference.mentions import NameMention
from onrecord.extract.coreference.roles import head_in, roles_of, sector_of
from onrecord.extract.text.lexicon import person_heads
from tests.extract.laying_out import laid_out, words_at


def roles(text: str, name: str) -> list[tuple[str, str | None, str | None]]:
    layout = laid_out(text)
    first, last = words_at(layout, name)
    found = roles_of(layout, mention := NameMention(first, last, "person", first), {first: mention})
    return [(layout.phrase(role.first, role.last), role.country, role.sector) for role in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was French President Eva Lund that left.", ("French President", "FRA", "GOV")),
        ("It was Secretary of State Eva Lund that left.", ("Secretary of State", None, "GOV")),
        ("It was Eva Lund, the foreign minister of France, that left.", ("foreign minister of France", "FRA", "GOV")),
        ("It was Eva Lund, 43, a doctor, that left.", ("doctor", None, "MED")),
        ("Eva Lund, who leads the union, left.", ("leads the union", None, "LAB")),
        ("The minister of the economy, Eva Lund, left.", ("minister of the economy", None, "GOV")),
        ("Sen. Eva Lund, R-Texas, left.", ("R-Texas", "USA", "PTY")),
    ],
)
def test_a_role_stands_beside_the_name(text: str, expected: tuple[str, str | None, str | None]) -> None:
    assert expected in roles(text, "Eva Lund")


@pytest.mark.parametrize("text", ["Eva Lund left.", "Eva Lund, he said, left.", "It was said by Eva Lund."])
def test_what_is_no_role_gives_none(text: str) -> None:
    assert roles(text, "Eva Lund") == []


def test_the_last_noun_for_a_person_is_the_head() -> None:
    assert head_in(["the", "trump", "campaign", "spokesman"], 0, 4) == (3, "spokesman")
    assert head_in(["the", "vice", "president"], 0, 3) == (2, "vice president")
    assert head_in(["the", "harbour"], 0, 2) is None


@pytest.mark.parametrize(
    ("words", "head", "sector"),
    [
        (["the", "opposition", "leader"], "leader", "OPP"),
        (["the", "former", "minister"], "minister", "ELI"),
        (["the", "army", "spokesman"], "spokesman", "MIL"),
        (["the", "prime", "minister"], "minister", "GOV"),
    ],
)
def test_sectors(words: list[str], head: str, sector: str) -> None:
    assert sector_of(words, person_heads()[head]) == sector
