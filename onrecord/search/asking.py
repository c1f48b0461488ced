"""What a person typed -> what was found: parses it and asks the store. May import search, store, record and errors."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.search.query import Query, parse
from onrecord.store import Facets, HitPage, Sort, View


@dataclass(frozen=True, slots=True)
class Taken:
    """A name that nobody known has, as it was typed, and the names that were taken for it."""

    typed: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of statements, and what it answers. `taken` are names that were looked for in other spellings."""

    query: Query
    page: HitPage
    taken: tuple[Taken, ...] = ()


def ask(view: View, text: str, *, sort: Sort = Sort.NEWEST, limit: int = 20, cursor: str | None = None) -> Answer:
    """The statements that fit what was typed; `cursor` is the `page.next` of an answer to the same text and sort.

    Raises QueryError where it is no query, and InputError where the cursor is of another one.
    """
    query = parse(text)
    return Answer(query, view.ask(query.condition, sort=sort, limit=limit, cursor=cursor))


def facets(view: View, text: str) -> Facets:
    """What the statements that fit what was typed are spread over. Raises QueryError where it is no query."""
    return view.facets(parse(text).condition)
