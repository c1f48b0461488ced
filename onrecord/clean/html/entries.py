"""The entries of a live blog among the blocks of a page. Imports lxml and clean's own parts.

An entry is one of several sisters, elements of one kind in one element, that hold much of the article and a time each; or, where
the page is flat, what follows a line that holds nothing but a time, or begins as JSON-LD says that an update begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from onrecord.clean.entries import entry_times, near_in_time
from onrecord.clean.html.blocks import Block
from onrecord.clean.html.jsonld import Item, as_list, text_of
from onrecord.dates import is_time_line, iso_date

_LONGEST_TIME_LINE = 120
_MUCH = 0.5
_ENOUGH_LETTERS = 20
_COMPARED = 40


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """The entry with this number, counted from 0 in the order of the page; `time` as in the record."""

    number: int
    time: str | None


@dataclass(frozen=True, slots=True)
class LiveBlog:
    """Which entry each block belongs to, None above the first; `times` are the numbers of the blocks that give times."""

    entries: list[LiveEntry | None]
    times: frozenset[int]


def live_blog_of(blocks: list[Block], weights: list[float], item: Item, published: str | None) -> LiveBlog | None:
    """The live blog that the blocks of an article's element are; None where they are none. `weights` say how much of the article
    each block is, `item` what JSON-LD says of it."""
    stamps = {number: stamp for number, block in enumerate(blocks) if (stamp := _stamp(block)) is not None}
    updates = _updates(item)
    groups = _sisters(blocks, weights, stamps) or _flat(blocks, weights, stamps, updates)
    if len(groups) < 2 or len(set(stamps.values())) < min(2, len(stamps)):
        return None
    given = [next((n for n in group if n in stamps), None) for group in groups]
    times = entry_times([stamps[n] if n is not None else "" for n in given], published)
    for number, group in enumerate(groups):
        if times[number] is None or len(times[number] or "") == 10:
            times[number] = _stated([blocks[n] for n in group], updates) or times[number]
    if not near_in_time(times):
        return None
    entries: list[LiveEntry | None] = [None] * len(blocks)
    for number, group in enumerate(groups):
        for n in group:
            entries[n] = LiveEntry(number, times[number])
    return LiveBlog(entries, frozenset(n for n in given if n is not None))


def _stamp(block: Block) -> str | None:
    """What a short block says about a time: its markup's, where that is a date, else its words."""
    if len(block.text) > _LONGEST_TIME_LINE:
        return None
    element = block.node.element
    time = element if element.tag == "time" else element.find(".//time")
    stated = time.get("datetime") if time is not None and _holds(block, time.text_content()) else None
    if stated and (iso := iso_date(stated)):
        return iso
    return block.text if is_time_line(block.text) else None


def _holds(block: Block, words: str) -> bool:
    """Whether the block is little more than these words."""
    return _letters(words) in _letters(block.text) and block.letters <= len(_letters(words)) + _LONGEST_TIME_LINE // 2


def _sisters(blocks: list[Block], weights: list[float], stamps: dict[int, str]) -> list[list[int]]:
    """The numbers of the blocks in each of such elements; empty where there are none."""
    held: dict[int, float] = {}
    stamped: set[int] = set()
    kinds: dict[tuple[int, str], dict[int, list[int]]] = {}
    for number, (block, weight) in enumerate(zip(blocks, weights, strict=True)):
        for node in block.node.upwards():
            held[id(node)] = held.get(id(node), 0.0) + weight
            if node.parent is not None:
                kinds.setdefault((id(node.parent), node.tag), {}).setdefault(id(node), []).append(number)
            if number in stamps:
                stamped.add(id(node))
    best: list[list[int]] = []
    for sisters in kinds.values():
        full = [node for node in sisters if held[node]]
        if sum(node in stamped for node in full) < 2 or len(full) <= len(best):
            continue
        if sum(held[node] for node in full) >= _MUCH * sum(weights):
            best = [sisters[node] for node in full]
    return best


def _flat(
    blocks: list[Block], weights: list[float], stamps: dict[int, str], updates: list[tuple[str, str, str]]
) -> list[list[int]]:
    starts = [number for number in stamps if any(weights[number:])]
    if len(starts) < 2:
        begun = [(number, _letters(block.text)) for number, block in enumerate(blocks) if block.letters >= _ENOUGH_LETTERS]
        found = {
            next((number for number, words in begun if words == head or (body and words.startswith(body))), -1)
            for head, body, _ in updates
        }
        starts = sorted(found - {-1})
    return [list(range(start, end)) for start, end in pairwise([*starts, len(blocks)])]


def _updates(item: Item) -> list[tuple[str, str, str]]:
    """Of each update in JSON-LD the letters of its headline, the first letters of its body, and its time."""
    found = []
    for update in as_list(item.get("liveBlogUpdate")):
        if not isinstance(update, dict):
            continue
        stated = update.get("datePublished")
        iso = iso_date(stated) if isinstance(stated, str) else None
        head, body = (_letters(text_of(update.get(name)) or "") for name in ("headline", "articleBody"))
        if iso and (head or body):
            found.append((head, body[:_COMPARED] if len(body) >= _ENOUGH_LETTERS else "", iso))
    return found


def _stated(blocks: list[Block], updates: list[tuple[str, str, str]]) -> str | None:
    """The time that JSON-LD gives of the entry that these blocks are."""
    words = [_letters(block.text) for block in blocks]
    for head, body, iso in updates:
        if any((head and line == head) or (body and line.startswith(body)) for line in words):
            return iso
    return None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
