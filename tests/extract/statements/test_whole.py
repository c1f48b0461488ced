"""Quotations are given whole, and long ones are not lost. The people are invented."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.extract.statements.whole import quotations_in, with_whole_quotations
from onrecord.extract.text.results import Findings, FoundStatement
from onrecord.record import Kind, Span, statements_around, words_of

OPENING = "The council met on Friday.\n\n"


def said(text: str) -> list[tuple[str | None, str]]:
    """Speakers and contents of the statements that stand in no other one."""
    statements = onrecord.read(text).statements
    outer = [one for one, around in zip(statements, statements_around(statements), strict=True) if around is None]
    return [(one.speaker.name if one.speaker else None, words_of(one.content, text)) for one in outer]


def paragraphs_of(text: str) -> list[Span]:
    found, start = [], 0
    for line in text.split("\n"):
        if line:
            found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return found


def test_a_long_quotation_goes_to_its_closing_mark_on_either_side_of_the_cue() -> None:
    long = "“" + "The ferry was late again, and it rained on the quay all day. " * 40 + "We will walk.”"
    for text in (f"{OPENING}{long} Ana Lopes said.", f"{OPENING}Ana Lopes said: {long}"):
        assert said(text) == [("Ana Lopes", long)]


def test_a_quotation_over_several_paragraphs_is_one() -> None:
    text = f"{OPENING}Ana Lopes said: “We waited for the ferry.\n\n“It did not come.\n\n“So we walked home in the rain.”"
    assert said(text) == [("Ana Lopes", "“We waited for the ferry. … “It did not come. … “So we walked home in the rain.”")]


def test_the_next_paragraph_goes_on_where_the_one_before_ends_with_its_speaker() -> None:
    text = f"{OPENING}“We waited for the ferry,” said Ana Lopes.\n\n“It is the third time this month that it has not come.”"
    assert said(text) == [("Ana Lopes", "“We waited for the ferry,” … “It is the third time this month that it has not come.”")]


def test_after_a_closing_mark_and_a_new_paragraph_somebody_else_may_speak() -> None:
    text = f"{OPENING}Ana Lopes said: “We waited for the ferry.”\n\n“So did we all, and the rain came down on us, too.”"
    assert said(text)[-1] == (None, "“So did we all, and the rain came down on us, too.”")


@pytest.mark.parametrize(
    "quoted",
    [
        "the “so-called new and better ferry of the future” sank",
        "Its name, “The Old Man and the Sea Beside the Wall.”, was new",
    ],
)
def test_names_of_things_and_words_that_a_sentence_uses_are_nobodys_statement(quoted: str) -> None:
    assert said(f"{OPENING}It rained. {quoted} and the day went on.") == []


def test_what_nobody_is_found_to_have_said_is_kept_with_a_reason() -> None:
    text = f"{OPENING}The hall was silent.\n\n“Nobody here has ever seen this harbour without a ferry.”\n\nThe lights went out."
    [statement] = onrecord.read(text).statements
    assert (statement.kind, statement.speaker, statement.unknown) == (Kind.DIRECT, None, "no source is named")


def test_a_sentence_about_somebody_else_ends_what_the_last_speaker_said() -> None:
    said_by = "Ana Lopes said the ferry was late."
    quotation = "“I have never seen this harbour so empty on a Friday.”"
    speaker, content = said(f"{OPENING}{said_by} {quotation}")[-1]
    assert speaker == "Ana Lopes"
    assert content.endswith(quotation)
    assert said(f"{OPENING}{said_by} Old Rui Prata kept on mending his nets. {quotation}")[-1] == (None, quotation)


def test_the_precision_dial_leaves_out_what_stands_alone() -> None:
    text = f"{OPENING}The hall was silent.\n\n“Nobody here has ever seen this harbour without a ferry.”\n\nThe lights went out."
    assert onrecord.read(text, min_confidence=0.9).statements == ()


def test_no_statement_takes_what_another_one_holds() -> None:
    text = "“We waited and it did not come at all,” said Lund, and “we walked” added Orr."
    first, second = (text.index(words) for words in ("We waited", "did not"))
    found = tuple(
        FoundStatement((), (Span(at, at + 3),), (Span(start, start + 5),), 0.9)
        for at, start in ((text.index("said"), first), (text.index("added"), second))
    )
    assert {one.content for one in with_whole_quotations(text, [Span(0, len(text))], Findings(found))} >= {
        one.content for one in found
    }


@given(st.text(alphabet='“”"‘’a. \n', max_size=80))
def test_quotations_stay_within_the_text_and_do_not_overlap(text: str) -> None:
    pieces = [piece for quotation in quotations_in(text, paragraphs_of(text)) for piece in quotation.pieces]
    assert all(one.end <= two.start for one, two in pairwise(pieces))
    assert all(piece.end <= len(text) for piece in pieces)
