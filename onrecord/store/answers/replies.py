"""Whom a linked entity answers, and who answers it, inside the articles. Imports the store's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Engine, and_, select

from onrecord.query.conditions import By
from onrecord.store.answers.compiler import filter_of, fitting, from_indexes
from onrecord.store.schema.tables import statements

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
    reply, answered = statements.alias(), statements.alias()
    with engine.connect() as connection:
        newest = fitting(connection, filter_of(connection, By(linked_id))).limit(_LOOKED_AT)
        own = connection.execute(from_indexes(newest.with_only_columns(*statements.c["key", "article_key"]))).all()
        # Few statements are replies: from these the way is short, however long the rows of all are.
        pairs = (
            select(reply.c.key, answered.c.key, reply.c.id, reply.c.speaker, answered.c.speaker)
            .join(answered, and_(answered.c.article_key == reply.c.article_key, answered.c.id == reply.c.reply_to))
            .where(reply.c.article_key.in_({row.article_key for row in own}), reply.c.reply_to.is_not(None))
        )
        told = connection.execute(pairs).all()
    keys = {row.key for row in own}
    others = [tuple(row) for row in told if row[3] != row[4]]
    return Replies(
        _most((other, id_) for replying, _, id_, _, other in others if other and replying in keys),
        _most((other, id_) for _, replied, id_, other, _ in others if other and replied in keys),
    )


def _most(told: Iterable[tuple[str, str]]) -> tuple[Answered, ...]:
    """Of names, each with the id of a statement, those that come most often."""
    examples: dict[str, list[str]] = {}
    for name, example in told:
        examples.setdefault(name, []).append(example)
    most = sorted(examples.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST]
    return tuple(Answered(name, len(ids), min(ids)) for name, ids in most)
