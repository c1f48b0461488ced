"""Quotation marks: where they hold text, and whether a statement is direct, mixed or indirect. Imports record only."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.record import Kind, Span, Spans, cover

# An opening mark and the marks that close it. A quotation opened by “ may be closed by " and the other way round: pages mix them.
_CLOSED_BY: dict[str, tuple[str, ...]] = {
    "“": ("”", '"'),
    '"': ('"', "”"),
    "''": ("''", '"', "”"),
    "``": ("''", '"'),
    "„": ("“", "”", '"'),
    "”": ("”",),
    "«": ("»",),
    "»": ("«",),
    "‘": ("’", "'"),
    "'": ("'", "’"),
}
_SINGLE = ("‘", "'", "’")
_MARK = re.compile(r"""''|``|[“"”„«»‘]|(?<!\w)['’]|['’](?!\w)""")
_PARAGRAPH = re.compile(r"[^\n]+")
_MEASURE = re.compile(r"""\d['’]\s?\d{1,2}(?:["”]|'')|(?<=[\s(])\d+(?:\.\d+)?["”](?=[\s-]\w)""")  # 5'10", a 12" record
_ELISION = re.compile(r"['’‘](?:\d0s|\d\d\b|em\b|til\b|till\b|tis\b|twas\b|cause\b|round\b|bout\b|n['’])", re.IGNORECASE)
_FURTHEST = 100  # marks that a closing one is looked for among, so that a page of stray marks costs no more than its length
_MOST, _HARDLY_ANY = 0.95, 0.05


class _Mark(NamedTuple):
    at: int
    sort: str

    @property
    def end(self) -> int:
        return self.at + len(self.sort)


def quotation_regions(text: str) -> Spans:
    """The stretches of `text` inside quotation marks, in order, marks included, the outermost where they nest.

    Knows “…”, "…", ''…'', ‘…’, '…', «…», »…«, „…“ and ”…”. Apostrophes, elisions ('90s) and measures (5'10") are no quotation
    marks. A quotation ends with its paragraph: one that goes on reopens in the next, as printers do, and is then two regions.
    A mark that opens while a quotation of its own sort is open replaces it; a double that nothing closes holds to the end of
    the paragraph, a single one holds nothing, unless the next paragraph reopens with it.
    """
    paragraphs = [m.span() for m in _PARAGRAPH.finditer(text) if not m.group().isspace()]
    regions: list[Span] = []
    for i, (start, end) in enumerate(paragraphs):
        marks = _marks(text, start, end)
        if marks:
            following = text[slice(*paragraphs[i + 1])].lstrip() if i + 1 < len(paragraphs) else ""
            regions += _regions(text, marks, end, following)
    return tuple(regions)


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    found = [_Mark(m.start(), m.group()) for m in _MARK.finditer(text, start, end)]
    if not found:
        return found
    measures = [m.span() for m in _MEASURE.finditer(text, start, end)]
    return [m for m in found if not any(s <= m.at < e for s, e in measures)] if measures else found


def _regions(text: str, marks: list[_Mark], end: int, following: str) -> list[Span]:
    """Regions of one paragraph that ends at `end`; `following` is the text of the next one."""
    regions: list[Span] = []
    position = 0
    while position < len(marks):
        mark = marks[position]
        if not _opens(text, mark):
            position += 1
            continue
        closing = _closing(text, marks, position)
        if closing is not None:
            regions.append(Span(mark.at, marks[closing].end))
            position = closing + 1
            continue
        reopened = _reopened(text, marks, position)
        if reopened is None and (mark.sort not in _SINGLE or following.startswith(mark.sort)):
            return [*regions, Span(mark.at, end)]
        position = position + 1 if reopened is None else reopened
    return regions


def _reopened(text: str, marks: list[_Mark], opened: int) -> int | None:
    """The index of the next mark of the same sort that opens."""
    later = range(opened + 1, min(len(marks), opened + _FURTHEST))
    return next((i for i in later if marks[i].sort == marks[opened].sort and _opens(text, marks[i])), None)


@dataclass(frozen=True, slots=True)
class MarkRule:
    """`bars(text, mark)`: whether `mark`, of one of the `sorts`, does not open a quotation. It does not in `example`."""

    id: str
    sorts: frozenset[str]
    bars: Callable[[str, _Mark], bool]
    example: str


def _after(text: str, mark: _Mark) -> str:
    return text[mark.end : mark.end + 1]


def _before(text: str, mark: _Mark) -> str:
    return text[mark.at - 1 : mark.at] if mark.at else ""


def _ends_text(text: str, mark: _Mark) -> bool:
    return not _after(text, mark)


def _stands_alone(text: str, mark: _Mark) -> bool:
    """A blank after it, and something else than a blank before it."""
    before = _before(text, mark)
    return _after(text, mark).isspace() and bool(before) and not before.isspace()


def _precedes_blank(text: str, mark: _Mark) -> bool:
    return _after(text, mark).isspace()


