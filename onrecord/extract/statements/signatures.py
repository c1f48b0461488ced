"""Quotations that a name is set under: “We are late.” — Ana Lopes; posts set into a page, which end in who posted them and
when. Imports text and record.

As in a transcript, the layout alone says who speaks: there is no verb that the learned reader could take for a cue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extract.statements.transcripts import Turn
from onrecord.extract.text.results import FoundName
from onrecord.record import Span

CONFIDENCE = 0.97  # 31 of 31 are right in PolNeAR's train and dev articles: Laplace's rule of succession, (31 + 1) / (31 + 2)
_LONGEST = 3000  # characters of a paragraph, which keeps the patterns quick
_DASH = r"(?P<cue>[—–―]|--?)"
_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w.'’‘-]*"
_PARTICLE = r"(?:al|bin|da|de|del|der|di|do|dos|du|el|la|le|van|von|of|the|and|y|e)"
_WITH_STOP = ("Jr.", "Sr.")
_NAME = rf"{_CAPITALISED}(?:\s+(?:{_PARTICLE}\s+)?{_CAPITALISED}){{0,5}}"
_ABOUT = r"(?:,\s+[^.!?:;\n“”\"]{2,80})?"
_SIGNATURE = rf"{_DASH}\s*(?P<source>(?P<name>{_NAME}){_ABOUT}?)\s*\.?\s*"

_SIGNED = re.compile(rf"(?P<content>[“”„\"«].*[“”\"»])[.,]?\s*{_SIGNATURE}")
_QUOTATION = re.compile(r"(?P<content>[“„\"«][^“”„\"«»]+[”“\"»])\.?\s*")
_NEXT_LINE = re.compile(_SIGNATURE)
_POST = re.compile(
    rf"(?P<content>\S.*?)\s+{_DASH}\s*(?P<source>[^()\n—–―]{{1,60}}?)\s*\(@\w{{1,30}}\)"
    r"\s*(?:[^\W\d_]+\.?\s\d{1,2},?\s\d{4}|\d{1,2}\s[^\W\d_]+\.?\s\d{4})?\s*"
)


def find_signed(text: str, paragraphs: Sequence[Span], names: Sequence[FoundName]) -> tuple[Turn, ...]:
    """What is signed among `paragraphs` (of the body, in text order). The name ends the paragraph of its quotation, or is the
    whole of the next. A name of one word must be the last of a person's among `names`: others are of the agency that a text is
    from."""
    people = {name.span.of(text).split()[-1] for name in names if name.type == "person"}
    found: list[Turn] = []
    before: Span | None = None  # a paragraph that is one quotation and nothing else
    for paragraph in paragraphs:
        line, start = paragraph.of(text), paragraph.start
        quoted, before = before, None
        if len(line) > _LONGEST:
            continue
        if ((signed := _SIGNED.fullmatch(line)) and _is_believed(signed, people)) or (signed := _POST.fullmatch(line)):
            found.append(_turn(signed, start, _span(signed, "content", start)))
        elif quoted and (signature := _NEXT_LINE.fullmatch(line)) and _is_believed(signature, people):
            found.append(_turn(signature, start, quoted))
        elif quotation := _QUOTATION.fullmatch(line):
            before = _span(quotation, "content", start)
    return tuple(found)


def _is_believed(signature: re.Match[str], people: set[str]) -> bool:
    words = signature["name"].rstrip(".").split()
    return len(words) > 1 or words[-1] in people


def _turn(match: re.Match[str], start: int, content: Span) -> Turn:
    label = _span(match, "source", start)
    stop = match["source"].endswith(".") and not match["source"].endswith(_WITH_STOP)
    return Turn(Span(label.start, label.end - stop), (content,), (_span(match, "cue", start),), CONFIDENCE)


def _span(match: re.Match[str], group: str, start: int) -> Span:
    return Span(start + match.start(group), start + match.end(group))
