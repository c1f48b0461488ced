"""Which blocks of a page are its article, and what each of them is. Imports the record and clean's own parts.

The way: weigh the blocks that read like prose, those most that a second opinion took too; go down from the page to the smallest
element that holds nearly all of that weight; take its blocks, save those that their names, links or words give away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.clean.byline import authors_of_line
from onrecord.clean.caption import is_caption
from onrecord.clean.chrome import chrome_role, is_paywall, is_rule
from onrecord.clean.closing import is_note
from onrecord.clean.html.blocks import Block, Node
from onrecord.clean.html.entries import LiveEntry, live_blog_of
from onrecord.clean.html.jsonld import Item
from onrecord.dates import is_time_line
from onrecord.record import Role

_PROSE_TAGS = frozenset(("p", "div", "section", "article", "li", "td", "blockquote", "main", "dd", "pre", "center", "body"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("ul", "ol", "dl", "table", "tbody", "tr", "p", "blockquote", *_HEADINGS))
_APART_TAGS = frozenset(("nav", "aside", "footer", "form", "menu", "address", "fieldset", "figcaption", "caption"))
_NEVER_APART = frozenset(("html", "body", "main", "article"))
_OTHERS_WORDS = re.compile(r"comment|disqus|livefyre|reply|respond|relat(?:ed|ion)|recommend|foot(?:er|note)")
_APART_NAMES = re.compile(
    r"relat(?:ed|ion)|recirc|recommend|newsletter|promo|sponsor|outbrain|taboola|shar(?:e|ing)(?![a-z])|social(?!-?(?:media-?)?embed)|comment|disqus|"
    r"livefyre|(?<!with-)(?<!has-)(?<!no-)side-?bar|foot(?:er|note)|breadcrumb|by-?line|author|contributor|\bbio\b|caption|credit|\btags?\b|tag-?list|-tags|topics|"
    r"keyword|subscri|sign-?up|paywall|most-?(?:read|pop|view|shared|recent)|popular|trending|read-?more|see-?also|also-?(?:read|like)|"
    r"more-?(?:stories|from|news|on|in|articles|posts|coverage)|next-?(?:up|story|article|post)|prev(?:ious)?-?(?:story|article|post)|"
    r"pagination|pager|\bnav|navigation|menu|toolbar|advert|\bads?\b|\bad-|-ads?\b|ads-|banner|cookie|consent|gdpr|copyright|"
    r"(?:video|audio|media|jw)-?player|\bpoll\b|rating|print-|post-?meta|entry-?meta|article-?meta|metadata|meta-?info|time-?stamp|publish|"
    r"pub-?date|\bdate\b|post-?(?:info|footer|nav)|entry-?(?:footer|utility)|teaser|trc_|follow|dont-?miss|don-t-miss|popup|modal|overlay|"
    r"read-?next|reply|respond|login|register|search|(?<!label-)\bhidden\b(?!-)|element-hidden|app-?download|donat|membership|zergnet|revcontent|plista|widget|tooltip|"
    r"infobox|\bwpa\b|wpcnt|read(?:ing)?-?time|\bcta\b|-cta|cta-|call-to-action|up-?sell|noscript"
)
_CAPTION_NAMES = re.compile(r"caption|credit|\bphoto\b|image-|picture")
_QUOTE_NAMES = re.compile(r"pull|quote")
_PULL_QUOTE_NAMES = re.compile(r"pull-?_?quote")
_BOX_NAMES = (
    (Role.COOKIES, re.compile(r"cookie|consent|gdpr")),
    (Role.NEWSLETTER, re.compile(r"newsletter|sign-?up|subscri")),
    (
        Role.RELATED,
        re.compile(
            r"related|read-?(?:more|also|next|on)|see-?also|also-?(?:read|like)|recommend|(?:inline|in-article)-?(?:link|promo)"
        ),
    ),
)
_DIGITS = re.compile(r"\d+")
_SENTENCE = re.compile(r"[.!?。！？…:][\"'”’»)\]]*(?:\s|$)")
_ENOUGH = 0.9
_TRUSTED = 0.2
_MUCH_VOTED = 0.25
_MUCH_READ = 0.5
_LINKED = 0.5
_LARGEST_TEASER = 600
_MUCH_OF_LIST = 0.4
_LEAST_UNLINKED = 25
_WORDY = 30
_UNVOTED = 0.02
_LONG = 250
_SMALL_REST = 0.15
_MOST_NOTES = 3
_LONGEST_NOTE = 600
_MUCH_AFTER_WALL = 0.4
_LARGEST_BOX = 400
_MOST_IN_BOX = 3
_LEAST_OF_QUOTE = 12
_LEAST_OF_BOX = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A line of an article's text, what it is, and which entry of a live blog it is in."""

    role: Role
    text: str
    entry: LiveEntry | None = None


