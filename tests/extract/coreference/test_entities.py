"""Who the names of one article stand for."""

from __future__ import annotations

from onrecord.extract.coreference.entities import Referent, group_names
from onrecord.extract.coreference.mentions import NameMention
from tests.extract.laying_out import laid_out


def grouped(text: str, *names: tuple[str, str]) -> list[Referent]:
    """The referent of each name, given in text order with its type."""
    layout = laid_out(text)
    found, after = [], 0
    for name, type_ in names:
        at = text.index(name, after)
        after = at + len(name)
        first = layout.first_word(at)
        found.append(NameMention(first, first + len(name.split()), type_, first))
    return group_names(layout, found)


def test_forms_of_one_name_come_together() -> None:
    names = ("Eva Maria Lund", "Lund", "Eva Lund")
    a, b, c = grouped("Eva Maria Lund left. Lund came. Eva Lund spoke.", *((name, "person") for name in names))
    assert a is b is c
    assert (a.name, a.gender) == ("Eva Maria Lund", "f")


def test_people_who_share_a_surname_stay_apart() -> None:
    a, b = grouped("Eva Lund met Peter Lund.", ("Eva Lund", "person"), ("Peter Lund", "person"))
    assert a is not b


def test_short_forms_of_given_names_are_known() -> None:
    a, b = grouped("William Lund left. Bill Lund came.", ("William Lund", "person"), ("Bill Lund", "person"))
    assert a is b


def test_an_abbreviation_is_its_organization() -> None:
    a, b = grouped(
        "The Harbour Safety Board met. The HSB left.", ("Harbour Safety Board", "organization"), ("HSB", "organization")
    )
    assert a is b


def test_names_of_one_country_are_one() -> None:
    a, b = grouped("The United States left. The U.S. came.", ("United States", "place"), ("U.S.", "place"))
    assert a is b
    assert a.key == ("country", "USA")


def test_a_surname_that_two_in_one_paragraph_have_is_ambiguous() -> None:
    names = ("Eva Lund", "Peter Lund", "Lund")
    *_, last = grouped("Eva Lund met Peter Lund. Lund left.", *((name, "person") for name in names))
    assert set(last.ambiguous) == {"eva lund", "peter lund"}
