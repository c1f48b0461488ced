"""What a person typed -> what was found: `resolve` is the one door. May import search, query, store, record and errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from onrecord.query.conditions import EVERYTHING, AllOf, AnyOf, Like, both
from onrecord.query.parser import Query, parse
from onrecord.search.spelling import Taken, respelled
from onrecord.store import ArticlePage, Condition, EventPage, Facets, Hit, HitPage, Sort, View
from onrecord.store.answers.statement_results import Nearness


@dataclass(frozen=True, slots=True)
class Resolved:
    """What was typed, and what the store is asked: names as the articles write them (`taken` were looked for in other spellings),
    and the words that are near in meaning to those of `like:`."""

    query: Query
    condition: Condition
    taken: tuple[Taken, ...] = ()


def resolve(view: View, text: str, *, also: Condition = EVERYTHING) -> Resolved:
    """What was typed, and `also`, as the store is asked it. Raises QueryError where it is no query."""
    query = parse(text)
    return Resolved(query, *respelled(view, both(query.condition, also)))


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
    asked = resolve(view, text, also=also)
    page = view.ask(asked.condition, sort=sort, limit=limit, cursor=cursor, nearness=_nearness(asked.condition))
    return Answer(asked.query, page, asked.taken)


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
    asked = resolve(view, text, also=also)
    return ArticleAnswer(asked.query, view.ask_articles(asked.condition, sort=sort, limit=limit, cursor=cursor), asked.taken)


def ask_events(view: View, text: str, *, limit: int = 20, cursor: str | None = None) -> EventAnswer:
    """The events that fit, newest publication first. Words are looked for in the passage that tells of an event and in the names
    of who takes part; what can only be said of a statement holds of the one that claims it, or that it is made of.

    Raises as `ask`.
    """
    asked = resolve(view, text)
    return EventAnswer(asked.query, view.events_fitting(asked.condition, limit=limit, cursor=cursor), asked.taken)


def every(view: View, text: str, *, also: Condition = EVERYTHING) -> Iterator[Hit]:
    """All the statements that fit, newest publication first, in constant memory. Raises QueryError where it is no query."""
    return view.every(resolve(view, text, also=also).condition)


def facets(view: View, text: str, *, also: Condition = EVERYTHING) -> Facets:
    """What the statements that fit are spread over. Raises QueryError where it is no query."""
    return view.facets(resolve(view, text, also=also).condition)


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
