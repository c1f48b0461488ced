"""Small records to store, about invented people."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from onrecord.record import (
    Article,
    Entity,
    EntityRole,
    EntityType,
    Event,
    EventDate,
    Form,
    Kind,
    Mention,
    Page,
    Polarity,
    Record,
    Region,
    Role,
    Span,
    Speaker,
    SpeakerType,
    Stage,
    Statement,
    Status,
    ids,
)


def said(
    *speeches: tuple[str, str],
    role: tuple[str, str | None] = ("minister", None),
    id: str | None = None,
    kind: Kind = Kind.INDIRECT,
    confidence: float = 0.9,
    version: str = "1",
    location: str | None = None,
    fetched_at: str | None = None,
    url: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
) -> Record:
    """An article with a line "<role> <name> said <content>." for each speech (name, content), read by version `version`.

    With a `location` it has a page, whose bytes are `page_bytes(record)`.
    """
    word, country = role
    text = "\n".join(f"{word} {name} said {content}." for name, content in speeches)
    id_ = id or ids.article_id(title, text)
    statements, mentions, entities = [], [], []
    start = 0
    for name, content in speeches:
        called = Span(start, start + len(word))
        named = Span(called.end + 1, called.end + 1 + len(name))
        cue = Span(named.end + 1, named.end + 5)
        told = Span(cue.end + 1, cue.end + 1 + len(content))
        start = told.end + 2
        entity = Entity(ids.entity_id(id_, named), name, EntityType.PERSON, (), (EntityRole(word, called, country),))
        mention = Mention(ids.mention_id(id_, named), named, entity.id, Form.NAME)
        source = (Span(called.start, named.end),)
        speaker = Speaker(name, SpeakerType.PERSON, mention.id, word, country)
        id_of_statement = ids.statement_id(id_, source, (cue,), (told,))
        statements.append(Statement(id_of_statement, source, (cue,), (told,), kind, Polarity.AFFIRMS, confidence, speaker))
        mentions.append(mention)
        entities.append(entity)
    page = None
    if location is not None:
        page = Page(hashlib.sha256(text.encode()).hexdigest(), "text/plain", location, fetched_at)
    return Record(
        Article(id_, text, url, title, publisher, (), published, regions=(Region(Role.BODY, Span(0, len(text))),), page=page),
        tuple(statements),
        tuple(mentions),
        tuple(entities),
        provenance={"clean": Stage("1"), "read": Stage(version)},
    )


def telling(
    record: Record,
    trigger: str,
    type_: str,
    actors: tuple[str, ...],
    recipients: tuple[str, ...] = (),
    *,
    mode: str | None = None,
    status: Status = Status.OCCURRED,
    claimed: bool = False,
    place: str | None = None,
    days: tuple[str, str] | None = None,
) -> Record:
    """The record with one more event, of the entities of these names, told by the words `trigger`; what is `claimed` is
    asserted by the first statement. Its `days` rest on the trigger, too."""
    named = {entity.name: entity.id for entity in record.entities}
    start = record.article.text.index(trigger)
    spans = (Span(start, start + len(trigger)),)
    event = Event(
        ids.event_id(record.article.id, type_, spans),
        type_,
        spans,
        0.8,
        mode=mode,
        actors=tuple(named[name] for name in actors),
        recipients=tuple(named[name] for name in recipients),
        place=place and named[place],
        date=days and EventDate(*days, "day", "named", spans[0]),
        asserted_by=record.statements[0].id if claimed else None,
        status=status,
    )
    return replace(record, events=tuple(sorted((*record.events, event), key=lambda one: one.trigger)))


def coded(record: Record, **codes: tuple[str | None, str | None]) -> Record:
    """The record with country and sector of entities, by their names with _ for blanks."""
    of = {name.replace("_", " "): code for name, code in codes.items()}
    entities = tuple(
        replace(entity, country=of[entity.name][0], sector=of[entity.name][1]) if entity.name in of else entity
        for entity in record.entities
    )
    return replace(record, entities=entities)


def page_bytes(record: Record) -> bytes:
    return record.article.text.encode()


def reread(data: bytes, record: Record) -> Iterator[str]:
    """What proving the text comes to for these pages: the bytes are the text."""
    if data.decode() != record.article.text:
        yield "the text is another one"
