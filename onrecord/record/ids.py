"""Content-derived ids: hashes of what they identify, so that reading twice is an upsert and two machines agree.

Imports the standard library only. An id is a letter for what it names, a hyphen, and 16 hex digits (64 bits of SHA-256).
"""

from __future__ import annotations

import hashlib
import json

from onrecord.record.spans import Span, Spans

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_Part = str | None | list[list[int]]


def _derive(letter: str, *parts: _Part) -> str:
    payload = _ENCODER.encode(parts)
    return f"{letter}-{hashlib.sha256(payload.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _pairs(spans: Spans) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def article_id(title: str | None, text: str) -> str:
    """The same words under two addresses are one article."""
    return _derive("a", title, text)


def statement_id(article: str, source: Spans, cue: Spans, content: Spans) -> str:
    return _derive("s", article, _pairs(source), _pairs(cue), _pairs(content))


def mention_id(article: str, span: Span) -> str:
    return _derive("m", article, _pairs((span,)))


def entity_id(article: str, first_mention: Span) -> str:
    return _derive("n", article, _pairs((first_mention,)))


def event_id(article: str, type_: str, trigger: Spans) -> str:
    return _derive("e", article, type_, _pairs(trigger))


def decision_id(*parts: str | None) -> str:
    """Of everything that a decision says."""
    return _derive("d", *parts)


def review_id(said: str) -> str:
    """Of everything that a review says."""
    return _derive("r", said)
