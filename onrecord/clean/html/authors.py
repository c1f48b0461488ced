"""Who wrote an article, as its page says. Imports the standard library, lxml and clean's own parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from onrecord.clean.byline import is_affiliation, names_in
from onrecord.clean.html.jsonld import Item, as_list, text_of

_META_NAMES = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "article.author",
)  # fmt: skip
_MARKED = (
    ".//*[@rel='author' or @itemprop='author' or contains(@class, 'author') "
    "or contains(@class, 'byline') or contains(@class, 'Byline')]"
)
_LEAD = re.compile(
    r"^(?:(?:posted|written|reported|story|words|text|published|reviewed)\s+)?by:?\s+|^(?:author|from)s?:\s*", re.I
)
_HANDLE = re.compile(r"\(?@\w+\)?|\S+@\S+\.\w+|https?://\S+")
_NOISE = re.compile(
    r"^(?:admin|administrator|editor|editors|staff|guest|unknown|anonymous|none|null|user|webmaster|wp|root|\W*)\d*$", re.I
)
_LONGEST = 120
_LONGEST_NAME = 60
_MOST_MARKED = 12


def authors_of(item: Item, metas: dict[str, str], tree: HtmlElement, publisher: str | None) -> tuple[str, ...]:
    """People first: from JSON-LD, from meta elements, from the bylines that are marked up as such; else an organization from the
    same places, save the publisher itself."""
    organizations: list[str] = []
    stated = (_from_item(item), _from_metas(metas), _marked_up(tree))
    for names in stated:
        people: list[str] = []
        for name in names:
            (organizations if is_affiliation(name) or _same(name, publisher) else people).append(name)
        if people:
            return tuple(dict.fromkeys(people))
    return tuple(dict.fromkeys(name for name in organizations if not _same(name, publisher)))[:1]


def _from_item(item: Item) -> Iterator[str]:
    for author in as_list(item.get("author") or item.get("creator")):
        if words := text_of(author):
            yield from _stated_names(words)


def _from_metas(metas: dict[str, str]) -> Iterator[str]:
    for name in _META_NAMES:
        if name in metas and (names := list(_stated_names(metas[name]))):
            yield from names
            return


def _marked_up(tree: HtmlElement) -> Iterator[str]:
    for element in tree.xpath(_MARKED)[:_MOST_MARKED]:
        words = _bare(element.text_content())
        if 3 < len(words) <= _LONGEST and (names := names_in(words)):
            yield from names
            return


def _stated_names(words: str) -> Iterator[str]:
    """The names in a field that holds nothing else; the whole field where it is no list of names."""
    bare = _bare(words)
    if "://" in words or "/" in bare or not bare or _NOISE.match(bare):
        return
    if names := names_in(bare):
        yield from names
    elif len(bare) <= _LONGEST_NAME:
        yield bare


def _bare(words: str) -> str:
    return " ".join(_HANDLE.sub(" ", _LEAD.sub("", " ".join(words.split()))).split()).strip(" ,;|")


def _same(name: str, publisher: str | None) -> bool:
    letters = "".join(filter(str.isalnum, name)).lower()
    return publisher is not None and letters == "".join(filter(str.isalnum, publisher)).lower()
