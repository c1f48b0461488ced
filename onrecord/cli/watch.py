"""`onrecord watch`: feeds and sitemaps, looked at on their own schedules until stopped."""

from __future__ import annotations

import logging
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from onrecord.cli.options import AsJson, Database, first_day, processes
from onrecord.cli.sources import AllowPrivate, Delay, Jobs, TimeLimit, WarcOut, is_link, keeping, polite_fetcher
from onrecord.cli.terminal import complain, messages, print_json, safe_line
from onrecord.errors import InputError, PageError

if TYPE_CHECKING:
    from onrecord.ingest import Outcome
    from onrecord.watch import Looked, News, Postponed


def watch(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="FEEDS...", help="Links of feeds and sitemaps; OPML files that name them.", show_default=False),
    ],
    db: Database = "",
    once: Annotated[bool, typer.Option("--once", help="Look at what is due, fetch what is new, and stop: for cron.")] = False,
    now: Annotated[
        bool, typer.Option("--now", help="Look at every feed once at the start, also where it is not due yet.")
    ] = False,
    every: Annotated[
        float | None,
        typer.Option(min=1, metavar="SECONDS", help="Look this often, whatever feeds ask for. [default: as they ask]"),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Pass by what feeds date before this day.", show_default=False)
    ] = None,
    revisit: Annotated[
        float | None,
        typer.Option(
            min=0, metavar="DAYS", help="Look at articles again for so many days, ever more rarely.", show_default=False
        ),
    ] = None,
    jobs: Jobs = None,
    time_limit: TimeLimit = 120.0,
    delay: Delay = 1.0,
    warc_out: WarcOut = None,
    allow_private: AllowPrivate = False,
    as_json: AsJson = False,
) -> None:
    """Watch feeds and sitemaps, and read their new articles into the database, until stopped.

    Each feed is looked at on a schedule of its own, which it may ask for and which adapts to how often it has something new. One
    that fails is asked ever more rarely; `onrecord feeds` shows them. A line is printed for each article. Stopped or killed, the
    same command goes on where it was.
    """
    from onrecord.store import open_store
    from onrecord.watch import Rhythm, Watch
    from onrecord.workers import Limits

    given = _given(sources)
    rhythm = Rhythm(
        None if every is None else timedelta(seconds=every),
        first_day("--since", since),
        None if revisit is None else timedelta(days=revisit),
        at_once=now,
    )
    log = _Log(as_json=as_json, failures_count=once)
    with open_store(db) as store, keeping(warc_out) as keep, _stoppable():
        fetcher = polite_fetcher(allow_private=allow_private, delay=delay, keep=keep)
        limits = Limits(seconds=time_limit)
        watching = Watch(store, fetcher, given, log.report, rhythm, processes=jobs or processes(), limits=limits)
        if not once:
            messages().print(f"Watching {len(given)} feeds; Ctrl-C stops.")
        try:
            if once:
                watching.once()
            else:
                watching.forever()
        except KeyboardInterrupt:
            messages().print("Stopped. What was read is kept; the same command goes on from here.")
        else:
            messages().print(log.summary(watching.next_due()))
    if log.failed:
        raise typer.Exit(1)


def _given(sources: list[str]) -> tuple[str, ...]:
    """The addresses to watch, each once. Raises InputError where a source gives none."""
    from onrecord.acquire.urls import canonical_url

    found: list[str] = []
    for source in sources:
        if is_link(source):
            try:
                found.append(canonical_url(source))
            except PageError as error:
                raise InputError(f"{source}: {error}") from None
        else:
            found += _named_in(Path(source))
    return tuple(dict.fromkeys(found))


