"""Factuality read off a cue's words, for training where nobody marked it. Imports onrecord.extract.

Only what the words themselves settle; the rest is left open (UNKNOWN), and learned from sentences where it is marked.
"""

from __future__ import annotations

import re
from typing import Any

UNKNOWN = -1
FACTUAL, NEGATED, POSSIBLE, FUTURE, ASKED = range(5)

_NEGATED = re.compile(r"\b(?:not|never|neither|nor|nobody|without)\b|\bno one\b|n['’]t\b|\byet to\b", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:will|['’]ll)\b(?! not)"
    r"|\b(?:is|are|was|were) (?:also |widely |now )?(?:expected|due|set|scheduled|about|to) to \w|\bto \w+$",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(r"\b(?:may|might|could|would|should|can|must)\b", re.IGNORECASE)
_OPEN_BEFORE = re.compile(
    r"\b(?:if|unless|whether|no|none|neither|nor|nobody|not|never|did|does|do|has|have|without|want|wants|wanted|asked|urged)\b",
    re.IGNORECASE,
)
_NOT_NEGATED = re.compile(
    r"\bnot (?:only|just|merely|least)\b|\bno (?:doubt|secret|objection)\b|\bnot guilty\b|\bmince", re.IGNORECASE
)


def likely_factuality(text: str, raw: dict[str, Any]) -> int:
    """The place in FACTUALITIES of the attribution `raw` in `text`, or UNKNOWN where its cue does not settle it."""
    cue = " ".join(text[start:end] for start, end in raw["cue"])
    start, end = raw["cue"][0][0], raw["cue"][-1][1]
    before = re.split(r"[.!?\n“”\"]", text[max(0, start - 60) : start])[-1]
    after = re.split(r"[.!\n“\"]", text[end : end + 160])[0]
    if _NOT_NEGATED.search(cue):
        return UNKNOWN
    if _NEGATED.search(cue):
        return NEGATED
    if re.search(r"\b(?:will|expected to|due to|set to|about to|scheduled to) \w", cue, re.IGNORECASE):
        return FUTURE
    if _POSSIBLE.search(cue) or _FUTURE.search(cue) or _OPEN_BEFORE.search(before) or "?" in after:
        return UNKNOWN
    return FACTUAL
