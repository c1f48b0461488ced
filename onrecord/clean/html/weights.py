"""How much each block of a page reads like an article, and which element holds it. Imports clean's own parts.

The blocks that read like prose are weighed, those most that a second opinion took too; then the way goes down from the page to
the smallest element that holds nearly all of that weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.clean.html.apart import OTHERS_WORDS, says_apart
from onrecord.clean.html.blocks import HEADINGS, Block, Node
from onrecord.clean.html.titles import letters_of

_PROSE_TAGS = frozenset(("p", "div", "section", "article", "li", "td", "blockquote", "main", "dd", "pre", "center", "body"))
_TITLES_OF_TEASERS = frozenset(("p", "div", "span", "dt", *HEADINGS))
_LISTS = frozenset(("ul", "ol", "dl", "table", "tbody", "tr", "p", "blockquote", *HEADINGS))
_DIGITS = re.compile(r"\d+")
SENTENCE = re.compile(r"[.!?。！？…:][\"'”’»)\]]*(?:\s|$)")
LINKED = 0.5
WORDY = 30
_ENOUGH = 0.9
_TRUSTED = 0.2
_MUCH_VOTED = 0.25
_MUCH_READ = 0.5
_LARGEST_TEASER = 600
_MUCH_OF_LIST = 0.4
_LEAST_UNLINKED = 25
_UNVOTED = 0.02
_LEAST_OF_CHUNK = 100
_LEAST_SHARE = 0.08
_WORDS = re.compile(r"[a-z]{4,}")
_NO_KINDS = frozenset(
    ("container", "wrapper", "wrap", "column", "columns", "inner", "outer", "grid", "flex", "block", "clearfix", "left", "right")
)


@dataclass(slots=True)
class Weighed:
    """`apart`: it says that it is no part of the article; `voted`: the second opinion took it."""

    block: Block
    weight: float
    apart: bool
    voted: bool


def weigh(blocks: list[Block], second_opinion: str) -> list[Weighed]:
    """How much each block reads like an article's prose: its letters, or 0; hardly any where the second opinion left it out,
    unless that opinion took so little that it must have missed the article."""
    opinion = letters_of(second_opinion)
    voted = [block.letters >= 5 and letters_of(block.text) in opinion for block in blocks]
    prose = [_is_prose(block) for block in blocks]
    votes = _Tally(block for block, vote in zip(blocks, voted, strict=True) if vote and block.letters >= WORDY)
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
        weighed.append(Weighed(block, weight, aside, vote))
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
        and block.letters >= WORDY
        and block.link_density < LINKED
        and (block.letters > 4 * WORDY or SENTENCE.search(block.text) is not None)
    )


def _is_apart(node: Node, known: dict[int, bool], votes: _Tally, reads: _Tally) -> bool:
    """Whether an element, or one around it, says that it is no part of the article; one that holds much of it cannot say so."""
    key = id(node)
    if key not in known:
        own = says_apart(node)
        if own and (
            votes.share(node) >= _MUCH_VOTED or (reads.share(node) >= _MUCH_READ and not OTHERS_WORDS.search(node.names))
        ):
            own = False
        known[key] = own or (node.parent is not None and _is_apart(node.parent, known, votes, reads))
    return known[key]


def _teasers(blocks: list[Block], votes: _Tally) -> set[int]:
    """The elements, three or more of one kind, that hold a heading or line that is a link and a little text: other articles; but
    for such as make up much of this one, as in a list of recommended things."""
    kinds: dict[tuple[str, str], list[Node]] = {}
    for block in blocks:
        if block.tag in _TITLES_OF_TEASERS and block.link_density > 0.9 and block.letters >= _LEAST_UNLINKED:
            for node, _ in zip(block.node.upwards(), range(5), strict=False):
                if node.letters > block.letters:
                    if node.letters < _LARGEST_TEASER:
                        kinds.setdefault((node.tag, _DIGITS.sub("", node.names)), []).append(node)
                    break
    lists = (nodes for nodes in kinds.values() if len(nodes) >= 3 and sum(map(votes.share, nodes)) < _MUCH_OF_LIST)
    return {id(node) for nodes in lists for node in nodes}


def of_article(weighed: list[Weighed]) -> tuple[Node | None, list[Weighed]]:
    """The element that holds the article, None where there is none, and the blocks in it that may be of the article.

    Where a page has cut its article into several elements of one kind, and the second opinion took the first for all of it, they
    are all taken.
    """
    root = _root_of(weighed)
    if root is None:
        return None, []
    chunks = [root, *_sisters(root, weighed)]
    within = [number for number, one in enumerate(weighed) if any(is_in(one.block.node, chunk) for chunk in chunks)]
    while not all(is_in(chunk, root) for chunk in chunks) and root.parent is not None:
        root = root.parent
    return root, [one for one in weighed[within[0] : within[-1] + 1] if is_in(one.block.node, root)]


def is_in(node: Node, root: Node) -> bool:
    return any(above is root for above in node.upwards())


def _sisters(root: Node, weighed: list[Weighed]) -> list[Node]:
    """The elements after `root` that are called as it is, stand as deep in the same article, and hold prose of their own."""
    own = _kind(root)
    prose: dict[int, int] = {}
    others: dict[int, Node] = {}
    first = next(number for number, one in enumerate(weighed) if is_in(one.block.node, root))
    of_root = sum(one.block.letters for one in weighed if one.weight and is_in(one.block.node, root))
    for one in weighed[first:]:
        node = next((above for above in one.block.node.upwards() if above.depth == root.depth), None)
        if node is None or node is root or node.tag != root.tag:
            continue
        if one.block.tag == "h1" or one.apart:
            continue
        others[id(node)] = node
        prose[id(node)] = prose.get(id(node), 0) + (one.block.letters if one.weight else 0)
    return [
        node
        for key, node in others.items()
        if prose[key] >= max(_LEAST_OF_CHUNK, _LEAST_SHARE * of_root)
        and prose[key] >= node.letters / 2
        and own & _kind(node)
        and _article(node) is _article(root)
        and node.element.find(".//h1") is None
    ]


def _kind(node: Node) -> set[str]:
    return set(_WORDS.findall(node.names)) - _NO_KINDS


def _article(node: Node) -> Node | None:
    return next((above for above in node.upwards() if above.tag == "article"), None)


def _root_of(weighed: list[Weighed]) -> Node | None:
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
