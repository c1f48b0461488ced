"""What a person typed -> what was found: parses it and asks the store. May import search, store, record and errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from onrecord.search.query import Query, parse
from onrecord.search.spelling import Taken, respelled
from onrecord.store import ArticlePage, Condition, EventPage, Facets, Hit, HitPage, Sort, View
from onrecord.store.answers.conditions import EVERYTHING, AllOf, AnyOf, Like, both
from onrecord.store.answers.pages import Nearness


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of statements, and what it answers. `taken` are names that were looked for in other spellings."""

    query: Query
    page: HitPage
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """A page of articles, as `Answer`."""

    query: Query
    page: ArticlePage
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class EventAnswer:
    """A page of events, as `Answer`."""

    query: Query
    page: EventPage
    taken: tuple[Taken, ...] = ()


def ask(
    view: View,
    text: str,
    *,
    also: Condition = EVERYTHING,
    sort: Sort = Sort.NEWEST,
    limit: int = 20,
    cursor: str | None = None,
) -> Answer:
    """The statements that fit what was typed, and `also`; `cursor` is the `page.next` of an answer to the same question. Where
    `like:` was typed, the nearest in meaning come first, whatever `sort` says.

    Raises QueryError where it is no query, and InputError where the cursor is of another one.
    """
    query = parse(text)
    condition, taken = respelled(view, both(query.condition, also))
    page = view.ask(condition, sort=sort, limit=limit, cursor=cursor, nearness=_nearness(condition))
    return Answer(query, page, taken)


def ask_articles(
    view: View,
    text: str,
    *,
    also: Condition = EVERYTHING,
    sort: Sort = Sort.NEWEST,
    limit: int = 20,
    cursor: str | None = None,
) -> ArticleAnswer:
    """The articles that fit; everything as in `ask`. What can only be said of a statement, one of theirs must fit."""
    query = parse(text)
    condition, taken = respelled(view, both(query.condition, also))
    return ArticleAnswer(query, view.ask_articles(condition, sort=sort, limit=limit, cursor=cursor), taken)


def ask_events(view: View, text: str, *, limit: int = 20, cursor: str | None = None) -> EventAnswer:
    """The events that fit, newest publication first. Words are looked for in the passage that tells of an event and in the names
    of who takes part; what can only be said of a statement holds of the one that claims it, or that it is made of.

    Raises as `ask`.
    """
    query = parse(text)
    condition, taken = respelled(view, query.condition)
    return EventAnswer(query, view.events_fitting(condition, limit=limit, cursor=cursor), taken)


def every(view: View, text: str, *, also: Condition = EVERYTHING) -> Iterator[Hit]:
    """All the statements that fit, newest publication first, in constant memory. Raises QueryError where it is no query."""
    condition, _ = respelled(view, both(parse(text).condition, also))
    return view.every(condition)


def facets(view: View, text: str, *, also: Condition = EVERYTHING) -> Facets:
    """What the statements that fit are spread over. Raises QueryError where it is no query."""
    condition, _ = respelled(view, both(parse(text).condition, also))
    return view.facets(condition)


def _nearness(condition: Condition) -> Nearness | None:
    """How near statements are to all that `like:` asks for together; None where it asks for nothing."""
    text = " ".join(_likes(condition))
    if not text:
        return None
    from onrecord.search.meaning import nearness

    return partial(nearness, text)


def _likes(condition: Condition) -> Iterator[str]:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _likes(part)
        case Like(text):
            yield text
