"""Who wrote an article, as its page says. Imports the standard library and clean's own parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.clean.byline import is_affiliation, names_in
from onrecord.clean.dates import DATE_STOOD_HERE, without_dates
from onrecord.clean.html.blocks import Block
from onrecord.clean.html.jsonld import Item, as_list, text_of

_META_NAMES = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "article.author",
)  # fmt: skip
_BY = re.compile(
    r"^(?:(?:posted|written|reported|story|words|text|published|reviewed|submitted|created|opinion|analysis)\s+)?"
    r"(?:by|von|por|par|door)\b:?\s+|^authors?:\s*",
    re.I,
)
_BY_LATER = re.compile(r"[^a-z]{0,12}?\b(?:by|BY):?\s+(?=[A-Z])")
_MARKED = re.compile(r"author|by-?line|writer|contributor|reporter")
_HANDLE = re.compile(r"\(?@\w+\)?|\S+@\S+\.\w+|https?://\S+|\(\d[\d) -]+\d")
_CREDENTIALS = re.compile(r",\s*(?:MSc?|RDN?|PhD|Ph\.D\.?|M\.?D\.?|BSc|BA|MA|MBA|MPH|RN|JD|Esq\.?|APD|LDN|CPT)(?=[\s,;]|$)")
_NOISE = re.compile(
    r"(?:admin|administrator|editors?|editorial|staff|staff reports?|guest|unknown|anonymous|none|null|webmaster|root|\W*)\d*",
    re.I,
)
_ROLES = re.compile(
    r"\s+(?:(?:senior|chief|national|political|staff|business|contributing|digital|associate) ?)*"
    r"(?:editor|reporter|writer|correspondent|columnist)$",
    re.I,
)
_LONGEST = 140
_LONGEST_NAME = 60


def authors_of(
    item: Item, metas: dict[str, str], near: list[Block], farther: list[Block], publisher: str | None
) -> tuple[str, ...]:
    """The people whom a byline by the headline names; those in JSON-LD or meta elements where there is none, or where it names no
    others; else an organization, save the publisher itself. `near` are the blocks by the headline, `farther` those and
    more, where nothing but a line that begins with "by" is believed."""
    organizations: list[str] = []

    def people(names: Iterator[str]) -> tuple[str, ...]:
        found: list[str] = []
        for name in names:
            name = _less(name, publisher)
            (organizations if is_affiliation(name) or _same(name, publisher) else found).append(name)
        return tuple(dict.fromkeys(found))

    seen = people(_in_bylines(farther))
    stated = people(_in_json_ld(item)) or people(_in_metas(metas))
    if not seen or (stated and all(name.startswith(stated) for name in seen)):
        seen = stated or people(_in_marked(near))
    return seen or tuple(dict.fromkeys(name for name in organizations if not _same(name, publisher)))[:1]


def _in_json_ld(item: Item) -> Iterator[str]:
    for author in as_list(item.get("author") or item.get("creator")):
        if words := text_of(author):
            yield from _names_in_field(words)


def _in_metas(metas: dict[str, str]) -> Iterator[str]:
    for name in _META_NAMES:
        if name in metas and (names := list(_names_in_field(metas[name]))):
            yield from names
            return


def _in_bylines(near: list[Block]) -> Iterator[str]:
    """The names in the first line that begins with "by"."""
    for block in near:
        for line in block.text.split("\n"):
            if len(line) > _LONGEST:
                continue
            words = without_dates(line)
            lead = _BY.match(words) or _BY_LATER.match(words)
            if lead and (names := _names_in_line(words[lead.end() :])):
                yield from names
                return


def _in_marked(near: list[Block]) -> Iterator[str]:
    """The names in the first line that the page marks as being about its author."""
    for block in near:
        if len(block.text) > _LONGEST or not any(map(_MARKED.search, block.names_around())):
            continue
        words = without_dates(block.text)
        if names := _names_in_line(_BY.sub("", words)):
            yield from names
            return


def _names_in_line(words: str) -> tuple[str, ...]:
    bare = _bare(words.split(DATE_STOOD_HERE)[0])
    return tuple(_ROLES.sub("", name) for name in names_in(bare) or ())


def _names_in_field(words: str) -> Iterator[str]:
    """The names in a field that holds nothing else; the whole field where it is no list of names."""
    bare = _bare(_BY.sub("", " ".join(words.split())))
    if "://" in words or "/" in bare or not bare or _NOISE.fullmatch(bare) or bare.islower():
        return
    if names := names_in(bare):
        yield from names
    elif len(bare) <= _LONGEST_NAME:
        yield bare


def _bare(words: str) -> str:
    return " ".join(_HANDLE.sub(" ", _CREDENTIALS.sub("", words)).split()).strip(" ,;|/·•-–—")


def _less(name: str, publisher: str | None) -> str:
    """A name without the publisher's after it: "Ada Obi Example News"."""
    if publisher and len(name) > len(publisher) and name.lower().endswith(publisher.lower()):
        return name[: -len(publisher)].rstrip(" .,|-–—")
    return name


def _same(name: str, publisher: str | None) -> bool:
    """Whether a name is the publisher's, or a part of it."""
    letters = "".join(filter(str.isalnum, name)).lower()
    return publisher is not None and letters in "".join(filter(str.isalnum, publisher)).lower()
