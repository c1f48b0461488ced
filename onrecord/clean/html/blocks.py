"""An HTML tree as blocks: each run of text that stands on lines of its own, with what its place in the tree tells about it.

Imports the standard library and lxml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from onrecord.clean.byline import BOUNDARY
from onrecord.clean.wordlist import entries

_PARSER = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
_INLINE = frozenset(entries("html-inline"))
_UNSEEN = frozenset(entries("html-unseen"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))
_MOST_IN_CELL = 3
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SCREEN_READER = re.compile(r"screen-?reader|sr-only|visually-?hidden|visuallyhidden", re.I)
_POPOVER = re.compile(rf"roll-?over|pop-?over|tool-?tip|hover-?card|flyout|{_SCREEN_READER.pattern}", re.I)
_SPACE = re.compile(r"[^\S\n]+")
_DROPPED = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_QUOTATION_MARKS = ("", *"“”\"„«»‘’'‹›")
_SIGNS = re.compile(r"attribut|author|\bcite\b|speaker|source", re.I)
_DEEPEST = 400
_LONGEST_BOUNDED = 300
_MOST_STAMPS = 8  # of one block; who has more is no line about an article
_WITH_PROPERTY = XPath("//*[contains(concat(' ', normalize-space(@itemprop), ' '), $name)]")
# Attributes that hold the moment which an element shows a reader in words; "title" does so in older markup.
_STAMPS = (
    "datetime", "data-datetime", "data-timestamp", "data-time", "data-date", "data-published", "data-published-at",
    "data-publish-date", "data-unixtime", "data-epoch", "data-utc", "data-iso", "data-utctime", "data-seconds",
)  # fmt: skip
_TITLED = re.compile(r"publish|updated|modified|date|time", re.I)


@dataclass(slots=True)
class Node:
    """An element that holds blocks: `names` are its class, id and role in lower case; `letters` of all blocks in it,
    `blocks` their number."""

    tag: str
    names: str
    parent: Node | None
    depth: int
    element: HtmlElement
    letters: int = 0
    link_letters: int = 0
    blocks: int = 0

    def upwards(self) -> Iterator[Node]:
        """This element and those around it, from the inside out."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


@dataclass(frozen=True, slots=True)
class Stamp:
    """An element that states a moment as an attribute, `value`, and the words of its block that stand before it."""

    element: HtmlElement
    value: str
    before: str


@dataclass(slots=True)
class Block:
    """Text in one `node`, white space made single, a line break kept as a line feed; `letters` and `link_letters` count what is
    letter or digit; `ruled_off`: a horizontal rule stands between it and the one before; `stamps` are those in it, and those
    without words right before it; `bounded` is a short text with "\x1e" where inline elements begin and end."""

    text: str
    node: Node
    letters: int
    link_letters: int
    ruled_off: bool = False
    stamps: tuple[Stamp, ...] = ()
    bounded: str = ""

    @property
    def tag(self) -> str:
        return self.node.tag

    def names_around(self) -> list[str]:
        """The names of the element that the block stands in and of the two around it."""
        return [node.names for node, _ in zip(self.node.upwards(), range(3), strict=False)]

    @property
    def link_density(self) -> float:
        return self.link_letters / self.letters if self.letters else 0.0


def parse(html: str) -> HtmlElement:
    """The tree of a page. Raises lxml.etree.ParserError where there is none."""
    return document_fromstring(html.encode("utf-8", "replace"), parser=_PARSER)


def marked_up(tree: HtmlElement, name: str) -> list[HtmlElement]:
    """The elements that microdata calls `name`, among other things, in order."""
    return cast(list[HtmlElement], _WITH_PROPERTY(tree, name=f" {name} "))


