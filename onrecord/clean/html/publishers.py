"""Who published an article, as its page says. Imports lxml, dates and clean's own parts.

Of the names that the rows of a table find, the first that is written as a name holds, unless others speak against it together; a
fuller form of the same name takes its place. The address's host is the last resort.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from onrecord.clean.html.blocks import Block, marked_up
from onrecord.clean.html.jsonld import Item, text_of, types_of
from onrecord.clean.html.metas import Metas
from onrecord.clean.html.titles import SEPARATORS, letters_of, no_titles, title_element
from onrecord.dates import date_line

_LAST_BLOCKS = 24
_LONGEST, _MOST_WORDS = 60, 7
_SITES = frozenset(("WebSite", "NewsMediaOrganization"))
_COPYRIGHT = re.compile(r"(?:©|\(c\)|\bcopyright\b)[\s\d,–-]*(?:by )?((?:[A-Z]\w+|&)(?: (?:[A-Z]\w+|&))*)", re.I)
_SLOGAN_AFTER = re.compile(
    r"(?::|,| -)\s+(?=.*\b(?:news|latest|breaking|your|our|voice|home of|for|from|and|sport|weather|since)\b).*", re.I
)
_NUMBERED = re.compile(r"(?:page|part|p\.?|seite|página)?\s*\d[\d\s./of-]*", re.I)
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.I)
_HANDLE = re.compile(r"(?:https?://)?(?:www\.|m\.)?(?:facebook|twitter|x)\.com/(?:pages/)?([A-Za-z][\w.-]{2,40})/?$|@(\w{3,40})$")
_SUBDOMAIN = re.compile(r"^(?:www\d?|m|mobile|amp|edition)\.")
_PART_OF_SITE = frozenset(
    ("blog", "blogs", "news", "en", "us", "uk", "eu", "int", "sport", "sports", "beta", "web", "magazine", "shop", "live")
)
_OF_LOGO = re.compile(r"\b(?:logo|home ?page|home|link to|go to|the site|website|of|gmbh|inc|llc|ltd|corp)\b", re.I)


@dataclass(frozen=True, slots=True)
class Source:
    """What a page has to say about its publisher; `title` is the article's, `host` the address's without "www."."""

    item: Item
    items: list[Item]
    metas: Metas
    tree: HtmlElement
    blocks: list[Block]
    title: str | None
    host: str

    @property
    def label(self) -> str:
        return label_of(self.host)


@dataclass(frozen=True, slots=True)
class Rule:
    """`example` is what of a page names "The Quill" by this rule and no other."""

    id: str
    read: Callable[[Source], Iterator[str | None]]
    example: str


def _metas(*names: str) -> Callable[[Source], Iterator[str | None]]:
    return lambda source: (source.metas.first(name) for name in names)


def _in_json_ld(source: Source) -> Iterator[str | None]:
    for key in ("publisher", "sourceOrganization"):
        yield text_of(source.item.get(key))


def _site_in_json_ld(source: Source) -> Iterator[str | None]:
    return (text_of(one.get("name")) for one in source.items if _SITES.intersection(types_of(one)))


def _in_microdata(source: Source) -> Iterator[str | None]:
    for one in marked_up(source.tree, "publisher"):
        named = next((inner for inner in one.iter() if "name" in (inner.get("itemprop") or "").split()), one)
        yield named.get("content") or named.text_content()[: 2 * _LONGEST]


def _title_ending(source: Source) -> Iterator[str | None]:
    """The last piece of the title element that is a name and not of the article's title."""
    pieces = SEPARATORS.split(title_element(source.tree))
    for piece in reversed(pieces[1:]):
        if letters_of(piece) in letters_of(source.title or ""):
            return
        if _is_name(piece, source.title):
            yield piece
            return


def _title_beginning(source: Source) -> Iterator[str | None]:
    pieces = SEPARATORS.split(title_element(source.tree))
    title = letters_of(source.title or "")
    if len(pieces) > 1 and title and title.endswith(letters_of(pieces[-1])) and letters_of(pieces[0]) not in title:
        yield pieces[0]


def _in_copyright(source: Source) -> Iterator[str | None]:
    """The name after a copyright sign near the end of the page, where the page's address holds it."""
    for block in source.blocks[-_LAST_BLOCKS:]:
        match = _COPYRIGHT.search(block.text) if len(block.text) <= 300 else None
        if match and letters_of(match[1]) and letters_of(match[1]) in letters_of(source.host):
            yield match[1].strip()


def _in_logo(source: Source) -> Iterator[str | None]:
    """What a picture or a link is called that is called as the address is: "Catch it Kansas" at catchitkansas.example."""
    for one in source.tree.iter("img", "a"):
        for words in (one.get("alt"), one.get("title"), one.get("aria-label")):
            bare = SEPARATORS.split(_OF_LOGO.sub("", words).strip())[0] if words and len(words) <= _LONGEST else ""
            if bare and source.label and _bare(bare) == source.label.removeprefix("the") and not _is_domain(bare):
                yield bare.strip()
                return


