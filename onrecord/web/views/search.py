"""The search page. Imports store and web's own parts."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.store import View
from onrecord.web.views.parts import StatementShown, statement_shown

A_PAGE = 20  # statements


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`query` as it was typed; `error` says what is wrong with it, and `statements` is empty then."""

    query: str
    statements: tuple[StatementShown, ...]
    error: str | None = None


def search_page(view: View, query: str) -> SearchPage:
    return SearchPage(query, tuple(statement_shown(hit) for hit in view.find(query, limit=A_PAGE)))
