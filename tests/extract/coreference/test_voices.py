"""Whom a source means: the example of each rule."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.clean import clean_text
from onrecord.extract.coreference.explaining import explain_sources
from onrecord.extract.coreference.speakers import resolve_speakers
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
    ("text", "cue", "content", "reason"),
    [
        ("It was said that the ferry is late.", "said", "the ferry is late", NO_AGENT),
        ("Lund left. The sign: “The ferry is late.”", "sign", "“The ferry is late.”", NO_SOURCE),
    ],
)
def test_why_nobody_is_named(text: str, cue: str, content: str, reason: str) -> None:
    article = clean_text(text)[0]
    found = find(article, None, NetworkReader()).findings
    cue_at, content_at = ((Span(text.index(words), text.index(words) + len(words)),) for words in (cue, content))
    resolved = resolve_speakers(article, [FoundStatement((), cue_at, content_at, 1.0)], found.names, found.words)
    assert [(settled.speaker, settled.unknown) for settled in resolved.statements] == [(None, reason)]
