"""Lists of articles, looked at again and again, each on its own schedule: acquire -> ingest -> store. May import these.

All that must outlive a kill is in the database: when each list and each address is due, and why it failed. What a list names and
how far the list was read is kept in one transaction, so nothing that it named is lost; and an address that was read before a kill
and not noted yet is found the same the next time, so nothing is read twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from onrecord.acquire import Failed, FoundPage, Known, Link, Listed, NotModified, Validators
from onrecord.acquire.fetch import Fetcher
from onrecord.acquire.fetches import Fetches
from onrecord.acquire.http import Answer
from onrecord.acquire.links import page_of
from onrecord.acquire.pace import asked_by, back_off, next_pause
from onrecord.acquire.urls import host_of
from onrecord.errors import BusyError, PageError
from onrecord.ingest import Memory, Outcome, add_pages, entry_of
from onrecord.opening import Opener
from onrecord.store import Due, Feed, Ledger, Store
from onrecord.workers import Limits

DEEPEST = 3  # lists in lists: an index of indexes of sitemaps
_ROUND = timedelta(minutes=5)  # after which what was read is linked, and lists that are due meanwhile get their turn
_MOST_AT_ONCE = 20_000  # addresses that are lined up for a round
_NAP, _LONGEST_NAP = 10.0, 60.0  # seconds between two rounds; a clock that was set, or a machine that slept, costs a minute

# How often in a row an address may fail in a way that may pass before it is given up. With the pauses of `back_off` that is a day
# for a page that is not there (yet), and eight days for the others.
_TRIES = {"status": 9, "busy": 16, "timeout": 200, "network": 200}


@dataclass(frozen=True, slots=True)
class Looked:
    """A look at a list. `new` is how many addresses it named that were not known, `unusable` how many of its entries cannot be
    followed: they have no address, or lead to a list that lies too deep in lists; `gap` says that it named nothing that was
    known, so that some may have come and gone since the last look. Where it could not be had, `error` says why, and `failures`
    how often in a row; it is looked at again at `next_at`."""

    url: str
    next_at: datetime
    new: int = 0
    unusable: int = 0
    gap: bool = False
    error: str | None = None
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Postponed:
    """An address that could not be had, and is asked for again at `due_at`."""

    url: str
    reason: str
    due_at: datetime


News = Outcome | Looked | Postponed


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What the user wants otherwise than usual: lists looked at every so often, whatever they say; entries dated before a day
    passed by; articles looked at again for some time after they were first seen, ever more rarely; every list looked at when
    watching begins (`at_once`), whenever it is due."""

    every: timedelta | None = None
    since: date | None = None
    revisit: timedelta | None = None
    at_once: bool = False


