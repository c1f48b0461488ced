"""Events as people and programs see them. May import record and store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from onrecord.cli.hits import location, speaker_words
from onrecord.cli.listing import Row, print_table
from onrecord.cli.terminal import safe_line
from onrecord.record import Entity, plover, words_of

if TYPE_CHECKING:
    from onrecord.store import EventHit

EVENT_COLUMNS = (
    *("event", "start", "end", "published", "type", "mode", "quad", "contexts", "status"),
    *("actors", "actor_countries", "recipients", "recipient_countries", "place", "place_country", "claimed_by", "words"),
    *("confidence", "article", "title", "publisher", "location"),
)
USUAL = ("start", "actors", "type", "recipients", "place", "status", "claimed_by", "words", "event")


def print_events(hits: Iterable[EventHit]) -> None:
    """One a line: when, who, what, to whom, where, whether, the words, and the id."""
    print_table(("when", "who", "did", "to whom", "where", "status", "words", "event"), map(_cells, hits))


def _cells(hit: EventHit) -> tuple[str, ...]:
    event = hit.event
    return (
        _when(hit),
        _parties(hit.actors),
        f"{event.type} {event.mode}" if event.mode else event.type,
        _parties(hit.recipients),
        hit.place.name if hit.place else "",
        status_words(hit),
        f"“{hit.trigger}”",
        event.id,
    )


def event_row(hit: EventHit) -> Row:
    """The event under EVENT_COLUMNS."""
    event, article, date, place = hit.event, hit.article, hit.event.date, hit.place
    claim = hit.asserted_by
    return {
        "event": event.id,
        "start": date.start if date else None,
        "end": date.end if date else None,
        "published": article.published,
        "type": event.type,
        "mode": event.mode,
        "quad": plover.quad(event.type),
        "contexts": event.contexts,
        "status": str(event.status),
        "actors": [entity.name for entity in hit.actors],
        "actor_countries": [entity.country or "" for entity in hit.actors],
        "recipients": [entity.name for entity in hit.recipients],
        "recipient_countries": [entity.country or "" for entity in hit.recipients],
        "place": place.name if place else None,
        "place_country": place.location.country if place and place.location else None,
        "claimed_by": speaker_words(claim, article.text) if claim else None,
        "words": hit.trigger,
        "confidence": event.confidence,
        "article": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "location": location(article),
    }


def status_words(hit: EventHit) -> str:
    """Whether it took place, and who says so where the article itself does not."""
    status = str(hit.event.status)
    if hit.asserted_by is None:
        return status
    return safe_line(f"{status}, says {speaker_words(hit.asserted_by, hit.article.text)}")


def event_as_json(hit: EventHit) -> dict[str, Any]:
    """The event with its parties' names and codes, its words, and the article in short."""
    event, article, date = hit.event, hit.article, hit.event.date
    claim = hit.asserted_by
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "quad": plover.quad(event.type),
        "contexts": list(event.contexts),
        "score": event.score,
        "status": str(event.status),
        "actors": [_party(entity) for entity in hit.actors],
        "recipients": [_party(entity) for entity in hit.recipients],
        "place": _place(hit.place) if hit.place else None,
        "date": {"start": date.start, "end": date.end, "words": date.basis.of(article.text)} if date else None,
        "asserted_by": {
            "statement": claim.id,
            "speaker": claim.speaker and claim.speaker.name,
            "source": words_of(claim.source, article.text),
        }
        if claim
        else None,
        "made_of": event.made_of,
        "confidence": event.confidence,
        "words": {"trigger": hit.trigger, "spans": [[span.start, span.end] for span in event.trigger], "context": hit.text},
        "article": {
            "id": article.id,
            "title": article.title,
            "publisher": article.publisher,
            "published": article.published,
            "location": location(article),
        },
    }


def _when(hit: EventHit) -> str:
    if date := hit.event.date:
        return date.start if date.start == date.end else f"{date.start} to {date.end}"
    return f"({hit.article.published[:10]})" if hit.article.published else ""


def _parties(entities: Iterable[Entity]) -> str:
    return safe_line("; ".join(f"{entity.name} ({_codes(entity)})" if _codes(entity) else entity.name for entity in entities))


def _codes(entity: Entity) -> str:
    return " ".join(code for code in (entity.country, entity.sector) if code)


def _party(entity: Entity) -> dict[str, Any]:
    return {
        "entity": entity.id,
        "name": entity.name,
        "type": str(entity.type),
        "country": entity.country,
        "sector": entity.sector,
    }


def _place(entity: Entity) -> dict[str, Any]:
    where = entity.location
    known = {"country": where.country, "latitude": where.latitude, "longitude": where.longitude} if where else {}
    return {"entity": entity.id, "name": entity.name, **known}
