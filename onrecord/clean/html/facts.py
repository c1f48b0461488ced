"""What a page says about its article: title, authors, publisher, section, dates and so on. Imports lxml and clean's own parts.

Where the page contradicts itself, the first of these that says something holds:
- title: the headline a reader sees that agrees with any of the others; JSON-LD; OpenGraph; the <title> element
- authors: people named in JSON-LD, in meta elements, in marked-up bylines; then an organization named in them, not the publisher
- publisher: OpenGraph's site name, JSON-LD, application name, the part of <title> that is not the title
- subtitle: what stands between headline and first paragraph and is marked as one, or is a second heading; never a description
  that only the markup holds
- section: JSON-LD, meta elements, microdata, the last crumb in JSON-LD
- dates: see `times`
- address: canonical link, OpenGraph, where the page was found
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from onrecord.clean.html.authors import authors_of
from onrecord.clean.html.blocks import Block, marked_up
from onrecord.clean.html.jsonld import Item, article_of, as_list, items_of, text_of, types_of
from onrecord.clean.html.times import Moment, published_of, updated_of

_SEPARATORS = re.compile(r"\s+[|–—·•»«:/-]\s+|\s*[|»]\s*")
_SHORT = 180
_LEAST_OF_P = 60
_MOST_NEAR = 24
_STANDFIRST = re.compile(
    r"stand-?first|sub-?title|sub-?head(?:line|er)|(?<![a-z])de[ck]k?(?![a-z])|strap-?line|"
    r"(?:article|story|post|entry|headline|content)[-_]{1,2}(?:summary|excerpt|sub-?head|description|abstract)"
)
_MOST_TO_SUBTITLE = 8
_LONGEST_SUBTITLE = 400
_LEAST_WORDS = 4
_LONGEST_SECTION = 60
_NO_SECTIONS = ("", "all", "home", "home page", "article", "articles", "post", "posts", "blog", "uncategorized", "none", "null")
_BYLINE_AFTER = 6
_COPYRIGHT = re.compile(r"(?:©|\(c\)|\bcopyright\b)[\s\d,–-]*(?:by )?((?:[A-Z]\w+|&)(?: (?:[A-Z]\w+|&))*)", re.I)
_SITES = frozenset(("WebSite", "NewsMediaOrganization"))


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
    item = article_of(items)
    metas = _metas(tree)
    titles = _stated_titles(tree, item, metas)
    headline = _headline(blocks, titles)
    url = _url(tree, metas, location)
    near = _near(blocks, headline, 1)
    title = headline or _without_site(titles, metas.get("og:site_name"))
    publisher = _publisher(item, items, metas, tree, blocks, title, url or location)
    published = published_of(item, metas, tree, near, url or location)
    language = (tree.get("lang") or metas.get("og:locale") or "").replace("_", "-").partition("-")[0].strip().lower()
    return Facts(
        title=title,
        headline=headline,
        subtitle=_subtitle(blocks, headline),
        authors=authors_of(item, metas, near, _near(blocks, headline, _BYLINE_AFTER), publisher),
        publisher=publisher,
        section=_section(item, items, metas, tree, title, publisher),
        published=published,
        updated=updated_of(item, metas, tree, near, published),
        url=url,
        language=language if language.isalpha() and 2 <= len(language) <= 3 else None,
        body=text_of(item.get("articleBody")) or "",
        words=_count(item.get("wordCount")),
        item=item,
        is_free=str(item.get("isAccessibleForFree", True)).lower() != "false",
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    """The first content of each meta element, by its lower-case name, property or itemprop."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            if content and (name := meta.get(attribute)):
                found.setdefault(name.strip().lower(), content)
    return found


def _stated_titles(tree: HtmlElement, item: Item, metas: dict[str, str]) -> list[str]:
    element = tree.find(".//title")
    stated = (
        text_of(item.get("headline")),
        metas.get("og:title"),
        metas.get("twitter:title"),
        metas.get("dc.title"),
        " ".join((element.text or "").split()) if element is not None else None,
    )
    return [title for title in stated if title]


def _headline(blocks: list[Block], titles: list[str]) -> str | None:
    """The heading in the page that says what the page says its title is; else the first of its main headings that says enough."""
    wanted = [_letters(title) for title in titles]
    best: tuple[float, str] = (0.0, "")
    for block in blocks:
        if block.tag not in ("h1", "h2", "h3") and "headline" not in block.node.names and "title" not in block.node.names:
            continue
        letters = _letters(block.text)
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


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _without_site(titles: list[str], site: str | None) -> str | None:
    """The first stated title, less what only some of the stated titles end with."""
    if not titles:
        return None
    title = titles[0]
    parts = _SEPARATORS.split(title)
    if len(parts) > 1 and (len(titles) == 1 or (site and _letters(parts[-1]) == _letters(site))):
        kept = title[: title.rindex(parts[-1])]
        return kept.rstrip(" |–—·•»«:/-") or title
    return title


