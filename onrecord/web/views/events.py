"""Events as pages list them: those of an article, of somebody, and those that fit a query. Imports record, search and store."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.record import SHOWN_FROM, Record
from onrecord.store import EventHit, EventPage, EventQuery, Store
from onrecord.store.answers.event_results import hits_in
from onrecord.web.marks import TRIGGER, Mark, Piece, pieces
from onrecord.web.views.parts import ArticleInShort, article_in_short, who

A_PAGE = 20  # events


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


@dataclass(frozen=True, slots=True)
class EventInPlace:
    """An event in the words that it is told in (`context`, in pieces), and the article that they stand in."""

    event: EventShown
    context: tuple[Piece, ...]
    article: ArticleInShort


@dataclass(frozen=True, slots=True)
class EventsPage:
    """The events of the linked entity `entity`, called `name`. `next` is the cursor of those that follow; `first` whether these
    are the first."""

    entity: str
    name: str
    events: tuple[EventInPlace, ...]
    next: str | None
    first: bool


def events_shown(record: Record) -> tuple[EventShown, ...]:
    """The events of an article that are certain enough to be shown, in the order of its text."""
    return tuple(map(event_shown, hits_in(record, [event.id for event in record.events if event.confidence >= SHOWN_FROM])))


def event_shown(hit: EventHit) -> EventShown:
    event = hit.event
    return EventShown(
        id=event.id,
        type=event.type,
        mode=event.mode,
        actors=tuple(party.name for party in hit.actors),
        recipients=tuple(party.name for party in hit.recipients),
        place=hit.place.name if hit.place else None,
        start=event.date.start if event.date else None,
        end=event.date.end if event.date else None,
        status=str(event.status),
        says=who(hit.asserted_by, hit.article.text) if hit.asserted_by else None,
        statement=event.asserted_by,
        words=hit.trigger,
    )


def event_in_place(hit: EventHit) -> EventInPlace:
    marks = [Mark(span, TRIGGER) for span in hit.event.trigger]
    return EventInPlace(event_shown(hit), pieces(hit.article.text, hit.window, marks), article_in_short(hit.article))


def events_of(store: Store, entity_id: str, limit: int, cursor: str | None = None) -> EventPage:
    """Those in which the linked entity is an actor or a recipient, newest publication first."""
    return store.view.events(EventQuery(entity=entity_id, min_confidence=SHOWN_FROM), limit=limit, cursor=cursor)


def events_page(store: Store, entity_id: str, cursor: str | None) -> EventsPage | None:
    """None where the record knows nobody of this id. Raises InputError where the cursor is of another question."""
    known = store.overview.name_of(entity_id)
    if known is None:
        return None
    id_, name = known
    found = events_of(store, id_, A_PAGE, cursor)
    return EventsPage(id_, name, tuple(map(event_in_place, found.events)), found.next, cursor is None)
