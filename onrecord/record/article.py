"""The article: clean text read from a page, with what the page says about it. Imports the standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.record.spans import Span


class Role(StrEnum):
    """What a region of the text is. Statements come from the READABLE ones only.

    PULL_QUOTE repeats words of the body; RELATED names other articles ("read also"); NEWSLETTER asks for a subscription, COOKIES
    for consent; CHROME is whatever else belongs to the page and not to the article.
    """

    TITLE = "title"
    SUBTITLE = "subtitle"
    DATE = "date"
    BYLINE = "byline"
    CHROME = "chrome"
    SUBHEADING = "subheading"
    BODY = "body"
    CAPTION = "caption"
    PULL_QUOTE = "pull-quote"
    RELATED = "related"
    NEWSLETTER = "newsletter"
    COOKIES = "cookies"


READABLE = frozenset({Role.TITLE, Role.SUBTITLE, Role.SUBHEADING, Role.CAPTION, Role.BODY})


class DateBasis(StrEnum):
    """How a date of an article is known: from JSON-LD, a meta element, other markup (microdata, a time element), the words of the
    page, its address, or from what came along with it (a feed, a table, an option)."""

    JSON_LD = "json-ld"
    META = "meta"
    MARKUP = "markup"
    WORDS = "words"
    ADDRESS = "address"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Region:
    """`in_page` is where the region stands in the page: code points of its decoded source (line ends normalised), half open; None
    where that is not known, and where the text is the page itself (plain text, Markdown), so that `span` says it."""

    role: Role
    span: Span
    in_page: Span | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a live blog, from its first character to its last; `time` is an ISO 8601 date or date-time with zone."""

    span: Span
    time: str | None = None


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
    """`published` and `updated` are ISO 8601 dates or date-times with zone; `language` is BCP 47; `regions` are in text order and
    do not overlap, nor do the `entries` of a live blog. `subtitle` is the standfirst, `section` the publisher's own ("Business").

    `id` is what the input gave, else derived from title and text (`ids.article_id`).
    """

    id: str
    text: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    published_basis: DateBasis | None = None
    updated: str | None = None
    updated_basis: DateBasis | None = None
    dateline: str | None = None
    language: str | None = None
    subtitle: str | None = None
    section: str | None = None
    regions: tuple[Region, ...] = ()
    entries: tuple[Entry, ...] = ()
    page: Page | None = None

    @property
    def body(self) -> str:
        """The regions `body` and `subheading`, in order, one a line."""
        return "\n".join(r.span.of(self.text) for r in self.regions if r.role in (Role.BODY, Role.SUBHEADING))

    def entry_at(self, offset: int) -> Entry | None:
        """The entry of a live blog that holds the character at `offset` of the text."""
        return next((entry for entry in self.entries if entry.span.start <= offset < entry.span.end), None)
