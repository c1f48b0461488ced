"""How something was said, as far as words tell: whether at all (factuality), and whether aloud or only in mind (type).

Imports language and record. The words are in language/en/manner_cues.toml: rows that look at a cue's own words, or at what stands
before it in its sentence ("no minister", "it is not true that", "if"). Values after FactBank (Saurí & Pustejovsky 2009).
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.language import tables
from onrecord.record import Factuality, Spans, StatementType

_BORDER = re.compile(r"(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bSt)(?<!\b[A-Z])[.!?][”\"’]?\s|[\n“”:]|(?<=\s)\"")
_ASKING = re.compile(r"^(?:did|does|do|has|have|had|is|are|was|were|will|would|can|could|should)\b")


@cache
def _rows(name: str) -> tuple[tuple[tuple[re.Pattern[str], ...], Factuality], ...]:
    return tuple(
        (tuple(map(re.compile, patterns)), Factuality(effect)) for *patterns, effect, _ in tables("manner_cues.toml")[name]
    )


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(tables('manner_cues.toml')[name])})(?![\w-])")


def type_of(text: str, cue: Spans) -> StatementType:
    """Said, unless the cue has only words of thinking or wanting."""
    words = _cue(text, cue)
    return StatementType.HELD if _words("held").search(words) and not _words("said").search(words) else StatementType.SAID


def factuality_of(text: str, cue: Spans) -> Factuality:
    """Factual, unless the cue's words or those before it in its sentence say otherwise. One without a cue is factual."""
    if not cue:
        return Factuality.FACTUAL
    words = _cue(text, cue)
    before = _before(text, cue[0].start)
    if _ASKING.search(words) and not before.strip(" ,—–-'‘") and len(cue) > 1:
        return Factuality.ASKED if _ends(text, cue[-1].end) == "?" else _inverted(words)
    for (on_cue,), effect in _rows("cue"):
        if on_cue.search(words):
            return effect
    for (on_before, on_cue), effect in _rows("before"):
        if on_before.search(before) and on_cue.search(words):
            return effect
    return Factuality.FACTUAL


def _inverted(words: str) -> Factuality:
    """ "Had they reported it" did not happen; "Should they rule" may."""
    return {"had": Factuality.NEGATED, "should": Factuality.POSSIBLE}.get(words.split()[0], Factuality.FACTUAL)


def _cue(text: str, cue: Spans) -> str:
    return " ".join(piece.of(text) for piece in cue).lower()


def _before(text: str, start: int) -> str:
    """What stands before `start` in its sentence or quotation."""
    lead = text[max(0, start - 160) : start]
    last = max((match.end() for match in _BORDER.finditer(lead)), default=0)
    return lead[last:].lower()


def _ends(text: str, end: int) -> str:
    match = re.search(r"[.!?\n]", text[end : end + 300])
    return match.group() if match else ""
