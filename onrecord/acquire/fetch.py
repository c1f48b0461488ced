"""Fetching like a good citizen: robots.txt, one request at a time a host, pauses, back-off.

Imports errors and acquire's own parts.
"""

from __future__ import annotations

import contextlib
import math
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit

from protego import Protego

from onrecord.acquire.http import Answer, Connections
from onrecord.acquire.transport import Transport
from onrecord.acquire.urls import canonical_url, host_of
from onrecord.errors import BusyError, PageError

NAME = "onrecord"  # by which robots.txt may address us
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGAIN_LATER = frozenset({429, 500, 502, 503, 504})
_MOST_REDIRECTS = 5
_LONGEST_WAIT = 366 * 86_400.0  # seconds that `Retry-After` may ask for: what is longer is a mistake, or meant to break us
_MOST_ROBOTS = 500_000  # bytes of robots.txt that are read (RFC 9309, 2.5)
_ROBOTS_LAST = 86_400.0  # seconds that one is relied on (RFC 9309, 2.4)
_NO_ROBOTS_LAST = 300.0  # seconds until one that could not be had is asked for again


@dataclass(frozen=True, slots=True)
class Manners:
    """Seconds between two requests to a host; how often one is tried; the longest pause that a server may ask for, in seconds."""

    delay: float = 1.0
    tries: int = 3
    back_off: float = 5.0  # after the first failure, then twice that, and so on
    longest_pause: float = 120.0


@dataclass(slots=True)
class _Host:
    """`free_at` is when the next request may be sent; whoever holds `turn` may send it."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    delay: float = 0.0


class Fetcher:
    """Fetches addresses. It may be used by several threads: requests to one host wait for each other."""

    def __init__(
        self,
        transport: Transport | None = None,
        *,
        manners: Manners | None = None,
        keep: Callable[[Answer], None] | None = None,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        """`keep` is called with each answer that came, redirects too."""
        self._connections = Connections(transport or Transport())
        self._manners = manners or Manners()
        self._keep = keep
        self._now, self._sleep = now, sleep
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}
        self._robots: dict[str, tuple[float, Protego | PageError]] = {}  # until when each is relied on
        self._agent = f"{NAME}/{version(NAME)} (reads news articles; obeys robots.txt as {NAME})"

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """The page at `url`, after redirects; its status is 200, or 304 where it has not changed since `etag` or `last_modified`.

        Raises PageError: "url", "private-address", "robots", "redirects", "status" (the server has no such page), "network",
        "timeout", "too-large"; and BusyError where it asks to come back later.
        """
        conditions = {"If-None-Match": etag or "", "If-Modified-Since": last_modified or ""}
        headers = {name: value for name, value in conditions.items() if value}
        here = canonical_url(url)
        for _ in range(_MOST_REDIRECTS + 1):
            self._ask_robots(here)
            answer = self._patiently(here, headers)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                break
            here = canonical_url(answer.headers["location"], here)
        else:
            raise PageError("redirects", f"It leads on and on: more than {_MOST_REDIRECTS} redirects.")
        if answer.status != 200 and not (answer.status == 304 and headers):
            raise PageError("status", f"The server answered {answer.status}.")
        return answer

    def close(self) -> None:
        self._connections.close()

    def _ask_robots(self, url: str) -> None:
        """Raises PageError("robots") where the site does not want this page to be fetched."""
        robots = self._robots_of(url)
        if not robots.can_fetch(url, NAME):
            raise PageError("robots", "The site's robots.txt asks not to fetch it.")

    def _robots_of(self, url: str) -> Protego:
        """A site without robots.txt permits all; one whose robots.txt cannot be had permits nothing (RFC 9309, 2.3.1)."""
        site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        until, known = self._robots.get(site, (-math.inf, None))
        if known is None or self._now() >= until:
            known = self._fresh_robots(site)
            self._robots[site] = self._now() + (_NO_ROBOTS_LAST if isinstance(known, PageError) else _ROBOTS_LAST), known
        if isinstance(known, BusyError):
            raise BusyError(f"The site's robots.txt cannot be had: {known}", known.wait)
        if isinstance(known, PageError):
            raise PageError(known.code, f"The site's robots.txt cannot be had: {known}")
        return known

    def _fresh_robots(self, site: str) -> Protego | PageError:
        try:
            robots = Protego.parse(self._robots_text(f"{site}/robots.txt"))
        except PageError as error:
            return error
        host = self._host(site)
        host.delay = max(host.delay, min(robots.crawl_delay(NAME) or 0.0, self._manners.longest_pause))
        return robots

    def _robots_text(self, url: str) -> str:
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._patiently(url, {})
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return answer.data()[:_MOST_ROBOTS].decode("utf-8", "replace") if answer.status == 200 else ""
            url = canonical_url(urljoin(url, answer.headers["location"]))
        return ""

    def _patiently(self, url: str, headers: Mapping[str, str]) -> Answer:
        """The answer, asked for again where the server was busy or could not be reached; each time after a longer pause."""
        host = self._host(url)
        problem: PageError = BusyError("The server is busy.")
        for attempt in range(self._manners.tries):
            pause = self._manners.back_off * 2**attempt
            with self._turn(host):
                try:
                    answer = self._send(url, headers)
                    if answer.status not in _AGAIN_LATER:
                        return answer
                    asked = _retry_after(answer)
                    pause = asked or pause
                    problem = BusyError(f"The server answered {answer.status}; try again later.", asked)
                except PageError as error:
                    if error.code not in ("network", "timeout"):
                        raise
                    problem = error
                host.free_at = self._now() + pause
        raise problem

    def _send(self, url: str, headers: Mapping[str, str]) -> Answer:
        usual = {
            "User-Agent": self._agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        answer = self._connections.get(url, {"Host": urlsplit(url).netloc, **usual, **headers})
        if self._keep:
            self._keep(answer)
        return answer

    @contextlib.contextmanager
    def _turn(self, host: _Host) -> Iterator[None]:
        """Raises BusyError where the server asked for a longer pause than we have patience for."""
        with host.turn:
            wait = host.free_at - self._now()
            if wait > self._manners.longest_pause:
                raise BusyError(f"The server asks to wait {wait:.0f} seconds; try again after that.", wait)
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                host.free_at = max(host.free_at, self._now() + max(self._manners.delay, host.delay))

    def _host(self, url: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host_of(url), _Host())


def _retry_after(answer: Answer) -> float | None:
    """The seconds that the server asks to wait; None where it does not say."""
    stated = answer.headers.get("retry-after", "").strip()
    if stated.isdecimal():
        return min(float(stated), _LONGEST_WAIT)
    with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):
        moment = parsedate_to_datetime(stated)
        seconds = ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds()
        return max(0.0, min(seconds, _LONGEST_WAIT))
    return None
