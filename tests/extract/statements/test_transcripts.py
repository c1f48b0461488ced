"""Transcripts: who speaks stands before a colon. The people are invented."""

from __future__ import annotations

import pytest

from onrecord.extract.statements.transcripts import CONFIDENCE, Turn, find_turns, with_labels, with_turns
from onrecord.extract.text.results import FoundName, FoundStatement
from onrecord.pipeline import read_text
from onrecord.record import Kind, Record, Span

DEBATE = """The Harbour Debate: Full Transcript

The following is a debate on the harbour bridge between the minister, Mira Sandoval, and Tomas Reyes of the shopkeepers.

ILSE VAN DORN, HOST: Good evening. Minister, why must the bridge close?

MIRA SANDOVAL: Thank you. We looked at every other way of doing this. There is none that is safe.

And I will say this too: the piers will not last another winter.

REYES: Nobody asked us. Not once.

(APPLAUSE)

SANDOVAL: That is not true. I think we asked everybody. (LAUGHTER)

VAN DORN: We have to leave it there."""


def paragraphs_of(text: str) -> list[Span]:
    found, start = [], 0
    for line in text.split("\n\n"):
        found.append(Span(start, start + len(line)))
        start += len(line) + 2
    return found


def turns_in(text: str, *people: str) -> list[tuple[str, ...]]:
    names = [FoundName(Span(text.index(name), text.index(name) + len(name)), "person") for name in people]
    turns = find_turns(text, paragraphs_of(text), names)
    return [(turn.label.of(text), *(span.of(text) for span in turn.content)) for turn in turns]


def said(record: Record) -> list[tuple[str | None, str, Kind]]:
    text = record.article.text
    return [
        (s.speaker.name if s.speaker else None, " / ".join(span.of(text) for span in s.content), s.kind)
        for s in record.statements
    ]


def test_each_turn_is_a_statement_of_the_one_who_speaks_and_no_turn_is_two() -> None:
    record = read_text(DEBATE)
    assert said(record) == [
        ("ILSE VAN DORN", "Good evening. Minister, why must the bridge close?", Kind.DIRECT),
        (
            "Mira Sandoval",
            "Thank you. We looked at every other way of doing this. There is none that is safe. / "
            "And I will say this too: the piers will not last another winter.",
            Kind.DIRECT,
        ),
        ("Tomas Reyes", "Nobody asked us. Not once.", Kind.DIRECT),
        ("Mira Sandoval", "That is not true. I think we asked everybody.", Kind.DIRECT),
        ("ILSE VAN DORN", "We have to leave it there.", Kind.DIRECT),
    ]
    assert {statement.confidence for statement in record.statements} == {CONFIDENCE}


def test_each_turn_of_a_quoted_transcript_may_begin_with_a_quotation_mark() -> None:
    quoted = "“VAN DORN: Why must it close?\n\n“SANDOVAL: It is not safe.\n\n“VAN DORN: Is it?\n\n“SANDOVAL: It is not.”"
    assert turns_in(quoted) == [
        ("VAN DORN", "Why must it close?"),
        ("SANDOVAL", "It is not safe."),
        ("VAN DORN", "Is it?"),
        ("SANDOVAL", "It is not.”"),
    ]


def test_names_in_small_letters_are_labels_where_they_are_known_to_be_people() -> None:
    talk = "\n\n".join(("Ada Obi: When?", "Tomas Reyes: I was nine.", "Ada Obi: And then?", "Tomas Reyes: Nothing."))
    assert turns_in(talk, "Tomas Reyes", "Ada Obi") == [
        ("Ada Obi", "When?"),
        ("Tomas Reyes", "I was nine."),
        ("Ada Obi", "And then?"),
        ("Tomas Reyes", "Nothing."),
    ]
    assert turns_in(talk) == []


@pytest.mark.parametrize(
    "text",
    [
        "LONDON: Rain.\n\nPARIS: Sun.\n\nMADRID: Dry.\n\nOSLO: Snow.",
        "CLAIM: It is so.\n\nFACT: It is not.\n\nCLAIM: It was so.\n\nFACT: It was not.",
        "SANDOVAL: Yes.\n\nShe said no more than that.",
        "The council met: nobody came.\n\nThe council met: nobody came.\n\nThe council met: nobody came.",
        "Q: Why?\n\nA: Because.\n\nQ: When?\n\nA: Now.",
    ],
)
def test_lists_are_no_transcripts(text: str) -> None:
    assert turns_in(text) == []


def test_in_a_report_with_a_few_turns_only_their_own_paragraphs_belong_to_them() -> None:
    report = "\n\n".join(("One.", "Two.", "Three.", "Four.", "OBI: Yes.", "Five.", "REYES: No.", "OBI: Why?", "Six."))
    assert turns_in(report, "REYES") == [("OBI", "Yes."), ("REYES", "No."), ("OBI", "Why?")]


def test_of_the_statements_found_inside_a_turn_those_with_a_source_of_their_own_stay() -> None:
    text = "OBI: The mayor says that it will rain. I think so too."
    turn = Turn(Span(0, 3), (Span(5, len(text)),))

    def found(source: str, cue: str, content: str) -> FoundStatement:
        first, second, third = (
            (Span(text.index(words), text.index(words) + len(words)),) if words else () for words in (source, cue, content)
        )
        return FoundStatement(first, second, third, 0.8)

    nested = found("The mayor", "says", "that it will rain")
    again = [found("OBI", "", "The mayor says"), found("I", "think", "so too"), found("", "says", "that it will rain")]
    assert with_turns(text, [nested, *again], [turn]) == (FoundStatement((Span(0, 3),), (), turn.content, CONFIDENCE), nested)


def test_labels_are_names() -> None:
    turn = Turn(Span(0, 3), (Span(5, 9),))
    assert with_labels([FoundName(Span(5, 9), "place")], [turn]) == (
        FoundName(Span(0, 3), "person"),
        FoundName(Span(5, 9), "place"),
    )
    assert with_labels([FoundName(Span(0, 3), "other")], [turn]) == (FoundName(Span(0, 3), "other"),)
