"""Who speaks, on articles about invented people."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.record import Span
from tests.extract.coreference.traps import FOLDER, load

TRAPS = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("path", TRAPS, ids=lambda p: p.stem)
def test_trap(path: Path) -> None:
    trap = load(path)
    resolution = trap.resolve()
    for expected, settled in zip(trap.expected, resolution.statements, strict=True):
        speaker = settled.speaker
        name = speaker.name if speaker else None
        if expected.get("speaker") == "*":
            assert name
        else:
            assert name == expected.get("speaker")
        if "unknown" in expected:
            assert settled.unknown is not None
            assert settled.unknown.startswith(expected["unknown"])
        else:
            assert speaker is not None
        if speaker is not None:
            assert speaker.type.value == expected.get("type", speaker.type.value)
            assert speaker.role == expected.get("role", speaker.role)
            assert speaker.country == expected.get("country", speaker.country)
        for field in ("addressee", "venue"):
            if field in expected:
                assert getattr(settled, field) == Span(*expected[field])
        if "reply_to" in expected:
            assert settled.reply_to == expected["reply_to"]


@pytest.mark.parametrize("path", TRAPS, ids=lambda p: p.stem)
def test_every_proof_is_a_mention_of_the_article(path: Path) -> None:
    trap = load(path)
    resolution = trap.resolve()
    mentions = {m.id: m for m in resolution.mentions}
    entities = {e.id: e for e in resolution.entities}
    assert {m.entity for m in resolution.mentions} <= set(entities)
    for mention in resolution.mentions:
        assert mention.span.of(trap.article.text)
    for settled in resolution.statements:
        if settled.speaker and settled.speaker.mention:
            assert entities[mentions[settled.speaker.mention].entity].name == settled.speaker.name
    for entity in resolution.entities:
        for role in entity.roles:
            assert " ".join(role.span.of(trap.article.text).split()) == role.text


def test_the_same_article_gives_the_same_resolution() -> None:
    for path in TRAPS:
        assert load(path).resolve() == load(path).resolve()


def test_there_are_twenty() -> None:
    assert len(TRAPS) >= 20
