"""Worker processes that may crash, hang or eat memory on one task without costing the others. Imports nothing of onrecord.

`concurrent.futures` gives up the whole pool when one worker dies and cannot end one that hangs, hence this.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext
from typing import Any, Generic, TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

_RUN_AHEAD = 4  # tasks a worker, given out or finished, that may wait for the oldest one
_HEAVY_AHEAD = 200_000_000  # bytes that they may hold together
_LONGEST_MESSAGE = 500
_START_SECONDS = 120.0  # that a worker may take to start, on top of its first task's limit


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take: seconds by the clock, and bytes that its worker may hold (where the system can limit them)."""

    seconds: float = 120.0
    memory: int = 3 << 30


class _NoMore(Enum):
    """What is sent after the last item of a task: the same object in every process."""

    VALUE = "no more"


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that gave no result: `code` is "crash", "hang", "memory" or "error", `message` a sentence for a person."""

    code: str
    message: str


def run_tasks(
    work: Callable[[_Task], _Result],
    tasks: Iterable[_Task],
    *,
    workers: int,
    limits: Limits | None = None,
    prepare: Callable[[], object] | None = None,
    weigh: Callable[[_Task], int] = lambda task: 0,
) -> Generator[tuple[_Task, _Result | Lost], None, None]:
    """Each task with its result, in the order of `tasks`, which is read only a little ahead of what has come back: a few tasks,
    and no more once these weigh _HEAVY_AHEAD together; `weigh` gives the bytes of one.

    `work` must be importable by name; tasks and results must pickle. `prepare` is called once in each worker before its first
    task, and its time is not the task's. Closing the iterator ends the workers.
    """
    limits = limits or Limits()
    weight = 0
    team: list[_Worker] = []
    waiting: dict[int, _Task] = {}
    results: dict[int, Any] = {}
    numbered = enumerate(tasks)
    oldest = 0
    more = True
    try:
        while more or waiting:
            while more and _has_room(team, workers, len(waiting), weight):
                try:
                    number, task = next(numbered)
                except StopIteration:
                    more = False
                    break
                waiting[number] = task
                weight += weigh(task)
                _give(team, number, task, lambda: _Worker(work, limits, prepare))
            results.update(_collect(team))
            while oldest in results:
                task = waiting.pop(oldest)
                weight -= weigh(task)
                yield task, results.pop(oldest)
                oldest += 1
    finally:
        for worker in team:
            worker.end()


def _has_room(team: list[_Worker], workers: int, waiting: int, weight: int) -> bool:
    light = waiting < workers * _RUN_AHEAD and weight < _HEAVY_AHEAD
    return (light or not waiting) and sum(worker.busy for worker in team) < workers


class Producer(Generic[_Task, _Result]):
    """One process that takes a task apart into items, and gives them one by one as they are asked for: the next few are made
    meanwhile, as far as a pipe holds them. It starts with the first task, and goes on to the next."""

    def __init__(self, make: Callable[[_Task], Iterator[_Result]], limits: Limits) -> None:
        """`make` must be importable by name; tasks and items must pickle. `limits.seconds` is the time that an item may take."""
        self._make, self._limits = make, limits
        self._worker: _Worker | None = None

    def items(self, task: _Task) -> Generator[_Result | Lost, None, None]:
        """The items of a task. Where it crashes, hangs, eats memory or raises, the last is a Lost. What is not taken to its end
        costs the process, and the next task starts another."""
        worker = self._given(task)
        ended = False
        try:
            while not ended:
                item = worker.next_item()
                if item is _NoMore.VALUE:
                    ended = True
                elif isinstance(item, Lost):
                    ended = item.code == "error"
                    yield item
                    return
                else:
                    yield item
        finally:
            if not ended:
                self.close()

    def close(self) -> None:
        """End the process, if there is one."""
        if self._worker:
            self._worker.end()
            self._worker = None

    def _given(self, task: _Task) -> _Worker:
        """The worker, with its task."""
        if self._worker:
            try:
                self._worker.give(0, task)
                return self._worker
            except OSError:  # it died while it was idle
                self.close()
        self._worker = _Worker(self._make, self._limits, None)
        with contextlib.suppress(OSError):  # it died at once: `next_item` will find that out
            self._worker.give(0, task, _START_SECONDS)
        return self._worker


def _give(team: list[_Worker], number: int, task: object, start: Callable[[], _Worker]) -> None:
    for worker in [worker for worker in team if not worker.busy]:
        try:
            worker.give(number, task)
            return
        except OSError:  # it died while it was idle
            team.remove(worker)
            worker.end()
    fresh = start()
    team.append(fresh)
    with contextlib.suppress(OSError):  # it died at once: `_collect` will find that out
        fresh.give(number, task, _START_SECONDS)


def _collect(team: list[_Worker]) -> dict[int, object]:
    """Wait until a busy worker has a result, has died, or has used up its time; what became of such tasks, by number."""
    busy = [worker for worker in team if worker.busy]
    if not busy:
        return {}
    patience = min(worker.deadline for worker in busy) - time.monotonic()
    ready = wait([worker.pipe for worker in busy], max(0.0, patience))
    results = {}
    for worker in busy:
        assert worker.number is not None
        if worker.pipe in ready:
            result = worker.receive()
        elif time.monotonic() >= worker.deadline:
            result = worker.too_long()
        else:
            continue
        results[worker.number] = result
        worker.number = None
        if isinstance(result, Lost) and result.code != "error":
            team.remove(worker)
            worker.end()
    return results


class _Worker:
    """One process, and the task that it has."""

    def __init__(self, work: Callable[[Any], object], limits: Limits, prepare: Callable[[], object] | None) -> None:
        context: SpawnContext = multiprocessing.get_context("spawn")  # a fork would copy locks that other threads hold
        self.limits = limits
        self.number: int | None = None
        self.deadline = 0.0
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, work, limits, prepare), daemon=True)
        self.process.start()
        theirs.close()  # so that its death is the end of the pipe

    @property
    def busy(self) -> bool:
        return self.number is not None

    def give(self, number: int, task: object, extra_seconds: float = 0.0) -> None:
        self.number = number
        self.deadline = time.monotonic() + self.limits.seconds + extra_seconds
        self.pipe.send(task)

    def receive(self) -> object:
        try:
            return self.pipe.recv()
        except Exception:
            self.process.join(5)
            if hasattr(signal, "SIGALRM") and self.process.exitcode == -signal.SIGALRM:
                return self.too_long()
            return Lost("crash", f"The process that read it ended (exit status {self.process.exitcode}).")

    def next_item(self) -> Any:
        """The next item of the task, _NoMore after the last; a Lost where it takes too long or the process is gone."""
        if not self.pipe.poll(max(0.0, self.deadline - time.monotonic())):
            return self.too_long()
        item = self.receive()
        self.deadline = time.monotonic() + self.limits.seconds
        return item

    def too_long(self) -> Lost:
        return Lost("hang", f"Reading it took longer than {self.limits.seconds:g} seconds and was stopped.")

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


def _serve(pipe: Connection, work: Callable[[Any], object], limits: Limits, prepare: Callable[[], object] | None) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):  # which a whole group of processes is sent; the parent decides what it means
        signal.signal(number, signal.SIG_IGN)
    _limit_memory(limits.memory)
    if prepare:
        with contextlib.suppress(Exception):  # whatever it is, the task meets it again and tells it
            prepare()
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            for result in _results(work, task, limits):
                pipe.send(result)
        except OSError:
            return


def _results(work: Callable[[Any], object], task: object, limits: Limits) -> Iterator[object]:
    """What there is to send back for a task: its one result, or, where that is an iterator, each of its items and _NoMore."""
    result = _within(limits, lambda: work(task))
    if not isinstance(result, Iterator):
        yield result
        return
    item: object = None
    while item is not _NoMore.VALUE and not isinstance(item, Lost):
        item = _within(limits, lambda: next(result, _NoMore.VALUE))
        yield item


def _within(limits: Limits, do: Callable[[], object]) -> object:
    """What `do` returns, or a Lost for what it raises."""
    _alarm(limits.seconds * 2)
    try:
        return do()
    except MemoryError:
        return Lost("memory", f"Reading it took more than {limits.memory >> 20} MB of memory.")
    except Exception as error:
        return Lost("error", f"Reading it failed: {type(error).__name__}: {error}"[:_LONGEST_MESSAGE])
    finally:
        _alarm(0)


def _alarm(seconds: float) -> None:
    """Have the system end this process in `seconds`: it then outlives a killed parent only so long, whatever it hangs in."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory(bytes_: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (bytes_, bytes_))
