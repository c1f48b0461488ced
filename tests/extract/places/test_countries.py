"""Which country words belong to."""

from __future__ import annotations

import pytest

from onrecord.extract.places.countries import (
    country_named,
    country_of,
    is_known,
    is_place,
    is_seat,
    nation_of,
    state_of,
    usual_name,
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [("French minister", "FRA"), ("the Kremlin spokesman", "RUS"), ("Texas senator", "USA"), ("late minister", None)],
)
def test_the_first_telling_phrase_gives_the_country(words: str, code: str | None) -> None:
    assert country_of(words.split()) == code


def test_a_country_is_named_by_its_names_only() -> None:
    assert country_named("the United States") == "USA"
    assert country_named("French") is None
    assert nation_of("French") == "FRA"
    assert nation_of("Paris") is None
    assert usual_name("FRA") == "France"


def test_a_seat_of_power_is_no_place() -> None:
    assert is_seat("the Kremlin")
    assert is_known("the Kremlin")
    assert not is_place("the Kremlin")
    assert is_place("Paris")


@pytest.mark.parametrize(("phrase", "state"), [("S.C.", "South Carolina"), ("texas", "Texas"), ("Paris", None)])
def test_states(phrase: str, state: str | None) -> None:
    assert state_of(phrase) == state
