"""Statements inside what another one says: invented people, invented news."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

import onrecord
from evaluation.nested import cases, read
from onrecord.formats.tei import NAMESPACE, tei_of
from onrecord.record import Kind, Record, Statement, statements_around, words_of
from onrecord.record.check import problems


@dataclass(frozen=True)
class Inside:
    name: str
    text: str
    source: str
    cue: str
    content: str
    kind: Kind


INSIDE = (
    Inside(
        "a clause in a quotation",
        "“The minister told us that the union had rejected the offer,” Ana Lopes said.",
        "The minister",
        "told",
        "that the union had rejected the offer",
        Kind.INDIRECT,
    ),
    Inside(
        "a clause in a clause",
        "Olga Brandt writes that a general once warned her that the army would not fire on its own people.",
        "a general",
        "once warned",
        "that the army would not fire on its own people",
        Kind.INDIRECT,
    ),
    Inside(
        "a quotation in a quotation",
        "“He looked at me and said, ‘You will never work in this town again,’” Mr. Osei told reporters.",
        "He",
        "said",
        "‘You will never work in this town again,’",
        Kind.DIRECT,
    ),
    Inside(
        "a quotation that opens the quotation",
        "“‘You have ten minutes to pack,’ the soldier told us,” said Farid Nasser, who fled with his two sons.",
        "the soldier",
        "told",
        "‘You have ten minutes to pack,’",
        Kind.DIRECT,
    ),
    Inside(
        "in the first of two pieces",
        "“The report says that half of the pumps failed,” Senator Holm said at the hearing. “That is unacceptable.”",
        "The report",
        "says",
        "that half of the pumps failed",
        Kind.INDIRECT,
    ),
)


def words(record: Record, statement: Statement) -> tuple[str, str, str]:
    text = record.article.text
    return words_of(statement.source, text), words_of(statement.cue, text), words_of(statement.content, text)


def inner(record: Record) -> list[Statement]:
    return [s for s, outer in zip(record.statements, statements_around(record.statements), strict=True) if outer is not None]


@pytest.mark.parametrize("case", INSIDE, ids=lambda case: case.name)
def test_a_statement_inside_another_is_read_beside_it(case: Inside) -> None:
    record = onrecord.read(case.text)
    (found,) = inner(record)
    assert words(record, found) == (case.source, case.cue, case.content)
    assert found.kind is case.kind
    outer = [s for s in record.statements if s is not found]
    assert found.confidence < outer[0].confidence
    assert problems(record) == ()


def test_a_statement_inside_a_statement_inside_a_third() -> None:
    text = "“The doctors told my wife that the surgeon said there was nothing more to be done,” Mr. Pell said."
    record = onrecord.read(text)
    assert [words(record, s)[0] for s in record.statements] == ["Mr. Pell", "The doctors", "the surgeon"]
    assert statements_around(record.statements) == (None, 0, 1)


def test_who_says_i_in_a_quotation_speaks_it() -> None:
    record = onrecord.read("“I told him, ‘Take the deal or leave it,’” said Governor Mira Sandoval.")
    (found,) = inner(record)
    assert found.speaker is not None
    assert found.speaker.name == "Mira Sandoval"


def test_day_and_place_of_the_outer_statement_are_not_the_inner_ones() -> None:
    text = "“The minister told us that the union had rejected the offer,” Ana Lopes said on Monday in a speech in Lisbon."
    record = onrecord.read(text, published="2031-03-04")
    outer, found = record.statements
    assert outer.said is not None
    assert outer.said.start == "2031-03-03"
    assert outer.venue is not None
    assert found.said is None
    assert found.venue is None


def test_an_event_in_an_inner_statement_is_claimed_by_that() -> None:
    text = "“The minister told us that Norland troops attacked the port of Virren,” Ana Lopes said."
    record = onrecord.read(text)
    (found,) = inner(record)
    claimed = {event.asserted_by for event in record.events if event.type == "ASSAULT"}
    assert claimed == {found.id}


def test_the_dial_leaves_out_inner_statements_too() -> None:
    text = "\n\n".join(case.text for case in INSIDE)
    every = inner(onrecord.read(text))
    assert len(every) == len(INSIDE)
    least = sorted(one.confidence for one in every)[len(every) // 2]
    sure = inner(onrecord.read(text, min_confidence=least))
    assert [one.id for one in sure] == [one.id for one in every if one.confidence >= least]


def test_what_only_looks_like_a_report_is_none() -> None:
    plain = [case for case in cases() if case.set == "first" and not case.inner]
    assert sum(bool(read(case)[1]) for case in plain) <= 2


def test_tei_has_the_inner_statement_in_the_outer_one() -> None:
    record = onrecord.read(INSIDE[0].text)
    (said,) = tei_of(record).findall(f".//{{{NAMESPACE}}}said/{{{NAMESPACE}}}said")
    assert "".join(map(str, said.itertext())) == INSIDE[0].content
