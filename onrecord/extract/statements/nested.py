"""Statements inside what another one says: “The minister told us it was over,” she said.

Imports text, network and record. The annotations that the reader learned from mark nothing inside another statement's content,
so it reads the outer one alone. Here each content that holds a word for saying is read once more, as a text of its own, where
what was the inner statement is an outer one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extract.network.encoder import Encoded, encode
from onrecord.extract.statements.attribution import read_alone
from onrecord.extract.statements.reports import is_report, may_report
from onrecord.extract.text.paragraphs import paragraphs_of
from onrecord.extract.text.quotations import quotation_regions
from onrecord.extract.text.results import FoundStatement
from onrecord.record import Span, Spans, cover

DEEPEST = 3  # statements inside one another, the outermost not counted
_ROUNDED = 0.0005  # a product of confidences is rounded to four digits, maybe up to the least
_WHOLE = 0.9  # of a line's letters: quotations with more of them are what was said, not words quoted in it
_LINE = re.compile(r"[^\n]+")
_THAT = re.compile(r"\s*(that\s)", re.IGNORECASE)
_SINGLE = ("‘", "'", "’")
_DOUBLED = ("''", "``")
_LOOSE = " \n,:;"
_OPENING, _CLOSING = "“\"'‘«„", "”\"'’»"


def find_nested(text: str, article: Encoded, found: Sequence[FoundStatement], least: float) -> tuple[FoundStatement, ...]:
    """The statements inside the contents of those `found`, and inside of theirs, in no order; no cue is read twice. `article`
    is what the encoder said of the whole `text`.

    The confidence of each is what it would be on its own times that of the one around it; only those with at least `least` are
    given.
    """
    cues = [span for one in found for span in one.cue]
    nested: list[FoundStatement] = []
    level = [one for one in found if one.confidence >= least]
    for _ in range(DEEPEST):
        inner, level = [one for outer in level for one in _inside(text, article, outer, least)], []
        for one in inner:
            if not any(span.overlaps(cue) for span in one.cue for cue in cues):
                cues += one.cue
                level.append(one)
        nested += level
    return tuple(nested)


def _inside(text: str, article: Encoded, outer: FoundStatement, least: float) -> list[FoundStatement]:
    around = cover(outer.content)
    if not any(may_report(text, article, piece) for piece in outer.content):
        return []
    words = _as_said(text, outer.content)
    encoded = encode(words, paragraphs_of(words, Span(0, len(words))), article.guidelines)
    if encoded is None:
        return []
    inner = []
    for one in read_alone(words, encoded, least / outer.confidence - _ROUNDED):
        confidence = round(one.confidence * outer.confidence, 4)
        source, cue, content = (_placed(text, spans, around.start, outer.content) for spans in (one.source, one.cue, one.content))
        content = _in_its_sentence(text, content, outer.content)
        if confidence >= least and source and cue and content and is_report(words, encoded, one):
            inner.append(FoundStatement(source, cue, content, confidence))
    return inner


def _in_its_sentence(text: str, content: Spans, pieces: Spans) -> Spans:
    """What was said in other words than the speaker's does not run on into a piece that begins a sentence."""
    if not content or text[content[0].start] in _OPENING:
        return content
    following = (piece for piece in pieces if piece.start >= content[0].end and _first_letter(piece.of(text)).isupper())
    sentence_ends = next((piece.start for piece in following), len(text))
    return tuple(span for span in content if span.start < sentence_ends)


def _placed(text: str, spans: Spans, offset: int, pieces: Spans) -> Spans:
    """`spans` of what was said as spans of `text`, without the outer statement's own words and marks between its `pieces`."""
    placed = []
    for span in spans:
        for piece in pieces:
            start, end = max(span.start + offset, piece.start), min(span.end + offset, piece.end)
            while start < end and (
                text[start] in _LOOSE or (text[start] in _OPENING and not _has(text[start + 1 : end], _CLOSING))
            ):
                start += 1
            while start < end and (
                text[end - 1] in _LOOSE or (text[end - 1] in _CLOSING and not _has(text[start : end - 1], _OPENING))
            ):
                end -= 1
            if any(map(str.isalnum, text[start:end])):
                placed.append(Span(start, end))
    return tuple(placed)


def _has(words: str, marks: str) -> bool:
    return any(mark in words for mark in marks)


def _as_said(text: str, content: Spans) -> str:
    """The words of `content` written as their speaker might have, character for character in their places: blanks for what stands
    between the pieces and for the marks around the whole, double marks for the single ones within, a capital, a stop."""
    around = cover(content)
    letters = [" " if c != "\n" else c for c in text[around.start : around.end + 1]]
    for piece in content:
        letters[piece.start - around.start : piece.end - around.start] = piece.of(text)
    for line in _LINE.finditer("".join(letters)):
        _open_quotation(letters, line.start(), line.end())
        _double_marks(letters, line.start(), line.end())
        _begin_sentence(letters, line.start(), line.end())
    for piece, following in zip(content, (*content[1:], None), strict=True):
        if following is None or _first_letter(following.of(text)).isupper():
            _end_sentence(letters, piece.end - around.start)
    return "".join(letters)


def _first_letter(words: str) -> str:
    return next((c for c in words if c.isalpha()), "")


def _open_quotation(letters: list[str], start: int, end: int) -> None:
    line = "".join(letters[start:end])
    regions = quotation_regions(line)
    if sum(_letters(region.of(line)) for region in regions) < _WHOLE * _letters(line):
        return
    for region in regions:
        width = 2 if line.startswith(_DOUBLED, region.start) else 1
        letters[start + region.start : start + region.start + width] = " " * width
        if line[region.end - 1] in _CLOSING:
            width = 2 if line.endswith("''", 0, region.end) else 1
            letters[start + region.end - width : start + region.end] = " " * width


def _letters(words: str) -> int:
    return sum(map(str.isalnum, words))


def _double_marks(letters: list[str], start: int, end: int) -> None:
    """The encoder knows double quotation marks only."""
    line = "".join(letters[start:end])
    for region in quotation_regions(line):
        if line[region.start] in _SINGLE and not line.startswith(_DOUBLED, region.start):
            letters[start + region.start] = "“"
            if line[region.end - 1] in _SINGLE:
                letters[start + region.end - 1] = "”"


def _begin_sentence(letters: list[str], start: int, end: int) -> None:
    line = "".join(letters[start:end])
    if that := _THAT.match(line):
        letters[start + that.start(1) : start + that.end(1)] = " " * len(that[1])
    first = next((i for i in range(start, end) if not letters[i].isspace()), start)
    capital = letters[first].upper()
    letters[first] = capital if len(capital) == 1 else letters[first]


def _end_sentence(letters: list[str], end: int) -> None:
    """A stop for the comma that leads over to the outer statement's own words."""
    last = end - 1
    while last and (letters[last].isspace() or letters[last] in _CLOSING):
        last -= 1
    if letters[last] == ",":
        letters[last] = "."
    elif last == end - 1 and letters[last].isalnum() and end < len(letters):
        letters[end] = "."
