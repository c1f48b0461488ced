"""What a page says about its article in JSON-LD, however untidily. Imports the standard library and lxml."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_ARTICLES = re.compile(
    r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting|SocialMediaPosting|Posting|CreativeWork|Interview|Recipe)$"
)
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_DEEPEST = 6

Item = dict[str, Any]


def items_of(tree: HtmlElement) -> list[Item]:
    """Every object with a type, from all scripts and graphs of a page, in order; those in lists of items after the others."""
    found: list[Item] = []
    listed: list[Item] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            found.extend(_typed(_loads(script.text), _DEEPEST, listed))
    return found + listed


def article_of(items: list[Item], titles: list[str]) -> Item:
    """The object that describes the page's article: of a type for articles, the first that has a headline which is among the
    page's `titles`, or a headline, or a date; else {}."""
    articles = [item for item in items if any(_ARTICLES.search(kind) for kind in types_of(item))]
    articles += [item for item in items if "WebPage" in types_of(item)]
    wanted = {_letters(title) for title in titles}
    articles.sort(key=lambda item: _letters(text_of(item.get("headline")) or "-") not in wanted)
    for key in ("headline", "datePublished", "articleBody"):
        for item in articles:
            if item.get(key):
                return {**item, **{key: _resolved(item.get(key), items) for key in ("author", "publisher")}}
    return {}


def _resolved(value: Any, items: list[Item]) -> Any:
    """Objects in place of references to them: `{"@id": …}`."""
    if isinstance(value, list):
        return [_resolved(one, items) for one in value]
    if isinstance(value, dict) and "@id" in value and not {"name", "givenName", "familyName"}.intersection(value):
        return next(
            (
                item
                for item in items
                if item.get("@id") == value["@id"] and item is not value and ("name" in item or "familyName" in item)
            ),
            value,
        )
    return value


def types_of(item: Item) -> list[str]:
    return [kind for kind in as_list(item.get("@type")) if isinstance(kind, str)]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def text_of(value: Any) -> str | None:
    """A string, or the name in an object, without markup and with white space made single."""
    if isinstance(value, list):
        value = next((one for one in value if text_of(one)), None)
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@value"))
    if not isinstance(value, str):
        return None
    return " ".join(re.sub(r"<[^<>]{1,200}>", "", html.unescape(value)).split()) or None


def _typed(value: Any, depth: int, listed: list[Item]) -> Iterator[Item]:
    """The objects with a type in a value; those in lists of items are put into `listed`."""
    if depth <= 0:
        return
    if isinstance(value, list):
        for one in value:
            yield from _typed(one, depth - 1, listed)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _typed(value.get(key), depth - 1, listed)
        for key in ("itemListElement", "item"):
            listed.extend(_typed(value.get(key), depth - 1, listed))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _loads(text: str) -> Any:
    bare = _WRAPPING.sub("", text.strip())
    for repaired in (bare, _TRAILING_COMMA.sub(r"\1", bare), html.unescape(bare)):
        try:
            return json.loads(repaired, strict=False)
        except (ValueError, RecursionError):
            continue
    return _first_value(bare)


def _first_value(text: str) -> Any:
    """The first whole value, where more text follows it than JSON allows."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text.lstrip(" \t\n;"))[0]
    except (ValueError, RecursionError):
        return None
