"""Blocks that a page holds twice: for wide and narrow screens, for print, as their own beginning. Imports clean's own parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.clean.html.blocks import Node
from onrecord.clean.html.titles import letters_of
from onrecord.clean.html.weights import SENTENCE, Weighed

_FOR_SOME = re.compile(
    r"(?:mobile|desktop|tablet|phone|print|screen|amp)(?:-|_)?(?:only|version|view|copy)|\bd-(?:\w+-)?(?:none|block)\b|"
    r"(?:hide|show|hidden|visible)-(?:for-)?(?:xs|sm|md|lg|small|medium|large|mobile|desktop|tablet|phone|print)|\bprint\b|\bmobile\b|"
    r"\bdesktop\b|\b(?:sm|md|lg|xl):(?:hidden|block)"
)
_CUT_OFF = re.compile(r"\s*(?:…|\.{3}|\[…\]|\[\.{3}\])\s*(?:read more|more|continue reading)?\s*$", re.I)
_LEAST = 40  # letters of a paragraph that no article says twice
_LEAST_OF_BEGINNING = 30
_MOST_CUT_OFF = 20


def without_copies(blocks: list[Weighed]) -> list[Weighed]:
    """The blocks less paragraphs that have all been there before, in another element, and beginnings of others, cut off. What one
    element holds twice, its author wrote twice."""
    cut_off = set(_beginnings(blocks))
    seen: dict[str, Node | None] = {}
    kept = []
    for number, one in enumerate(blocks):
        lines = [letters_of(line) for line in one.block.text.split("\n")]
        around = one.block.node.parent
        is_copy = all(line in seen and seen[line] is not around for line in lines)
        for_some = any(_FOR_SOME.search(node.names) for node in one.block.node.upwards())
        if number in cut_off or (is_copy and (for_some or (one.block.letters >= _LEAST and SENTENCE.search(one.block.text)))):
            continue
        for line in lines if not one.apart else ():
            seen.setdefault(line, around)
        kept.append(one)
    return kept


def _beginnings(blocks: list[Weighed]) -> Iterator[int]:
    whole = [letters_of(one.block.text) for one in blocks]
    ending = [number for number, one in enumerate(blocks) if _CUT_OFF.search(one.block.text[-40:])]
    for number in ending[:_MOST_CUT_OFF]:
        words = letters_of(_CUT_OFF.sub("", blocks[number].block.text))
        if len(words) >= _LEAST_OF_BEGINNING and any(text.startswith(words) and text != whole[number] for text in whole):
            yield number