@dataclass(slots=True)
class _Weighed:
    block: Block
    weight: float
    apart: bool
    voted: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """What is known of an article before its parts are: of its `title` and `subtitle` the words that stand in the page; `item` is
    what JSON-LD says of it, `published` an ISO 8601 date."""

    title: str | None
    subtitle: str | None
    authors: tuple[str, ...]
    publisher: str | None
    published: str | None
    item: Item


def parts_of(blocks: list[Block], second_opinion: str, stated: Stated) -> list[Part]:
    """The parts of the article among the `blocks` of a page, in order, without its title; empty where there is none.

    `second_opinion` is the article's text as another extractor sees it. Captions, pull quotes, date lines, small boxes and page
    chrome that stand between paragraphs are kept as what they are; before and after the article they are left out.
    """
    weighed = _weigh(blocks, second_opinion)
    root = _root_of(weighed)
    if root is None:
        return []
    inside = [one for one in weighed if _is_in(one.block.node, root)]
    live = live_blog_of([one.block for one in inside], [one.weight for one in inside], stated.item, stated.published)
    body = "\n".join(_letters(one.block.text) for one in inside if one.weight)
    heads = {_letters(stated.title or ""), _letters(stated.subtitle or "")}
    found: list[Part] = []
    last_body = ruled_off = 0
    for number, one in enumerate(inside):
        is_time = live is not None and number in live.times
        role = Role.DATE if is_time else _role_of(one, body, heads, root)
        if role is None or (role not in (Role.BODY, Role.SUBHEADING, Role.CAPTION) and not last_body and not is_time):
            continue
        if one.block.ruled_off and found:
            ruled_off = len(found)
        entry = live.entries[number] if live else None
        found.extend(Part(role, line, entry) for line in _lines_of(one.block.text))
        if role is Role.BODY:
            last_body = len(found)
            heads.discard(_letters(stated.subtitle or ""))
    found = _without_wall(found[:last_body])
    return _without_author(_without_rest(found, min(ruled_off, len(found)), stated.publisher), stated.authors)


def _lines_of(text: str) -> Iterator[str]:
    """The lines of a block that stand for themselves; those that were broken in the middle of a sentence put together."""
    line = ""
    for part in text.split("\n"):
        if line and part and part[0].islower() and not _SENTENCE.search(line[-4:]):
            line = f"{line} {part}"
            continue
        if line:
            yield line
        line = part
    if line:
        yield line


def _without_rest(parts: list[Part], ruled_off: int, publisher: str | None) -> list[Part]:
    """Without notes after a horizontal rule: few paragraphs, which are short or say what the publisher is."""
    rest = parts[ruled_off:]
    if not ruled_off or not rest or len(rest) > _MOST_NOTES:
        return parts
    is_small = sum(len(part.text) for part in rest) < _SMALL_REST * sum(len(part.text) for part in parts)
    return parts[:ruled_off] if is_small or (publisher and rest[0].text.startswith(f"{publisher} is ")) else parts


