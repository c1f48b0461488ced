"""Conditions as what a database understands: terms for the full-text index, and SQL for the rest. Imports record and the store's
own.

A condition becomes a `Filter`: an expression that one look into the index answers, and what is left to be held against the rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, false, func, not_, or_, select, true

from onrecord.query.conditions import (
    AllOf,
    AnyOf,
    By,
    Condition,
    Confidence,
    Country,
    From,
    In,
    Like,
    Not,
    OfKind,
    OfPolarity,
    Published,
    Reviewed,
    Sector,
    Where,
    Words,
)
from onrecord.record.folding import folded
from onrecord.record.review import Verdict
from onrecord.store.index import fulltext, tags
from onrecord.store.index.fulltext.terms import TAGS, WORDED, Every, Expression, Some, Term, Without
from onrecord.store.index.order import highest_key, lowest_key
from onrecord.store.schema import tables
from onrecord.store.schema.tables import articles, links, mentions, statements

_Query = TypeVar("_Query", bound=Select[Any])

_EVERY_STATEMENT = Term(tags.EVERY, (TAGS,))
_OF_NAMES = {Where.SPEAKER: tags.names, Where.ROLE: tags.roles, Where.PUBLISHER: tags.publishers}


@dataclass(frozen=True, slots=True)
class Filter:
    """What fits fits both: `indexed` (None where the index has nothing to say) and `rows` (None where it says all), which is
    about a statement joined with its article. No statement of a key outside `lowest` and `highest` fits."""

    indexed: Expression | None = None
    rows: ColumnElement[bool] | None = None
    lowest: int | None = None
    highest: int | None = None


_NOTHING = Filter(rows=false())


def filter_of(connection: Connection, condition: Condition) -> Filter:
    """The condition as a filter of statements."""
    match condition:
        case AllOf(parts):
            return _all_of(connection, parts)
        case AnyOf(parts):
            return _any_of(connection, parts)
        case Not(part):
            denied = filter_of(connection, part)
            if denied.rows is None and denied.indexed is not None:
                return Filter(Without(_EVERY_STATEMENT, denied.indexed))
            return Filter(rows=not_(func.coalesce(_as_rows(connection, denied), false())))
        case Words(text, where, prefix):
            return _words(text, where, prefix)
        case Like(_, words):
            return Filter(_some([Term(word, ("content",)) for word in words])) if words else _NOTHING
        case Country() | Sector() | OfKind() | OfPolarity() | In():
            return Filter(Term(_tag(condition), (TAGS,)))
        case Published(first, last):
            day = articles.c.published_on
            rows = and_(day >= f"{first or date.min}", day <= f"{last or date.max}")
            return Filter(None, rows, None if first is None else lowest_key(first), None if last is None else highest_key(last))
        case Confidence(least, most):
            tenths = tags.confidences(least, most)
            indexed = _some([Term(tenth, (TAGS,)) for tenth in tenths]) if 0 < len(tenths) < 10 else None
            return Filter(indexed, statements.c.confidence.between(least, most))
        case From(publisher):
            indexed = _every([Term(tag, (TAGS,)) for tag in tags.publishers(publisher)])
            return Filter(indexed, articles.c.publisher_folded == folded(publisher))
        case By(entity):
            return _by(connection, entity)
        case Reviewed(verdict):
            tagged = _some([Term(tags.review(one), (TAGS,)) for one in ([verdict] if verdict else Verdict)])
            return Filter(tagged if verdict else Without(_EVERY_STATEMENT, tagged))


def fitting(connection: Connection, found: Filter, *, newest_first: bool = True) -> Select[tuple[int, str, int]]:
    """Keys, ids and articles' keys of the current statements that fit, in the order of their keys."""
    wanted = select(statements.c.key, statements.c.id, statements.c.article_key)
    key: ColumnElement[int] = statements.c.key
    if found.indexed is None:
        wanted = wanted.select_from(statements)
    else:
        matching = fulltext.matching(connection, statements, found.indexed)
        key = matching.key
        source = matching.source
        if source is not statements:
            source = source.join(statements, statements.c.key == key)
        wanted = wanted.select_from(source).where(matching.condition)
    wanted = wanted.join(articles, articles.c.key == statements.c.article_key).where(articles.c.current)
    if found.rows is not None:
        wanted = wanted.where(found.rows)
    if found.lowest is not None:
        wanted = wanted.where(key >= found.lowest)
    if found.highest is not None:
        wanted = wanted.where(key <= found.highest)
    return wanted.order_by(key.desc() if newest_first else key.asc())


def from_indexes(query: _Query) -> _Query:
    """For a query like `fitting`, of many rows and few columns: the indexes that hold those of both tables. SQLite would read
    whole rows instead; PostgreSQL chooses for itself."""
    told = query.with_hint(statements, "INDEXED BY statements_told", "sqlite")
    return told.with_hint(articles, "INDEXED BY articles_told", "sqlite")


def said_by(linked_id: str) -> Select[tuple[int]]:
    """The keys of all current statements of a linked entity, in no order, by the links themselves."""
    query = from_links(select(statements.c.key), linked_id)
    query = query.join(articles, and_(articles.c.key == statements.c.article_key, articles.c.current))
    return query.with_hint(articles, "INDEXED BY articles_told", "sqlite")


