"""Many addresses fetched side by side: one thread a host, some hosts at once. Imports errors and acquire's own parts."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from onrecord.acquire.fetch import Fetcher
from onrecord.acquire.found import Validators
from onrecord.acquire.http import Answer
from onrecord.acquire.urls import host_of
from onrecord.errors import PageError

_HOSTS_AT_ONCE = 8

_What = TypeVar("_What")


class Fetches(Generic[_What]):
    """What is still wanted, by host, and what has come. Only the thread that asks for answers hands out work, so nothing is
    fetched ahead of what it can take."""

    def __init__(self, fetcher: Fetcher, validators_of: Callable[[str, _What], Validators]) -> None:
        """`validators_of` is asked right before an address is fetched, in the thread that asks for answers."""
        self._fetcher = fetcher
        self._validators_of = validators_of
        self._wanted: dict[str, deque[tuple[str, _What]]] = {}
        self._busy: set[str] = set()
        self._came: queue.SimpleQueue[tuple[str, _What, Answer | PageError]] = queue.SimpleQueue()

    def want(self, url: str, what: _What) -> None:
        """Fetch `url`, which is canonical, after what else is wanted of its host. `what` comes back with the answer."""
        self._wanted.setdefault(host_of(url), deque()).append((url, what))

    def answers(self) -> Iterator[tuple[_What, Answer | PageError]]:
        """Each answer as it comes, until nothing is wanted; more may be wanted in between."""
        while True:
            for host in [host for host in self._wanted if host not in self._busy][: _HOSTS_AT_ONCE - len(self._busy)]:
                self._start(host)
            if not self._busy:
                return
            url, what, answer = self._came.get()
            self._busy.discard(host_of(url))
            yield what, answer

    def forget(self, host: str) -> None:
        """Want nothing any more of a host."""
        self._wanted.pop(host, None)

    def stop(self) -> None:
        """Want nothing any more; what is under way still comes."""
        self._wanted.clear()

    def _start(self, host: str) -> None:
        url, what = self._wanted[host].popleft()
        if not self._wanted[host]:
            del self._wanted[host]
        self._busy.add(host)
        validators = self._validators_of(url, what)
        threading.Thread(target=self._fetch, args=(url, what, validators), daemon=True).start()

    def _fetch(self, url: str, what: _What, validators: Validators) -> None:
        answer: Answer | PageError
        try:
            answer = self._fetcher.get(url, etag=validators.etag, last_modified=validators.last_modified)
        except PageError as error:
            answer = error
        except Exception as error:  # a fault of ours costs this address only, and is told
            answer = PageError("error", f"Fetching it failed: {type(error).__name__}: {error}")
        self._came.put((url, what, answer))
