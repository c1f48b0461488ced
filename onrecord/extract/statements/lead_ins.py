"""Who stands before a quotation with nothing but a colon: "Chairwoman Ana Lopes: “…”", "Statement from the ministry: “…”".
Imports text, language and record.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from onrecord.extract.text.results import Findings, FoundName, TaggedWord
from onrecord.language import lines
from onrecord.record import Span, Spans

_LONGEST = 160  # characters
_MOST_WORDS = 16
_SENTENCE = re.compile(r"(?:[.!?…][”\"’')\]]*|\n)\s+(?=\S)")
_TIME = re.compile(r"\d{1,2}[.:]\d\d(?:\s*[ap]\.?m\.?)?\s+|[-–—•*]\s+", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|[A-Z][a-z]{1,4})$")
_VERBS = frozenset(("VERB", "AUX"))
_ARTICLES = ("the", "a", "an")
_Spanned = TypeVar("_Spanned", TaggedWord, FoundName)


@dataclass(frozen=True, slots=True)
class LeadIn:
    """`source` says who; `cue` is the colon, with the words that open the lead-in, if they do ("Statement from")."""

    source: Span
    cue: Spans


def lead_in(text: str, start: int, paragraph: int, paragraphs: Sequence[Span], found: Findings) -> LeadIn | None:
    """The lead-in of a quotation that begins at `start`, in `paragraphs[paragraph]`; None where there is none that only names
    somebody: with a verb in it the reader has seen it, or it is none."""
    line = paragraphs[paragraph]
    if start > line.start:
        line = Span(line.start, start)
    elif paragraph:
        line = paragraphs[paragraph - 1]
    end = line.start + len(line.of(text).rstrip())
    if end - line.start < 2 or text[end - 1] != ":":
        return None
    colon = Span(end - 1, end)
    begins = _begins(text, max(line.start, colon.start - _LONGEST), colon.start, at_start=colon.start - line.start <= _LONGEST)
    if begins is None:
        return None
    if (time := _TIME.match(text, begins, colon.start)) is not None:
        begins = time.end()
    opening = _openings().match(text, begins, colon.start)
    cue: Spans = (colon,)
    if opening is not None:
        cue = (Span(begins, begins + len(opening.group().rstrip())), colon)
        begins = opening.end()
    source = Span(begins, begins + len(text[begins : colon.start].rstrip()))
    return LeadIn(source, cue) if _names_somebody(text, source, found, opening is not None) else None


def _begins(text: str, low: int, high: int, at_start: bool) -> int | None:
    """Where the sentence before the colon at `high` begins, looked for from `low` on."""
    begins = low if at_start else None
    for stop in _SENTENCE.finditer(text, low, high):
        if not (text[stop.start()] == "." and _ABBREVIATED.search(text, low, stop.start())):
            begins = stop.end()
    return begins


def _names_somebody(text: str, source: Span, found: Findings, opened: bool) -> bool:
    words = source.of(text).split()
    if not words or len(words) > _MOST_WORDS:
        return False
    names = [name for name in _within(source, found.names) if name.type in ("person", "organization")]
    # What is said of a name after a comma or in brackets may hold any word.
    rest = text[names[0].span.end : source.end].lstrip() if names else ""
    bare = Span(source.start, names[0].span.end if rest[:1] in ("", ",", "(") else source.end) if names else source
    if any(word.upos in _VERBS for word in _within(bare, found.words)):
        return False
    return bool(names) or opened or (len(words) > 1 and words[0].lower() in _ARTICLES)


def _within(stretch: Span, found: Sequence[_Spanned]) -> Sequence[_Spanned]:
    """Those of `found`, in text order, that overlap `stretch`."""
    return found[bisect_right(found, stretch.start, key=_end_of) : bisect_left(found, stretch.end, key=_start_of)]


def _start_of(one: TaggedWord | FoundName) -> int:
    return one.span.start


def _end_of(one: TaggedWord | FoundName) -> int:
    return one.span.end


@cache
def _openings() -> re.Pattern[str]:
    """Words that open a lead-in, any one of them; the longest first."""
    phrases = sorted(lines("lead_ins.txt"), key=len, reverse=True)
    return re.compile(rf"(?:(?:a|the|this|in a|in the)\s+)?(?:{'|'.join(map(re.escape, phrases))})\s+", re.IGNORECASE)
