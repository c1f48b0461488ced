"""Events as people and programs see them. May import record and store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rich.table import Table

from onrecord.cli.hits import location, speaker_words
from onrecord.cli.terminal import output, safe_line
from onrecord.record import Entity, plover, words_of

if TYPE_CHECKING:
    from onrecord.store import EventHit


def print_events(hits: Iterable[EventHit]) -> None:
    """One a line: when, who, what, to whom, where, whether, the words, and the id."""
    table = Table(box=None, pad_edge=False)
    for heading in ("when", "who", "did", "to whom", "where", "status", "words", "event"):
        table.add_column(heading)
    for hit in hits:
        event = hit.event
        table.add_row(
            _when(hit),
            _parties(hit.actors),
            f"{event.type} {event.mode}" if event.mode else event.type,
            _parties(hit.recipients),
            safe_line(hit.place.name) if hit.place else "",
            status_words(hit),
            safe_line(f"“{hit.trigger}”"),
            event.id,
        )
    output().print(table)


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
