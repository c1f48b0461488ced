"""A record as rows of the tables. Imports record and the store's packing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from onrecord.record import Article, Entity, Event, Record, Spans, Statement, plover, words_of
from onrecord.record.folding import folded, padded
from onrecord.record.reviewed import ReviewedRecord
from onrecord.store.index.tags import tags
from onrecord.store.schema.packing import sha256
from onrecord.store.writing.additions import additions

Row = dict[str, Any]

# The tables whose rows come from one record and hang on its article; in the order in which they can be filled.
PARTS = ("provenance", "entities", "entity_roles", "mentions", "statements", "events", "event_parties", "issues")


def article_row(article: Article) -> Row:
    """The row in `articles`, without `key` and `current`."""
    page = article.page
    return {
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "publisher_folded": None if article.publisher is None else folded(article.publisher),
        "authors": json.dumps(article.authors, ensure_ascii=False),
        "published": article.published,
        "published_on": article.published and article.published[:10],
        "published_at": article.published and _in_utc(article.published),
        "dateline": article.dateline,
        "language": article.language,
        "url": article.url,
        "location": page and page.location,
        "media_type": page and page.media_type,
        "page_sha256": page and page.sha256,
        "fetched_at": page and page.fetched_at,
        "text_sha256": sha256(article.text.encode("utf-8")),
        "text": article.text,
    }


def part_rows(record: Record) -> dict[str, list[Row]]:
    """The rows of each table of PARTS, without `article_key`, `key` and `speaker_key`; of statements those that were read."""
    text = record.article.text
    entities = {entity.id: entity for entity in record.entities}
    return {
        "provenance": [
            {"stage": name, "version": stage.version, "weights_sha256": stage.weights_sha256}
            for name, stage in sorted(record.provenance.items())
        ],
        "entities": [_entity_row(position, entity) for position, entity in enumerate(record.entities)],
        "entity_roles": [
            {
                "entity_id": entity.id,
                "position": position,
                "role": role.text,
                "country": role.country,
                "sector": role.sector,
                "words": role.span.of(text),
                "starts": role.span.start,
                "ends": role.span.end,
            }
            for entity in record.entities
            for position, role in enumerate(entity.roles)
        ],
        "mentions": [
            {
                "id": mention.id,
                "position": position,
                "entity_id": mention.entity,
                "form": str(mention.form),
                "words": mention.span.of(text),
                "starts": mention.span.start,
                "ends": mention.span.end,
            }
            for position, mention in enumerate(record.mentions)
        ],
        "statements": statement_rows(record),
        "events": [_event_row(position, event, record.article, entities) for position, event in enumerate(record.events)],
        "event_parties": [
            {
                "event_id": event.id,
                "part": part,
                "position": position,
                "entity_id": entity,
                "name": entities[entity].name,
                "folded": _all_folded(entities[entity].name, *entities[entity].aliases),
                "country": entities[entity].country,
                "sector": entities[entity].sector,
            }
            for event in record.events
            for part, parties in (("actor", event.actors), ("recipient", event.recipients))
            for position, entity in enumerate(parties)
        ],
        "issues": [
            {
                "location": record.article.page and record.article.page.location,
                "position": position,
                "stage": issue.stage,
                "code": issue.code,
                "message": issue.message,
                "starts": issue.span and issue.span.start,
                "ends": issue.span and issue.span.end,
            }
            for position, issue in enumerate(record.issues)
        ],
    }


def statement_rows(record: Record, reviewed: ReviewedRecord | None = None) -> list[Row]:
    """The same of statements, with what people say of them and what they added, where they did."""
    text = record.article.text
    verdicts = {one.statement.id: one.standing.verdict for one in reviewed.statements if one.standing} if reviewed else {}
    rows = [
        _statement_row(position, statement, text, tagged)
        for position, (statement, tagged) in enumerate(zip(record.statements, tags(record, verdicts), strict=True))
    ]
    for statement, review in additions(reviewed) if reviewed else ():
        (tagged,) = tags(replace(record, statements=(statement,)), {statement.id: review.verdict})
        rows.append({**_statement_row(len(rows), statement, text, tagged), "added": review.id})
    return rows


def _statement_row(position: int, statement: Statement, text: str, tagged: str) -> Row:
    speaker, said = statement.speaker, statement.said
    return {
        "id": statement.id,
        "position": position,
        "speaker": speaker and speaker.name,
        "source": words_of(statement.source, text),
        "cue": words_of(statement.cue, text),
        "content": words_of(statement.content, text),
        "kind": str(statement.kind),
        "polarity": str(statement.polarity),
        "confidence": statement.confidence,
        "speaker_type": speaker and str(speaker.type),
        "speaker_role": speaker and speaker.role,
        "speaker_country": speaker and speaker.country,
        "mention_id": speaker and speaker.mention,
        "unknown": statement.unknown,
        "said_start": said and said.start,
        "said_end": said and said.end,
        "said_granularity": said and said.granularity,
        "said_rule": said and said.rule,
        "said_words": said and said.basis.of(text),
        "venue": statement.venue and statement.venue.of(text),
        "addressee": statement.addressee and statement.addressee.of(text),
        "reply_to": statement.reply_to,
        "source_spans": _pairs(statement.source),
        "cue_spans": _pairs(statement.cue),
        "content_spans": _pairs(statement.content),
        "tags": tagged,
        "added": None,
    }


def _entity_row(position: int, entity: Entity) -> Row:
    location = entity.location
    return {
        "id": entity.id,
        "position": position,
        "name": entity.name,
        "type": str(entity.type),
        "aliases": json.dumps(entity.aliases, ensure_ascii=False),
        "country": entity.country,
        "sector": entity.sector,
        "location": location and location.name,
        "location_kind": location and location.kind,
        "location_country": location and location.country,
        "latitude": location and location.latitude,
        "longitude": location and location.longitude,
        "geonames": location and location.geonames,
    }


def _event_row(position: int, event: Event, article: Article, entities: Mapping[str, Entity]) -> Row:
    date, published_on = event.date, article.published and article.published[:10]
    return {
        "id": event.id,
        "position": position,
        "type": event.type,
        "mode": event.mode,
        "quad": plover.quad(event.type),
        "status": str(event.status),
        "words": words_of(event.trigger, article.text),
        "actors": "; ".join(entities[entity].name for entity in event.actors),
        "recipients": "; ".join(entities[entity].name for entity in event.recipients),
        "place": event.place and entities[event.place].name,
        "place_id": event.place,
        "place_folded": event.place and _place_folded(entities[event.place]),
        "first_day": date.start if date else published_on,
        "last_day": date.end if date else published_on,
        "asserted_by": event.asserted_by,
        "made_of": event.made_of,
        "score": event.score,
        "contexts": json.dumps(event.contexts),
        "confidence": event.confidence,
        "date_start": date and date.start,
        "date_end": date and date.end,
        "date_granularity": date and date.granularity,
        "date_rule": date and date.rule,
        "date_words": date and date.basis.of(article.text),
        "trigger_spans": _pairs(event.trigger),
    }


def _place_folded(place: Entity) -> str:
    location = place.location
    return _all_folded(place.name, *place.aliases, *((location.name, location.country) if location else ()))


def _all_folded(*names: str) -> str:
    return "".join(map(padded, names))


def _pairs(spans: Spans) -> str:
    return json.dumps([[span.start, span.end] for span in spans])


def _in_utc(published: str) -> str:
    """A date (its first moment) or date-time with zone as date-time in UTC, to the second."""
    moment = datetime.fromisoformat(published)
    if moment.tzinfo is not None:
        with suppress(OverflowError):  # on the first or last day that Python counts
            moment = moment.astimezone(UTC)
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")
