"""A text as blocks: paragraphs and other lines, each with where it stands. Imports the standard library only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_WIDEST_WRAP = 120
_CONTINUES = (",", ";", "—", "–")


@dataclass(frozen=True, slots=True)
class Block:
    """Words at `[start, end)` of the text, without white space at the ends; `gap`: a blank line, or nothing, stands before."""

    text: str
    start: int
    end: int
    gap: bool


def blocks_of(text: str) -> list[Block]:
    """The lines of `text` that hold more than white space, with lines that were broken only to fit a width put together."""
    lines = _lines_of(text)
    width = _wrap_width(lines)
    blocks: list[Block] = []
    for line in lines:
        last = blocks[-1] if blocks else None
        if last and not line.gap and _goes_on(last.text.rsplit("\n", 1)[-1], line.text, width):
            blocks[-1] = Block(text[last.start : line.end], last.start, line.end, last.gap)
        else:
            blocks.append(line)
    return blocks


def _lines_of(text: str) -> list[Block]:
    lines: list[Block] = []
    before = 0
    for match in _LINE.finditer(text):
        words = match[0].strip()
        if words:
            start = match.start() + match[0].index(words[0]) if match[0][0].isspace() else match.start()
            gap = not lines or text.count("\n", before, start) + text.count("\r", before, start) > 1 + text.count(
                "\r\n", before, start
            )
            lines.append(Block(words, start, start + len(words), gap))
            before = start + len(words)
    return lines


def _wrap_width(lines: list[Block]) -> int:
    """The width that lines were broken at; 0 where lines are paragraphs of their own."""
    followed = [len(line.text) for line, after in pairwise(lines) if not after.gap]
    longest = max((len(line.text) for line in lines), default=0)
    if len(followed) < 2 or not 40 <= longest <= _WIDEST_WRAP:
        return 0
    return max(followed)


def _goes_on(line: str, after: str, width: int) -> bool:
    if line.endswith(_CONTINUES) and len(line) < 200:
        return True
    return bool(width) and len(line) + 1 + len(after.split(None, 1)[0]) > width
