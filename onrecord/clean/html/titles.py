"""What an article is called, as its page says and shows. Imports lxml and clean's own parts.

The headline that a reader sees and that agrees with any of JSON-LD, OpenGraph and the title element; else the first of these.
"""

from __future__ import annotations

import re
from functools import cache

from lxml.html import HtmlElement

from onrecord.clean.html.blocks import Block
from onrecord.clean.html.jsonld import Item, text_of
from onrecord.clean.html.metas import Metas
from onrecord.clean.wordlist import entries

SEPARATORS = re.compile(r"\s+[|–—·•»«:/-]\s+|\s*[|»]\s*")
_SHORT = 180


def title_element(tree: HtmlElement) -> str:
    """The words of the title element, "" where there are none."""
    element = tree.find(".//title")
    return " ".join((element.text or "").split()) if element is not None else ""


def stated_titles(tree: HtmlElement, item: Item, metas: Metas) -> list[str]:
    stated = (
        text_of(item.get("headline")),
        metas.first("og:title"),
        metas.first("twitter:title"),
        metas.first("dc.title"),
        title_element(tree),
    )
    return [title for title in stated if title and letters_of(title) not in no_titles()]


@cache
def no_titles() -> frozenset[str]:
    """The letters of what pages write where a name or title should be: "Home", "News"."""
    return frozenset(("", *map(letters_of, entries("not-names"))))


def headline_of(blocks: list[Block], titles: list[str]) -> str | None:
    """The heading in the page that says what the page says its title is; else the first of its main headings that says enough."""
    wanted = [letters_of(title) for title in titles]
    best: tuple[float, str] = (0.0, "")
    for block in blocks:
        if block.tag not in ("h1", "h2", "h3") and "headline" not in block.node.names and "title" not in block.node.names:
            continue
        letters = letters_of(block.text)
        if len(letters) < 4 or len(block.text) > 300:
            continue
        rank = max((_agreement(letters, title) for title in wanted), default=0.0) + (0.05 if block.tag == "h1" else 0.0)
        if rank > best[0] + 1e-9:
            best = (rank, block.text)
    if best[0] >= 0.6:
        return " ".join(best[1].split())
    return _main_heading(blocks)


def _main_heading(blocks: list[Block]) -> str | None:
    """The first first-level heading of some words, where it stands above the first long paragraph."""
    for block in blocks:
        if block.letters > _SHORT and block.link_density < 0.3:
            break
        if block.tag == "h1" and len(block.text.split()) >= 3 and len(block.text) <= 300:
            return " ".join(block.text.split())
    return None


def _agreement(letters: str, title: str) -> float:
    """1 where two titles are the same, less where one only begins the other or their words overlap."""
    if letters == title:
        return 1.0
    if len(letters) >= 10 and letters in title:
        return 0.5 + 0.5 * len(letters) / len(title)
    if len(title) >= 10 and title in letters:
        return 0.5 + 0.45 * len(title) / len(letters)
    length = next((n for n, (a, b) in enumerate(zip(letters, title, strict=False)) if a != b), min(len(letters), len(title)))
    return 0.9 * length / max(len(letters), len(title), 1)


def letters_of(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def without_site(titles: list[str], site: str | None) -> str | None:
    """The first stated title, less what only some of the stated titles end with."""
    if not titles:
        return None
    title = titles[0]
    parts = SEPARATORS.split(title)
    if len(parts) > 1 and (len(titles) == 1 or (site and letters_of(parts[-1]) == letters_of(site))):
        kept = title[: title.rindex(parts[-1])]
        return kept.rstrip(" |–—·•»«:/-") or title
    return title