class Watch:
    """Watches the lists `given` (canonical addresses), and those that they lead to. `report` is told all that happens."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        given: Collection[str],
        report: Callable[[News], None],
        rhythm: Rhythm | None = None,
        *,
        processes: int = 1,
        limits: Limits | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store, self._fetcher, self._given, self._report = store, fetcher, given, report
        self._opener = Opener()
        self._rhythm = rhythm or Rhythm()
        self._processes, self._limits = processes, limits
        self._now = now
        self._began = now()
        self._resting: dict[str, tuple[datetime, int]] = {}  # hosts that failed: until when, and how often in a row
        with store.ledger() as ledger, ledger.writing():
            ledger.feeds.add(given, now())

    def once(self) -> None:
        """Look at what is due, each list once, and fetch what is due, until nothing is."""
        start = self._now()
        with self._opener:
            while self._due(asked_before=start):
                self._round(asked_before=start)

    def forever(self, sleep: Callable[[float], object] = time.sleep) -> None:
        """Until something is raised."""
        while True:
            with self._opener:  # ends its process after a round, which may be the last for hours
                if self._due():
                    self._round()
            sleep(min(_LONGEST_NAP, max(_NAP, (self.next_due() - self._now()).total_seconds())))

    def next_due(self) -> datetime:
        """When the next list or address is due; now where one waits for its host to recover."""
        with self._store.ledger() as ledger, ledger.reading():
            moments = [self._due_at(feed) for feed in ledger.feeds.watched(self._given)]
            address = ledger.next_due(seen_since=self._seen_since())
        return max(self._now(), min([*moments, *([datetime.fromisoformat(address)] if address else [])]))

    # What is due.

    def _due(self, asked_before: datetime | None = None) -> bool:
        with self._store.ledger() as ledger, ledger.reading():
            return bool(self._feeds_due(ledger, asked_before)) or bool(self._addresses_due(ledger))

    def _feeds_due(self, ledger: Ledger, asked_before: datetime | None) -> list[Feed]:
        now = self._now()
        return [
            feed
            for feed in ledger.feeds.watched(self._given)
            if self._due_at(feed) <= now
            and not self._rests(feed.url)
            and (asked_before is None or feed.asked_at is None or datetime.fromisoformat(feed.asked_at) < _whole(asked_before))
        ]

    def _addresses_due(self, ledger: Ledger) -> list[Due]:
        due = ledger.due(self._now(), seen_since=self._seen_since(), limit=_MOST_AT_ONCE)
        return [one for one in due if not self._rests(one.entry.url)]

    def _due_at(self, feed: Feed) -> datetime:
        if self._rhythm.at_once and (feed.asked_at is None or datetime.fromisoformat(feed.asked_at) < _whole(self._began)):
            return self._began
        if self._rhythm.every is not None and feed.asked_at and not feed.failures:
            return datetime.fromisoformat(feed.asked_at) + self._rhythm.every
        return datetime.fromisoformat(feed.next_at)

    def _seen_since(self) -> datetime | None:
        return None if self._rhythm.revisit is None else self._now() - self._rhythm.revisit

    def _rests(self, url: str) -> bool:
        until, _ = self._resting.get(host_of(url), (None, 0))
        return until is not None and self._now() < until

    # One round.

    def _round(self, asked_before: datetime | None = None) -> None:
        pages = self._pages(asked_before)
        add_pages(self._store, pages, self._report, processes=self._processes, limits=self._limits, now=self._now)

    def _pages(self, asked_before: datetime | None) -> Iterator[FoundPage | NotModified | Failed]:
        end = self._now() + _ROUND
        wanted: set[str] = set()
        with self._store.ledger() as ledger:
            memory = Memory(ledger, self._store.view)
            fetches: Fetches[Feed | Due] = Fetches(self._fetcher, lambda url, what: _validators(memory, url, what))

            def want_what_is_due() -> None:
                with ledger.reading():
                    feeds, addresses = self._feeds_due(ledger, asked_before), self._addresses_due(ledger)
                due: list[Feed | Due] = [*feeds, *addresses]
                for what in due:
                    if (url := _url(what)) not in wanted:
                        wanted.add(url)
                        fetches.want(url, what)

            want_what_is_due()
            for what, answer in fetches.answers():
                if isinstance(what, Feed):
                    if self._look(ledger, what, answer):
                        want_what_is_due()
                elif found := self._page(ledger, what, answer):
                    yield found
                self._mind(_url(what), answer)
                if self._rests(_url(what)):
                    fetches.forget(host_of(_url(what)))
                if self._now() >= end:
                    fetches.stop()

    def _mind(self, url: str, answer: Answer | PageError) -> None:
        """Leave a host alone that is busy or cannot be reached: its other pages would fare no better."""
        host = host_of(url)
        if isinstance(answer, PageError) and answer.code in ("busy", "network"):
            _, failures = self._resting.get(host, (None, 0))
            pause = back_off(failures + 1, answer.code, answer.wait if isinstance(answer, BusyError) else None)
            self._resting[host] = (self._now() + timedelta(seconds=pause), failures + 1)
        else:
            self._resting.pop(host, None)

    def _look(self, ledger: Ledger, feed: Feed, answer: Answer | PageError) -> bool:
        """Take in an answer to a look at a list; whether there is more to fetch now."""
        now = self._now()
        try:
            if isinstance(answer, PageError):
                raise answer
            listed = None if answer.status == 304 else self._opener.listed(answer.data(), answer.url, now)
        except PageError as error:
            wait = error.wait if isinstance(error, BusyError) else None
            next_at = now + timedelta(seconds=back_off(feed.failures + 1, error.code, wait))
            with ledger.writing():
                ledger.feeds.failed(feed, now, next_at=next_at, code=error.code, message=str(error))
            self._report(Looked(feed.url, next_at, error=str(error), failures=feed.failures + 1))
            return False
        asked = max(asked_by(answer.headers) or 0, (listed and listed.pause) or 0)
        if listed is None:
            pause = next_pause(feed.pause, asked=asked, new=0)
            next_at = now + timedelta(seconds=pause)
            with ledger.writing():
                ledger.feeds.answered(feed, now, pause=pause, next_at=next_at)
            self._report(Looked(feed.url, next_at))
            return False
        return self._take_in(ledger, feed, listed, answer.validators, asked, now)

    def _take_in(self, ledger: Ledger, feed: Feed, listed: Listed, validators: Validators, asked: int, now: datetime) -> bool:
        links = [entry for entry in listed.entries if isinstance(entry, Link) and not self._is_old(entry)]
        lists = {link.url: _moment(link.changed) for link in links if link.is_list and feed.depth < DEEPEST}
        entries = [entry_of(link) for link in links if not link.is_list]
        with ledger.writing():
            new = ledger.note(feed.url, entries, now, due=True)
            ledger.feeds.named(feed, lists, now)
            gap = feed.answered_at is not None and len(new) == len(entries) > 1
            pause = next_pause(feed.pause, asked=asked, new=len(new))
            next_at = now + timedelta(seconds=pause)
            ledger.feeds.answered(
                feed,
                now,
                pause=pause,
                next_at=next_at,
                title=listed.title,
                validators=(validators.etag, validators.last_modified),
            )
        too_deep = sum(link.is_list for link in links) if feed.depth >= DEEPEST else 0
        unusable = too_deep + sum(isinstance(entry, Failed) for entry in listed.entries)
        self._report(Looked(feed.url, next_at, new=len(new), unusable=unusable, gap=gap))
        return bool(entries or lists)

    def _page(self, ledger: Ledger, due: Due, answer: Answer | PageError) -> FoundPage | NotModified | Failed | None:
        """None for an address that is asked for again later."""
        url, entry = due.entry.url, due.entry
        if not isinstance(answer, PageError):
            try:
                known = Known(title=entry.title, publisher=entry.publisher, published=entry.published, updated=entry.changed)
                return page_of(answer, url, known)
            except PageError as error:
                return Failed(url, error.code, str(error))
        if due.failures + 1 >= _TRIES.get(answer.code, 1):
            return Failed(url, answer.code, str(answer))
        now = self._now()
        wait = answer.wait if isinstance(answer, BusyError) else None
        due_at = now + timedelta(seconds=back_off(due.failures + 1, answer.code, wait))
        with ledger.writing():
            ledger.failed(url, now, code=answer.code, message=str(answer), due_at=due_at)
        self._report(Postponed(url, str(answer), due_at))
        return None

    def _is_old(self, link: Link) -> bool:
        """Whether all dates that a list gives an entry are before the day since when entries are wanted."""
        dates = [stated[:10] for stated in (link.known.published, link.changed) if stated]
        return self._rhythm.since is not None and bool(dates) and max(dates) < self._rhythm.since.isoformat()


def _url(what: Feed | Due) -> str:
    return what.url if isinstance(what, Feed) else what.entry.url


def _validators(memory: Memory, url: str, what: Feed | Due) -> Validators:
    return Validators(what.etag, what.last_modified) if isinstance(what, Feed) else memory.validators(url)


def _moment(stated: str | None) -> datetime | None:
    if stated is None:
        return None
    moment = datetime.fromisoformat(stated)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _whole(moment: datetime) -> datetime:
    """To the second, as the database keeps it."""
    return moment.replace(microsecond=0)
