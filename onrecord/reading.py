"""What a worker process does with one page that was found, or with a draft. May import acquire, pipeline, record and errors.

It stands apart from `ingest` so that a worker starts without the database.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord import pipeline
from onrecord.acquire.found import FoundPage
from onrecord.errors import OnrecordError, PageError
from onrecord.record import Issue, Record


def load() -> None:
    """Load all that reading a text needs, which takes a second or more once in each process."""
    pipeline.read_text("QUILLMOUTH — “The harbour is open,” mayor Ada Lund said on Friday.")


def read_found(found: FoundPage) -> Record | Issue:
    """The record of a page, or why there is none."""
    try:
        record = pipeline.read_page(found.data, found.page, found.known)
        return replace(record, issues=(*found.issues, *record.issues))
    except PageError as error:
        return Issue("clean", error.code, str(error))
    except OnrecordError as error:
        return Issue("read", "error", str(error))


def read_draft(text: str) -> Record | Issue:
    """The record of a text, or why there is none."""
    try:
        return pipeline.read_text(text)
    except PageError as error:
        return Issue("clean", error.code, str(error))