def _publisher(
    item: Item, items: list[Item], metas: dict[str, str], tree: HtmlElement, blocks: list[Block], title: str | None, address: str
) -> str | None:
    """The first name that is written as a name; the first of any kind where none is."""
    element = tree.find(".//title")
    parts = _SEPARATORS.split(" ".join((element.text or "").split())) if element is not None else []
    ending = parts[-1] if len(parts) > 1 and title and _letters(parts[-1]) not in _letters(title) else None
    host = re.sub(r"^(?:www|m|amp|edition)\.", "", urlsplit(address).hostname or "")
    site = metas.get("og:site_name")
    stated = [site, text_of(item.get("publisher"))]
    stated += [text_of(one.get("name")) for one in items if _SITES.intersection(types_of(one))]
    stated += [metas.get(name) for name in ("application-name", "apple-mobile-web-app-title", "dc.publisher")]
    names = [bare for name in (*stated, ending, _in_copyright(blocks, host)) if name and (bare := _first_part(name))]
    names = [name for name in names if not title or _letters(name) != _letters(title)]
    first = names[0] if names else ""
    return next((name for name in names[1:] if _says_more(name, first, host)), first) or host or None


def _in_copyright(blocks: list[Block], host: str) -> str | None:
    """The name after a copyright sign near the end of the page, where the page's address holds it."""
    for block in blocks[-_MOST_NEAR:]:
        match = _COPYRIGHT.search(block.text) if len(block.text) <= 300 else None
        if match and _letters(match[1]) and _letters(match[1]) in _letters(host):
            return match[1].strip()
    return None


def _first_part(name: str) -> str | None:
    """A site's name without its slogan; None for what is no name."""
    part = _SEPARATORS.split(name)[0].strip()
    return part if 1 < len(part) <= 60 and "://" not in part and not part.startswith("@") else None


def _says_more(name: str, first: str, host: str) -> bool:
    """Whether `name` is the full form of a name that is written as an address ("detroitnews") or an abbreviation ("WSJ")."""
    letters, short, label = _letters(name), _letters(first), _letters(host.split(".")[0])
    if name.lower() == host:
        return first.islower() and short == label
    if name.islower():
        return False
    if first.isupper() and len(first) <= 5:
        initials = "".join(word[0] for word in name.split() if word[0].isupper()).lower()
        return short in (initials, initials[1:])
    if first.islower():
        return short in letters or letters in short or label in letters
    return first.lower() == host and label in letters and letters != label


def _subtitle(blocks: list[Block], headline: str | None) -> str | None:
    """The standfirst: of the blocks between headline and first paragraph, one that is marked as such, or a heading of
    a lower level that says something."""
    same = [number for number, block in enumerate(blocks) if headline and " ".join(block.text.split()) == headline]
    if not same:
        return None
    at = min(same, key=lambda number: blocks[number].tag != "h1")
    for block in blocks[at + 1 : at + 1 + _MOST_TO_SUBTITLE]:
        if block.link_density >= 0.5 or not block.letters:
            continue
        is_marked = any(map(_STANDFIRST.search, block.names_around()))
        is_heading = blocks[at].tag == "h1" and block.tag in ("h2", "h3", "h4") and len(block.text.split()) >= _LEAST_WORDS
        if (is_marked or is_heading) and len(block.text) <= _LONGEST_SUBTITLE and len(block.text.split()) >= _LEAST_WORDS:
            return " ".join(block.text.split())
        if len(block.text) > _SHORT or (block.tag == "p" and len(block.text) > _LEAST_OF_P):
            return None
    return None


def _section(
    item: Item, items: list[Item], metas: dict[str, str], tree: HtmlElement, title: str | None, publisher: str | None
) -> str | None:
    microdata = next(iter(marked_up(tree, "articleSection")), None)
    stated = [text_of(one) for one in as_list(item.get("articleSection"))]
    stated += [metas.get(name) for name in ("article:section", "og:article:section", "og:section", "parsely-section", "section")]
    stated.append(text_of(microdata.get("content") or microdata.text_content()[:_SHORT]) if microdata is not None else None)
    for trail in (one for one in items if "BreadcrumbList" in types_of(one)):
        names = [
            text_of(crumb) or text_of(crumb.get("item"))
            for crumb in as_list(trail.get("itemListElement"))
            if isinstance(crumb, dict)
        ]
        stated += reversed(names[1:])
    others = {_letters(name) for name in (title or "", publisher or "", *_NO_SECTIONS)}
    firsts = (re.split(r"\s*[,;>]\s*", name)[0] for name in stated if name)
    return next(
        (name for name in firsts if len(name) <= _LONGEST_SECTION and _letters(name) not in others and "." not in name[3:-1]),
        None,
    )


def _count(value: object) -> int:
    """A number that is given as a number or in digits; 0 for anything else."""
    digits = str(value).strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else 0


def _near(blocks: list[Block], headline: str | None, paragraphs_passed: int) -> list[Block]:
    """The short blocks by the headline, which tell who wrote the article and when: from four above it, past some paragraphs."""
    found: list[Block] = []
    same = [number for number, block in enumerate(blocks) if headline and " ".join(block.text.split()) == headline]
    at = min(same, key=lambda number: blocks[number].tag != "h1", default=0)
    paragraphs = 0
    for block in blocks[max(0, at - 4) :]:
        paragraphs += len(block.text) > (_LEAST_OF_P if block.tag == "p" else _SHORT) and block.link_density < 0.5
        if paragraphs > paragraphs_passed or len(found) >= _MOST_NEAR:
            break
        if len(block.text) <= _SHORT:
            found.append(block)
    return found


def _url(tree: HtmlElement, metas: dict[str, str], location: str) -> str | None:
    found = location if location.startswith(("http://", "https://")) else None
    canonical = next((link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), None)
    for stated in (canonical, metas.get("og:url")):
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
