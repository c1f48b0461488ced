"""Whom a source means: the example of each rule."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.clean import clean_text
from onrecord.extract.coreference.explaining import explain_sources
from onrecord.extract.coreference.voices import NO_AGENT, NO_SOURCE, RULES, SourceRule
from onrecord.extract.finding import find
from onrecord.extract.statements.network_reader import NetworkReader
from onrecord.extract.text.results import FoundStatement
from onrecord.record import Span


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_speaks_in_its_example(rule: SourceRule) -> None:
    before, source, after = rule.example.replace("]", "[").split("[")
    article = clean_text(before + source + after)[0]
    found = find(article, None, NetworkReader()).findings
    start = len(before)
    end = start + len(source)
    statement = FoundStatement((Span(start, end),), (), (Span(end + 1, len(article.text) - 1),), 1.0)
    [[explained]] = explain_sources(article, [statement], found.names, found.words)
    assert explained.words is not None
    assert explained.words.start == start
    assert explained.rule == rule.id


def test_a_quotation_goes_on_with_the_speaker_of_its_paragraph() -> None:
    text = "“The quay is closed,” Ada Lund said. “The ferry is late.”"
    statements = onrecord.read(text).statements
    assert {s.speaker.name for s in statements if s.speaker} == {"Ada Lund"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The ferry was said to be late by several hours on Monday.", NO_AGENT),
        ("“The ferry is late,” it says in red letters on the wall of the harbour.", NO_SOURCE),
    ],
)
def test_why_nobody_is_named(text: str, reason: str) -> None:
    assert all(s.speaker is None or s.speaker.name is None for s in onrecord.read(text).statements)
