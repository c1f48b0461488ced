"""The page that says why a statement is as it is. Imports explaining, store and web's own parts."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.explaining import Explanation, explain
from onrecord.store import View
from onrecord.web.views.parts import StatementShown, statement_shown

LONGEST = 100_000  # characters of an article that is read once more while somebody waits


@dataclass(frozen=True, slots=True)
class WhyPage:
    """`explanation` is None where the article is too long to be read once more for a page."""

    statement: StatementShown
    explanation: Explanation | None


def why_page(view: View, statement_id: str) -> WhyPage | None:
    hit = view.statement(statement_id)
    if hit is None or hit.added:  # which nothing read
        return None
    short = len(hit.article.text) <= LONGEST
    return WhyPage(statement_shown(hit), explain(view, statement_id) if short else None)