def _without_wall(parts: list[Part]) -> list[Part]:
    """Without a demand for money and what follows it, where that is little."""
    for number, part in enumerate(parts):
        if number and is_paywall(part.text):
            after = sum(len(one.text) for one in parts[number:] if one.role is Role.BODY)
            if after < _MUCH_AFTER_WALL * sum(len(one.text) for one in parts[:number]):
                return parts[:number]
    return parts


def _without_author(parts: list[Part], authors: tuple[str, ...]) -> list[Part]:
    """Without notes about the authors at the end: "Ada Obi covers the harbour. Follow her on …"."""
    while len(parts) > 3 and len(parts[-1].text) <= _LONGEST_NOTE and is_note(parts[-1].text, authors):
        parts = parts[:-1]
    return parts


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _weigh(blocks: list[Block], second_opinion: str) -> list[_Weighed]:
    """How much each block reads like an article's prose: its letters, or 0; hardly any where the second opinion left it out,
    unless that opinion took so little that it must have missed the article."""
    opinion = _letters(second_opinion)
    voted = [block.letters >= 5 and _letters(block.text) in opinion for block in blocks]
    prose = [_is_prose(block) for block in blocks]
    votes = _Tally(block for block, vote in zip(blocks, voted, strict=True) if vote and block.letters >= _WORDY)
    reads = _Tally(block for block, like in zip(blocks, prose, strict=True) if like)
    known: dict[int, bool] = {}
    teasers = _teasers(blocks, votes)
    apart = [
        _is_apart(block.node, known, votes, reads) or any(id(node) in teasers for node in block.node.upwards())
        for block in blocks
    ]
    likely = [like and not aside for like, aside in zip(prose, apart, strict=True)]
    paragraphs = sum(block.letters for block, like in zip(blocks, likely, strict=True) if like and block.tag == "p")
    trusted = votes.total >= _TRUSTED * paragraphs
    weighed = []
    for block, vote, like, aside in zip(blocks, voted, likely, apart, strict=True):
        weight = block.letters * (1.0 if vote or not trusted else _UNVOTED) if like else 0.0
        weighed.append(_Weighed(block, weight, aside, vote))
    return weighed


class _Tally:
    """Letters of some blocks, by the elements that hold them."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.total = 0
        self._by_node: dict[int, int] = {}
        for block in blocks:
            self.total += block.letters
            for node in block.node.upwards():
                self._by_node[id(node)] = self._by_node.get(id(node), 0) + block.letters

    def share(self, node: Node) -> float:
        return self._by_node.get(id(node), 0) / self.total if self.total else 0.0


def _is_prose(block: Block) -> bool:
    return (
        block.tag in _PROSE_TAGS
        and block.letters >= _WORDY
        and block.link_density < _LINKED
        and (block.letters > 4 * _WORDY or _SENTENCE.search(block.text) is not None)
    )


def _is_apart(node: Node, known: dict[int, bool], votes: _Tally, reads: _Tally) -> bool:
    """Whether an element, or one around it, says that it is no part of the article; one that holds much of it cannot say so."""
    key = id(node)
    if key not in known:
        own = _says_apart(node)
        if own and (
            votes.share(node) >= _MUCH_VOTED or (reads.share(node) >= _MUCH_READ and not _OTHERS_WORDS.search(node.names))
        ):
            own = False
        known[key] = own or (node.parent is not None and _is_apart(node.parent, known, votes, reads))
    return known[key]


def _says_apart(node: Node) -> bool:
    return node.tag in _APART_TAGS or (node.tag not in _NEVER_APART and _APART_NAMES.search(node.names) is not None)


def _teasers(blocks: list[Block], votes: _Tally) -> set[int]:
    """The elements, three or more of one kind, that hold a heading that is a link and a little text: other articles; but for such
    as make up much of this one, as in a list of recommended things."""
    kinds: dict[tuple[str, str], list[Node]] = {}
    for block in blocks:
        if block.tag in _HEADINGS and block.link_density > 0.9 and block.letters >= _LEAST_UNLINKED:
            for node, _ in zip(block.node.upwards(), range(5), strict=False):
                if node.letters > block.letters:
                    if node.letters < _LARGEST_TEASER:
                        kinds.setdefault((node.tag, _DIGITS.sub("", node.names)), []).append(node)
                    break
    lists = (nodes for nodes in kinds.values() if len(nodes) >= 3 and sum(map(votes.share, nodes)) < _MUCH_OF_LIST)
    return {id(node) for nodes in lists for node in nodes}


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


def _role_of(one: _Weighed, body: str, heads: set[str], root: Node) -> Role | None:
    """What a block inside the article's element is; None where it is to be left out. `heads` are titles, known already."""
    block, text = one.block, one.block.text
    if one.apart or is_caption(text) or (_CAPTION_NAMES.search(block.node.names) and block.letters < _LONG):
        return _role_apart(one, body, root)
    if block.tag == "h1" or _letters(text) in heads:
        return None
    if is_rule(text):
        return Role.BODY
    if role := chrome_role(text):
        return role if block.link_density < _LINKED or role is Role.RELATED else None
    if len(text) <= 160:
        if is_time_line(text):
            return Role.DATE
        if authors_of_line(text) is not None:
            return Role.BYLINE
    if block.link_density >= _LINKED and not _is_linked_prose(one):
        return None
    if not any(map(str.isalpha, text)) and block.tag not in ("td", "th"):
        return None
    if block.tag in _HEADINGS:
        return Role.SUBHEADING
    return Role.PULL_QUOTE if _is_pull_quote(block, body) else Role.BODY


