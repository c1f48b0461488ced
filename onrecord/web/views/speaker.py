"""The page of a speaker, and the list of those of a name. Imports search, store and web's own parts."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import InputError
from onrecord.query.conditions import EVERYTHING, By
from onrecord.search.executor import resolve
from onrecord.store import EventPage, Facet, HitPage, RoleOverTime, SpeakerSummary, Store
from onrecord.store.answers.entity_lines import EntityLine
from onrecord.store.answers.replies import Replies
from onrecord.web.pictures import Picture
from onrecord.web.views.events import EventInPlace, event_in_place, events_of
from onrecord.web.views.parts import StatementShown, statement_shown
from onrecord.web.views.pictures import days_of, picture_of
from onrecord.web.views.reviews import Standing, standing_of_hits

A_PAGE = 20  # statements
MOST_EVENTS = 10
MOST_EVIDENCE = 6  # words that show a role
MOST = 50  # speakers of a name


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """`query` filters `statements`; `wrong` says why it is none. `next` is the cursor of those that follow.
    `forms`, `roles` and `links` are of `looked_at` of the `articles`, spread over the time.
    Each role comes with MOST_EVIDENCE places at most. `events` are the newest MOST_EVENTS in which the speaker acts or is acted
    upon, and `more_events` says whether there are others; they come with the first statements only, of no query. `reviewed` has
    what people said, by statement."""

    id: str
    name: str
    type: str
    forms: tuple[str, ...]
    articles: int
    statements_made: int
    first: str | None
    last: str | None
    publishers: tuple[str, ...]
    looked_at: int
    roles: tuple[RoleOverTime, ...]
    replies: Replies
    namesakes: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    wikidata: str | None
    query: str
    statements: tuple[StatementShown, ...]
    next: str | None
    wrong: str | None
    picture: Picture | None
    reviewed: dict[str, Standing]
    events: tuple[EventInPlace, ...]
    more_events: bool


@dataclass(frozen=True, slots=True)
class SpeakersPage:
    """Those of a `name`: `speakers` that linking knows; where it knows none, `names` as the articles give them. Without a name,
    `most` are those who say most (in the newest articles, where there are very many)."""

    name: str
    speakers: tuple[EntityLine, ...]
    names: tuple[SpeakerSummary, ...]
    most: tuple[Facet, ...] = ()


def speaker_page(store: Store, entity_id: str, query: str, cursor: str | None = None) -> SpeakerPage | None:
    view = store.view
    entity = store.overview.profile(entity_id)
    if entity is None:
        return None
    wrong, page, picture = None, HitPage(()), None
    try:
        asked = resolve(view, query, also=By(entity.id)).condition
        page = view.ask(asked, limit=A_PAGE, cursor=cursor)
        days = days_of(store, asked) if query.strip() else entity.days
        picture = picture_of(f"What {entity.name} said, over time", f"entity:{entity.id} {query}", days)
    except InputError as error:
        wrong = str(error)
    spoken = [day.isoformat() for day in entity.days if day]
    events = EventPage(()) if query.strip() or cursor else events_of(store, entity.id, MOST_EVENTS)
    return SpeakerPage(
        id=entity.id,
        name=entity.name,
        type=entity.type,
        forms=entity.forms,
        articles=entity.articles,
        statements_made=entity.statements,
        first=min(spoken, default=None),
        last=max(spoken, default=None),
        publishers=entity.publishers,
        looked_at=entity.looked_at,
        roles=tuple(
            RoleOverTime(role.text, role.country, role.sector, role.first, role.last, role.evidence[:MOST_EVIDENCE])
            for role in entity.roles
        ),
        replies=store.overview.replies(entity.id),
        namesakes=tuple((other.id, other.because) for other in entity.namesakes),
        links=tuple((one.article, one.because) for one in entity.appearances if one.because)[:MOST],
        wikidata=entity.wikidata,
        query=query,
        statements=tuple(statement_shown(hit) for hit in page.hits),
        next=page.next,
        wrong=wrong,
        picture=picture,
        reviewed=standing_of_hits(store, page.hits),
        events=tuple(map(event_in_place, events.events)),
        more_events=events.next is not None,
    )


def speakers_page(store: Store, name: str) -> SpeakersPage:
    if not name.strip():
        named = tuple(one for one in store.view.facets(EVERYTHING).speakers if one.value)
        return SpeakersPage(name, (), (), named[:MOST])
    lines = tuple(line for line in store.overview.entities_called(name, MOST) if line.statements)
    return SpeakersPage(name, lines, store.view.who(name)[:MOST] if not lines else ())
