"""Reading what was added, one thing after another, beside the requests. Imports acquire, ingest, store and workers.

What was read is in the store whatever happens to a job; jobs themselves are forgotten when the server ends.
"""

from __future__ import annotations

import queue
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from onrecord.acquire import Found
from onrecord.errors import OnrecordError
from onrecord.ingest import Outcome, add_pages
from onrecord.store import Store
from onrecord.workers import Limits

_MOST_JOBS = 100  # that are remembered
_MOST_WAITING = 20
_MOST_LINES = 500  # outcomes that a job lists; all are counted
_SECONDS = 120.0  # that reading one page may take


class State(StrEnum):
    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one page. `article` is the id of what it gave, or had given before."""

    location: str
    status: str
    article: str | None
    title: str | None
    statements: int
    message: str | None


@dataclass(frozen=True, slots=True)
class Job:
    """`what` names it for people; `total` is how many pages there are, None where that is not known; `error` why it FAILED."""

    id: str
    what: str
    total: int | None
    state: State = State.WAITING
    pages: int = 0
    failed: int = 0
    lines: tuple[Line, ...] = ()
    error: str | None = None

    @property
    def over(self) -> bool:
        return self.state in (State.DONE, State.FAILED)


@dataclass(frozen=True, slots=True)
class Work:
    """`pages` is asked when it is the job's turn, `clear` called when it is over."""

    pages: Callable[[], Iterator[Found]]
    clear: Callable[[], None]


class Jobs:
    def __init__(self, store: Store, changed: Callable[[], None], processes: int = 1) -> None:
        self._store = store
        self._changed = changed
        self._processes = processes
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._waiting: queue.Queue[tuple[str, Work]] = queue.Queue(_MOST_WAITING)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self, what: str, work: Work, total: int | None) -> Job | None:
        """The job, which waits for its turn; None where too many wait already, and nothing was taken."""
        job = Job(secrets.token_hex(8), what, total)
        with self._lock:
            try:
                self._waiting.put_nowait((job.id, work))
            except queue.Full:
                return None
            self._jobs[job.id] = job
            while len(self._jobs) > _MOST_JOBS:
                self._jobs.popitem(last=False)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()
        return job

    def get(self, id_: str) -> Job | None:
        return self._jobs.get(id_)

    def _run(self) -> None:
        while True:
            id_, work = self._waiting.get()
            try:
                self._change(id_, lambda job: replace(job, state=State.READING))
                add_pages(
                    self._store,
                    work.pages(),
                    partial(self._note, id_),
                    processes=self._processes,
                    limits=Limits(seconds=_SECONDS),
                )
                self._change(id_, lambda job: replace(job, state=State.DONE))
            except OnrecordError as error:
                self._change(id_, partial(_failed, str(error)))
            except Exception as error:  # a fault of ours costs this job only, and is told
                self._change(id_, partial(_failed, f"It failed: {type(error).__name__}: {error}"))
            finally:
                work.clear()
                self._changed()

    def _note(self, id_: str, outcome: Outcome) -> None:
        failed, line = outcome.status == "failed", self._line(outcome)

        def noted(job: Job) -> Job:
            lines = job.lines if len(job.lines) >= _MOST_LINES else (*job.lines, line)
            return replace(job, pages=job.pages + 1, failed=job.failed + failed, lines=lines)

        self._change(id_, noted)

    def _line(self, outcome: Outcome) -> Line:
        record = outcome.record
        article = record.article.id if record else None
        if outcome.status == "unchanged":
            article = self._store.overview.article_at(outcome.location) or article
        return Line(
            outcome.location,
            str(outcome.status),
            article,
            record.article.title if record else None,
            len(record.statements) if record else 0,
            outcome.issues[-1].message if outcome.issues else None,
        )

    def _change(self, id_: str, change: Callable[[Job], Job]) -> None:
        if id_ in self._jobs:
            self._jobs[id_] = change(self._jobs[id_])


def _failed(error: str, job: Job) -> Job:
    return replace(job, state=State.FAILED, error=error)
