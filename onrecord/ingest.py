"""Pages -> pipeline -> store -> link: the only writer of machine readings. May import everything below cli, web and batch.

Pages are read in worker processes; this process alone writes, in the order they are found, each article in a transaction of its
own. So whenever it is killed, what is stored is what an undisturbed run had stored at some moment, and running it again
completes it to the same content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum

from onrecord import pipeline
from onrecord.acquire import Failed, Found, FoundPage, PassedOver
from onrecord.errors import OnrecordError, PageError, RecordError
from onrecord.record import Issue, Record
from onrecord.relink import relink
from onrecord.store import Store, Writer
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
) -> None:
    """Read `pages` into `store` and report what became of each. A page that was read before, unchanged and by the same stages,
    is not read again. Raises StoreError where the database refuses; a page that cannot be read is an outcome."""
    with store.writer() as writer:
        to_read = _pages_to_read(store, writer, pages, report)
        with closing(run_tasks(_read, to_read, workers=processes, limits=limits)) as results:
            for found, result in results:
                report(_put(store, writer, found, result))
    relink(store)


def _pages_to_read(
    store: Store, writer: Writer, pages: Iterable[Found], report: Callable[[Outcome], None]
) -> Iterator[FoundPage]:
    provenance = pipeline.provenance()
    for found in pages:
        if isinstance(found, Failed):
            report(_failure(writer, found.location, Issue("acquire", found.code, found.message)))
        elif isinstance(found, PassedOver):
            report(Outcome(found.location, Status.PASSED_OVER))
        elif store.view.has_read(found.page.location, found.page.sha256, provenance):
            report(Outcome(found.page.location, Status.UNCHANGED))
        else:
            yield found


def _read(found: FoundPage) -> Record | Issue:
    """In a worker: the record of a page, or why there is none."""
    try:
        record = pipeline.read_page(found.data, found.page, found.known)
        return replace(record, issues=(*found.issues, *record.issues))
    except PageError as error:
        return Issue("clean", error.code, str(error))
    except OnrecordError as error:
        return Issue("read", "error", str(error))


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
