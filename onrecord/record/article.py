"""The article: clean text read from a page, with what the page says about it. Imports the standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.record.spans import Span


class Role(StrEnum):
    """What a region of the text is. Statements come from TITLE, SUBHEADING, CAPTION and BODY only."""

    TITLE = "title"
    DATE = "date"
    BYLINE = "byline"
    CHROME = "chrome"
    SUBHEADING = "subheading"
    BODY = "body"
    CAPTION = "caption"


READABLE = frozenset({Role.TITLE, Role.SUBHEADING, Role.CAPTION, Role.BODY})


@dataclass(frozen=True, slots=True)
class Region:
    role: Role
    span: Span


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes an article was read from.

    `sha256` is the hash of the bytes as they were found, lower-case hex; `location` the URL or path that was given;
    `fetched_at` ISO 8601 with zone, where the page was fetched.
    """

    sha256: str
    media_type: str
    location: str
    fetched_at: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """`published` is an ISO 8601 date or date-time with zone; `language` BCP 47; `regions` are in text order and do not overlap.

    `id` is what the input gave, else derived from title and text (`ids.article_id`).
    """

    id: str
    text: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    dateline: str | None = None
    language: str | None = None
    regions: tuple[Region, ...] = ()
    page: Page | None = None

    @property
    def body(self) -> str:
        """The regions `body` and `subheading`, in order, one a line."""
        return "\n".join(r.span.of(self.text) for r in self.regions if r.role in (Role.BODY, Role.SUBHEADING))
