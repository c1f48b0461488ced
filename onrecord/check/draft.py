"""Every quotation and attribution of a draft against the record. May import everything below search.

A draft is read as an article is; quotations that it attributes to nobody are checked too. Looking up is bounded: a few phrases
of each, the newest statements that have them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from onrecord.check.wording import Comparison, compare, words_in
from onrecord.extract.text.quotations import quotation_regions
from onrecord.record import Kind, Record, Span, Spans, Statement, cover, words_of
from onrecord.record.folding import folded
from onrecord.store import Hit, View

ALIKE = 0.6  # likeness from which words are taken for those of the statement, altered; measured by evaluation/draft.py
FEWEST_WORDS = 3  # fewer are anybody's: they, or as few words alike, count only beside what the same speaker said
_PHRASE = 4  # words that are looked up together
_MOST_PHRASES = 8
_MOST_HITS = 40  # statements a phrase


class Finding(StrEnum):
    """VERBATIM: the words, but for visible edits, are in the record, and not said by somebody else; ALTERED: words were changed;
    OTHER_SPEAKER: the record has the words, from another speaker; NOT_FOUND: it has nothing like them."""

    VERBATIM = "verbatim"
    ALTERED = "altered"
    OTHER_SPEAKER = "other speaker"
    NOT_FOUND = "not found"


class SameSpeaker(StrEnum):
    """Whether draft and record name the same speaker. UNKNOWN where one of them names nobody."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Checked:
    """One quotation or attribution of the draft. `content` are its spans in the draft's text; `speaker` whom the draft names,
    if anybody, and `source` its words for that; `closest` the statement of the record that comes nearest, None where nothing
    does, and `comparison` with its words."""

    content: Spans
    words: str
    speaker: str | None
    source: str
    finding: Finding
    same_speaker: SameSpeaker
    comparison: Comparison
    closest: Hit | None


@dataclass(frozen=True, slots=True)
class _Passage:
    """What is compared: the words in quotation marks, each run of them apart, or else all of the content."""

    content: Spans
    parts: tuple[str, ...]
    statement: Statement | None


def check_draft(draft: Record, view: View) -> tuple[Checked, ...]:
    """Each quotation and attribution of the draft, in text order."""
    passages = sorted(_passages(draft), key=lambda passage: cover(passage.content).start)
    return tuple(_checked(draft, passage, view) for passage in passages)


def _passages(draft: Record) -> Iterator[_Passage]:
    text = draft.article.text
    quotations = quotation_regions(text)
    attributed: list[Span] = []
    for statement in draft.statements:
        quoted = [
            Span(max(span.start, region.start), min(span.end, region.end))
            for span in statement.content
            for region in quotations
            if region.overlaps(span)
        ]
        attributed += quoted
        parts = tuple(span.of(text) for span in quoted)
        if statement.kind is Kind.INDIRECT or len(words_in(" ".join(parts))) < FEWEST_WORDS:
            parts = tuple(span.of(text) for span in statement.content)
        yield _Passage(statement.content, parts, statement)
    for region in quotations:
        if not any(region.overlaps(span) for span in attributed) and len(words_in(region.of(text))) > FEWEST_WORDS:
            yield _Passage((region,), (region.of(text),), None)


def _checked(draft: Record, passage: _Passage, view: View) -> Checked:
    speaker = passage.statement.speaker.name if passage.statement and passage.statement.speaker else None
    source = words_of(passage.statement.source, draft.article.text) if passage.statement else ""
    best: tuple[tuple[bool, bool, float, bool], Comparison, SameSpeaker, Hit] | None = None
    few = len(words_in(" ".join(passage.parts))) < FEWEST_WORDS
    for hit in _nearby(passage, speaker, view):
        same = _same_speaker(speaker, source, hit)
        if few and same is not SameSpeaker.YES:
            continue
        comparison = compare(passage.parts, words_in(hit.content))
        alike = comparison.likeness >= ALIKE
        rank = (comparison.exact, alike and same is not SameSpeaker.NO, comparison.likeness, same is SameSpeaker.YES)
        if best is None or rank > best[0]:
            best = rank, comparison, same, hit
        if comparison.exact and same is SameSpeaker.YES:
            break
    nothing: tuple[Comparison, SameSpeaker, Hit | None] = (Comparison(False, 0.0), SameSpeaker.UNKNOWN, None)
    comparison, same, closest = best[1:] if best else nothing
    return Checked(
        content=passage.content,
        words=words_of(passage.content, draft.article.text),
        speaker=speaker,
        source=source,
        finding=_finding(comparison, same, passage),
        same_speaker=same,
        comparison=comparison,
        closest=closest,
    )


def _finding(comparison: Comparison, same: SameSpeaker, passage: _Passage) -> Finding:
    alike = round(comparison.likeness * len(words_in(" ".join(passage.parts))))
    if comparison.likeness < ALIKE or (alike < FEWEST_WORDS and same is not SameSpeaker.YES):
        return Finding.NOT_FOUND
    if same is SameSpeaker.NO:
        return Finding.OTHER_SPEAKER
    return Finding.VERBATIM if comparison.exact else Finding.ALTERED


def _nearby(passage: _Passage, speaker: str | None, view: View) -> Iterator[Hit]:
    """Statements of the record that have a phrase of the passage, each once; for a few words, those of the speaker."""
    words = words_in(" ".join(passage.parts))
    seen: set[str] = set()
    for phrase in _phrases(words):
        for hit in view.find(f'"{" ".join(phrase)}"', speaker=speaker if len(words) < FEWEST_WORDS else None, limit=_MOST_HITS):
            if hit.statement.id not in seen:
                seen.add(hit.statement.id)
                yield hit


def _phrases(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The whole of a short passage, and phrases spread evenly over it, so that one changed word leaves others intact; shorter
    ones where there is no room for two."""
    if len(words) <= 2 * _PHRASE:
        yield words
    size = _PHRASE if len(words) >= 2 * _PHRASE else max(1, min(2, len(words) // 2))
    starts = range(len(words) - size + 1)
    step = max(1, len(starts) // _MOST_PHRASES)
    for start in starts[::step]:
        yield words[start : start + size]


def _same_speaker(name: str | None, source: str, hit: Hit) -> SameSpeaker:
    """By the words of the names: "Lopes" is "Ana Lopes". A draft that only describes its speaker is not said to be wrong."""
    there = folded(hit.speaker or "").split()
    if not there:
        named = set(folded(hit.source).split())
        return SameSpeaker.YES if name and set(folded(name).split()) <= named else SameSpeaker.UNKNOWN
    if name is None:
        return SameSpeaker.YES if there[-1] in folded(source).split() else SameSpeaker.UNKNOWN
    here = folded(name).split()
    alike = set(here) <= set(there) or set(there) <= set(here)
    return SameSpeaker.YES if alike else SameSpeaker.NO
