"""Drafts, read in processes of their own within a time limit, so that no other request waits. Imports reading and workers."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator

from onrecord.errors import OnrecordError, PageError
from onrecord.reading import load, read_draft
from onrecord.record import Issue, Record
from onrecord.workers import Limits, Lost, run_tasks

SECONDS = 20.0  # that reading one draft may take, and that one may wait for its turn
_PROCESSES = 2
_MOST = 8  # drafts that are read or wait
_MEMORY = 1 << 31
_BUSY = "Too many drafts are being checked already. Try again in a minute."


class Drafts:
    """Reads drafts; a process is started when it is first needed, and kept."""

    def __init__(self, seconds: float = SECONDS, processes: int = _PROCESSES, most: int = _MOST) -> None:
        self._seconds = seconds
        self._places = threading.BoundedSemaphore(most)
        self._idle: queue.LifoQueue[_Process] = queue.LifoQueue()  # the one used last is surely started
        for _ in range(processes):
            self._idle.put(_Process(Limits(seconds, _MEMORY)))

    def read(self, text: str) -> Record:
        """Raises PageError where it holds no words, OnrecordError where too many are waiting, it takes too long, or
        reading it fails."""
        if not self._places.acquire(blocking=False):
            raise OnrecordError(_BUSY)
        try:
            process = self._idle.get(timeout=self._seconds)
        except queue.Empty:
            raise OnrecordError(_BUSY) from None
        else:
            try:
                return _record(process.read(text), self._seconds)
            finally:
                self._idle.put(process)
        finally:
            self._places.release()


class _Process:
    """One worker, given one text at a time."""

    def __init__(self, limits: Limits) -> None:
        self._texts: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._answers = run_tasks(read_draft, self._given(), workers=1, limits=limits, prepare=load)

    def _given(self) -> Iterator[str]:
        while True:
            yield self._texts.get()

    def read(self, text: str) -> Record | Issue | Lost:
        self._texts.put(text)
        return next(self._answers)[1]


def _record(answer: Record | Issue | Lost, seconds: float) -> Record:
    match answer:
        case Record():
            return answer
        case Issue():
            raise PageError(answer.code, answer.message)
        case Lost(code="hang"):
            raise OnrecordError(f"Reading the draft took longer than {seconds:g} seconds. Check it in parts.")
        case Lost():
            raise OnrecordError(answer.message)
