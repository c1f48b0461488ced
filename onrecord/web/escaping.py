"""Text from outside as it may stand in a page: escaped, isolated, and with nothing hidden in it. Imports the standard library and
markupsafe.

Characters that reorder or control text without being seen are shown by their code point, so that no line reads differently from
what it holds. The marks that right-to-left languages need (U+200E, U+200F, U+061C) are kept; `<bdi>` keeps their reach inside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]+")
_KINDS = (".json", ".html")


def words(text: str | None) -> Markup:
    """Isolated from the words around it: for names, titles, and whatever else stands in a line of ours."""
    return Markup("<bdi>{}</bdi>").format(revealed(text or ""))


def revealed(text: str) -> Markup:
    """Every character visible or harmless; one that is hidden becomes an element that names it."""
    return Markup("").join(_pieces(text))


def plain(text: str | None) -> str:
    """For attributes and titles of pages: hidden characters become a visible sign. Still to be escaped, which Jinja does."""
    return HIDDEN.sub("\ufffd", text or "")


def _pieces(text: str) -> Iterator[Markup]:
    start = 0
    for match in HIDDEN.finditer(text):
        yield escape(text[start : match.start()])
        code = f"U+{ord(match[0]):04X}"
        yield Markup('<span class="hidden-character" title="{}">{}</span>').format(
            unicodedata.name(match[0], "control character").lower(), code
        )
        start = match.end()
    yield escape(text[start:])


def web_link(address: str | None) -> str | None:
    """The address where it may be a link: http or https only; everything else (javascript:, data:, a path) is text."""
    if not address or HIDDEN.search(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def path_to(place: str, identifier: str, suffix: str = "") -> str:
    """The address of a page about something, whatever its id holds: `path_to("articles", "a-1")` is "/articles/a-1". The suffix
    ".json" is that of the same page as JSON."""
    encoded = quote(identifier.encode("utf-8", "replace"), safe="")
    if not suffix and not _PLAIN_NAME.fullmatch(identifier) and (identifier.endswith(_KINDS) or not identifier.strip(".")):
        suffix = ".html"
    return f"/{place}/{encoded}{suffix}"


def day(moment: str | None) -> str:
    """ "16 May 2024" of an ISO 8601 date or date-time; empty where there is none."""
    if not moment:
        return ""
    try:
        found = date.fromisoformat(moment[:10])
    except ValueError:
        return plain(moment)
    return f"{found.day} {found:%B} {found.year}"


def percent(share: float) -> str:
    return f"{share * 100:.0f}\N{NO-BREAK SPACE}%"


def thousands(number: int) -> str:
    return f"{number:,}"


def with_field(query: str, field: str, value: str) -> str:
    """The query, narrowed: what a facet leads to."""
    plain = value.replace('"', " ")
    added = f'{field}:"{plain}"' if field != "on" else f"on:{plain}"
    return f"({query}) {added}" if " OR " in query else f"{query} {added}".strip()
