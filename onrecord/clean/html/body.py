"""Which blocks of a page are its article, and what each of them is. Imports the record and clean's own parts.

The way: weigh the blocks that read like prose, those most that a second opinion took too; go down from the page to the smallest
element that holds nearly all of that weight; take its blocks, save those that their names, links or words give away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.clean.byline import authors_of_line
from onrecord.clean.caption import is_caption
from onrecord.clean.chrome import is_chrome, is_rule
from onrecord.clean.closing import is_note
from onrecord.clean.dates import date_line
from onrecord.clean.html.blocks import Block, Node
from onrecord.record import Role

_PROSE_TAGS = frozenset(("p", "div", "section", "article", "li", "td", "blockquote", "main", "dd", "pre", "center", "body"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("ul", "ol", "dl", "table", "tbody", "tr", "p", "blockquote", *_HEADINGS))
_APART_TAGS = frozenset(("nav", "aside", "footer", "form", "menu", "address", "fieldset", "figcaption", "caption"))
_APART_NAMES = re.compile(
    r"relat|recirc|recommend|newsletter|promo|sponsor|outbrain|taboola|shar(?:e|ing)(?![a-z])|social(?!-?(?:media-?)?embed)|comment|disqus|"
    r"livefyre|side-?bar|foot(?:er|note)|breadcrumb|by-?line|author|contributor|\bbio\b|caption|credit|\btags?\b|tag-?list|-tags|topics|"
    r"keyword|subscri|sign-?up|paywall|most-?(?:read|pop|view|shared|recent)|popular|trending|read-?more|see-?also|also-?(?:read|like)|"
    r"more-?(?:stories|from|news|on|in|articles|posts|coverage)|next-?(?:up|story|article|post)|prev(?:ious)?-?(?:story|article|post)|"
    r"pagination|pager|\bnav|navigation|menu|toolbar|advert|\bads?\b|\bad-|-ads?\b|ads-|banner|cookie|consent|gdpr|copyright|"
    r"(?:video|audio|media|jw)-?player|\bpoll\b|rating|print-|post-?meta|entry-?meta|article-?meta|metadata|meta-?info|time-?stamp|publish|"
    r"pub-?date|\bdate\b|post-?(?:info|footer|nav)|entry-?(?:footer|utility)|teaser|trc_|follow|dont-?miss|don-t-miss|popup|modal|overlay|"
    r"read-?next|reply|respond|login|register|search|hidden|app-?download|donat|membership|zergnet|revcontent|plista|widget|tooltip|"
    r"infobox|\bwpa\b|wpcnt|read(?:ing)?-?time|\bcta\b|-cta|cta-|call-to-action|up-?sell|noscript"
)
_CAPTION_NAMES = re.compile(r"caption|credit|\bphoto\b|image-|picture")
_QUOTE_NAMES = re.compile(r"pull|quote")
_SENTENCE = re.compile(r"[.!?。！？…:][\"'”’»)\]]*(?:\s|$)")
_ENOUGH = 0.9
_LINKED = 0.5
_LEAST_UNLINKED = 25
_WORDY = 30
_UNVOTED = 0.02
_LONG = 250
_SMALL_REST = 0.15
_LONGEST_NOTE = 600


@dataclass(frozen=True, slots=True)
class Part:
    """A line of an article's text, and what it is."""

    role: Role
    text: str


@dataclass(slots=True)
class _Weighed:
    block: Block
    weight: float
    apart: bool
    voted: bool


def parts_of(blocks: list[Block], second_opinion: str, title: str | None, authors: tuple[str, ...] = ()) -> list[Part]:
    """The parts of the article among the `blocks` of a page, in order, without its title; empty where there is none.

    `second_opinion` is the article's text as another extractor sees it. Captions, pull quotes, date lines and page chrome that
    stand between paragraphs are kept as what they are; before and after the article they are left out.
    """
    weighed = _weigh(blocks, second_opinion)
    root = _root_of(weighed)
    if root is None:
        return []
    inside = [one for one in weighed if _is_in(one.block.node, root)]
    body = "".join(_letters(one.block.text) for one in inside if one.weight)
    title_letters = _letters(title or "")
    found: list[Part] = []
    last_body = ruled_off = 0
    for one in inside:
        role = _role_of(one, body, title_letters)
        if role is None or (role is not Role.BODY and role is not Role.SUBHEADING and not last_body and role is not Role.CAPTION):
            continue
        if one.block.ruled_off and found:
            ruled_off = len(found)
        found.extend(Part(role, line) for line in one.block.text.split("\n") if line)
        if role is Role.BODY:
            last_body = len(found)
    return _without_author(_without_rest(found[:last_body], ruled_off), authors)


def _without_rest(parts: list[Part], ruled_off: int) -> list[Part]:
    """Without what follows a horizontal rule, where it is a small part of the whole: notes about the author or the company."""
    rest = sum(len(part.text) for part in parts[ruled_off:])
    is_note = ruled_off and rest < _SMALL_REST * sum(len(part.text) for part in parts)
    return parts[:ruled_off] if is_note and len(parts) - ruled_off <= 3 else parts


