"""Turns of a transcript: paragraphs that open with who speaks and a colon ("MIRA SANDOVAL: There is none."). Imports text,
language and record.

The learned reader was trained on reports, where a colon is rarely all there is; here it is. A label is believed only where the
article as a whole is written so: three turns at least, of people who come again, or who are known to be people. In a quoted
transcript a quotation mark that nothing closes may come before each label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.extract.text.lexicon import word_list
from onrecord.extract.text.results import FoundName, FoundStatement
from onrecord.language import lines
from onrecord.record import Span, Spans, cover

CONFIDENCE = 0.95  # a turn says who speaks; it was not calibrated, for want of annotated transcripts
_LEAST_TURNS = 3
_LONGEST_LABEL = 60
_MOST_WORDS = 5
_LABEL = re.compile(r"[“\"]?(?P<name>[^\W\d_][^:“”\"«»!?\n]{0,58}?)(?P<about>\s*[,(\[–—][^:\n]{1,50})?\s?:\s+(?=\S)")
_PARTICLES = word_list("particles in labels")
_DIRECTION = re.compile(r"\s*[(\[][^()\[\]]{1,80}[)\]]\s*")
_FIRST_PERSON = word_list("first person alone")


@dataclass(frozen=True, slots=True)
class Turn:
    """`label` is who speaks, without what is said about them and the colon; `content` one span a paragraph. `cue` is the dash
    before a signature."""

    label: Span
    content: Spans
    cue: Spans = ()
    confidence: float = CONFIDENCE


def find_turns(
    text: str, paragraphs: Sequence[Span], names: Sequence[FoundName], headings: Collection[Span] = ()
) -> tuple[Turn, ...]:
    """The turns among `paragraphs` (of the body, in text order); empty where the article is no transcript.

    `names` are those found in the text: they tell people from places in labels that are not in capitals. Of the paragraphs, those
    that are `headings` may be turns (a short one looks like a heading), but never go on with one.
    """
    labels = _believed_labels(text, paragraphs, names)
    count = sum(label is not None for label in labels)
    if count < _LEAST_TURNS:
        return ()
    goes_on = 2 * count >= len(paragraphs)
    turns: list[tuple[Span, list[Span]]] = []
    open_ = False
    for paragraph, label in zip(paragraphs, labels, strict=True):
        if label:
            turns.append((label[0], []))
        open_ = label is not None or (open_ and goes_on and paragraph not in headings)
        said = _said(text, label[1] if label else paragraph.start, paragraph.end) if open_ else None
        if said:
            turns[-1][1].append(said)
    return tuple(Turn(label, tuple(content)) for label, content in turns if content)


def _believed_labels(text: str, paragraphs: Sequence[Span], names: Sequence[FoundName]) -> list[tuple[Span, int] | None]:
    """The label of each paragraph, and where what is said begins; none at all where nobody speaks twice."""
    labels = [_label_of(text, paragraph) for paragraph in paragraphs]
    if sum(label is not None for label in labels) < _LEAST_TURNS:
        return []
    times = Counter(_last_name(label[0].of(text)) for label in labels if label)
    people = {_last_name(name.span.of(text)) for name in names if name.type == "person"} - {""}
    believed = [label if label and _is_believed(text, label[0], times, people, names) else None for label in labels]
    again = any(label and times[_last_name(label[0].of(text))] > 1 for label in believed)
    return believed if again else []


def with_turns(text: str, found: Sequence[FoundStatement], turns: Sequence[Turn]) -> tuple[FoundStatement, ...]:
    """The turns as statements, and of the `found` statements those that are not the same said again: they lie outside of all
    turns, or inside of what one says and name a source of their own there."""
    if not turns:
        return tuple(found)
    kept = [statement for statement in found if not any(_repeats(text, statement, turn) for turn in turns)]
    kept += [FoundStatement((turn.label,), turn.cue, turn.content, turn.confidence) for turn in turns]
    return tuple(sorted(kept, key=lambda one: (cover((*one.source, *one.cue, *one.content)), one.cue)))


def with_labels(names: Sequence[FoundName], turns: Sequence[Turn]) -> tuple[FoundName, ...]:
    """The names in the text, with those in labels that were not seen to be any: the names of people."""
    added = [
        FoundName(turn.label, "person")
        for turn in turns
        if len(turn.label) > 1 and not any(name.span.overlaps(turn.label) for name in names)
    ]
    return tuple(sorted((*names, *added), key=lambda name: name.span))


def _label_of(text: str, paragraph: Span) -> tuple[Span, int] | None:
    """The name that a paragraph opens with, and where what is said begins."""
    match = _LABEL.match(text, paragraph.start, min(paragraph.end, paragraph.start + 2 * _LONGEST_LABEL))
    if not match or not _is_written_as_a_name(match["name"]) or _folded(match["name"]) in _no_speakers():
        return None
    return Span(match.start("name"), match.end("name")), match.end()


def _is_written_as_a_name(words: str) -> bool:
    """In capitals, or two to five words that begin with one."""
    parts = words.split()
    if len(parts) > _MOST_WORDS:
        return False
    if words.upper() == words:
        return sum(map(str.isalpha, words)) > 1
    return len(parts) > 1 and all(part[0].isupper() or part in _PARTICLES for part in parts) and parts[-1][0].isupper()


def _is_believed(text: str, label: Span, times: Counter[str], people: set[str], names: Sequence[FoundName]) -> bool:
    words = label.of(text)
    name = _last_name(words)
    is_known = name in people
    if words.upper() == words:
        return times[name] > 1 or is_known
    return is_known and not any(name.span.overlaps(label) and name.type == "place" for name in names)


def _said(text: str, start: int, end: int) -> Span | None:
    """What is said in a paragraph, without stage directions around it; None where there is nothing else."""
    while (before := _DIRECTION.match(text, start, end)) is not None:
        start = before.end()
    while (opening := _direction_at_end(text, start, end)) is not None:
        end = opening
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return Span(start, end) if any(map(str.isalnum, words)) else None


def _direction_at_end(text: str, start: int, end: int) -> int | None:
    """Where a stage direction in capitals begins that ends what is said."""
    if not text[start:end].endswith((")", "]")):
        return None
    opening = max(text.rfind("(", start, end), text.rfind("[", start, end))
    direction = opening >= 0 and _DIRECTION.fullmatch(text, opening, end) is not None and text[opening + 1 : end - 1].isupper()
    return opening if direction else None


def _repeats(text: str, statement: FoundStatement, turn: Turn) -> bool:
    around = cover((turn.label, *turn.content))
    whole = cover((*statement.source, *statement.cue, *statement.content))
    if not whole.overlaps(around):
        return False
    said = cover(turn.content)
    inside = all(said.contains(span) for span in (*statement.source, *statement.cue, *statement.content))
    own = bool(statement.source) and not all(span.of(text).lower() in _FIRST_PERSON for span in statement.source)
    return not (inside and own)


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold().replace("’", "'").strip(" .")


def _last_name(words: str) -> str:
    return _folded(words).rpartition(" ")[2]


@cache
def _no_speakers() -> frozenset[str]:
    return frozenset(lines("transcript_labels.txt"))
