"""The search page. Imports search, store and web's own parts."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import InputError, QueryError
from onrecord.search.asking import ask, facets
from onrecord.search.fields import FIELDS
from onrecord.search.spelling import Taken
from onrecord.store import Facets, Sort, View
from onrecord.web.views.parts import StatementShown, statement_shown

A_PAGE = 20  # statements
MOST_FACETS = 10


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
    only so many were sorted by relevance."""

    query: str
    sort: Sort
    statements: tuple[StatementShown, ...] = ()
    next: str | None = None
    first: bool = True
    ranked: int | None = None
    taken: tuple[Taken, ...] = ()
    facets: Facets | None = None
    wrong: Wrong | None = None
    fields: tuple[FieldHelp, ...] = tuple(FieldHelp(field.name, field.takes) for field in FIELDS.values())


def search_page(view: View, query: str, sort: Sort = Sort.NEWEST, cursor: str | None = None) -> SearchPage:
    try:
        answer = ask(view, query, sort=sort, limit=A_PAGE, cursor=cursor)
    except QueryError as error:
        return SearchPage(query, sort, wrong=Wrong(str(error), error.start, error.end))
    except InputError as error:
        return SearchPage(query, sort, wrong=Wrong(str(error), 0, 0))
    return SearchPage(
        query,
        sort,
        tuple(statement_shown(hit) for hit in answer.page.hits),
        answer.page.next,
        first=cursor is None,
        ranked=answer.page.ranked,
        taken=answer.taken,
        facets=facets(view, query) if cursor is None and answer.page.hits else None,
    )
