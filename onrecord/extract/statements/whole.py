"""Whole quotations: content goes on to its closing mark, and a long quotation that no cue claims is kept too. Imports text,
statements and record.

The reader looks at a number of words on each side of a cue; quotation marks reach further. Printers open each paragraph of a
long quotation anew and close only the last (Chicago Manual of Style, 17th edition, 13.30), so such paragraphs are one quotation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from onrecord.extract.statements.lead_ins import lead_in
from onrecord.extract.text.quotations import is_closed, quotation_regions
from onrecord.extract.text.results import Findings, FoundStatement
from onrecord.record import Span, Spans, cover, outermost_first, statements_around

LEAST_WORDS = 6  # of a quotation that is kept though nobody is found who said it
CONFIDENCE_ALONE = 0.8  # 61 of 74 are what annotators marked, in 457 articles that no rule here was fitted to
CONFIDENCE_LED_IN = 0.9
_TITLED = 0.8  # of the longer words: with so many capitals it is the title of something
_SMALL = 3  # letters of words that titles write small
_ENDS = ".!?…,"
_MARKS = "“”\"„«»'‘’`"
_BETWEEN = frozenset(" \t\u00a0\u202f.,;:—–-")


@dataclass(frozen=True, slots=True)
class Quotation:
    """`pieces` of one quotation, marks included, one a paragraph; `paragraphs` the numbers of the first and the last."""

    pieces: Spans
    paragraphs: tuple[int, int]


def with_whole_quotations(
    text: str, paragraphs: Sequence[Span], found: Findings, min_confidence: float | None = None
) -> tuple[FoundStatement, ...]:
    """The statements `found` in `text` with whole quotations for contents, and with the quotations among `paragraphs` (of the
    body, in text order) that no content holds a part of.

    Such a quotation goes on with the statement just before it; or it has a name and a colon in front; or it stands alone, without
    source and cue, if it is long enough.
    """
    statements = found.statements
    outer = [i for i, around in enumerate(statements_around(statements)) if around is None]
    contents = {i: statements[i].content for i in outer}
    held = _Claims((span, i) for i in outer for span in statements[i].content)
    told = _Claims((span, i) for i in outer for span in (*statements[i].source, *statements[i].cue))
    ends = sorted((cover(_all(statements[i])).end, i) for i in outer)
    added: list[FoundStatement] = []
    for quotation in quotations_in(text, paragraphs):
        telling = {i for piece in quotation.pieces for i in told.on(piece)}
        inside = {i for i in telling if _lies_in(quotation, statements[i])}
        owners = {i for piece in quotation.pieces for i in held.on(piece)} - inside
        if telling - inside or len(owners) > 1:
            continue
        before = _goes_on_with(text, quotation, paragraphs, statements, ends) if not owners else None
        if before is not None:
            owners = {before}
        for i in owners:
            contents[i] = _joined((*contents[i], *quotation.pieces))
        if not owners:
            added += _unclaimed(text, quotation, paragraphs, found)
    added = [one for one in added if one.confidence >= (min_confidence or 0.0)]
    whole = [replace(one, content=contents[i]) if i in contents else one for i, one in enumerate(statements)]
    return tuple(sorted((*whole, *added), key=outermost_first))


def quotations_in(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """The quotations of `paragraphs`, in text order; those that a paragraph leaves open and the next opens again are one."""
    regions = quotation_regions(text)
    found: list[Quotation] = []
    at = 0
    for number, paragraph in enumerate(paragraphs):
        at = bisect_left(regions, paragraph.start, lo=at, key=lambda region: region.start)
        while at < len(regions) and regions[at].end <= paragraph.end:
            region, at = regions[at], at + 1
            if found and _goes_on(text, found[-1], paragraphs, number, region):
                found[-1] = Quotation((*found[-1].pieces, region), (found[-1].paragraphs[0], number))
            elif _is_sound(text, paragraph, region):
                found.append(Quotation((region,), (number, number)))
    return tuple(found)


def _lies_in(quotation: Quotation, one: FoundStatement) -> bool:
    """Whether it is told by who speaks the quotation: it says nothing of whose that is."""
    return all(any(piece.contains(span) for piece in quotation.pieces) for span in _all(one))


def _goes_on(text: str, open_: Quotation, paragraphs: Sequence[Span], number: int, region: Span) -> bool:
    """Whether `region`, which stands in paragraph `number`, begins it and goes on with the quotation that the one before left
    open."""
    last = open_.pieces[-1]
    return (
        open_.paragraphs[1] == number - 1
        and last.end == paragraphs[number - 1].end
        and not is_closed(text, last)
        and region.start == paragraphs[number].start
    )


def _is_sound(text: str, paragraph: Span, region: Span) -> bool:
    """A straight mark within a paragraph that nothing closes may as well have closed something."""
    return text[region.start] != '"' or region.start == paragraph.start or is_closed(text, region)


class _Claims:
    """Which statements have something on a stretch of text."""

    def __init__(self, claims: Iterable[tuple[Span, int]]) -> None:
        self._claims = sorted(claims)
        self._starts = [span.start for span, _ in self._claims]
        self._furthest = list(accumulate((span.end for span, _ in self._claims), max))

    def on(self, stretch: Span) -> Iterator[int]:
        at = bisect_left(self._starts, stretch.end)
        while at and self._furthest[at - 1] > stretch.start:
            at -= 1
            span, statement = self._claims[at]
            if span.end > stretch.start:
                yield statement


def _all(one: FoundStatement) -> Spans:
    return (*one.source, *one.cue, *one.content)


def _joined(spans: Iterable[Span]) -> Spans:
    """`spans` in order; those that overlap are one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = cover((joined[-1], span))
        else:
            joined.append(span)
    return tuple(joined)


