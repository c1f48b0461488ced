"""Every backend that the store has; each behavioural test runs over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.store import Store, open_store

BACKENDS: dict[str, Callable[[Path], str]] = {"sqlite": lambda folder: str(folder / "onrecord.db")}


@pytest.fixture(params=BACKENDS)
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a fresh database can be made."""
    return BACKENDS[request.param](tmp_path)


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    with open_store(location) as opened:
        yield opened
