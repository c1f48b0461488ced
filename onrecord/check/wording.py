"""Whether quoted words are somebody's words: exactly, with the edits that editors mark, or altered. Imports the standard
library only.

Words are compared, not punctuation: quotation marks, commas and full stops move when words are quoted. What editors may do, and
readers can see, is told apart from changing words: an ellipsis for words left out, brackets for words put in, another capital
at an edge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

LONGEST_BRACKET = 8  # words of the original that a bracket may stand for, besides as many as it holds

_TOKEN = re.compile(
    r"""(?P<gap>\[\s*(?:…|\.\s?\.\s?\.)\s*\]|…|\.\s?\.\s?\.(?:\s?\.)?)
      | \[(?P<bracket>[^\[\]\n]{0,200})\]
      | (?P<word>[^\W_]+(?:['’\-‐‑.,][^\W_]+)*)""",
    re.VERBOSE,
)
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-"})


class Edit(StrEnum):
    """What was done to the words in a way that can be seen."""

    ELLIPSIS = "ellipsis"
    BRACKETS = "brackets"
    CAPITAL = "capital"


class Change(StrEnum):
    SAME = "same"
    LEFT_OUT = "left out"
    PUT_IN = "put in"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a comparison: LEFT_OUT stands in the original only, PUT_IN in the quotation only."""

    change: Change
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`exact`: the words are those of the original, but for `edits`. `likeness` is the share, from 0 to 1, of the quotation's
    words that the nearest stretch of the original has in the same order; `diff` is that stretch against the quotation."""

    exact: bool
    likeness: float
    edits: tuple[Edit, ...] = ()
    diff: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that stand together; what came before them allows this many words of the original in between, None any number."""

    words: tuple[str, ...]
    between: int | None


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text, without ellipses, brackets included; apostrophes and hyphens are made alike."""
    return tuple(
        word.translate(_APOSTROPHES)
        for match in _TOKEN.finditer(text)
        for word in ([match["word"]] if match["word"] else words_in(match["bracket"] or ""))
    )


def compare(passages: Sequence[str], original: Sequence[str]) -> Comparison:
    """The quoted `passages` of one statement, in order, against the words of the `original`."""
    runs, edits = _runs(passages)
    quoted = tuple(word for passage in passages for word in words_in(passage))
    if not quoted or not original:
        return Comparison(False, 0.0)
    if runs and (capitals := _placed(runs, original, 0, first=True)) is not None:
        return Comparison(True, 1.0, tuple(edits | ({Edit.CAPITAL: None} if capitals else {})))
    return _nearest(quoted, original)


def _runs(passages: Sequence[str]) -> tuple[list[_Run], dict[Edit, None]]:
    runs: list[_Run] = []
    edits: dict[Edit, None] = {}
    for passage in passages:
        words: list[str] = []
        between: int | None = None
        for match in _TOKEN.finditer(passage):
            if match["word"]:
                words.append(match["word"].translate(_APOSTROPHES))
                continue
            if words:
                runs.append(_Run(tuple(words), between))
                words, between = [], 0
            if match["gap"]:
                edits[Edit.ELLIPSIS] = None
                between = None
            else:
                edits[Edit.BRACKETS] = None
                if between is not None:
                    between += LONGEST_BRACKET + len(words_in(match["bracket"]))
        if words:
            runs.append(_Run(tuple(words), between))
    return runs, edits


def _placed(runs: Sequence[_Run], original: Sequence[str], start: int, *, first: bool = False) -> bool | None:
    """Whether capitals changed where all runs stand in the original in order from `start` on; None where they do not."""
    if not runs:
        return False
    run = runs[0]
    last = len(original) - len(run.words)
    if run.between is not None and not first:
        last = min(last, start + run.between)
    for at in range(start, last + 1):
        capital = _stands(run.words, original, at)
        if capital is not None:
            rest = _placed(runs[1:], original, at + len(run.words))
            if rest is not None:
                return capital or rest
    return None


def _stands(words: tuple[str, ...], original: Sequence[str], at: int) -> bool | None:
    """Whether the first word's capital differs where `words` stand at `at`; None where they do not stand there."""
    head, there = words[0], original[at]
    if head != there and (head[1:] != there[1:] or head[0].casefold() != there[0].casefold()):
        return None
    return head != there if words[1:] == tuple(original[at + 1 : at + len(words)]) else None


def _nearest(quoted: tuple[str, ...], original: Sequence[str]) -> Comparison:
    folded, there = [word.casefold() for word in quoted], [word.casefold() for word in original]
    size = len(folded) + len(folded) // 3 + 1
    wanted = set(folded)
    counts = [sum(word in wanted for word in there[at : at + size]) for at in range(max(1, len(there) - size + 1))]
    start = counts.index(max(counts))
    matcher = SequenceMatcher(None, there[start : start + size], folded, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return Comparison(False, 0.0, diff=(Piece(Change.PUT_IN, " ".join(quoted)),))
    first, last = blocks[0], blocks[-1]
    before, after = first.b, len(folded) - last.b - last.size  # changed words at the edges stand against as many of the original
    window = list(original[max(0, start + first.a - before) : start + last.a + last.size + after])
    if _stands(quoted[:1], window, 0):
        quoted = (window[0], *quoted[1:])  # a capital at the edge is no changed word
    return Comparison(False, sum(block.size for block in blocks) / len(folded), diff=difference(window, quoted))


def difference(original: Sequence[str], quoted: Sequence[str]) -> tuple[Piece, ...]:
    """The words of the original against those of the quotation."""
    pieces = []
    for operation, a, b, c, d in SequenceMatcher(None, original, quoted, autojunk=False).get_opcodes():
        if operation == "equal":
            pieces.append(Piece(Change.SAME, " ".join(original[a:b])))
            continue
        if a < b:
            pieces.append(Piece(Change.LEFT_OUT, " ".join(original[a:b])))
        if c < d:
            pieces.append(Piece(Change.PUT_IN, " ".join(quoted[c:d])))
    return tuple(pieces)