def _goes_on_with(
    text: str,
    quotation: Quotation,
    paragraphs: Sequence[Span],
    statements: Sequence[FoundStatement],
    ends: Sequence[tuple[int, int]],
) -> int | None:
    """The statement that ends just before `quotation` and has one itself: “We are late,” she said. “We are sorry.” A new
    paragraph goes on with it if the one before ends with who said it; after a closing mark somebody else may speak."""
    start = quotation.pieces[0].start
    at = bisect_left(ends, (start + 1,)) - 1
    if at < 0:
        return None
    end, i = ends[at]
    last = statements[i].content[-1]
    if text[last.end - 1] not in _MARKS or not _BETWEEN.issuperset(text[end:start].replace("\n", " ")):
        return None
    if "\n" in text[end:start] and (last.end == end or not _fills(text, quotation, paragraphs)):
        return None
    return i


def _fills(text: str, quotation: Quotation, paragraphs: Sequence[Span]) -> bool:
    """Whether it is all that its paragraphs hold."""
    first, last = (paragraphs[number] for number in quotation.paragraphs)
    return quotation.pieces[0].start == first.start and not text[quotation.pieces[-1].end : last.end].strip(" .")


def _unclaimed(text: str, quotation: Quotation, paragraphs: Sequence[Span], found: Findings) -> list[FoundStatement]:
    led = lead_in(text, quotation.pieces[0].start, quotation.paragraphs[0], paragraphs, found)
    if led is not None:
        return [FoundStatement((led.source,), led.cue, quotation.pieces, CONFIDENCE_LED_IN)]
    return [FoundStatement((), (), quotation.pieces, CONFIDENCE_ALONE)] if _is_something_said(text, quotation) else []


def _is_something_said(text: str, quotation: Quotation) -> bool:
    """Long enough, beginning a sentence and ending one: not a name, a title, or words that the sentence around them uses."""
    words = " ".join(piece.of(text) for piece in quotation.pieces).strip(_MARKS).split()
    first = next((c for word in words for c in word if c.isalpha()), "")
    if len(words) < LEAST_WORDS or not first.isupper() or words[-1][-1] not in _ENDS:
        return False
    longer = [word for word in words if len(word) > _SMALL]
    return sum(word[0].isupper() for word in longer) < _TITLED * len(longer)