def _named_in(path: Path) -> Iterator[str]:
    """The lists that an OPML file, or an index of sitemaps, names."""
    from onrecord.acquire import Failed
    from onrecord.acquire.feeds import read_list

    try:
        entries = list(read_list(path.read_bytes(), ""))
    except OSError as error:
        raise InputError(f"{str(path)!r} cannot be read: {error.strerror}; give a link, or an OPML file.") from None
    except PageError as error:
        raise InputError(f"{str(path)!r}: {error} Give a link, or an OPML file.") from None
    for entry in entries:
        if isinstance(entry, Failed):
            complain(f"{path}: {entry.message}")
        elif entry.is_list:
            yield entry.url
        else:
            raise InputError(f"{str(path)!r} names articles, not feeds; give the link where it can be looked at again.")
    if not any(not isinstance(entry, Failed) for entry in entries):
        raise InputError(f"{str(path)!r} names no feed.")


@contextmanager
def _stoppable() -> Iterator[None]:
    """Stop without a word of what was under way: at Ctrl-C, and at the signal that asks a program to end."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        # A pool tells at length of a connection that was just being closed. Its loggers lie below this one and go by its level.
        logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL + 1)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Log:
    """Prints what happens: articles on standard output, all else on standard error. `failed` says whether anything has that
    counts: what is watched on is asked for again."""

    def __init__(self, *, as_json: bool, failures_count: bool) -> None:
        self._as_json = as_json
        self._failures_count = failures_count
        self._counts: Counter[str] = Counter()
        self.failed = False

    def report(self, news: News) -> None:
        from onrecord.ingest import Outcome
        from onrecord.watch import Postponed

        if isinstance(news, Outcome):
            self._outcome(news)
        elif isinstance(news, Postponed):
            self._postponed(news)
        else:
            self._looked(news)

    def summary(self, next_due: datetime) -> str:
        found = ", ".join(f"{self._counts[name]} {name}" for name in ("added", "unchanged", "failed", "postponed"))
        return f"{self._counts['feeds']} feeds looked at; articles: {found}. Nothing more is due before {_short(next_due)}."

    def _outcome(self, outcome: Outcome) -> None:
        self._counts[outcome.status] += 1
        self.failed |= self._failures_count and outcome.status == "failed"
        record = outcome.record
        if self._as_json:
            from onrecord.cli.add import outcome_as_json

            print_json(outcome_as_json(outcome))
            sys.stdout.flush()
        elif outcome.status == "failed":
            self._line("failed", outcome.location, outcome.issues[-1].message)
        elif record is None:
            self._line(outcome.status, outcome.location)
        else:
            about = (record.article.publisher, record.article.title, f"{len(record.statements)} statements")
            self._line(outcome.status, outcome.location, " | ".join(part for part in about if part))

    def _postponed(self, news: Postponed) -> None:
        self._counts["postponed"] += 1
        reason = f"{news.reason} It is tried again after {_short(news.due_at)}."
        if self._as_json:
            print_json({"location": news.url, "status": "postponed", "reason": news.reason, "due_at": _iso(news.due_at)})
            sys.stdout.flush()
        else:
            self._line("postponed", news.url, reason)

    def _looked(self, news: Looked) -> None:
        self._counts["feeds"] += 1
        if news.error is not None:
            self.failed |= self._failures_count
            times = f"; {news.failures} times in a row" if news.failures > 1 else ""
            complain(f"{news.url}: {news.error} (next look after {_short(news.next_at)}{times})")
        elif news.new or news.unusable:
            without = f", {news.unusable} entries that cannot be followed" if news.unusable else ""
            messages().print(f"{_clock()} {safe_line(news.url)}: {news.new} new{without}")
        if news.gap:
            complain(f"{news.url}: all that it names is new, so some may have come and gone; look more often (--every).")

    def _line(self, status: str, location: str, about: str = "") -> None:
        print(_clock(), f"{status:<9}", safe_line(location), safe_line(about), flush=True)


def _clock() -> str:
    return _iso(datetime.now().astimezone())


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _short(moment: datetime) -> str:
    """In the zone of the machine, for people."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S}"
