"""Who wrote an article, as its page says. Imports lxml, dates and clean's own parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from onrecord.clean.byline import ADDRESSES, BOUNDARY, LEAD, authors_of_line, is_affiliation, is_agency, names_in
from onrecord.clean.html.blocks import Block, names_of, normalise, short_text
from onrecord.clean.html.jsonld import Item, as_list, text_of
from onrecord.clean.html.metas import Metas
from onrecord.clean.html.others import Others
from onrecord.clean.html.titles import letters_of
from onrecord.clean.wordlist import entries
from onrecord.dates import between_dates

_LATER_LEAD = re.compile(r"[^a-z]{0,12}?\b(?:by|BY):?\s+(?=[A-Z])")
_CLASSED = re.compile(r"author|by-?line|writer|contributor|reporter")
_NOT_CLASSED = re.compile(r"image|photo|avatar|bio\b|description|social|comment|date|time")
_NAME_CLASS = re.compile(r"(?:^|[\s_-])(?:author|by-?line)(?:[_-]{1,2}(?:name|title|link))?(?:\s|$)")
_NOISE = re.compile(
    r"(?:admin|administrator|editors?|editorial|staff|staff reports?|guest|unknown|anonymous|none|null|webmaster|root|user|"
    r"author|web ?team|news ?desk|contributor|\W*)\d*",
    re.I,
)
_LEADS_ALONE = frozenset(("by", "author", "authors", "writtenby", "wordsby", "von", "par", "por"))
_LONGEST = 140
_LONGEST_NAME = 60
_MOST_MARKS = 50  # elements that are marked as naming an author and looked at


@dataclass(frozen=True, slots=True)
class Source:
    """What a page has to say about its authors. `near` are the blocks by the headline, `farther` those and more, where nothing
    but a line that begins with "by" is believed."""

    item: Item
    metas: Metas
    tree: HtmlElement
    near: list[Block]
    farther: list[Block]
    others: Others
    publisher: str | None


def authors_of(source: Source) -> tuple[str, ...]:
    """The people whom a byline by the headline names; those in JSON-LD or meta elements where there is none, or where it names no
    others; then those of elements marked as naming them; else an organization, save the publisher itself."""
    organizations: list[str] = []

    def people(names: Iterable[str]) -> tuple[str, ...]:
        found: list[str] = []
        for name in names:
            name = _less(name, source.publisher)
            (organizations if is_affiliation(name) or _same(name, source.publisher) else found).append(name)
        return tuple(dict.fromkeys(found))

    seen = people(_in_bylines(source.farther))
    if not seen and (agencies := [name for name in organizations if is_agency(name) and not _same(name, source.publisher)]):
        return tuple(agencies[:1])
    stated = people(_in_json_ld(source.item)) or people(_in_metas(source.metas))
    if not seen or (stated and all(name.startswith(stated) for name in seen)):
        marked = people(_in_marks(source)) if not stated or all(" " not in name for name in stated) else ()
        seen = marked if marked and any(" " in name for name in marked) else stated or marked
    seen = seen or people(_with_jobs(source.near))
    return seen or tuple(dict.fromkeys(name for name in organizations if not _same(name, source.publisher)))[:1]


def _in_json_ld(item: Item) -> Iterator[str]:
    for words in _names_of(item.get("author") or item.get("creator")):
        yield from _names_in_field(words)


def _names_of(value: Any) -> Iterator[str]:
    """The names in what JSON-LD says of authors: words, objects with a name, or a given and a family name, and lists of these."""
    for one in as_list(value):
        if not isinstance(one, dict):
            yield text_of(one) or ""
        elif one.get("name"):
            yield from _names_of(one["name"])
        elif "@value" in one:
            yield text_of(one) or ""
        else:
            yield " ".join(filter(None, (text_of(one.get("givenName")), text_of(one.get("familyName")))))


def _in_metas(metas: Metas) -> Iterator[str]:
    for name in entries("author-metas"):
        if names := [name for words in metas.all(name) for name in _names_in_field(words)]:
            yield from names
            return


def _in_bylines(blocks: list[Block]) -> Iterator[str]:
    """The names in the first line that begins with "by", or in the line after one that says nothing else."""
    is_next = False
    for block in blocks:
        for line in block.bounded.split("\n"):
            for words in between_dates(line) if len(line) <= 2 * _LONGEST else ():
                lead = LEAD.match(words) or _LATER_LEAD.match(words)
                if (lead or is_next) and (names := names_in(words[lead.end() if lead else 0 :])):
                    yield from names
                    return
            is_next = letters_of(line) in _LEADS_ALONE


def _in_marks(source: Source) -> Iterator[str]:
    """The names in elements that are marked as naming the author: those by the headline, else the first others."""
    found = [name for block in source.near if not source.others.hold(block.node.element) for name in _in_block(block)]
    for one in islice(_marked_anywhere(source), _MOST_MARKS if not found else 0):
        if found := list(_named(_bounded(one), alone=_is_marked(one))):
            break
    yield from found


def _marked_anywhere(source: Source) -> Iterator[HtmlElement]:
    for one in source.tree.iter("a", "span", "div", "p", "address", "cite", "meta"):
        named = _is_marked(one) or _NAME_CLASS.search((one.get("class") or "").lower())
        if named and not source.others.hold(one):
            yield one


def _in_block(block: Block) -> Iterator[str]:
    if len(block.text) > _LONGEST or block.tag in ("h1", "h2"):
        return
    inside = [
        one for one in block.node.element.iter("a", "span", "strong", "b", "em", "i", "cite", block.tag) if _is_of(one, block)
    ]
    if explicit := [name for one in inside if _is_marked(one) for name in _named(_bounded(one), alone=True)]:
        yield from explicit
    elif any(map(_is_classed, (*block.names_around(), *map(names_of, inside)))):
        yield from _named(block.bounded)


def _is_of(element: HtmlElement, block: Block) -> bool:
    words = short_text(element, _LONGEST)
    return bool(words) and str(words) in block.text


def _is_marked(element: HtmlElement) -> bool:
    """Whether an element says in a standard way that it names the author."""
    return "author" in (element.get("rel") or "").split() or not {"author", "creator"}.isdisjoint(
        (element.get("itemprop") or "").split()
    )


def _is_classed(names: str) -> bool:
    return _CLASSED.search(names) is not None and (not _NOT_CLASSED.search(names) or "byline" in names)


def _bounded(element: HtmlElement) -> str:
    """The words of an element that names an author, BOUNDARY between those of the elements in it; where microdata has the name
    apart, that alone."""
    name = next((one for one in element.iter() if "name" in (one.get("itemprop") or "").split()), element)
    if stated := name.get("content"):
        return str(stated)[: 2 * _LONGEST]
    pieces = islice(name.itertext(), _LONGEST)
    return BOUNDARY.join(words for piece in pieces if (words := normalise(piece[: 2 * _LONGEST])))[: 2 * _LONGEST]


def _named(words: str, *, alone: bool = False) -> Iterator[str]:
    """The names in words that are said to name the author; `alone`: a single word may be a name."""
    for piece in between_dates(words):
        lead = LEAD.match(piece)
        bare = piece[lead.end() :] if lead else piece
        names = names_in(bare)
        if names is None and alone and bare.istitle() and bare.isalpha() and not _NOISE.fullmatch(bare):
            names = (bare,)
        if names:
            yield from names
            return


def _with_jobs(blocks: list[Block]) -> Iterator[str]:
    """The names in the first line that gives names and jobs, and no "by": "Ada Obi, Political Editor"."""
    for block in blocks:
        for line in block.text.split("\n") if len(block.text) <= _LONGEST else ():
            if names := authors_of_line(line):
                yield from names
                return


def _names_in_field(words: str) -> Iterator[str]:
    """The names in a field that holds nothing else; the whole field where it is no list of names."""
    bare = " ".join(ADDRESSES.sub(" ", LEAD.sub("", " ".join(words.split()), count=1)).split()).strip(" ,;|/·•-–—")
    if "://" in words or "/" in bare or not bare or _NOISE.fullmatch(bare):
        return
    if bare.islower():
        bare = bare.title() if re.fullmatch(r"[^\W\d_]{2,}(?: [^\W\d_]\.?)? [^\W\d_]{3,}", bare) else ""
    if names := names_in(bare) if bare else ():
        yield from names
    elif bare and len(bare) <= _LONGEST_NAME and (" " in bare or bare.istitle()):
        yield bare


def _less(name: str, publisher: str | None) -> str:
    """A name without the publisher's after it: "Ada Obi Example News"."""
    if publisher and len(name) > len(publisher) and name.lower().endswith(publisher.lower()):
        return name[: -len(publisher)].rstrip(" .,|-–—")
    return name


def _same(name: str, publisher: str | None) -> bool:
    """Whether a name is the publisher's, or a part of it."""
    return publisher is not None and letters_of(name) in letters_of(publisher)
