"""How much there is, counted beside the requests. Imports store.

Counting everything takes seconds on a large record, so a page shows the last count while a new one is made.
"""

from __future__ import annotations

import threading
import time

from onrecord.errors import StoreError
from onrecord.store import Counts, View

_FRESH = 60.0  # seconds that a count is shown without counting again
_PATIENCE = 0.1  # seconds that a page waits for the first count


class Figures:
    def __init__(self, view: View) -> None:
        self._view = view
        self._lock = threading.Lock()
        self._counted = threading.Event()
        self._counting = False
        self._counts: Counts | None = None
        self._at = 0.0

    def latest(self) -> Counts | None:
        """The last count; None where the first one is not done yet."""
        with self._lock:
            if not self._counting and (self._counts is None or time.monotonic() - self._at > _FRESH):
                self._counting = True
                threading.Thread(target=self._count, daemon=True).start()
        self._counted.wait(_PATIENCE)
        return self._counts

    def forget(self) -> None:
        """Something was added: count again when next asked."""
        self._at = 0.0

    def _count(self) -> None:
        try:
            at = time.monotonic()
            self._counts, self._at = self._view.counts(), at
            self._counted.set()
        except StoreError:
            pass  # the page itself will meet it, and say so
        finally:
            self._counting = False
