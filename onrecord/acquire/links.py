"""Addresses -> pages: each is fetched; where it leads to a list, so is what the list names. Imports record, errors and acquire.

One thread a host, some hosts at once; pages come as they arrive.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator

from onrecord.acquire.feeds import Link, is_list, read_list
from onrecord.acquire.fetch import Fetcher
from onrecord.acquire.found import Failed, Found, found_page, split_type
from onrecord.acquire.http import Answer
from onrecord.acquire.urls import canonical_url, host_of
from onrecord.errors import PageError

_HOSTS_AT_ONCE = 8
_DEEPEST = 3  # lists in lists: an index of indexes of sitemaps
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf"})


def pages_at(links: Iterable[Link], fetcher: Fetcher) -> Iterator[Found]:
    """The pages at `links`, and in the lists that are there. Each address is fetched once; what cannot be had is a Failed.

    Closing the iterator stops after the requests that are under way.
    """
    crawl = _Crawl(fetcher)
    try:
        for link in links:
            crawl.want(link, 0)
        yield from crawl.results()
    finally:
        crawl.stop()


class _Crawl:
    """What is still wanted, by host, and what has come. Only the thread that asks for results hands out work."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._wanted: dict[str, deque[tuple[Link, int]]] = {}
        self._seen: set[str] = set()
        self._busy: set[str] = set()
        self._came: queue.SimpleQueue[tuple[str, Link, int, Answer | PageError]] = queue.SimpleQueue()
        self._refused: list[Failed] = []

    def want(self, link: Link, depth: int) -> None:
        try:
            url = canonical_url(link.url)
        except PageError as error:
            self._refused.append(Failed(link.url, error.code, str(error)))
            return
        if url not in self._seen:
            self._seen.add(url)
            self._wanted.setdefault(host_of(url), deque()).append((link, depth))

    def results(self) -> Iterator[Found]:
        while True:
            yield from self._refused
            self._refused.clear()
            for host in [host for host in self._wanted if host not in self._busy][: _HOSTS_AT_ONCE - len(self._busy)]:
                self._start(host)
            if not self._busy:
                return
            host, link, depth, answer = self._came.get()
            self._busy.discard(host)
            yield from self._pages(link, depth, answer)

    def stop(self) -> None:
        self._wanted.clear()

    def _start(self, host: str) -> None:
        link, depth = self._wanted[host].popleft()
        if not self._wanted[host]:
            del self._wanted[host]
        self._busy.add(host)
        threading.Thread(target=self._fetch, args=(host, link, depth), daemon=True).start()

    def _fetch(self, host: str, link: Link, depth: int) -> None:
        answer: Answer | PageError
        try:
            answer = self._fetcher.get(link.url)
        except PageError as error:
            answer = error
        except Exception as error:  # a fault of ours costs this address only, and is told
            answer = PageError("error", f"Fetching it failed: {type(error).__name__}: {error}")
        self._came.put((host, link, depth, answer))

    def _pages(self, link: Link, depth: int, answer: Answer | PageError) -> Iterator[Found]:
        if isinstance(answer, PageError):
            yield Failed(link.url, answer.code, str(answer))
            return
        try:
            data = answer.data()
            if not link.is_list and not is_list(data):
                yield _page(answer, data, link)
            elif depth >= _DEEPEST:
                raise PageError("too-deep", "It is a list in a list in a list; only so many are followed.")
            else:
                for entry in read_list(data, answer.url):
                    if isinstance(entry, Failed):
                        yield entry
                    else:
                        self.want(entry, depth + 1)
        except PageError as error:
            yield Failed(link.url, error.code, str(error))


def _page(answer: Answer, data: bytes, link: Link) -> Found:
    """Its place is where it was in the end, after redirects. Raises PageError("unsupported") for what is no article."""
    kind, media_type = split_type(answer.headers.get("content-type", "text/html"))
    if kind not in _PAGE_TYPES:
        raise PageError("unsupported", f'Its media type is "{kind}", which is not read.')
    return found_page(data, media_type, answer.url, known=link.known, fetched_at=answer.at)
