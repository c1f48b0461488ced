"""Whom a linked entity answers, and who answers it, inside the articles. Imports the store's own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, and_, func, select

from onrecord.store.asking import filter_of, fitting
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
    with engine.connect() as connection:
        newest = fitting(connection, filter_of(connection, By(linked_id))).limit(_LOOKED_AT).subquery()
    columns = statements.c["article_key", "id", "reply_to", "speaker"]
    own = select(*columns).join(newest, newest.c.key == statements.c.key).subquery()
    other = statements.alias()

    def told(meet: ColumnElement[bool], example: ColumnElement[str]) -> tuple[Answered, ...]:
        count = func.count().label("told")
        query = (
            select(other.c.speaker, count, func.min(example))
            .join(own, and_(own.c.article_key == other.c.article_key, meet))
            .where(other.c.speaker.is_not(None), other.c.speaker != func.coalesce(own.c.speaker, ""))
            .group_by(other.c.speaker)
            .order_by(count.desc(), other.c.speaker)
            .limit(MOST)
        )
        with engine.connect() as connection:
            return tuple(Answered(*row) for row in connection.execute(query))

    return Replies(told(own.c.reply_to == other.c.id, own.c.id), told(other.c.reply_to == own.c.id, other.c.id))
