"""The check of a draft. Imports search and web's own parts."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.check.draft import Checked, Finding
from onrecord.check.wording import Piece
from onrecord.web.views.parts import StatementShown, Words, statement_shown


@dataclass(frozen=True, slots=True)
class Found:
    """One quotation or attribution of the draft: `content` are its spans there, in code points; `closest` is the statement of the
    record that comes nearest, `diff` its words against the draft's."""

    finding: Finding
    words: str
    content: tuple[Words, ...]
    speaker: str | None
    source: str
    same_speaker: str
    edits: tuple[str, ...]
    likeness: float
    diff: tuple[Piece, ...]
    closest: StatementShown | None


@dataclass(frozen=True, slots=True)
class CheckPage:
    """`found` in text order; `counts` a number for each finding, also where it is 0."""

    found: tuple[Found, ...]
    counts: dict[str, int]


def check_page(text: str, checked: tuple[Checked, ...]) -> CheckPage:
    found = tuple(_found(text, one) for one in checked)
    return CheckPage(found, {str(finding): sum(one.finding is finding for one in found) for finding in Finding})


def _found(text: str, one: Checked) -> Found:
    comparison = one.comparison
    return Found(
        one.finding,
        one.words,
        tuple(Words(span.start, span.end, span.of(text)) for span in one.content),
        one.speaker,
        one.source,
        str(one.same_speaker),
        tuple(map(str, comparison.edits)),
        round(comparison.likeness, 4),
        comparison.diff,
        statement_shown(one.closest) if one.closest else None,
    )