def from_links(query: _Query, linked_id: str) -> _Query:
    """A query of statements, for those that a linked entity made, in old versions of articles, too."""
    query = query.select_from(links)
    query = query.join(mentions, and_(mentions.c.article_key == links.c.article_key, mentions.c.entity_id == links.c.entity_id))
    said = and_(statements.c.article_key == mentions.c.article_key, statements.c.mention_id == mentions.c.id)
    query = query.join(statements, said).where(links.c.linked_id == linked_id)
    query = query.with_hint(mentions, "INDEXED BY mentions_entity", "sqlite")
    return query.with_hint(statements, "INDEXED BY statements_mention", "sqlite")


def wanted_terms(condition: Condition) -> Iterator[Term]:
    """The words that make a statement fit, wherever they may stand in it."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from wanted_terms(part)
        case Words(text, Where.SPEAKER | Where.ROLE, prefix):
            for word in folded(text).split():
                yield Term(word, ("source",), prefix)
        case Words(text, Where.ANYWHERE, prefix):
            yield Term(text, WORDED["statements"], prefix)
        case Words(text, Where.CONTENT, prefix):
            yield Term(text, ("content",), prefix)
        case Like(_, words):
            yield from (Term(word, ("content",)) for word in words)


def _all_of(connection: Connection, parts: tuple[Condition, ...]) -> Filter:
    filters = [filter_of(connection, part) for part in parts]
    rows = [found.rows for found in filters if found.rows is not None]
    terms = [found.indexed for found in filters if found.indexed is not None]
    denied = [term.other for term in terms if isinstance(term, Without) and term.part == _EVERY_STATEMENT]
    indexed = _every([term for term in terms if not (isinstance(term, Without) and term.part == _EVERY_STATEMENT)])
    if denied:
        indexed = Without(indexed or _EVERY_STATEMENT, _some(denied))
    lowest = max((found.lowest for found in filters if found.lowest is not None), default=None)
    highest = min((found.highest for found in filters if found.highest is not None), default=None)
    return Filter(indexed, and_(true(), *rows) if rows else None, lowest, highest)


def _any_of(connection: Connection, parts: tuple[Condition, ...]) -> Filter:
    filters = [filter_of(connection, part) for part in parts]
    terms = [found.indexed for found in filters if found.indexed is not None]
    indexed = _some(terms) if terms and len(terms) == len(filters) else None
    if indexed is not None and all(found.rows is None for found in filters):
        return Filter(indexed)
    return Filter(indexed, or_(false(), *(_as_rows(connection, found) for found in filters)))


def _as_rows(connection: Connection, found: Filter) -> ColumnElement[bool]:
    indexed = true() if found.indexed is None else fulltext.has(connection, statements, found.indexed)
    return and_(indexed, true() if found.rows is None else found.rows)


def _words(text: str, where: Where, prefix: bool) -> Filter:
    if not any(letter.isalnum() for letter in text):
        return _NOTHING
    if where in _OF_NAMES:
        found = _OF_NAMES[where](text)
        if not found:
            return _NOTHING
        terms = [Term(tag, (TAGS,)) for tag in found]
        if not prefix:
            return Filter(_every(terms))
        start = tags.without_figure(found[-1])
        sure = tags.unstemmed(start)
        terms[-1] = Term(sure, (TAGS,), prefix=True)
        begins = (" " + statements.c.tags).contains(f" {start}", autoescape=True)
        return Filter(_every(terms), None if sure == start else begins)
    return Filter(Term(text, ("content",) if where is Where.CONTENT else WORDED["statements"], prefix))


def _tag(condition: Country | Sector | OfKind | OfPolarity | In) -> str:
    match condition:
        case Country(code):
            return tags.country(code)
        case Sector(code):
            return tags.sector(code)
        case OfKind(kind):
            return tags.kind(kind)
        case OfPolarity(polarity):
            return tags.polarity(polarity)
        case In(role):
            return tags.place(role)


def _by(connection: Connection, entity: str) -> Filter:
    """By the names that the entity goes by, and then by what linking made of them."""
    known = connection.scalar(select(tables.linked_entities.c.folded).where(tables.linked_entities.c.id == entity))
    if known is None:
        return _NOTHING
    called = [_every([Term(tag, (TAGS,)) for tag in tags.names(name)]) for name in known.split("|")]
    spoke = exists().where(
        mentions.c.article_key == statements.c.article_key,
        mentions.c.id == statements.c.mention_id,
        links.c.article_key == mentions.c.article_key,
        links.c.entity_id == mentions.c.entity_id,
        links.c.linked_id == entity,
    )
    return Filter(_some([name for name in called if name is not None]), spoke)


def _every(terms: list[Term] | list[Expression]) -> Expression | None:
    if not terms:
        return None
    return terms[0] if len(terms) == 1 else Every(tuple(terms))


def _some(terms: list[Term] | list[Expression]) -> Expression:
    return terms[0] if len(terms) == 1 else Some(tuple(terms))
