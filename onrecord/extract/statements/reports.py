"""Whether words that look like a statement report that something was said. Imports numpy, text, network and record.

The reader was taught to take beliefs, plans and attitudes for statements too ("she wants to", "he would never say"). Inside
what somebody else says, where a wrong one costs more than a missed one, only a report counts: somebody did say it, and what was
said is there, quoted or as a clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from onrecord.extract.network.encoder import Encoded
from onrecord.extract.network.tags import PARTS_OF_SPEECH
from onrecord.extract.text.lexicon import word_list
from onrecord.extract.text.results import FoundStatement
from onrecord.record import Span

_OPENING = "“\"‘«„'"
_FIRST_PERSON = word_list("i or we")
_CLAUSE = word_list("opens a clause")
_RELATIVE = word_list("relatives")
_TO = word_list("to")
_NO_VERBS = ("according to",)  # what says without a verb
_VERBS = ("VERB", "AUX")
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
_BEFORE_CUE = 2  # words before a cue that may turn it round: "would", "did not"
_REACH = 24  # code points that they may take


@dataclass(frozen=True, slots=True)
class _Word:
    lower: str
    part: str


def may_report(text: str, encoded: Encoded, span: Span) -> bool:
    """Whether there is a verb of saying in `span` that somebody may be the subject of: what it costs little to know."""
    found = (Span(*match.span()) for match in says().finditer(text, span.start, span.end))
    return any(_may_be_said(text, encoded, verb, span) for verb in found)


def _may_be_said(text: str, encoded: Encoded, verb: Span, around: Span) -> bool:
    first = next(_words(text, encoded, verb), None)
    if first is None:
        return False
    if verb.of(text).lower() in _NO_VERBS:
        return True
    before = _before(text, encoded, verb.start, around.start)
    return first.part in _VERBS and bool(before) and not _is_unsaid(before)


def is_report(text: str, encoded: Encoded, statement: FoundStatement) -> bool:
    """Whether `statement`, read from `text`, tells of somebody other than the one who speaks that they said something."""
    cue = list(_words(text, encoded, statement.cue[0]))
    at = next((i for i, word in enumerate(cue) if word.lower in word_list("says")), None)
    content = list(_words(text, encoded, Span(statement.content[0].start, statement.content[-1].end)))
    if not _is_said(text, statement.content[0]) and not _is_clause(content, cue[at].lower if at is not None else ""):
        return False
    if at is None:
        return "according" in (word.lower for word in cue)
    ahead = [*_before(text, encoded, statement.cue[0].start), *cue[:at]]
    if cue[at].part not in _VERBS or _is_unsaid(ahead):
        return False
    return _is_somebody_else([word.lower for word in _words(text, encoded, statement.source[-1])], cue[at].lower)


def _is_somebody_else(source: Sequence[str], verb: str) -> bool:
    """Whether the words of a source name another than whoever says "I say"."""
    nobody = word_list("no speakers")
    first = source[1:] if source[:1] == ["her"] else source  # "her brother"
    if not first or source[-1] in nobody or first[0] in nobody:
        return False
    return not (_FIRST_PERSON.issuperset(source) and verb in word_list("says now"))


@cache
def says() -> re.Pattern[str]:
    """Words for saying, as they stand in a text."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(word_list('says')))}|according to)(?!\w)", re.IGNORECASE)


def _before(text: str, encoded: Encoded, start: int, first: int = 0) -> list[_Word]:
    """The last words before `start`, none of them before `first`."""
    low = max(first, start - _REACH)
    return list(_words(text, encoded, Span(low, start)))[-_BEFORE_CUE:] if low < start else []


def _is_unsaid(before: Sequence[_Word]) -> bool:
    """ "would say", "did not say", "to say"; not "used to say"."""
    habit = any((a.lower, b.lower) == ("used", "to") for a, b in pairwise(before))
    return not habit and any(word.lower in word_list("unsaid") for word in before)


def _words(text: str, encoded: Encoded, span: Span) -> Iterator[_Word]:
    """The words and marks in `span`, each with the part of speech of its first token."""
    tokens = encoded.tokens
    low, high = np.searchsorted(tokens.starts, (span.start, span.end))
    starts = [i for i in range(int(low), int(high)) if not tokens.continues[i] or i == low]
    for first, following in pairwise([*starts, int(high)]):
        lower = text[int(tokens.starts[first]) : int(tokens.ends[following - 1])].lower().replace("’", "'")
        yield _Word(lower, PARTS_OF_SPEECH[int(encoded.part[first].argmax())])


def _is_said(text: str, content: Span) -> bool:
    return text[content.start] in _OPENING


def _is_clause(words: Sequence[_Word], cue: str) -> bool:
    """ "that he would go", "he would go"; after "promised" also "to go", after "denied" also "going"."""
    if not words:
        return False
    opening = words[0].lower
    if (opening in _CLAUSE and len(words) > 2) or (cue in word_list("promises") and opening in _TO and len(words) > 1):
        return True
    if cue in word_list("denies") and any(word.lower.endswith("ing") for word in words[:2]):
        return True
    return _has_subject_and_verb(words)


def _has_subject_and_verb(words: Sequence[_Word]) -> bool:
    """Whether a finite verb follows a noun before any relative clause begins."""
    subject = False
    for before, word in pairwise(words):
        subject = subject or before.part in _NOMINAL
        if word.lower in _RELATIVE:
            return False
        if subject and word.part in _VERBS and before.lower not in _TO and not word.lower.endswith("ing"):
            return True
    return False
