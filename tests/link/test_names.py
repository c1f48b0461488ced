"""Which names may name one person, organization or place."""

from __future__ import annotations

import pytest

from onrecord.record import EntityType
from tests.link.people import are_one, named


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Lund", "ADA LUND"),
        ("José Núñez", "Jose Nunez"),
        ("Joseph R. Belden", "Joseph Belden"),
        ("Joseph R. Belden", "Joe Belden"),
        ("Joseph R. Belden", "Joseph Robinette Belden"),
        ("Peggy Belden", "Margaret Belden"),
        ("Mr. Joseph Belden", "Joseph Belden"),
        ("R. Nicholas Bruun", "Nicholas Bruun"),
        ("J. D. Vantz", "JD Vantz"),
        ("Oleh Zelensky", "Oleh Zelenskyy"),
        ("Oleh Zelenskiy", "Oleh Zelensky"),
        ("Sergei Petrov", "Sergey Petrov"),
        ("Yevgeny Petrov", "Evgeny Petrov"),
        ("Hanna Müller", "Hanna Mueller"),
        ("Seong Ki-moon", "Seong Ki Moon"),
        ("Orbal Viktor", "Viktor Orbal"),
        ("Mary O’Neill", "Mary O'Neill"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert are_one(named(one), named(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lund", "Ada Lund"),
        ("Lund", "Lund"),
        ("Ada Lund", "Eva Lund"),
        ("A. Lund", "Ada Lund"),  # an initial and a family name are no full name
        ("George W. Baird", "George H. W. Baird"),
        ("George W. Baird", "George P. Baird"),
        ("Ronald Trask", "Ronald Trask Jr."),
        ("Ada Lund", "Ada Lunde"),
        ("Jo Sue", "Jo Su"),
    ],
)
def test_names_of_two(one: str, other: str) -> None:
    first, second = named(one, article="1"), named(other, article="2")
    assert not are_one(first, second)


def test_an_initial_is_enough_where_the_role_agrees() -> None:
    assert are_one(named("A. Lund", "harbour master"), named("Ada Lund", "harbour master of Quillmouth"))


def test_countries_go_by_any_of_their_names() -> None:
    assert are_one(*(named(name, type=EntityType.PLACE) for name in ("U.S.", "the United States", "United States")))
    assert not are_one(*(named(name, type=EntityType.PLACE) for name in ("Georgia", "Virginia")))


def test_another_family_name_in_the_same_article_is_no_form_of_the_name() -> None:
    assert not are_one(named("Ada Lund", aliases=("Lund", "Brandvold")), named("Eva Brandvold"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the Harbour Board", "Harbour Board", True),
        ("Halvern Line Inc.", "Halvern Line", True),
        ("U.N.", "UN", True),
        ("Harbour Board", "Harbour Bureau", False),
    ],
)
def test_organizations_go_by_their_words(one: str, other: str, same: bool) -> None:
    pair = [named(name, type=EntityType.ORGANIZATION, article=name) for name in (one, other)]
    assert are_one(*pair) is same


def test_an_abbreviation_means_the_one_name_it_was_given_with() -> None:
    board = named("Quillmouth Harbour Board", aliases=("QHB",), type=EntityType.ORGANIZATION)
    short = named("QHB", type=EntityType.ORGANIZATION)
    other = named("Quiet Homes Bureau", aliases=("QHB",), type=EntityType.ORGANIZATION)
    again = named("Quillmouth Harbour Board", type=EntityType.ORGANIZATION, article="without it")
    assert are_one(board, short)
    assert are_one(board, short, again)
    assert not are_one(board, other)
    assert not are_one(board, short, other)


def test_a_person_is_no_place() -> None:
    assert not are_one(named("Vale Lund"), named("Vale Lund", type=EntityType.PLACE))
