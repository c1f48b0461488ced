"""What several parts of the tests share."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.postgresql import Server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server; skips where none is installed."""
    from tests.postgresql import NoServerError, running

    try:
        with running() as server:
            yield server
    except NoServerError as error:
        pytest.skip(str(error))


@pytest.fixture
def reads_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles are read in this process: where workers are not what is tested, starting one would take most of the time."""
    read_here(monkeypatch)


def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord import ingest, opening

    class Producer:
        def __init__(self, make: Callable[[Any], Iterator[Any]], _: object) -> None:
            self.make = make

        def items(self, task: object) -> Generator[Any, None, None]:
            yield from self.make(task)

        def close(self) -> None:
            pass

    def run(work: Callable[[Any], Any], tasks: Iterable[Any], **_: object) -> Iterator[tuple[Any, Any]]:
        return ((task, work(task)) for task in tasks)

    monkeypatch.setattr(ingest, "run_tasks", run)
    monkeypatch.setattr(opening, "Producer", Producer)