def _follows_word(text: str, mark: _Mark) -> bool:
    before = _before(text, mark)
    return before.isalnum() or (bool(before) and before in ",.!?")


def _precedes_mark(text: str, mark: _Mark) -> bool:
    after = _after(text, mark)
    return not (after.isalnum() or after in '“"…[(')


def _is_elision(text: str, mark: _Mark) -> bool:
    return _ELISION.match(text, mark.at) is not None


_CURLY = frozenset("“„")
_SORTS = frozenset(_CLOSED_BY)
# What keeps a mark from opening a quotation; in order, since what stands first costs least.
MARK_RULES = (
    MarkRule("ends-text", _SORTS, _ends_text, 'He left. "'),
    MarkRule("stands-alone", _CURLY, _stands_alone, "He left“ and came"),
    MarkRule("precedes-blank", _SORTS - _CURLY, _precedes_blank, 'He left " and came'),
    MarkRule("follows-word", _SORTS - _CURLY, _follows_word, 'It was left"as it was'),
    MarkRule("precedes-mark", frozenset(_SINGLE), _precedes_mark, "He left '; and came"),
    MarkRule("elision", frozenset(_SINGLE), _is_elision, "It was in the '90s that he left"),
)
_RULES_OF = {sort: tuple(rule for rule in MARK_RULES if sort in rule.sorts) for sort in _CLOSED_BY}


def _opens(text: str, mark: _Mark) -> bool:
    """Whether `mark` can open a quotation: it is of a sort that does, and no rule bars it."""
    return mark.sort in _RULES_OF and not any(rule.bars(text, mark) for rule in _RULES_OF[mark.sort])


def _closing(text: str, marks: list[_Mark], opened: int) -> int | None:
    """The index in `marks` of the one that closes the mark `opened`; None where one of its sort opens first or none is left."""
    sort = marks[opened].sort
    closers = _CLOSED_BY[sort]
    possessive = None  # what may close it if nothing better does
    for i in range(opened + 1, min(len(marks), opened + _FURTHEST)):
        mark = marks[i]
        if mark.sort == sort and sort not in closers:
            return possessive if _opens(text, mark) else i  # “as here“
        if mark.sort not in closers:
            continue
        if sort not in _SINGLE:
            return None if _opens_anew(text, mark, sort) else i
        if text[mark.at - 1].isspace():
            continue
        if not _is_possessive(text, mark):
            return i
        possessive = i if possessive is None else possessive
    return possessive


def _opens_anew(text: str, mark: _Mark, sort: str) -> bool:
    """Whether a mark that opens and closes opens here: a blank before it, a word after it."""
    return mark.sort == sort and text[mark.at - 1].isspace() and _after(text, mark).isalnum()


def _is_possessive(text: str, mark: _Mark) -> bool:
    """ "the workers’ pay": an s before the mark, a word in lower case after it."""
    return text[mark.at - 1] in "sS" and re.match(r"\s[a-z]", text[mark.end : mark.end + 2]) is not None


def is_closed(text: str, region: Span) -> bool:
    """Whether the quotation `region`, as `quotation_regions` gives it, ends with a mark that closes it."""
    opening = region.of(text)[:2] if region.of(text)[:2] in _CLOSED_BY else text[region.start]
    return region.of(text)[len(opening) :].endswith(_CLOSED_BY[opening])


def kind_of(text: str, content: Spans, regions: Spans | None = None) -> Kind:
    """DIRECT where more than .95 of the letters and digits of `content` stand inside quotation marks, MIXED where more than .05
    do, else INDIRECT: the shares that PolNeAR's scorers use. Give `regions` where `quotation_regions(text)` is already known."""
    regions = quotation_regions(text) if regions is None else regions
    starts = [r.start for r in regions]
    counted = inside = 0
    for span in content:
        counted += _letters(text, span.start, span.end)
        for region in regions[max(0, bisect_right(starts, span.start) - 1) : bisect_right(starts, span.end)]:
            if region.overlaps(span):
                inside += _letters(text, max(region.start, span.start), min(region.end, span.end))
    share = inside / counted if counted else 0.0
    return Kind.DIRECT if share > _MOST else Kind.MIXED if share > _HARDLY_ANY else Kind.INDIRECT


def quotations_beside(text: str, cue: Span, content: Spans, regions: Spans) -> Spans:
    """The quotations that count for a statement inside another: those of `regions` where its cue stands in none, else those
    within the quotations that it stands in."""
    around = cover((cue, *content))
    while any(region.overlaps(cue) for region in regions):
        regions = tuple(inner for region in regions if region.overlaps(around) for inner in _quoted_within(text, region))
    return regions


def _quoted_within(text: str, region: Span) -> Spans:
    start, end = region.start + 1, region.end - (text[region.end - 1] in "".join(_CLOSED_BY))
    return tuple(Span(start + r.start, start + r.end) for r in quotation_regions(text[start:end]))


def _letters(text: str, start: int, end: int) -> int:
    return sum(c.isalnum() for c in text[start:end])
