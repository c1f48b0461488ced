"""The parts of an article among the blocks of its page. Imports the record and clean's own parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.clean.chrome import is_paywall
from onrecord.clean.closing import is_note
from onrecord.clean.html.blocks import HEADINGS, Block, Node
from onrecord.clean.html.copies import without_copies
from onrecord.clean.html.entries import LiveEntry, live_blog_of
from onrecord.clean.html.jsonld import Item
from onrecord.clean.html.quotations import in_marks, is_attribution, quotation_of, signed
from onrecord.clean.html.roles import role_of
from onrecord.clean.html.titles import letters_of
from onrecord.clean.html.weights import SENTENCE, of_article, weigh
from onrecord.record import Role

_LIST_TAGS = frozenset(("li", "td", "th", "dt", "dd", *HEADINGS))
_SMALL_REST = 0.15
_MOST_NOTES = 3
_LONGEST_NOTE = 600
_MUCH_AFTER_WALL = 0.4


@dataclass(frozen=True, slots=True)
class Part:
    """A line of an article's text, what it is, and which entry of a live blog it is in."""

    role: Role
    text: str
    entry: LiveEntry | None = None


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
    root, inside = of_article(weigh(blocks, second_opinion))
    if root is None:
        return []
    inside = without_copies(inside)
    live = live_blog_of([one.block for one in inside], [one.weight for one in inside], stated.item, stated.published)
    body = "\n".join(letters_of(one.block.text) for one in inside if one.weight)
    heads = {letters_of(stated.title or ""), letters_of(stated.subtitle or "")}
    laid_out = _LaidOut()
    for number, one in enumerate(inside):
        entry = live.entries[number] if live else None
        if laid_out.signs(one.block, entry):
            continue
        is_time = live is not None and number in live.times
        role = Role.DATE if is_time else role_of(one, body, heads, root)
        if role is None or (role not in (Role.BODY, Role.SUBHEADING, Role.CAPTION) and not laid_out.last_body and not is_time):
            laid_out.pass_over()
            continue
        laid_out.add(role, one.block, entry)
        if role is Role.BODY:
            heads.discard(letters_of(stated.subtitle or ""))
    found = _without_wall(laid_out.parts[: laid_out.last_body])
    return _without_author(_without_rest(found, min(laid_out.ruled_off, len(found)), stated.publisher), stated.authors)


class _LaidOut:
    """The parts found so far; `last_body` is how many there are up to the last paragraph, `ruled_off` up to the last rule."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.last_body = self.ruled_off = 0
        self._quotation: Node | None = None
        self._quoted = 0  # where the parts of the quotation begin
        self._before: Block | None = None  # the block before, where it is a paragraph

    def signs(self, block: Block, entry: LiveEntry | None) -> bool:
        """Whether the block says who the quotation is by that was added last; then it is added."""
        quotation = quotation_of(block)
        if quotation is not self._quotation:
            self._quotation, self._quoted = quotation, len(self.parts)
        quoted = self.parts[self._quoted :]
        if quotation is None or not quoted or not is_attribution(block, quotation):
            return False
        role = quoted[-1].role
        words = in_marks([part.text for part in quoted])
        self.parts[self._quoted :] = [replace(part, text=text) for part, text in zip(quoted, words, strict=True)]
        self.parts.append(Part(role, signed(block.text), entry))
        self._quoted = len(self.parts)
        if role is Role.BODY:
            self.last_body = len(self.parts)
        return True

    def pass_over(self) -> None:
        self._before = None

    def add(self, role: Role, block: Block, entry: LiveEntry | None) -> None:
        if block.ruled_off and self.parts:
            self.ruled_off = len(self.parts)
        lines = list(_lines_of(block.text))
        if role is Role.BODY and self._before and lines and _goes_on(self.parts[-1].text, self._before, block):
            self.parts[-1] = replace(self.parts[-1], text=f"{self.parts[-1].text} {lines.pop(0)}")
        self.parts.extend(Part(role, line, entry) for line in lines)
        self._before = block if role is Role.BODY and not block.ruled_off else None
        if role is Role.BODY:
            self.last_body = len(self.parts)


def _goes_on(line: str, before: Block, block: Block) -> bool:
    """Whether a block goes on with the sentence that the one before began: "“We will see”", "said Ada Obi."."""
    if before.tag in _LIST_TAGS or block.tag in _LIST_TAGS or not block.text[0].islower():
        return False
    return not SENTENCE.search(line[-4:]) and not line.endswith((",", ";", ":"))


def _lines_of(text: str) -> Iterator[str]:
    """The lines of a block that stand for themselves; those that were broken in the middle of a sentence put together."""
    line = ""
    for part in text.split("\n"):
        if line and part and part[0].islower() and not SENTENCE.search(line[-4:]):
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
