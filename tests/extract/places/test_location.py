"""Where places lie, in short texts about invented happenings; the gold texts are evaluation/place_sentences.jsonl."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from evaluation.places import measures
from onrecord.extract.places import location as places
from onrecord.extract.places.countries import country_named, usual_name
from onrecord.extract.places.gazetteer import PlaceKind, country_place, place_key, places_named
from onrecord.record import Entity, Record
from onrecord.record.check import problems


def read(text: str) -> Record:
    record = onrecord.read(text, published="2031-03-04")
    assert not problems(record)
    return record


def place(record: Record, name: str) -> Entity:
    return next(entity for entity in record.entities if entity.name.casefold() == name.casefold())


def test_the_gold_places_are_found_and_none_is_guessed() -> None:
    found = measures()
    assert found["precision"] >= 0.98
    assert found["recall"] >= 0.95
    assert found["unknown where the text does not tell"] >= 0.95


@pytest.mark.parametrize(
    ("text", "name", "country", "rule", "basis"),
    [
        ("Strikers blocked a bridge in Paris, Texas, on Monday.", "Paris", "USA", "qualified", "Texas"),
        ("Strikers blocked a bridge in Springfield (Illinois) on Monday.", "Springfield", "USA", "qualified", "Illinois"),
        ("Rebels seized the Syrian city of Homs on Monday.", "Homs", "SYR", "qualified", "Syrian"),
        ("Lebanese soldiers shot at protesters in Tripoli.", "Tripoli", "LBN", "context", "Lebanese"),
        ("Georgia closed the border after floods. Tibilov spoke in Tbilisi.", "Georgia", "GEO", "context", "Tbilisi"),
        ("Latvia will send a hospital to Georgia.", "Georgia", "GEO", "context", "Latvia"),
        ("Strikers blocked a bridge in Paris on Monday.", "Paris", "FRA", "dominant", None),
        ("Strikers blocked a bridge in Chicago on Monday.", "Chicago", "USA", "only", None),
        ("Strikers blocked a bridge in Peru on Monday.", "Peru", "PER", "country", None),
        ("TOLEDO, Ohio (AP) — Vandals broke two windows in Toledo on Monday.", "Toledo", "USA", "dateline", "TOLEDO, Ohio"),
    ],
)
def test_a_location_says_by_what_it_was_told(text: str, name: str, country: str, rule: str, basis: str | None) -> None:
    where = place(read(text), name).location
    assert where is not None
    assert (where.country, where.rule) == (country, rule)
    assert (where.basis.of(text) if where.basis else None) == basis


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("Vandals broke two windows in Springfield on Monday.", "Springfield", places.SEVERAL),
        ("Aid came from Springfield, Ohio, and Springfield, Missouri.", "Springfield", places.BOTH),
        ("Vandals broke two windows in Springfield, Norway, on Monday.", "Springfield", places.ELSEWHERE),
        ("Vandals smashed two windows in Tornvik on Monday.", "Tornvik", places.UNLISTED),
        ("Farmers from Seattle and Spokane rallied in Washington.", "Washington", places.CONTESTED),
    ],
)
def test_what_the_article_leaves_open_stays_open_and_says_why(text: str, name: str, reason: str) -> None:
    entity = place(read(text), name)
    assert entity.location is None
    assert entity.unplaced == reason


def test_people_and_organizations_are_no_places() -> None:
    record = read("Paris Lindqvist, a lawyer, criticized the Bank of England on Monday.")
    assert {entity.name for entity in record.entities} >= {"Paris Lindqvist", "Bank of England"}
    assert all(entity.location is None and entity.unplaced is None for entity in record.entities)


def test_the_dateline_says_where_it_was_written_not_where_it_happened() -> None:
    record = read("CAIRO — Soldiers shot four people near a checkpoint in Khartoum on Monday.")
    (event,) = [event for event in record.events if event.type == "ASSAULT"]
    khartoum = place(record, "Khartoum")
    assert event.place == khartoum.id
    assert khartoum.location is not None
    assert (khartoum.location.latitude, khartoum.location.longitude) == pytest.approx((15.55, 32.53), abs=0.1)


def test_the_country_of_a_place_is_that_in_which_it_was_located() -> None:
    assert place(read("Rebels bombed a market in Tripoli, Lebanon."), "Tripoli").country == "LBN"


def test_other_spellings_name_the_same_place() -> None:
    assert places_named("Kiev")[0] == places_named("KYIV")[0]
    assert places_named("Québec") == places_named("Quebec")
    assert {p.country for p in places_named("St. Petersburg")} == {"RUS", "USA"}


def test_every_country_of_the_tables_that_has_people_is_in_the_gazetteer() -> None:
    for name in ("France", "Ukraine", "Kosovo", "South Sudan", "Palestine", "Taiwan"):
        code = country_named(name)
        assert code is not None
        found = country_place(code)
        assert found is not None, usual_name(code)
        assert found.kind is PlaceKind.COUNTRY


@given(st.text(max_size=30))
def test_a_key_is_its_own_key_and_any_name_can_be_looked_up(name: str) -> None:
    assert place_key(place_key(name)) == place_key(name)
    for found in places_named(name):
        assert -90 <= found.latitude <= 90
        assert -180 <= found.longitude <= 180
