"""Addresses -> pages: each is fetched; where it leads to a list, so is what the list names. Imports record, errors and acquire.

Pages come as they arrive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from onrecord.acquire.feeds import is_list, read_whole_list
from onrecord.acquire.fetch import Fetcher
from onrecord.acquire.fetches import Fetches
from onrecord.acquire.found import (
    Failed,
    Fetched,
    Found,
    FoundPage,
    Known,
    Link,
    Listed,
    NotModified,
    Validators,
    found_page,
    split_type,
)
from onrecord.acquire.http import Answer
from onrecord.acquire.input_formats import PAGE_TYPES
from onrecord.acquire.urls import canonical_url
from onrecord.errors import PageError

_DEEPEST = 3  # lists in lists: an index of indexes of sitemaps

ReadList = Callable[[bytes, str, datetime], Listed]


class Memory(Protocol):
    """What is known of addresses from earlier runs, and kept for later ones. Asked by the thread that takes the pages."""

    def note(self, feed: str, links: Sequence[Link]) -> Sequence[Link]:
        """Keep that `feed` names these; they come back in the order in which they are to be fetched."""
        ...

    def validators(self, url: str) -> Validators:
        """What to ask with whether the page has changed; nothing where it is to be read again in any case."""
        ...


class _NoMemory:
    def note(self, feed: str, links: Sequence[Link]) -> Sequence[Link]:
        return links

    def validators(self, url: str) -> Validators:
        return Validators()


def pages_at(
    links: Iterable[Link], fetcher: Fetcher, memory: Memory | None = None, read_list: ReadList | None = None
) -> Iterator[Found]:
    """The pages at `links`, and in the lists that are there. Each address is fetched once; what cannot be had is a Failed.

    `read_list` reads a list: `Opener.listed` does so in another process; without it that is done here. Closing the iterator
    stops after the requests that are under way.
    """
    crawl = _Crawl(fetcher, memory or _NoMemory(), read_list or _read_here)
    for link in links:
        crawl.want(link, 0)
    yield from crawl.results()


def page_of(answer: Answer, url: str, known: Known) -> FoundPage | NotModified:
    """The page that a server sent when `url` was asked for. Its place is where it was in the end, after redirects.

    Raises PageError: "unsupported" for what is no article, and as `Answer.data` does.
    """
    if answer.status == 304:
        return NotModified(url)
    kind, media_type = split_type(answer.headers.get("content-type", "text/html"))
    if kind not in PAGE_TYPES:
        raise PageError("unsupported", f'Its media type is "{kind}", which is not read.')
    page = found_page(answer.data(), media_type, answer.url, known=known, fetched_at=answer.at)
    return replace(page, fetched=Fetched(url, answer.validators))


def _read_here(data: bytes, location: str, now: datetime) -> Listed:
    return read_whole_list(data, location, now=now)


class _Crawl:
    def __init__(self, fetcher: Fetcher, memory: Memory, read_list: ReadList) -> None:
        self._memory, self._read_list = memory, read_list
        self._fetches: Fetches[tuple[Link, int]] = Fetches(fetcher, self._validators_of)
        self._seen: set[str] = set()
        self._refused: list[Failed] = []

    def want(self, link: Link, depth: int) -> None:
        try:
            url = canonical_url(link.url)
        except PageError as error:
            self._refused.append(Failed(link.url, error.code, str(error)))
            return
        if url not in self._seen:
            self._seen.add(url)
            self._fetches.want(url, (replace(link, url=url), depth))

    def results(self) -> Iterator[Found]:
        yield from self._refused
        for (link, depth), answer in self._fetches.answers():
            if isinstance(answer, PageError):
                yield Failed(link.url, answer.code, str(answer))
                continue
            try:
                yield from self._pages(link, depth, answer)
            except PageError as error:
                yield Failed(link.url, error.code, str(error))

    def _validators_of(self, url: str, what: tuple[Link, int]) -> Validators:
        link, _ = what
        return Validators() if link.is_list else self._memory.validators(url)

    def _pages(self, link: Link, depth: int, answer: Answer) -> Iterator[Found]:
        if answer.status == 304 or not (link.is_list or is_list(answer.data())):
            yield page_of(answer, link.url, link.known)
            return
        if depth >= _DEEPEST:
            raise PageError("too-deep", "It is a list in a list in a list; only so many are followed.")
        entries = self._read_list(answer.data(), answer.url, datetime.now(UTC)).entries
        yield from (entry for entry in entries if isinstance(entry, Failed))
        named = [entry for entry in entries if isinstance(entry, Link)]
        for entry in (entry for entry in named if entry.is_list):
            self.want(entry, depth + 1)
        for entry in self._memory.note(link.url, [entry for entry in named if not entry.is_list]):
            self.want(entry, depth + 1)
