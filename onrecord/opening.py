"""Files and lists that came from outside are taken apart in a process of their own. May import acquire, workers and errors.

Tables, archives, mail and feeds may be made to take for ever or all memory, or to break a parser. So the parent hands over a
path or bytes and is given pages or links, one by one; what goes wrong costs what is left of that file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from onrecord.acquire import Columns, Failed, Found, FoundFile, Link, Listed
from onrecord.errors import PageError
from onrecord.workers import Limits, Lost, Producer

_MEMORY = 900_000_000  # bytes that the process may hold: a page has up to 50 MB, and is held a few times over
_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class _File:
    file: FoundFile
    columns: Columns | None


@dataclass(frozen=True, slots=True)
class _List:
    data: bytes
    location: str
    now: datetime


class Opener:
    """Takes files and lists apart in a worker process, which starts when it is first needed. Close it when done."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        """`seconds` is the time that each entry of a file may take."""
        self._producer: Producer[_File | _List, Found | Link | Listed] = Producer(_taken_apart, Limits(seconds, _MEMORY))

    def entries(self, file: FoundFile, columns: Columns | None = None) -> Iterator[Found | Link]:
        """What is in a file, as `acquire.sources.entries_in` gives it."""
        with closing(self._producer.items(_File(file, columns))) as items:
            for item in items:
                if isinstance(item, Lost):
                    yield Failed(file.location, item.code, f"The rest of it was not read. {item.message}")
                elif not isinstance(item, Listed):
                    yield item

    def listed(self, data: bytes, location: str, now: datetime) -> Listed:
        """The list that was found at `location`, as `acquire.feeds.read_whole_list` gives it. Raises PageError."""
        with closing(self._producer.items(_List(data, location, now))) as items:
            for item in items:
                if isinstance(item, Listed):
                    return item
                if isinstance(item, Lost | Failed):
                    raise PageError(item.code, item.message)
        raise PageError("unreadable", "There is nothing in it.")

    def close(self) -> None:
        self._producer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _taken_apart(task: _File | _List) -> Iterator[Found | Link | Listed]:
    """What the worker does."""
    if isinstance(task, _File):
        from onrecord.acquire.sources import entries_in

        yield from entries_in(task.file, task.columns)
        return
    from onrecord.acquire.feeds import read_whole_list

    try:
        yield read_whole_list(task.data, task.location, now=task.now)
    except PageError as error:
        yield Failed(task.location, error.code, str(error))
