"""What a page says about its article: title, authors, publisher, date, address, language. Imports lxml and clean's own parts.

Where the page contradicts itself, the first of these that says something holds:
- title: the headline a reader sees that agrees with any of the others; JSON-LD; OpenGraph; the <title> element
- authors: people named in JSON-LD, in meta elements, in marked-up bylines; then an organization named in them, not the publisher
- publisher: OpenGraph's site name, JSON-LD, application name, the part of <title> that is not the title
- date: JSON-LD, meta elements, microdata and <time>, a date written out by the headline, the address
- address: canonical link, OpenGraph, where the page was found
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from onrecord.clean.dates import date_line, find_date
from onrecord.clean.html.authors import authors_of
from onrecord.clean.html.blocks import Block
from onrecord.clean.html.jsonld import Item, article_of, items_of, text_of, types_of
from onrecord.clean.wordlist import entries

_SEPARATORS = re.compile(r"\s+[|–—·•»«:/-]\s+|\s*[|»]\s*")
_PUBLISHED = re.compile(r"\b(?:publi|post(?:ed|é)|erstellt|veröffentlicht)", re.I)
_BYLINED = re.compile(r"\b(?:by|von|par|por)\b", re.I)
_SHORT = 180
_LEAST_OF_P = 60
_MOST_NEAR = 24
_BYLINE_AFTER = 6
_COPYRIGHT = re.compile(r"(?:©|\(c\)|\bcopyright\b)[\s\d,–-]*(?:by )?((?:[A-Z]\w+|&)(?: (?:[A-Z]\w+|&))*)", re.I)
_SITES = frozenset(("WebSite", "NewsMediaOrganization"))
_URL_DATE = re.compile(r"[/_-](20\d{2})[/-]?(0?[1-9]|1[0-2]|[a-z]{3})[/-]?([0-2]?\d|3[01])(?=[/_-]|$)", re.I)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}(?:Z|[+-]\d{4})?)?$")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?$")


@dataclass(frozen=True, slots=True)
class Facts:
    """`headline` is the title as it stands in the page's text, where it does; `body` is JSON-LD's articleBody, "" where there is
    none; `is_free` is False where the page says that it shows only part of its article."""

    title: str | None
    headline: str | None
    authors: tuple[str, ...]
    publisher: str | None
    published: str | None
    url: str | None
    language: str | None
    body: str
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
    published = _published(item, metas, tree, near, url or location)
    language = (tree.get("lang") or metas.get("og:locale") or "").replace("_", "-").partition("-")[0].strip().lower()
    return Facts(
        title=title,
        headline=headline,
        authors=authors_of(item, metas, near, _near(blocks, headline, _BYLINE_AFTER), publisher),
        publisher=publisher,
        published=published,
        url=url,
        language=language if language.isalpha() and 2 <= len(language) <= 3 else None,
        body=text_of(item.get("articleBody")) or "",
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
        return re.sub(r"[\s|–—·•»«:/-]+$", "", kept) or title
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


def _published(item: Item, metas: dict[str, str], tree: HtmlElement, near: list[Block], address: str) -> str | None:
    stated = [item.get("datePublished"), item.get("dateCreated"), *(metas.get(name) for name in entries("date-metas"))]
    stated += [
        one.get("content") or one.get("datetime") or one.text_content()
        for one in tree.iterfind(".//*[@itemprop='datePublished']")
    ]
    times = [one.get("datetime") for one in tree.iter("time") if one.get("datetime")]
    for value in (*stated, *times[:1]):
        if isinstance(value, str) and (iso := iso_date(value)):
            return iso
    if written := _written_date(near):
        return written
    if match := _URL_DATE.search(urlsplit(address).path):
        return (
            iso_date(f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}")
            if match[2].isdigit()
            else iso_date(f"{match[3]} {match[2]} {match[1]}")
        )
    return None


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


def _written_date(near: list[Block]) -> str | None:
    """A date by the headline: in a line that says it is the date of publication, else alone in its line, else after a name."""
    lines = [line for block in near for line in block.text.split("\n")]
    written = [(line, date) for line in lines if (date := find_date(line)) and date.iso and not date.updated]
    for says in (_PUBLISHED.search, date_line, _BYLINED.search, lambda line: len(line) < 60):
        for line, date in written:
            if says(line):
                return date.iso
    return None


def iso_date(value: str) -> str | None:
    """A date from markup as ISO 8601: with its time where it has a zone, the day alone where it has none; else None."""
    value = " ".join(value.split())
    if match := _COMPACT.match(value):
        value = f"{match[1]}-{match[2]}-{match[3]}"
    if _EPOCH.match(value):
        return datetime.fromtimestamp(int(value[:10]), UTC).isoformat()
    moment: datetime
    try:
        moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+|(\s)(?=[+-]\d{2}:?\d{2}$)", r"\1", value))
    except ValueError:
        try:
            moment = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError):
            date = find_date(value)
            return date.iso if date else None
    if not 1600 <= moment.year <= 2200:
        return None
    return moment.isoformat(timespec="seconds") if moment.tzinfo else moment.date().isoformat()


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
