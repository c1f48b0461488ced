"""Whom a linked entity answers, and who answers it, inside the articles. Imports the store's own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, FromClause, and_, func, select

from onrecord.store.asking import filter_of, fitting, from_indexes
from onrecord.store.conditions import By
from onrecord.store.tables import statements

MOST = 12  # names on either side
_LOOKED_AT = 1_000  # statements of the entity, the newest


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody on the other side: the name, how many statements, and the id of one that shows it (of whoever answers)."""

    name: str
    statements: int
    example: str


@dataclass(frozen=True, slots=True)
class Replies:
    """`answers` are those whom the entity answers, `answered_by` those who answer it, most statements first."""

    answers: tuple[Answered, ...]
    answered_by: tuple[Answered, ...]


def replies(engine: Engine, linked_id: str) -> Replies:
    """Of named speakers; empty on both sides where the articles tell of no replies."""
    own, other = statements.alias(), statements.alias()
    same_article = own.c.article_key == other.c.article_key

    with engine.connect() as connection:
        newest = fitting(connection, filter_of(connection, By(linked_id))).limit(_LOOKED_AT)
        found = connection.execute(from_indexes(newest.with_only_columns(*statements.c["key", "article_key"]))).all()
        keys, of_articles = [row.key for row in found], sorted({row.article_key for row in found})

        def told(meet: ColumnElement[bool], replying: FromClause) -> tuple[Answered, ...]:
            # Few statements are replies: from these the way is short, however long the rows of all are.
            count = func.count().label("told")
            query = (
                select(other.c.speaker, count, func.min(replying.c.id))
                .join(own, and_(same_article, meet))
                .where(replying.c.article_key.in_(of_articles), replying.c.reply_to.is_not(None), own.c.key.in_(keys))
                .where(other.c.speaker.is_not(None), other.c.speaker != func.coalesce(own.c.speaker, ""))
                .group_by(other.c.speaker)
                .order_by(count.desc(), other.c.speaker)
                .limit(MOST)
            )
            return tuple(Answered(*row) for row in connection.execute(query))

        return Replies(told(own.c.reply_to == other.c.id, own), told(other.c.reply_to == own.c.id, other))