def _role_apart(one: _Weighed, body: str, root: Node) -> Role | None:
    """Captions, pull quotes and small boxes of a known kind are told; all else that stands apart is left out."""
    block, text = one.block, one.block.text
    names = [f"{node.tag} {node.names}" for node, _ in zip(block.node.upwards(), range(3), strict=False)]
    if block.letters >= _WORDY and block.link_density < _LINKED:
        if is_caption(text) or any("figcaption" in name or _CAPTION_NAMES.search(name) for name in names):
            return Role.CAPTION
        if any(map(_PULL_QUOTE_NAMES.search, names)):
            return Role.PULL_QUOTE
        if any(_QUOTE_NAMES.search(name) or name.startswith("aside") for name in names) and _letters(text) in body:
            return Role.PULL_QUOTE
    return _role_of_box(block, root) if block.letters >= _LEAST_OF_BOX else None


def _role_of_box(block: Block, root: Node) -> Role | None:
    """What a small box says that it is, by its words or by the names of its elements. Large ones are lists of what is new or much
    read, which are others whenever the page is fetched."""
    above = [node for node in block.node.upwards() if node.depth > root.depth]
    box = next((node for node in reversed(above) if _says_apart(node)), block.node)
    if box.letters > _LARGEST_BOX or box.blocks > _MOST_IN_BOX:
        return None
    role = chrome_role(block.text)
    if role in (Role.COOKIES, Role.NEWSLETTER, Role.RELATED):
        return role
    return next((role for role, names in _BOX_NAMES if any(names.search(node.names) for node in above)), None)


def _is_pull_quote(block: Block, body: str) -> bool:
    """Whether a quotation that is set apart repeats what a paragraph says."""
    if not _LEAST_OF_QUOTE <= block.letters <= _LONG:
        return False
    if not any(
        node.tag in ("blockquote", "q") or _QUOTE_NAMES.search(node.names)
        for node, _ in zip(block.node.upwards(), range(3), strict=False)
    ):
        return False
    letters = _letters(block.text)
    return any(letters in line and letters != line for line in body.split("\n"))


def _is_linked_prose(one: _Weighed) -> bool:
    block = one.block
    if block.tag in _HEADINGS:
        return not any(node.tag == "li" for node in block.node.upwards())
    return one.voted and (block.letters - block.link_letters >= _LEAST_UNLINKED or block.link_density < 0.85)