def _handles(source: Source) -> Iterator[str | None]:
    """What it is called at other sites, where that is what its address says, or nothing else is known."""
    stated = source.metas.first("og:site_name") or ""
    label = label_of(host_of(stated)) or source.label
    for name in ("article:publisher", "twitter:site"):
        match = _HANDLE.match(source.metas.first(name) or "")
        handle = (match[1] or match[2]) if match else ""
        if handle and not handle.islower() and letters_of(handle) == label:
            yield handle


RULES = (
    Rule("og-site-name", _metas("og:site_name", "og:site"), '<meta property="og:site_name" content="The Quill">'),
    Rule(
        "json-ld",
        _in_json_ld,
        '<script type="application/ld+json">{"@type": "Article", "headline": "A", "publisher": {"name": "The Quill"}}</script>',
    ),
    Rule(
        "json-ld-site", _site_in_json_ld, '<script type="application/ld+json">{"@type": "WebSite", "name": "The Quill"}</script>'
    ),
    Rule(
        "microdata",
        _in_microdata,
        '<div itemprop="publisher" itemscope><img src="q.png"><meta itemprop="name" content="The Quill"></div>',
    ),
    Rule(
        "meta",
        _metas("application-name", "apple-mobile-web-app-title", "dc.publisher", "dcterms.publisher", "publisher", "cre"),
        '<meta name="application-name" content="The Quill">',
    ),
    Rule("title-ending", _title_ending, "<title>Money for the Harbour | The Quill | Page 2</title>"),
    Rule("title-beginning", _title_beginning, "<title>The Quill | Money for the Harbour</title>"),
    Rule("copyright", _in_copyright, "<footer>© 2024 The Quill</footer>"),
    Rule("logo", _in_logo, '<a href="/" title="The Quill home page"><img src="q.png"></a>'),
    Rule("handle", _handles, '<meta name="twitter:site" content="@TheQuill">'),
)


def publisher_of(source: Source) -> str | None:
    found = [(rule.id, name) for rule in RULES for raw in rule.read(source) if (name := _without_slogan(raw or "", source))]
    names = [name for _, name in found if _is_name(name, source.title)]
    by_sources = {letters_of(name): sum(_agree(name, other) for other in dict(found).values()) for name in names}
    label = source.label

    def support(name: str) -> int:
        return by_sources[letters_of(name)] + bool(label and (label in letters_of(name) or letters_of(name) in label))

    first = names[0] if names else ""
    if first and support(first) < 2:
        first = next((name for name in names if support(name) >= 3 or (support(name) == 2 and _is_domain(first))), first)
    elif first and _is_domain(first):
        first = next((name for name in names if _is_written_out(name) and _bare(name) == _bare(first.rpartition(".")[0])), first)
    host = host_of(source.metas.first("og:site_name") or "") or source.host
    return next((name for name in names if name != first and _says_more(name, first, host)), first) or host or None


def _is_name(name: str, title: str | None) -> bool:
    """Whether words can be a publisher's name: no date, page number, section, slogan, address or the article's own title."""
    letters, words = letters_of(name), name.split()
    if not 1 < len(name) <= _LONGEST or not any(map(str.isalpha, name)) or "://" in name or name.startswith("@"):
        return False
    if letters in no_titles() or (title and letters == letters_of(title)):
        return False
    if _NUMBERED.fullmatch(name) or date_line(name):
        return False
    small = sum(word[0].islower() for word in words)
    return len(words) <= _MOST_WORDS and (len(words) < 3 or (2 * small <= len(words) and not words[0][0].islower()))


def _without_slogan(name: str, source: Source) -> str:
    """A site's name without its slogan: of several pieces the one that the address holds, else the first."""
    pieces = [piece.strip() for piece in SEPARATORS.split(" ".join(name.split())) if piece.strip()]
    label = source.label
    piece = next((one for one in pieces[1:] if label and _bare(one) == label.removeprefix("the")), pieces[0] if pieces else "")
    return _SLOGAN_AFTER.sub("", piece).strip() if len(piece.split()) > 3 else piece


def _agree(one: str, other: str) -> bool:
    return bool(_bare(one)) and (_bare(one) in _bare(other) or _bare(other) in _bare(one))


def _bare(name: str) -> str:
    return letters_of(name).removeprefix("the")


def _is_domain(name: str) -> bool:
    return _DOMAIN.fullmatch(name) is not None


def label_of(host: str) -> str:
    """The letters of the part of a host that names the site: "comwrap" of blog.comwrap.com."""
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in _PART_OF_SITE:
        labels = labels[1:]
    return letters_of(labels[0])


def _is_written_out(name: str) -> bool:
    """Whether a name is more than an address without its ending: "Phys" is not, "The Quill" is."""
    return not _is_domain(name) and (" " in name or not (name.islower() or name.istitle()))


def host_of(address: str) -> str:
    """The host of an address without "www." and the like; "" where it has none, or a number in its place."""
    try:
        host = _SUBDOMAIN.sub("", urlsplit(address).hostname or "") if "://" in address else ""
    except ValueError:
        return ""
    return host if _DOMAIN.fullmatch(host) else ""


def _says_more(name: str, first: str, host: str) -> bool:
    """Whether `name` is the full form of a name that is written as an address ("detroitnews") or an abbreviation ("WSJ")."""
    letters, short, label = letters_of(name), letters_of(first), label_of(host)
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
