"""The record: one article's bundle of everything that was read from it. Imports the standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.record.article import Article
from onrecord.record.entity import Entity, Mention
from onrecord.record.event import Event
from onrecord.record.provenance import Issue, Stage
from onrecord.record.statement import Statement

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Record:
    """`statements`, `mentions` and `events` are in text order; `provenance` maps a stage's name to its version."""

    article: Article
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    issues: tuple[Issue, ...] = ()
    provenance: Mapping[str, Stage] = field(default_factory=dict)
