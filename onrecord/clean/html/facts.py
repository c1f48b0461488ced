"""What a page says about its article: title, authors, publisher, section, dates and so on. Imports lxml and clean's own parts.

Where the page contradicts itself, the first of these that says something holds:
- title: the headline a reader sees that agrees with any of the others; JSON-LD; OpenGraph; the <title> element
- authors: see `authors`
- publisher: see `publishers`
- subtitle: what stands between headline and first paragraph and is marked as one, or is a second heading; never a description
  that only the markup holds
- section: JSON-LD, meta elements, microdata, the last crumb in JSON-LD
- dates: see `dates`
- address: canonical link, OpenGraph, where the page was found
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from onrecord.clean.html import authors, dates, publishers
from onrecord.clean.html.blocks import Block
from onrecord.clean.html.dates import Moment
from onrecord.clean.html.jsonld import Item, article_of, items_of, text_of
from onrecord.clean.html.metas import Metas
from onrecord.clean.html.others import Others
from onrecord.clean.html.sections import section_of, subtitle_of
from onrecord.clean.html.titles import headline_of, stated_titles, title_element, without_site

_SHORT = 180
_LEAST_OF_P = 60
_MOST_NEAR = 24
_ABOVE = 4
_BYLINE_AFTER = 6
_ABOUT = re.compile(r"summary|description|stand-?first|sub-?title|\bde[ck]k?\b|abstract|alternative-?headline|excerpt")


@dataclass(frozen=True, slots=True)
class Facts:
    """`headline` is the title as it stands in the page's text, where it does; `body` is JSON-LD's articleBody, "" where there is
    none, and `words` its wordCount, or 0; `is_free` is False where the page says that it shows only part of its article."""

    title: str | None
    headline: str | None
    subtitle: str | None
    authors: tuple[str, ...]
    publisher: str | None
    section: str | None
    published: Moment | None
    updated: Moment | None
    url: str | None
    language: str | None
    body: str
    words: int
    item: Item
    is_free: bool


def facts_of(tree: HtmlElement, blocks: list[Block], location: str) -> Facts:
    """All that is known without the article's text; `location` is where the page was found."""
    items = items_of(tree)
    metas = Metas(tree)
    item = article_of(items, [title_element(tree), metas.first("og:title") or ""])
    titles = stated_titles(tree, item, metas)
    headline = headline_of(blocks, titles)
    at = _place_of(headline, blocks)
    others = Others(blocks[at] if at is not None else None)
    url = _url(tree, metas, location)
    title = headline or without_site(titles, metas.first("og:site_name"))
    near = _near(blocks, at, 1)
    publisher = publishers.publisher_of(
        publishers.Source(item, items, metas, tree, blocks, title, publishers.host_of(url or location))
    )
    language = (tree.get("lang") or tree.get("xml:lang") or metas.first("og:locale") or "").replace("_", "-").strip().lower()
    source = dates.Source(item, items, metas, tree, near, others, url or location, title_element(tree), language or None)
    published = dates.published_of(source)
    primary = language.partition("-")[0]
    return Facts(
        title=title,
        headline=headline,
        subtitle=subtitle_of(blocks, headline),
        authors=authors.authors_of(authors.Source(item, metas, tree, near, _near(blocks, at, _BYLINE_AFTER), others, publisher)),
        publisher=publisher,
        section=section_of(item, items, metas, tree, title, publisher),
        published=published,
        updated=dates.updated_of(source, published),
        url=url,
        language=primary if primary.isalpha() and 2 <= len(primary) <= 3 else None,
        body=text_of(item.get("articleBody")) or "",
        words=_count(item.get("wordCount")),
        item=item,
        is_free=str(item.get("isAccessibleForFree", True)).lower() != "false",
    )


def _count(value: object) -> int:
    """A number that is given as a number or in digits; 0 for anything else."""
    digits = str(value).strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else 0


def _place_of(headline: str | None, blocks: list[Block]) -> int | None:
    """The number of the block that is the headline."""
    same = [number for number, block in enumerate(blocks) if headline and " ".join(block.text.split()) == headline]
    return min(same, key=lambda number: blocks[number].tag != "h1", default=None)


def _near(blocks: list[Block], at: int | None, paragraphs_passed: int) -> list[Block]:
    """The short blocks by the headline, which tell who wrote the article and when: those below it, past some paragraphs, and then
    four above it."""
    found: list[Block] = []
    paragraphs = 0
    for block in blocks[at or 0 :]:
        is_paragraph = len(block.text) > (_LEAST_OF_P if block.tag == "p" else _SHORT) and block.link_density < 0.5
        paragraphs += is_paragraph and not _ABOUT.search(block.node.names)
        if paragraphs > paragraphs_passed or len(found) >= _MOST_NEAR:
            break
        if len(block.text) <= _SHORT:
            found.append(block)
    above = blocks[max(0, (at or 0) - _ABOVE) : at or 0]
    return found + [block for block in above if len(block.text) <= _SHORT]


def _url(tree: HtmlElement, metas: Metas, location: str) -> str | None:
    found = location if location.startswith(("http://", "https://")) else None
    canonical = next((link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), None)
    for stated in (canonical, metas.first("og:url")):
        if not stated:
            continue
        try:
            url: str = urljoin(found or "", stated.strip())
            parts = urlsplit(url)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and parts.path.strip("/"):
            return url
    return found
