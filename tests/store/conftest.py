"""Every database that a store can be in; each behavioural test runs over all of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import count
from pathlib import Path

import pytest

from onrecord.store import Store, open_store
from tests.postgresql import Server

Fresh = Callable[[], AbstractContextManager[str]]


DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def furnished_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with our tables and nothing in them. Copying it takes far less time than making one."""
    path = tmp_path_factory.mktemp("furnished") / "onrecord.db"
    open_store(path).close()
    return path


@pytest.fixture(params=DATABASES)
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Gives the place of a database with nothing in it, as often as it is called."""
    return fresh_places(request, tmp_path)


def fresh_places(request: pytest.FixtureRequest, folder: Path) -> Fresh:
    """Such places for a fixture that has DATABASES for its parameters."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        return server.furnished
    furnished: Path = request.getfixturevalue("furnished_file")
    numbers = count()
    return lambda: nullcontext(shutil.copy(furnished, str(folder / f"onrecord-{next(numbers)}.db")))


@pytest.fixture
def location(fresh: Fresh) -> Iterator[str]:
    with fresh() as place:
        yield place


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    with open_store(location) as opened:
        yield opened


@pytest.fixture(scope="module", params=DATABASES)
def shared_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store for all tests of a module that only read what the module has put into it."""
    with fresh_places(request, tmp_path_factory.mktemp("shared"))() as place, open_store(place) as opened:
        yield opened
