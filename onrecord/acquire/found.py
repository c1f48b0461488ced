"""What acquiring gives: a page, or why there is none. Imports record only."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from onrecord.record import Issue, Page

LARGEST = 50_000_000  # bytes of a page, packed or unpacked
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.I)


@dataclass(frozen=True, slots=True)
class Known:
    """What came along with a page, from the table, archive, message or feed that it stood in. `published` and `updated`
    are ISO 8601 dates, or date-times with zone."""

    id: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave along with a page, to be asked later whether it has changed (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """How a page was had from the web: `url` is what was asked for, before redirects."""

    url: str
    validators: Validators = Validators()


@dataclass(frozen=True, slots=True)
class FoundPage:
    """`data` are the bytes that `page.sha256` is the hash of; `issues` what was seen on the way here and not handled; `fetched`
    is None where it did not come from the web."""

    data: bytes
    page: Page
    known: Known = Known()
    issues: tuple[Issue, ...] = ()
    fetched: Fetched | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """A page of which the server says that it is still what was read before; `location` is what it was asked for."""

    location: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Something that should have given a page and did not. `code` is a short stable word to count by."""

    location: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something that is no article and was not expected to be one: a picture in an archive, a redirect, a page seen before."""

    location: str
    reason: str


Found = FoundPage | NotModified | Failed | PassedOver


@dataclass(frozen=True, slots=True)
class Link:
    """Where an article is, or, where `is_list`, a further list; and what the list says about it. `changed` is when it says that
    the article, or the further list, last changed (ISO 8601)."""

    url: str
    known: Known = Known()
    is_list: bool = False
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as a whole: `pause` is how many seconds it asks to wait between two looks at it, None where it does not say."""

    title: str | None
    pause: int | None
    entries: tuple[Link | Failed, ...]


def split_type(stated: str) -> tuple[str, str]:
    """A Content-Type as its media type in lower case, and the type to keep: of its parameters only the charset."""
    kind = stated.partition(";")[0].strip().lower()[:100]
    charset = _CHARSET.search(stated)
    return kind, f"{kind}; charset={charset[1]}" if charset else kind


def found_page(
    data: bytes, media_type: str, location: str, *, known: Known | None = None, fetched_at: str | None = None
) -> FoundPage:
    """The page that `data` are, with their hash."""
    return FoundPage(data, Page(hashlib.sha256(data).hexdigest(), media_type, location, fetched_at), known or Known())
