"""The search page. Imports search, store and web's own parts."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.errors import InputError, QueryError
from onrecord.query.fields import FIELDS
from onrecord.search.executor import ask, ask_events, facets
from onrecord.search.spelling import Taken
from onrecord.store import Facets, Sort, Store, View
from onrecord.web.views.events import EventInPlace, event_in_place
from onrecord.web.views.parts import StatementShown, statement_shown
from onrecord.web.views.reviews import Standing, standing_of_hits

A_PAGE = 20  # statements


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a query: `error` in words, and its part from `start` to before `end`."""

    error: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FieldHelp:
    name: str
    takes: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`query` as it was typed; where it is none, `wrong` says why, and there is nothing else. `next` is the cursor of the
    statements that follow; `first` whether these are the first; `facets` is given with the first only. `ranked` is set where
    only so many were sorted by relevance. `reviewed` has what people said, by statement."""

    query: str
    sort: Sort
    statements: tuple[StatementShown, ...] = ()
    next: str | None = None
    first: bool = True
    ranked: int | None = None
    taken: tuple[Taken, ...] = ()
    facets: Facets | None = None
    wrong: Wrong | None = None
    reviewed: dict[str, Standing] = field(default_factory=dict)
    fields: tuple[FieldHelp, ...] = tuple(FieldHelp(one.name, one.takes) for one in FIELDS.values())


@dataclass(frozen=True, slots=True)
class EventSearchPage:
    """As `SearchPage`, for events. Where few fit, there may be none here although `next` leads to more."""

    query: str
    events: tuple[EventInPlace, ...] = ()
    next: str | None = None
    first: bool = True
    taken: tuple[Taken, ...] = ()
    wrong: Wrong | None = None


def search_page(store: Store, query: str, sort: Sort = Sort.NEWEST, cursor: str | None = None) -> SearchPage:
    try:
        answer = ask(store.view, query, sort=sort, limit=A_PAGE, cursor=cursor)
    except InputError as error:
        return SearchPage(query, sort, wrong=_wrong(error))
    return SearchPage(
        query,
        sort,
        tuple(statement_shown(hit) for hit in answer.page.hits),
        answer.page.next,
        first=cursor is None,
        ranked=answer.page.ranked,
        taken=answer.taken,
        facets=facets(store.view, query) if cursor is None and answer.page.hits else None,
        reviewed=standing_of_hits(store, answer.page.hits),
    )


def event_search_page(view: View, query: str, cursor: str | None = None) -> EventSearchPage:
    try:
        answer = ask_events(view, query, limit=A_PAGE, cursor=cursor)
    except InputError as error:
        return EventSearchPage(query, wrong=_wrong(error))
    events = tuple(map(event_in_place, answer.page.events))
    return EventSearchPage(query, events, answer.page.next, first=cursor is None, taken=answer.taken)


def _wrong(error: InputError) -> Wrong:
    return Wrong(str(error), error.start, error.end) if isinstance(error, QueryError) else Wrong(str(error), 0, 0)
