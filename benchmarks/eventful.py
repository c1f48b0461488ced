"""Invented records with what else could be read in them: places, replies, and an event for each statement. Imports record.

The texts stay what they are, so figures of statements stay comparable. The same record gives the same events.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from benchmarks.invented import COUNTRIES, MONTHS
from onrecord.record import Entity, EntityType, Event, Form, Location, Mention, Record, Span, Stage, Statement, Status, ids

_VERBS = {
    "AGREE": "sign",
    "CONSULT": "discuss",
    "SUPPORT": "support welcome",
    "COOPERATE": "open close delay protect defend build repair resume review approve extend break send",
    "AID": "fund raise deliver",
    "RETREAT": "withdraw",
    "ACCUSE": "condemn investigate",
    "REJECT": "reject oppose",
    "SANCTION": "suspend cut",
    "ASSAULT": "attack",
}
_TYPES = {verb: type_ for type_, verbs in _VERBS.items() for verb in verbs.split()}
_VERB = re.compile(rf"\b(?:{'|'.join(_TYPES)})\b")
_TOWN = re.compile(r"\b[A-Z][a-z]+\b")
_REPLIES = 0.15  # of the statements after the first


def eventful(records: Iterable[Record]) -> Iterator[Record]:
    for number, record in enumerate(records):
        yield _told(record, random.Random(number))


def _told(record: Record, dice: random.Random) -> Record:
    towns = {town.name: town for town in _towns(record)}
    mentions = [
        Mention(ids.mention_id(record.article.id, span), span, towns[name].id, Form.NAME) for span, name in _named(record)
    ]
    return replace(
        record,
        statements=tuple(_replying(record.statements, dice)),
        entities=(*record.entities, *towns.values()),
        mentions=tuple(sorted((*record.mentions, *mentions), key=lambda one: one.span)),
        events=tuple(sorted(_events(record, towns, dice), key=lambda one: one.trigger)),
        provenance={**record.provenance, "places": Stage("1"), "events": Stage("1")},
    )


def _named(record: Record) -> Iterator[tuple[Span, str]]:
    """The towns in what is said: where they stand, and what they are called."""
    for statement in record.statements:
        for content in statement.content:
            for town in _TOWN.finditer(record.article.text, content.start, content.end):
                if town[0] not in MONTHS:
                    yield Span(*town.span()), town[0]


def _towns(record: Record) -> Iterator[Entity]:
    """Each town once, as it is found first; where it lies follows from its name."""
    seen = set()
    for span, name in _named(record):
        if name not in seen:
            seen.add(name)
            place = random.Random(name)
            located = Location(name, "city", place.choice(COUNTRIES), place.uniform(-40, 65), place.uniform(-120, 150))
            yield Entity(ids.entity_id(record.article.id, span), name, EntityType.PLACE, location=located)


def _replying(statements: Iterable[Statement], dice: random.Random) -> Iterator[Statement]:
    before: Statement | None = None
    for statement in statements:
        replies = before is not None and before.speaker != statement.speaker and dice.random() < _REPLIES
        yield replace(statement, reply_to=before.id) if before and replies else statement
        before = statement


def _events(record: Record, towns: dict[str, Entity], dice: random.Random) -> Iterator[Event]:
    """Who speaks acts on somebody else of the article, as told by the first verb of what is said."""
    people = [entity.id for entity in record.entities]
    of_mention = {mention.id: mention.entity for mention in record.mentions}
    for statement in record.statements:
        (content,) = statement.content
        verb = _VERB.search(record.article.text, content.start, content.end)
        if verb is None or statement.speaker is None or statement.speaker.mention is None:
            continue
        actor = of_mention[statement.speaker.mention]
        others = [one for one in people if one != actor]
        here = [towns[name].id for span, name in _named(replace(record, statements=(statement,)))]
        trigger, type_ = (Span(*verb.span()),), _TYPES[verb[0]]
        yield Event(
            ids.event_id(record.article.id, type_, trigger),
            type_,
            trigger,
            round(0.5 + dice.random() / 2, 3),
            actors=(actor,),
            recipients=(dice.choice(others),) if others else (),
            place=here[0] if here else None,
            asserted_by=statement.id,
            status=dice.choice(list(Status)),
        )