def _without_author(parts: list[Part], authors: tuple[str, ...]) -> list[Part]:
    """Without notes about the authors at the end: "Ada Obi covers the harbour. Follow her on …"."""
    while len(parts) > 3 and len(parts[-1].text) <= _LONGEST_NOTE and is_note(parts[-1].text, authors):
        parts = parts[:-1]
    return parts


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _weigh(blocks: list[Block], second_opinion: str) -> list[_Weighed]:
    """How much each block reads like an article's prose: its letters; hardly any where the second opinion left it out; or 0."""
    opinion = _letters(second_opinion)
    voted = [block.letters >= 5 and _letters(block.text) in opinion for block in blocks]
    votes: dict[int, int] = {}
    total = 0
    for block, vote in zip(blocks, voted, strict=True):
        if vote and block.letters >= _WORDY:
            total += block.letters
            for node in block.node.upwards():
                votes[id(node)] = votes.get(id(node), 0) + block.letters
    known: dict[int, bool] = {}
    weighed = []
    for block, vote in zip(blocks, voted, strict=True):
        apart = _is_apart(block.node, known, votes, max(total // 4, 1))
        weight = block.letters * (1.0 if vote else _UNVOTED) if not apart and _is_prose(block) else 0.0
        weighed.append(_Weighed(block, weight, apart, vote))
    return weighed


def _is_prose(block: Block) -> bool:
    return (
        block.tag in _PROSE_TAGS
        and block.letters >= _WORDY
        and block.link_density < _LINKED
        and (block.letters > 4 * _WORDY or _SENTENCE.search(block.text) is not None)
    )


def _is_apart(node: Node, known: dict[int, bool], votes: dict[int, int], enough: int) -> bool:
    """Whether an element, or one around it, says that it is no part of the article; one that holds much of it cannot say so."""
    key = id(node)
    if key not in known:
        own = (node.tag in _APART_TAGS or _APART_NAMES.search(node.names) is not None) and votes.get(key, 0) < enough
        known[key] = own or (node.parent is not None and _is_apart(node.parent, known, votes, enough))
    return known[key]


def _root_of(weighed: list[_Weighed]) -> Node | None:
    """The smallest element that holds at least nine tenths of the weight of the one around it, all the way down; never a list."""
    weights: dict[int, float] = {}
    children: dict[int, dict[int, Node]] = {}
    top = None
    for one in weighed:
        if not one.weight:
            continue
        below = None
        for above in one.block.node.upwards():
            weights[id(above)] = weights.get(id(above), 0.0) + one.weight
            if below is not None:
                children.setdefault(id(above), {})[id(below)] = below
            below = top = above
    node: Node | None = top
    while node is not None:
        inner = max(children.get(id(node), {}).values(), key=lambda n: weights[id(n)], default=None)
        if inner is None or weights[id(inner)] < _ENOUGH * weights[id(node)]:
            break
        node = inner
    while node is not None and node.tag in _LISTS:
        node = node.parent
    return node


def _is_in(node: Node, root: Node) -> bool:
    return any(above is root for above in node.upwards())


def _role_of(one: _Weighed, body: str, title: str) -> Role | None:
    """What a block inside the article's element is; None where it is to be left out."""
    block, text = one.block, one.block.text
    if one.apart or is_caption(text) or (_CAPTION_NAMES.search(block.node.names) and block.letters < _LONG):
        return _role_apart(one, body)
    if block.tag == "h1" or _letters(text) == title:
        return None
    if is_rule(text):
        return Role.BODY
    if is_chrome(text):
        return Role.CHROME if block.link_density < _LINKED else None
    if len(text) <= 160:
        if date_line(text):
            return Role.DATE
        if authors_of_line(text) is not None:
            return Role.BYLINE
    if block.link_density >= _LINKED and not _is_linked_prose(one):
        return None
    if not any(map(str.isalpha, text)) and block.tag not in ("td", "th"):
        return None
    return Role.SUBHEADING if block.tag in _HEADINGS else Role.BODY


def _role_apart(one: _Weighed, body: str) -> Role | None:
    """Captions and pull quotes are known as such; all else that stands apart is left out."""
    text = one.block.text
    names = [f"{node.tag} {node.names}" for node, _ in zip(one.block.node.upwards(), range(3), strict=False)]
    if one.block.letters >= _WORDY and one.block.link_density < _LINKED:
        if is_caption(text) or any("figcaption" in name or _CAPTION_NAMES.search(name) for name in names):
            return Role.CAPTION
        if any(_QUOTE_NAMES.search(name) or name.startswith("aside") for name in names) and _letters(text) in body:
            return Role.CHROME
    return None


def _is_linked_prose(one: _Weighed) -> bool:
    block = one.block
    if block.tag in _HEADINGS:
        return not any(node.tag == "li" for node in block.node.upwards())
    return one.voted and (block.letters - block.link_letters >= _LEAST_UNLINKED or block.link_density < 0.85)
