"""Events in short texts about invented happenings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.extract.events.lexicon import forms, nouns, verbs
from onrecord.extract.events.types import root_of
from onrecord.record import SHOWN_FROM, Event, Record, Span, Status, plover
from onrecord.record.check import problems


def told(text: str, type_: str, published: str | None = None) -> tuple[Record, Event]:
    """The record, and its only event of the type."""
    record = onrecord.read(text, published=published)
    assert not problems(record)
    found = [event for event in record.events if event.type == type_]
    assert len(found) == 1, [(e.type, [s.of(text) for s in e.trigger]) for e in record.events]
    return record, found[0]


def named(record: Record, entities: tuple[str, ...]) -> list[str]:
    names = {entity.id: entity.name for entity in record.entities}
    return [names[entity] for entity in entities]


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        ("Kenya accused Somalia of arming raiders.", "ACCUSE", ["Kenya"], ["Somalia"]),
        ("Australia suspended aid to Fiji.", "SANCTION", ["Australia"], ["Fiji"]),
        ("Lithuania demanded that Belarus release the crew.", "REQUEST", ["Lithuania"], ["Belarus"]),
        ("Mara Lind runs the mine. She sued the union on Monday.", "ACCUSE", ["Mara Lind"], ["union"]),
        ("Two activists were detained by Turkish police.", "COERCE", ["Turkish police"], ["Two activists"]),
    ],
)
def test_who_did_what_to_whom(text: str, type_: str, actors: list[str], recipients: list[str]) -> None:
    record, event = told(text, type_)
    assert (named(record, event.actors), named(record, event.recipients)) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Finland accused Latvia of spying.", "ACCUSE", Status.OCCURRED),
    ],
)
def test_whether_it_took_place(text: str, type_: str, status: Status) -> None:
    _, event = told(text, type_)
    assert event.status is status


def test_what_is_said_to_have_happened_is_asserted_by_the_statement() -> None:
    record, event = told("Mayor Elin Dahl said that Russia shelled the town on Sunday.", "ASSAULT", "2031-03-04")
    (statement,) = record.statements
    assert event.asserted_by == statement.id
    assert event.made_of is None
    assert event.date is not None
    assert (event.date.start, event.date.end) == ("2031-03-02", "2031-03-02")


def test_an_act_of_speech_is_made_of_its_statement() -> None:
    text = "Prime Minister Ana Lopes warned Estonia that it would pay a price."
    record, event = told(text, "THREATEN")
    assert event.made_of in {s.id for s in record.statements if any(c.of(text) == "warned" for c in s.cue)}
    assert event.asserted_by is None
    assert named(record, event.actors) == ["Ana Lopes"]


def test_actors_have_the_codes_of_who_they_are() -> None:
    record = onrecord.read("The Kremlin spokesman warned Estonia. Turkish police arrested the opposition leader Rosa Quiroga.")
    codes = {entity.name: (entity.country, entity.sector) for entity in record.entities}
    assert codes["Kremlin spokesman"] == ("RUS", "GOV")
    assert codes["Estonia"] == ("EST", "GOV")
    assert codes["Turkish police"] == ("TUR", "COP")
    assert codes["Rosa Quiroga"][1] == "OPP"


@pytest.mark.parametrize(
    "text",
    [
        "Forty pilgrims died in a stampede near the shrine on Monday.",
        "Lindqvist beat Okoro 6-4, 6-2 to reach the final.",
        "Residents will not have to pay for the new bins, the council said.",
    ],
)
def test_accidents_sport_and_what_need_not_be_done_are_no_events(text: str) -> None:
    assert [event for event in onrecord.read(text).events if event.confidence >= SHOWN_FROM] == []


def test_nothing_is_made_of_a_text_without_events() -> None:
    assert onrecord.read("The museum opens at nine. Tickets cost five pounds.").events == ()


def test_the_score_is_plover_s() -> None:
    _, event = told("Kenya accused Somalia of arming raiders.", "ACCUSE")
    assert event.score == plover.score("ACCUSE", event.mode)


def test_every_word_of_the_lexicons_tells_of_an_event_of_plover() -> None:
    entries = [entry for listed in verbs().values() for entry in listed] + list(nouns().values())
    for entry in entries:
        plover.score(entry.type)
        assert set(entry.contexts) <= set(plover.CONTEXTS)


@pytest.mark.parametrize(
    ("verb", "some"), [("carry", "carried"), ("ban", "banning"), ("meet", "met"), ("seize", "seizing"), ("attack", "attacks")]
)
def test_forms_of_verbs(verb: str, some: str) -> None:
    assert some in forms(verb)


def test_the_type_of_given_parties() -> None:
    text = "Police in the capital have arrested three reporters."
    record = onrecord.read(text)
    assert root_of(record, Span(0, 6), Span(text.index("three"), len(text) - 1)) == "COERCE"


WORDS = st.sampled_from(
    (
        "Russia",
        "the",
        "rebels",
        "will",
        "not",
        "attack",
        ",",
        "and",
        "who",
        "said",
        "that",
        "Kenya",
        "by",
        "killed",
        "talks",
        "with",
        "of",
        "‘",
        "”",
        "(",
        "U.S.",
        "'s",
        "—",
    )
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25))
def test_any_order_of_words_gives_a_sound_record(words: list[str]) -> None:
    assert not problems(onrecord.read(" ".join(words) + " x"))
