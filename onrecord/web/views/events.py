"""Events as a page lists them. Imports record and store."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.record import Record
from onrecord.store.events_found import hits_in
from onrecord.web.views.parts import who


@dataclass(frozen=True, slots=True)
class EventShown:
    """Who did what to whom. `says` is who claims it, None where the article itself reports it; `statement` that claim's id."""

    id: str
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    start: str | None
    end: str | None
    status: str
    says: str | None
    statement: str | None
    words: str


def events_shown(record: Record) -> tuple[EventShown, ...]:
    """The events of an article, in the order of its text."""
    return tuple(
        EventShown(
            id=hit.event.id,
            type=hit.event.type,
            mode=hit.event.mode,
            actors=tuple(party.name for party in hit.actors),
            recipients=tuple(party.name for party in hit.recipients),
            place=hit.place.name if hit.place else None,
            start=hit.event.date.start if hit.event.date else None,
            end=hit.event.date.end if hit.event.date else None,
            status=str(hit.event.status),
            says=who(hit.asserted_by, record.article.text) if hit.asserted_by else None,
            statement=hit.event.asserted_by,
            words=hit.trigger,
        )
        for hit in hits_in(record, [event.id for event in record.events])
    )
