"""Articles that fit a condition, page by page. Imports record, errors and the rest of the store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, false, func, not_, or_, select, true

from onrecord.errors import InputError
from onrecord.query.conditions import AllOf, Among, AnyOf, Condition, From, Not, Published, Sort, Where, Words, both
from onrecord.record.folding import folded
from onrecord.store.answers import cursors
from onrecord.store.answers.compiler import filter_of, fitting
from onrecord.store.answers.hits import ArticleLine, ArticlePage
from onrecord.store.index import fulltext
from onrecord.store.index.fulltext.terms import WORDED, Every, Term
from onrecord.store.schema.tables import articles, statements


def article_page_of(connection: Connection, condition: Condition, sort: Sort, limit: int, cursor: str | None) -> ArticlePage:
    """A page of at most `limit` articles. Raises InputError where the cursor is of another question, or for sorting by
    relevance."""
    if sort is Sort.RELEVANCE:
        raise InputError("articles are sorted by their publication only: ask for the newest or oldest")
    newest_first = sort is Sort.NEWEST
    told = select(func.count()).where(statements.c.article_key == articles.c.key).scalar_subquery().label("statements")
    columns = articles.c["id", "title", "publisher", "published", "url", "location", "language", "current"]
    query = select(*columns, told, articles.c.key, articles.c.published_at).where(articles.c.current, fits(connection, condition))
    if cursor is not None:
        query = query.where(_beyond(cursors.place(Among.ARTICLES, condition, sort, cursor), newest_first))
    at, key = articles.c.published_at, articles.c.key
    query = query.order_by(*((at.desc().nulls_last(), key.desc()) if newest_first else (at.asc().nulls_first(), key)))
    rows = connection.execute(query.limit(limit + 1)).mappings().all()
    lines = tuple(ArticleLine(**{name: row[name] for name in (*columns.keys(), "statements")}) for row in rows[:limit])
    following = None
    if len(rows) > limit:
        last = rows[limit - 1]
        following = cursors.cursor(Among.ARTICLES, condition, sort, last["published_at"], last["key"])
    return ArticlePage(lines, following)


def fits(connection: Connection, condition: Condition) -> ColumnElement[bool]:
    """Whether an article fits. What can only be said of a statement, one statement of it must fit all together."""
    match condition:
        case AllOf(parts):
            terms = [term for part in parts if (term := _term(part))]  # together one look into the index
            own = [fits(connection, part) for part in parts if _is_of_article(part) and not _term(part)]
            if terms:
                own.append(_has_words(connection, terms))
            of_statement = [part for part in parts if not _is_of_article(part)]
            return and_(true(), *own, *([_has_statement(connection, of_statement)] if of_statement else []))
        case AnyOf(parts):
            return or_(false(), *(fits(connection, part) for part in parts))
        case Not(part):
            return not_(func.coalesce(fits(connection, part), false()))
        case Words(where=Where.ANYWHERE | Where.TITLE):
            term = _term(condition)
            return _has_words(connection, [term]) if term else false()
        case Words(text, Where.PUBLISHER):
            name = func.coalesce(" " + articles.c.publisher_folded + " ", "")
            words = folded(text).split()
            return and_(*(name.contains(f" {word} ", autoescape=True) for word in words)) if words else false()
        case From(publisher):
            return articles.c.publisher_folded == folded(publisher)
        case Published(first, last):
            return and_(articles.c.published_on >= f"{first or date.min}", articles.c.published_on <= f"{last or date.max}")
        case _:
            return _has_statement(connection, [condition])


def _is_of_article(condition: Condition) -> bool:
    match condition:
        case Words(where=where):
            return where in (Where.ANYWHERE, Where.TITLE, Where.PUBLISHER)
        case From() | Published() | AnyOf() | AllOf() | Not():
            return True
        case _:
            return False


def _term(condition: Condition) -> Term | None:
    """What the articles' index is asked; None where the condition is not of their words, or of none."""
    match condition:
        case Words(text, Where.ANYWHERE | Where.TITLE as where, prefix) if any(letter.isalnum() for letter in text):
            return Term(text, ("title",) if where is Where.TITLE else WORDED["articles"], prefix)
        case _:
            return None


def _has_words(connection: Connection, terms: Sequence[Term]) -> ColumnElement[bool]:
    return fulltext.has_for_a_page(connection, articles, Every(tuple(terms)))


def _has_statement(connection: Connection, conditions: Iterable[Condition]) -> ColumnElement[bool]:
    told = fitting(connection, filter_of(connection, both(*conditions))).with_only_columns(statements.c.article_key)
    return articles.c.key.in_(told.order_by(None))


def _beyond(place: list[object], newest_first: bool) -> ColumnElement[bool]:
    """Articles that come after the one of this moment and key."""
    match place:
        case [str() | None as moment, int(key)]:
            at, same_moment = articles.c.published_at, articles.c.published_at == moment
            if newest_first:
                if moment is None:
                    return and_(at.is_(None), articles.c.key < key)
                return or_(at < moment, and_(same_moment, articles.c.key < key), at.is_(None))
            if moment is None:
                return or_(at.is_not(None), articles.c.key > key)
            return or_(at > moment, and_(same_moment, articles.c.key > key))
        case _:
            raise InputError("this is not a cursor: take the one that came with the page before")
