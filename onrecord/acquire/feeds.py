"""Lists of articles -> links: RSS, Atom and JSON feeds, sitemaps, news sitemaps, their indexes, and OPML.

Imports errors and acquire's own parts. What is in a list is hostile: entities of XML are never expanded, nothing is loaded.
"""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import IO, Any

from lxml import etree

from onrecord.acquire.columns import Columns
from onrecord.acquire.files import whole
from onrecord.acquire.found import Failed, Known, Link, Listed
from onrecord.acquire.unpacking import unpacked
from onrecord.acquire.urls import canonical_url
from onrecord.dates import iso_date
from onrecord.errors import PageError

MOST_LINKS = 50_000  # of one list: the limit of the sitemap protocol
_GZIP = b"\x1f\x8b"
_SNIFFED = 2000
_AHEAD = timedelta(days=1)  # that a clock may be wrong, or a zone misread
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 7 * 86_400, "monthly": 30 * 86_400, "yearly": 365 * 86_400}
_NUMBERED = re.compile(rb"&#(?:([xX])([0-9a-fA-F]{4,12})|0*(\d{5}));")
_ENTRIES = {
    b"rss": b"item",
    b"rdf": b"item",
    b"feed": b"entry",
    b"urlset": b"url",
    b"sitemapindex": b"sitemap",
    b"opml": b"outline",
}
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_MAIL = re.compile(r"(?:mailto:)?[^\s()<>]+@[^\s()<>]+")
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;/|]|\s&\s|\sand\s)\s*", re.I)
_NOBODY = frozenset(("admin", "administrator", "editor", "staff", "unknown", "none", "null", "anonymous"))
_ROOT = re.compile(rb"<(?:\w+:)?(rss|rdf|feed|urlset|sitemapindex|opml)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Parsed:
    entries: Iterable[Link]
    title: str | None = None
    pause: int | None = None
    cut: bool = False  # it ends in the middle of an entry


def is_list(data: bytes) -> bool:
    """Whether these are bytes of a list of articles, told by how they begin."""
    return data.startswith(_GZIP) or begins_list(data[:_SNIFFED])


def begins_list(head: bytes, columns: Columns | None = None) -> bool:
    """Whether a list begins with `head`."""
    start = _stripped(head)
    if start.startswith(b"{"):
        return b"jsonfeed.org/version" in start
    return start.startswith(b"<") and b"<html" not in start.lower() and _ROOT.search(start) is not None


def links_in(file: IO[bytes], location: str, columns: Columns | None = None) -> Iterator[Link | Failed]:
    """The links of a list in a file. Raises PageError: "unreadable" where it is no list, "too-large"."""
    return read_list(whole(file), location)


def _stripped(data: bytes) -> bytes:
    return data[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n")


def read_list(data: bytes, location: str, *, now: datetime | None = None) -> Iterator[Link | Failed]:
    """The links of a list that was found at `location`, each address once, at most MOST_LINKS of them.

    An entry without an address is a Failed. A date in the future is left out. Raises PageError: "unreadable" where it is no list.
    """
    return _checked(_parsed(data, location), location, now or datetime.now(UTC))


def read_whole_list(data: bytes, location: str, *, now: datetime | None = None) -> Listed:
    """As `read_list`, with what the list says about itself."""
    parsed = _parsed(data, location)
    return Listed(parsed.title, parsed.pause, tuple(_checked(parsed, location, now or datetime.now(UTC))))


def _checked(parsed: _Parsed, location: str, now: datetime) -> Iterator[Link | Failed]:
    seen: set[str] = set()
    for number, entry in enumerate(parsed.entries, 1):
        if len(seen) >= MOST_LINKS:
            yield Failed(location, "too-large", f"It has more than {MOST_LINKS} entries; the rest was not read.")
            return
        try:
            if not entry.url:
                raise PageError("url", "there is none.")
            url = canonical_url(entry.url, location)
        except PageError as error:
            yield Failed(f"{location}#{number}", "url", f"Entry {number} has no address that can be fetched: {error}")
            continue
        if url not in seen:
            seen.add(url)
            yield replace(entry, url=url, known=_past(entry.known, now), changed=_past_moment(entry.changed, now))
    if parsed.cut:
        yield Failed(location, "cut-off", "It is cut off in the middle of an entry; those before it were read.")


def _parsed(data: bytes, location: str) -> _Parsed:
    if data.startswith(_GZIP):
        data = unpacked(data)
    start = _stripped(data)
    if start.startswith(b"{"):
        return _json_feed(data)
    root = _ROOT.search(start)
    kind = root[1].lower() if root else b""
    if not kind:
        raise PageError("unreadable", "It is neither a feed, nor a sitemap, nor OPML.")
    data, cut = _whole_entries(data, kind)
    if kind in (b"urlset", b"sitemapindex"):
        return _Parsed(_sitemap_entries(data), cut=cut)
    if kind == b"opml":
        return _Parsed(_opml_entries(data), cut=cut)
    return replace(_feed(data, location), cut=cut)


def _whole_entries(data: bytes, kind: bytes) -> tuple[bytes, bool]:
    """A list up to its last whole entry, and whether it was cut there: the address of half an entry may be half an address.

    Raises PageError("unreadable") where no entry is whole.
    """
    if re.search(rb"</(?:\w+:)?%b\s*>|<(?:\w+:)?%b\b[^<>]*/>" % (kind, kind), data, re.I):
        return data, False
    entry = _ENTRIES[kind]
    ends = [found.end() for found in re.finditer(rb"</(?:\w+:)?%b\s*>|<%b\b[^<>]*/>" % (entry, entry), data, re.I)]
    if not ends:
        raise PageError("unreadable", "It is cut off before its first entry ends.")
    return data[: ends[-1]], True


def _feed(data: bytes, location: str) -> _Parsed:
    import feedparser  # here, since it takes a while to load, and most runs meet no feed

    headers = {"content-location": location}
    try:
        feed = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # its lenient parser, which reads what is no XML, raises KeyError and the like for some feeds
        raise PageError("unreadable", f"The feed is broken: {type(error).__name__}: {error!s:.100}") from None
    title = _text(feed.feed.get("title"))
    return _Parsed(_feed_entries(feed.entries, title), title, _stated_pause(feed.feed))


def _feed_entries(entries: Iterable[Any], publisher: str | None) -> Iterator[Link]:
    for entry in entries:
        link, identifier = _text(entry.get("link")), _text(entry.get("id"))
        if not link and identifier and identifier.startswith(("http://", "https://")):
            link = identifier
        stated = next((date for name in ("published", "updated", "created") if (date := iso_date(dict.get(entry, name)))), None)
        changed = iso_date(dict.get(entry, "updated"))
        known = Known(
            title=_words(entry.get("title")), publisher=publisher, authors=_feed_authors(entry), published=stated, updated=changed
        )
        yield Link(link or "", known, changed=changed)


def _stated_pause(feed: Mapping[str, Any]) -> int | None:
    """RSS gives minutes as `ttl`, the Syndication module a period and how many times in it."""
    ttl, period = str(feed.get("ttl", "")).strip(), str(feed.get("sy_updateperiod", "")).strip().lower()
    if ttl.isdecimal() and int(ttl[:9]) > 0:
        return int(ttl[:9]) * 60
    if period in _PERIODS:
        times = str(feed.get("sy_updatefrequency", "1")).strip()
        return _PERIODS[period] // max(1, int(times[:9]) if times.isdecimal() else 1)
    return None


def _json_feed(data: bytes) -> _Parsed:
    try:
        feed = json.loads(data.decode("utf-8-sig"))
        items = feed.get("items", [])
    except (ValueError, RecursionError, AttributeError) as error:
        raise PageError("unreadable", f"It is no JSON feed: {error!s:.100}.") from None
    title = _text(feed.get("title"))
    return _Parsed(_json_entries(items if isinstance(items, list) else [], title), title)


def _json_entries(items: list[Any], publisher: str | None) -> Iterator[Link]:
    for item in items:
        entry: Mapping[str, Any] = item if isinstance(item, dict) else {}
        stated = iso_date(entry.get("date_published")) or iso_date(entry.get("date_modified"))
        link = _text(entry.get("url")) or _text(entry.get("external_url")) or ""
        changed = iso_date(entry.get("date_modified"))
        known = Known(
            title=_words(entry.get("title")), publisher=publisher, authors=_json_authors(entry), published=stated, updated=changed
        )
        yield Link(link, known, changed=changed)


def _sitemap_entries(data: bytes) -> Iterator[Link]:
    for element in _xml(data).iter("{*}url", "{*}sitemap"):
        changed = iso_date(element.findtext("{*}lastmod"))
        known = Known(
            title=_words(element.findtext("{*}news/{*}title")),
            publisher=_text(element.findtext("{*}news/{*}publication/{*}name")),
            published=iso_date(element.findtext("{*}news/{*}publication_date")),
            updated=changed if element.find("{*}news") is not None else None,
        )
        is_list = element.tag.endswith("}sitemap") or element.tag == "sitemap"
        yield Link(_text(element.findtext("{*}loc")) or "", known, is_list, changed)


def _feed_authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The people that an entry of RSS (`author`, `dc:creator`) or Atom (`author/name`) names."""
    stated = [one.get("name") for one in entry.get("authors") or () if isinstance(one, Mapping)]
    return _names(stated if len(stated) > 1 else [entry.get("author")])  # the parser splits a single one at the wrong place


def _json_authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The people that an entry of a JSON feed names: `authors` since its version 1.1, `author` before."""
    stated = entry.get("authors") if isinstance(entry.get("authors"), list) else [entry.get("author")]
    return _names([one.get("name") for one in stated or () if isinstance(one, Mapping)])


def _names(fields: Iterable[object]) -> tuple[str, ...]:
    """The names in fields that may hold one or several: "ada@quill.example (Ada Obi)", "Ada Obi, Jon Lund and Kim Aalto"."""
    found: list[str] = []
    for field in fields:
        words = _MAIL.sub(" ", _words(field) or "").strip(" ()<>,;")
        names = [name.strip() for name in _BETWEEN_NAMES.split(words)]
        found += names if all(" " in name for name in names) else [words]
    return tuple(dict.fromkeys(name for name in found if name and name.lower() not in _NOBODY))


def _opml_entries(data: bytes) -> Iterator[Link]:
    for element in _xml(data).iter("{*}outline"):
        address = element.get("xmlUrl") or element.get("xmlurl")
        if address:
            yield Link(address, is_list=True)


def _xml(data: bytes) -> etree._Element:
    data = _NUMBERED.sub(_no_half_pair, data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PageError("unreadable", f"Its XML is broken: {error!s:.100}.") from None
    if root is None:
        raise PageError("unreadable", "Its XML is broken.")
    return root


def _no_half_pair(reference: re.Match[bytes]) -> bytes:
    """A reference to half of a surrogate pair, which lxml lets through and cannot give as text, as one to U+FFFD."""
    number = int(reference[2], 16) if reference[1] else int(reference[3])
    return b"&#xFFFD;" if 0xD800 <= number <= 0xDFFF else reference[0]


def _past(known: Known, now: datetime) -> Known:
    return replace(known, published=_past_moment(known.published, now), updated=_past_moment(known.updated, now))


def _past_moment(stated: str | None, now: datetime) -> str | None:
    """An ISO 8601 date or moment, unless it is in the future."""
    if stated is None:
        return None
    moment = datetime.fromisoformat(stated)
    return stated if (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) <= now + _AHEAD else None


def _words(value: object) -> str | None:
    """One line of text that may hold markup and character references, without them."""
    return _text(html.unescape(_TAG.sub("", value))) if isinstance(value, str) else None


def _text(value: object) -> str | None:
    """One line of text, None where there is none."""
    if not isinstance(value, str):
        return None
    return " ".join(value.replace("\0", " ").split()).encode("utf-8", "replace").decode() or None
