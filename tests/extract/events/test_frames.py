"""Events whose type or parties hang on another clause, on the subject, or on tags put right; texts about invented happenings."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.extract.events.lexicon import forms
from onrecord.record import Record
from onrecord.record.check import problems


def parties(record: Record, type_: str) -> list[tuple[list[str], list[str]]]:
    """Actors and recipients of the events of a type."""
    names = {entity.id: entity.name for entity in record.entities}
    return [
        ([names[a] for a in event.actors], [names[r] for r in event.recipients]) for event in record.events if event.type == type_
    ]


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        # what is meant to be done
        ("Kenya is willing to train with Uganda.", "AGREE", ["Kenya"], ["Uganda"]),
        ("Chile is considering easing sanctions against Bolivia.", "AGREE", ["Chile"], ["Bolivia"]),
        ("Peru said on Monday that it could cut aid to Chile.", "THREATEN", ["Peru"], ["Chile"]),
        ("Spain warned on Monday that it would attack Cuba.", "THREATEN", ["Spain"], ["Cuba"]),
        ("The militia vowed to help Angola.", "AGREE", ["militia"], ["Angola"]),
        ("The militia vowed to attack Angola.", "THREATEN", ["militia"], ["Angola"]),
        ("France stopped assisting Mali.", "SANCTION", ["France"], ["Mali"]),
        ("India and Nepal agreed to reopen a road.", "AGREE", ["India", "Nepal"], ["India", "Nepal"]),
        # what is said that others do
        ("Mara Lind said the militia must leave.", "REQUEST", ["Mara Lind"], ["militia"]),
        ("Norway insisted that Latvia lift the ban.", "REQUEST", ["Norway"], ["Latvia"]),
        ("Mara Lind said Latvia would pay a heavy price.", "THREATEN", ["Mara Lind"], ["Latvia"]),
        ("Mara Lind said Latvia was behind the plot.", "ACCUSE", ["Mara Lind"], ["Latvia"]),
        ("Mara Lind called the premier a dictator.", "ACCUSE", ["Mara Lind"], ["premier"]),
        ("“We will support Latvia,” Mara Lind said.", "AGREE", ["Mara Lind"], ["Latvia"]),
        # who is let in, sent away, given way to
        ("Sudan allowed monitors to enter the camps.", "RETREAT", ["Sudan"], ["monitors"]),
        ("Sudan ordered the monitors to leave.", "SANCTION", ["Sudan"], ["monitors"]),
        ("The king dissolved his cabinet in response to the demands of students.", "CONCEDE", ["king"], ["students"]),
        # who or what the subject is
        ("Troops of Eritrea entered Djibouti.", "ASSAULT", ["Troops of Eritrea"], ["Djibouti"]),
        ("Protesters in Togo clashed with police.", "PROTEST", ["Protesters in Togo"], ["police"]),
        ("A bomb planted by rebels exploded near a school.", "ASSAULT", ["rebels"], ["school"]),
        ("Rebels seized two nurses.", "ASSAULT", ["Rebels"], ["two nurses"]),
        ("A court jailed the editor.", "SANCTION", ["court"], ["editor"]),
        # phrases within phrases
        ("Ghana and Togo opened a new round of talks in Accra.", "CONSULT", ["Ghana", "Togo"], ["Ghana", "Togo"]),
        ("Mali announced a halt to attacks on Niger.", "RETREAT", ["Mali"], ["Niger"]),
        ("Malawi received a loan from Zambia.", "AID", ["Zambia"], ["Malawi"]),
        ("Zambia granted refugees asylum.", "AID", ["Zambia"], ["refugees"]),
        ("Serbia massed troops on its border with Kosovo.", "MOBILIZE", ["Serbia"], ["Kosovo"]),
    ],
)
def test_what_a_clause_says_of_another(text: str, type_: str, actors: list[str], recipients: list[str]) -> None:
    record = onrecord.read(text)
    assert not problems(record)
    assert (actors, recipients) in parties(record, type_), [(e.type, parties(record, e.type)) for e in record.events]


def test_he_before_his_name() -> None:
    record = onrecord.read("He blamed the rebels for the fire, said Defence Minister Jonas Veldt.")
    (event,) = record.events
    words = {record.article.text[m.span.start : m.span.end] for m in record.mentions if m.entity in event.actors}
    assert "He" in words
    assert len(words) == 2


def test_a_vow_that_becomes_a_promise_has_no_mode_of_threats() -> None:
    record = onrecord.read("The militia vowed revenge to help Angola. The militia promised retaliation to support Chad.")
    assert all(event.mode is None or event.type == "THREATEN" for event in record.events)


def test_nobody_requests_what_nobody_says() -> None:
    assert not parties(onrecord.read("The road must be mended."), "REQUEST")


def test_no_event_between_parties_without_country_or_sector() -> None:
    assert not onrecord.read("The old cat chased a small dog across the yard.").events


@pytest.mark.parametrize(
    ("verb", "form"), [("slam", "slammed"), ("acquit", "acquitted"), ("clap", "clapping"), ("visit", "visited")]
)
def test_forms_double_their_last_letter_where_they_must(verb: str, form: str) -> None:
    assert form in forms(verb)


def test_a_long_name_is_one_party() -> None:
    record = onrecord.read("Doctors Without Borders treated refugees in Chad.")
    assert parties(record, "AID")[0][0] == ["Doctors Without Borders"]
