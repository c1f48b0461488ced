"""Pages -> pipeline -> store -> link: the only writer of machine readings. May import everything below cli, web and batch.

Pages are read in worker processes; this process alone writes, in the order they are found, each article in a transaction of its
own. So whenever it is killed, what is stored is what an undisturbed run had stored at some moment, and running it again
completes it to the same content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from onrecord import pipeline
from onrecord.acquire import Failed, Found, FoundPage, Link, NotModified, PassedOver, Validators
from onrecord.errors import RecordError
from onrecord.reading import load, read_found
from onrecord.record import Issue, Record
from onrecord.relink import relink
from onrecord.store import Entry, LastLook, Ledger, Store, View, Writer
from onrecord.workers import Limits, Lost, run_tasks


class Status(StrEnum):
    """ADDED: the page gave something that the store did not have; UNCHANGED: it did not; FAILED: it gave no article;
    PASSED_OVER: it was not expected to give one (a picture in an archive)."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    PASSED_OVER = "passed over"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one page. `record` is what was read from it in this run, None where it was passed by or failed; `issues`
    holds what was seen and not handled, and for a failure the reason."""

    location: str
    status: Status
    record: Record | None = None
    issues: tuple[Issue, ...] = ()


def add_pages(
    store: Store,
    pages: Iterable[Found],
    report: Callable[[Outcome], None],
    *,
    processes: int,
    limits: Limits | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Read `pages` into `store` and report what became of each. A page that was read before, unchanged and by the same stages,
    is not read again. What came from the web is kept in the ledger. Raises StoreError where the database refuses; a page that
    cannot be read is an outcome."""
    with store.writer() as writer, store.ledger() as ledger:

        def keep(found: Found, outcome: Outcome) -> None:
            _keep(ledger, found, outcome, now())
            report(outcome)

        to_read = _pages_to_read(store, writer, pages, keep)
        results = run_tasks(read_found, to_read, workers=processes, limits=limits, prepare=load, weigh=_bytes)
        with closing(results):
            for found, result in results:
                keep(found, _put(store, writer, found, result))
    relink(store)


def _bytes(found: FoundPage) -> int:
    return len(found.data)


class Memory:
    """What the database knows of addresses, for fetching links (`acquire.links.Memory`)."""

    def __init__(self, ledger: Ledger, view: View) -> None:
        self._ledger, self._view = ledger, view
        self._provenance = pipeline.provenance()

    def note(self, feed: str, links: Sequence[Link]) -> Sequence[Link]:
        """Keep that `feed` names these; what was never read comes back first, so that a run that was stopped goes on there."""
        with self._ledger.writing():
            self._ledger.note(feed, [entry_of(link) for link in links], datetime.now(UTC), due=False)
            return sorted(links, key=lambda link: self._ledger.last_look(link.url) is not None)

    def validators(self, url: str) -> Validators:
        """Nothing where the stages that are here now would read the page anew."""
        with self._ledger.reading():
            look = self._ledger.last_look(url)
        if look is None or not self._view.has_read(look.location, look.page_sha256, self._provenance):
            return Validators()
        return Validators(look.etag, look.last_modified)


def entry_of(link: Link) -> Entry:
    """A link as the ledger keeps it."""
    known = link.known
    return Entry(link.url, known.title, known.publisher, known.published, link.changed)


def _pages_to_read(
    store: Store, writer: Writer, pages: Iterable[Found], report: Callable[[Found, Outcome], None]
) -> Iterator[FoundPage]:
    provenance = pipeline.provenance()
    for found in pages:
        if isinstance(found, Failed):
            report(found, _failure(writer, found.location, Issue("acquire", found.code, found.message)))
        elif isinstance(found, PassedOver):
            report(found, Outcome(found.location, Status.PASSED_OVER))
        elif isinstance(found, NotModified):
            report(found, Outcome(found.location, Status.UNCHANGED))
        elif store.view.has_read(found.page.location, found.page.sha256, provenance):
            report(found, Outcome(found.page.location, Status.UNCHANGED))
        else:
            yield found


def _keep(ledger: Ledger, found: Found, outcome: Outcome, at: datetime) -> None:
    """Keep in the ledger what became of what was fetched."""
    with ledger.writing():
        if isinstance(found, NotModified):
            ledger.not_modified(found.location, at)
        elif isinstance(found, FoundPage) and found.fetched and outcome.status is not Status.FAILED:
            validators = found.fetched.validators
            look = LastLook(found.page.location, found.page.sha256, validators.etag, validators.last_modified)
            ledger.read(found.fetched.url, at, look)
        elif outcome.status is Status.FAILED and (url := _asked_for(found)):
            issue = outcome.issues[-1]
            ledger.failed(url, at, code=issue.code, message=issue.message, due_at=None)


def _asked_for(found: Found) -> str | None:
    """The address that was asked for, None where the page did not come from the web."""
    if isinstance(found, FoundPage):
        return found.fetched.url if found.fetched else None
    return found.location


def _put(store: Store, writer: Writer, found: FoundPage, result: Record | Issue | Lost) -> Outcome:
    location = found.page.location
    if isinstance(result, Lost):
        return _failure(writer, location, Issue("read", result.code, result.message))
    if isinstance(result, Issue):
        return _failure(writer, location, result)
    try:
        changed = writer.put(result, found.data)
    except RecordError as error:
        return _failure(writer, location, Issue("check", "record", str(error)))
    added = changed and not _is_copy(store, result)
    return Outcome(location, Status.ADDED if added else Status.UNCHANGED, result, result.issues)


def _is_copy(store: Store, record: Record) -> bool:
    """Whether the store holds this article as it was read somewhere else, and has only noted the new place."""
    stored = store.view.record(record.article.id)
    return stored is not None and stored.article.page != record.article.page


def _failure(writer: Writer, location: str, issue: Issue) -> Outcome:
    writer.put_failure(location, issue.code, issue.message, stage=issue.stage)
    return Outcome(location, Status.FAILED, issues=(issue,))
