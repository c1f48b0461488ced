"""Every database that a store can be in; each behavioural test runs over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import count
from pathlib import Path

import pytest

from onrecord.store import Store, open_store
from tests.postgresql import Server

Fresh = Callable[[], AbstractContextManager[str]]


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Gives the place of a database with nothing in it, as often as it is called."""
    if request.param == "sqlite":
        numbers = count()
        return lambda: nullcontext(str(tmp_path / f"onrecord-{next(numbers)}.db"))
    server: Server = request.getfixturevalue("postgresql")
    return server.furnished


@pytest.fixture
def location(fresh: Fresh) -> Iterator[str]:
    with fresh() as place:
        yield place


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    with open_store(location) as opened:
        yield opened