def short_text(element: HtmlElement, most: int) -> str | None:
    """The words of an element; None where they have more than `most` characters, which are not all read then."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(piece[: 4 * most])
        length += len(piece.strip())
        if length > most or len(pieces) > most:
            return None
    return normalise("".join(pieces))


def names_of(element: HtmlElement) -> str:
    get = element.get
    return " ".join(filter(None, (get("class"), get("id"), get("role"), get("itemprop"), get("data-component")))).lower()


class _Walk:
    """Collects the text between the edges of block-level elements."""

    def __init__(self, with_hidden: bool) -> None:
        self.with_hidden = with_hidden
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._letters = self._link_letters = 0
        self._ruled_off = False
        self._stamps: list[tuple[HtmlElement, str, int]] = []

    def stamp(self, element: HtmlElement, value: str) -> None:
        if len(self._stamps) < _MOST_STAMPS:
            self._stamps.append((element, value, len(self._pieces)))

    def text(self, words: str | None, in_link: bool) -> None:
        if not words:
            return
        self._pieces.append(words)
        count = sum(map(str.isalnum, words))
        self._letters += count
        if in_link:
            self._link_letters += count

    def line_break(self) -> None:
        self._pieces.append("\v")

    def boundary(self) -> None:
        self._pieces.append(BOUNDARY)

    def rule(self) -> None:
        self._ruled_off = True

    def flush(self, node: Node) -> None:
        if not self._pieces:
            return
        pieces, self._pieces = self._pieces, []
        counts = self._letters, self._link_letters
        self._letters = self._link_letters = 0
        text = normalise("".join(pieces))
        if text:
            stamps = (Stamp(element, value, normalise("".join(pieces[:at]))) for element, value, at in self._stamps)
            bounded = normalise("".join(pieces), bounds=True) if len(text) <= _LONGEST_BOUNDED else ""
            self.blocks.append(Block(text, node, *counts, self._ruled_off, tuple(stamps), bounded))
            self._ruled_off = False
            self._stamps = []
            for above in node.upwards():
                above.letters += counts[0]
                above.link_letters += counts[1]
                above.blocks += 1


def normalise(raw: str, *, bounds: bool = False) -> str:
    """White space made single, signs that are not seen dropped, save BOUNDARY where `bounds` are to be kept; "\\v" stands for a
    line break and becomes a line feed."""
    if bounds:
        pieces = raw.replace("\v", f"{BOUNDARY}\v{BOUNDARY}").split(BOUNDARY)
        return BOUNDARY.join(words for piece in pieces if (words := "\n" if piece == "\v" else normalise(piece))).replace(
            f"{BOUNDARY}\n{BOUNDARY}", "\n"
        )
    words = " ".join(_DROPPED.sub("", raw).replace("\v", " \0 ").split())
    return re.sub(r" ?\0 ?", "\n", words).strip("\n ") if "\0" in words else words


def blocks_of(tree: HtmlElement, *, with_hidden: bool = False) -> list[Block]:
    """The blocks of a page in the order of its text, without what a reader does not see."""
    walk = _Walk(with_hidden)
    body = tree.find("body")
    root = body if body is not None else tree
    node = Node(str(root.tag), names_of(root), None, 0, root)
    _visit(root, node, walk, in_link=False, depth=0)
    walk.flush(node)
    return walk.blocks


def _visit(element: HtmlElement, node: Node, walk: _Walk, *, in_link: bool, depth: int) -> None:
    walk.text(element.text, in_link)
    for child in element:
        tag = child.tag
        if not isinstance(tag, str):
            walk.text(child.tail, in_link)
            continue
        if tag == "br":
            walk.line_break()
        elif tag in _UNSEEN or depth > _DEEPEST or (not walk.with_hidden and _is_hidden(child)):
            pass
        elif (tag in _INLINE and not _signs_quotation(child, node)) or (tag in _CELLS and _is_short_cell(child)):
            if tag in _CELLS:
                walk.text(" ", in_link)
            marks = _marks_of(child)
            walk.text(marks[:1], in_link)
            _note_stamp(child, walk)
            if not (child.get("class") and _is_popover(child, child.get("class"))):
                walk.boundary()
                _visit(child, node, walk, in_link=in_link or tag == "a", depth=depth + 1)
                walk.boundary()
            walk.text(marks[1:], in_link)
        else:
            walk.flush(node)
            if tag == "hr":
                walk.rule()
            _note_stamp(child, walk)
            inner = Node(tag, names_of(child), node, node.depth + 1, child)
            _visit(child, inner, walk, in_link=in_link, depth=depth + 1)
            walk.flush(inner)
        walk.text(child.tail, in_link)


def _marks_of(element: HtmlElement) -> str:
    """The quotation marks that a browser puts around a `q`, which its words have not got: both, or none."""
    if element.tag != "q" or element.text_content().lstrip()[:1] in _QUOTATION_MARKS:
        return ""
    return "‘’" if next(element.iterancestors("q"), None) is not None else "“”"


def _signs_quotation(element: HtmlElement, node: Node) -> bool:
    """Whether an inline element that ends a `blockquote` names who it is by, and so is a line of its own."""
    names = element.get("class") or ""
    if element.tag != "cite" and not (element.tag == "span" and _SIGNS.search(names)):
        return False
    if all(above.tag != "blockquote" for above in node.upwards()) or (element.tail or "").strip():
        return False
    return not any("".join(after.itertext()).strip() or (after.tail or "").strip() for after in element.itersiblings())


def _note_stamp(element: HtmlElement, walk: _Walk) -> None:
    if not element.attrib:
        return
    value = next((element.get(name) for name in _STAMPS if element.get(name)), None)
    if value is None and element.get("title") and _TITLED.search(element.get("class") or ""):
        value = element.get("title")
    if value:
        walk.stamp(element, value)


def _is_short_cell(cell: HtmlElement) -> bool:
    """Whether a table's cell holds data, which is read with its row, and not a column of a page that is laid out as a table."""
    return len(cell) <= _MOST_IN_CELL and all(child.tag in _INLINE for child in cell)


def _is_hidden(element: HtmlElement) -> bool:
    attributes = element.attrib
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and _HIDDEN_STYLE.search(style) is not None)


def _is_popover(element: HtmlElement, names: str) -> bool:
    """Whether this is a card that shows when its neighbour is pointed at, or words for screen readers; not what is pointed at."""
    if not _POPOVER.search(names) or element.get("href"):
        return False
    if _SCREEN_READER.search(names):
        return True
    return len(element.findall(".//a")) > 1 and not any(
        _POPOVER.search(inner.get("class", "")) for inner in element.iterdescendants("span", "div")
    )
