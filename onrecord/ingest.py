"""Pages -> pipeline -> store: the only writer of machine readings. May import everything below cli, web and batch.

Pages are read in worker processes; this process alone writes, in the order of the files, each article in a transaction of its
own. So whenever it is killed, what is stored is what an undisturbed run had stored at some moment, and running it again
completes it to the same content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum

from onrecord import pipeline
from onrecord.acquire import FoundFile, load_page
from onrecord.errors import OnrecordError, PageError, RecordError
from onrecord.record import Issue, Page, Record
from onrecord.store import Store, Writer
from onrecord.workers import Limits, Lost, run_tasks


class Status(StrEnum):
    """ADDED: the file gave something that the store did not have; UNCHANGED: it did not; FAILED: it gave no article."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `record` is what was read from it in this run, None where it was passed by or failed; `issues`
    holds what was seen and not handled, and for a failure the reason."""

    location: str
    status: Status
    record: Record | None = None
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class _LoadedPage:
    data: bytes
    page: Page


def add_files(
    store: Store,
    files: Iterable[FoundFile],
    report: Callable[[Outcome], None],
    *,
    processes: int,
    limits: Limits | None = None,
) -> None:
    """Read `files` into `store` and report what became of each. A file that was read before, unchanged and by the same stages,
    is passed by. Raises StoreError where the database refuses; a file that cannot be read is an outcome."""
    with store.writer() as writer:
        to_read = _pages_to_read(store, writer, files, report)
        with closing(run_tasks(_read, to_read, workers=processes, limits=limits)) as results:
            for loaded, result in results:
                report(_put(store, writer, loaded, result))


def _pages_to_read(
    store: Store, writer: Writer, files: Iterable[FoundFile], report: Callable[[Outcome], None]
) -> Iterator[_LoadedPage]:
    provenance = pipeline.provenance()
    for found in files:
        try:
            data, page = load_page(found)
        except PageError as error:
            report(_failure(writer, found.location, Issue("acquire", error.code, str(error))))
            continue
        if store.view.has_read(page.location, page.sha256, provenance):
            report(Outcome(page.location, Status.UNCHANGED))
        else:
            yield _LoadedPage(data, page)


def _read(loaded: _LoadedPage) -> Record | Issue:
    """In a worker: the record of a page, or why there is none."""
    try:
        return pipeline.read_page(loaded.data, loaded.page)
    except PageError as error:
        return Issue("clean", error.code, str(error))
    except OnrecordError as error:
        return Issue("read", "error", str(error))


def _put(store: Store, writer: Writer, loaded: _LoadedPage, result: Record | Issue | Lost) -> Outcome:
    location = loaded.page.location
    if isinstance(result, Lost):
        return _failure(writer, location, Issue("read", result.code, result.message))
    if isinstance(result, Issue):
        return _failure(writer, location, result)
    try:
        changed = writer.put(result, loaded.data)
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
