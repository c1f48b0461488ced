"""Issues by the page, and how many there are of each kind. Imports record and the store's tables."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from onrecord.record import Issue, Span
from onrecord.store.schema.tables import articles, issues


@dataclass(frozen=True, slots=True)
class ListedIssue:
    """An issue, where it was seen, and its place in the list (`key`, for the next page)."""

    key: int
    location: str | None
    article_id: str | None
    article_title: str | None
    issue: Issue


@dataclass(frozen=True, slots=True)
class IssueKind:
    """`without_article` are issues of pages that gave none."""

    stage: str
    code: str
    count: int
    without_article: int


def issue_kinds(engine: Engine) -> tuple[IssueKind, ...]:
    """Those of current articles and of pages without one, most first."""
    count = func.count().label("count")
    query = (
        select(issues.c.stage, issues.c.code, count, func.count() - func.count(issues.c.article_key))
        .outerjoin(articles)
        .where(issues.c.article_key.is_(None) | articles.c.current)
        .group_by(issues.c.stage, issues.c.code)
        .order_by(count.desc(), issues.c.stage, issues.c.code)
    )
    with engine.connect() as connection:
        return tuple(IssueKind(*row) for row in connection.execute(query))


def issues_after(engine: Engine, key: int | None, *, code: str | None = None, limit: int = 50) -> tuple[ListedIssue, ...]:
    """Issues put before the one with this key, the last put first."""
    query = (
        select(issues, articles.c.id, articles.c.title)
        .outerjoin(articles)
        .where(issues.c.article_key.is_(None) | articles.c.current)
        .order_by(issues.c.key.desc())
        .limit(limit)
    )
    if key is not None:
        query = query.where(issues.c.key < key)
    if code is not None:
        query = query.where(issues.c.code == code)
    with engine.connect() as connection:
        return tuple(
            ListedIssue(
                row.key,
                row.location,
                row.id,
                row.title,
                Issue(row.stage, row.code, row.message, None if row.starts is None else Span(row.starts, row.ends)),
            )
            for row in connection.execute(query)
        )
