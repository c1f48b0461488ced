"""Quotations that have only a name and a colon in front. The people are invented."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.record import words_of

OPENING = "The council met on Friday and spoke of the ferry.\n\n"
QUOTATION = "“The ferry is old, but it has never been late.”"


@pytest.mark.parametrize(
    ("lead", "source", "speaker"),
    [
        ("Harbour master Ana Lopes:\n\n", "Harbour master Ana Lopes", "Ana Lopes"),
        ("Ana Lopes, harbour master:\n\n", "Ana Lopes, harbour master", "Ana Lopes"),
        ("Statement from Ana Lopes:\n\n", "Ana Lopes", "Ana Lopes"),
        ("From the desk of Ana Lopes: ", "Ana Lopes", "Ana Lopes"),
        ("Ana Lopes, The Quay Gazette: ", "Ana Lopes, The Quay Gazette", "Ana Lopes"),
        ("18.50 Message from the harbour master: ", "the harbour master", None),
        ("The rain came down. Mr. Rui Prata: ", "Mr. Rui Prata", "Rui Prata"),
    ],
)
def test_who_stands_before_a_colon_says_the_quotation(lead: str, source: str, speaker: str | None) -> None:
    text = f"{OPENING}{lead}{QUOTATION}\n\nIt rained again on Monday."
    [statement] = [one for one in onrecord.read(text).statements if words_of(one.content, text) == QUOTATION]
    assert words_of(statement.source, text) == source
    assert (statement.speaker.name if statement.speaker else None) == speaker


@pytest.mark.parametrize("lead", ["Weather: ", "One thing is clear: ", "It was painted on the wall in white: "])
def test_a_colon_alone_names_nobody(lead: str) -> None:
    text = f"{OPENING}{lead}{QUOTATION}\n\nIt rained again on Monday."
    assert not any(one.speaker for one in onrecord.read(text).statements)
