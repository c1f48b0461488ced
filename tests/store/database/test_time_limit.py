"""Questions that take too long are given up, on every database; writing is not."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, FromClause, func, select, true

from onrecord.errors import TooLongError
from onrecord.store import Store
from onrecord.store.schema.tables import statements
from tests.store.articles import said


def cross(engine: Engine, tables: int) -> int | None:
    """Count every combination of so many statements, of which there are far too many to wait for."""
    combined: FromClause = statements
    for _ in range(tables - 1):
        combined = combined.join(statements.alias(), true())
    query = select(func.count()).select_from(combined)
    with engine.connect() as connection:
        return connection.scalar(query)


def test_a_question_that_takes_too_long_is_given_up(store: Store) -> None:
    with store.writer() as writer:
        writer.put(said(*(("Ana Lopes", f"the ferry {number} would sail") for number in range(20))))
    hurried = store.within(0.2)
    with pytest.raises(TooLongError, match=r"takes longer than 0\.2 seconds, .* ask for less"):
        cross(hurried._engine, 12)
    assert cross(hurried._engine, 1) == 20
    assert len(hurried.view.find("ferry")) == 20
    assert cross(store._engine, 2) == 400


def test_writing_has_no_limit(store: Store) -> None:
    with store.within(1e-9).writer() as writer:
        assert writer.put(said(*(("Ana Lopes", f"the ferry {number} would sail") for number in range(200))))
    assert store.view.counts().statements == 200
