"""To whom, where and in answer to what something was said.

Imports text and record.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.extract.coreference.entities import Referent
from onrecord.extract.coreference.mentions import PRONOUNS
from onrecord.extract.coreference.resolution import Coreference, Saying
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import word_list
from onrecord.extract.text.results import FoundStatement
from onrecord.language import lines
from onrecord.record import Span, cover

_TELLS = word_list("tells")
_SPEAKS_TO = word_list("speaks to")
_PHRASE = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON"))
_IN = frozenset(["in", "at", "on", "during", "via", "through", "to", "over", "by", "from"])
_GOES_ON = frozenset(("of", "with", "on", "in", "at", "to", "for", "about"))
_ANSWERS = word_list("answers")
_COUNTERS = word_list("counters")
_SPEECH_NOUNS = word_list("speech nouns")
_LONGEST = 12


def find_addressee(layout: Layout, statement: FoundStatement) -> Span | None:
    """The words for whom it was said to: "told The New York Times", "wrote to the committee", "asked Clinton"."""
    content = _words_of(layout, statement.content)
    source = _words_of(layout, statement.source)
    for span in statement.cue:
        cue = layout.words_in(span)
        for at in cue:
            if layout.lower[at] in _TELLS:
                found = _noun_phrase(layout, at + 1, content | source)
            elif layout.lower[at] in _SPEAKS_TO and at + 1 < len(layout) and layout.lower[at + 1] == "to":
                found = _noun_phrase(layout, at + 2, content | source)
            else:
                continue
            if found:
                return found
    return None


def _words_of(layout: Layout, spans: Sequence[Span]) -> set[int]:
    return {word for span in spans for word in layout.words_in(span)}


def _noun_phrase(layout: Layout, first: int, barred: set[int]) -> Span | None:
    count = len(layout)
    end = first
    while end < count and end - first < _LONGEST and end not in barred and layout.sentence[end] == layout.sentence[first - 1]:
        word, tag = layout.lower[end], layout.tags[end]
        if word in PRONOUNS or word in ("me", "us", "you"):
            end += 1
            break
        if (
            tag not in _PHRASE
            and word not in ("'s", "-", "’", "&")
            and not (word in ("of", "and") and end > first and _proper(layout, end))
        ):
            break
        if word in ("that", "this") and end > first:
            break
        end += 1
    if end == first or all(layout.tags[k] == "DET" for k in range(first, end)) or layout.lower[first] == "that":
        return None
    return layout.span(first, end)


def _proper(layout: Layout, at: int) -> bool:
    return at + 1 < len(layout) and layout.tags[at - 1] == "PROPN" and layout.tags[at + 1] in ("PROPN", "DET")


def find_venue(layout: Layout, statement: FoundStatement) -> Span | None:
    """Where it was said: "at a press conference in Paris", "in a post on X", "on Fox News"."""
    content = _words_of(layout, statement.content) | _words_of(layout, statement.source)
    anchor = layout.words_in(cover(statement.cue or statement.source or statement.content))
    sentence = layout.sentence[anchor.start]
    first, last = anchor.start, anchor.stop
    while first > 0 and layout.sentence[first - 1] == sentence:
        first -= 1
    while last < len(layout) and layout.sentence[last] == sentence:
        last += 1
    venues = venue_nouns()
    for at in range(first, last):
        if layout.lower[at] not in _IN or at in content:
            continue
        end = at + 1
        while (
            end < last
            and end not in content
            and (layout.tags[end] in _PHRASE or layout.words[end] in ("'s", "’s", "“", "”", "-", "’"))
        ):
            end += 1
        phrase = layout.lower[at + 1 : end]
        if not phrase or not (phrase[-1].strip(".") in venues or " ".join(phrase[-2:]) in venues):
            continue
        while end < last and end not in content and layout.lower[end] in _GOES_ON:
            stop = end + 1
            while stop < last and stop not in content and (layout.tags[stop] in _PHRASE or layout.words[stop] == "'s"):
                stop += 1
            if stop == end + 1:
                break
            end = stop
        while end > at + 1 and (layout.lower[end - 1] in _DAYS or layout.words[end - 1].isdigit()):
            end -= 1
        if end > at + 1:
            return layout.span(at + 1, end)
    return None


_DAYS = word_list("days")


@cache
def venue_nouns() -> frozenset[str]:
    return frozenset(line.casefold() for line in lines("venues.txt"))


def answered(
    layout: Layout,
    statements: Sequence[FoundStatement],
    sayings: Sequence[Saying],
    said_by: Sequence[Referent | None],
    coreference: Coreference,
) -> list[int | None]:
    """For each statement the index of the one that it answers, where its sentence says so."""
    return [_answered(layout, i, statements, sayings, said_by, coreference) for i in range(len(statements))]


def _answered(
    layout: Layout,
    index: int,
    statements: Sequence[FoundStatement],
    sayings: Sequence[Saying],
    said_by: Sequence[Referent | None],
    coreference: Coreference,
) -> int | None:
    saying = sayings[index]
    anchor = saying.source[0] if saying.source else saying.content[0]
    sentence = layout.sentence[anchor]
    for other, earlier in enumerate(sayings):
        if other == index or earlier.source is None or said_by[other] is None or said_by[other] is said_by[index]:
            continue
        at = earlier.source[0]
        if layout.sentence[at] == sentence and any(layout.lower[k] == "after" for k in range(max(0, at - 2), at)) and at > anchor:
            return other
    whom = _whom_it_answers(layout, index, statements, sayings, said_by, coreference)
    if whom is None:
        return None
    earlier_ones = [
        k for k in range(len(statements)) if said_by[k] is whom and k != index and sayings[k].content[0] < saying.content[0]
    ]
    later_ones = [k for k in range(len(statements)) if said_by[k] is whom and k != index]
    return max(earlier_ones) if earlier_ones else min(later_ones) if later_ones else None


def _whom_it_answers(
    layout: Layout,
    index: int,
    statements: Sequence[FoundStatement],
    sayings: Sequence[Saying],
    said_by: Sequence[Referent | None],
    coreference: Coreference,
) -> Referent | None:
    """Somebody else, named beside a word for answering: "asked about Trump’s declaration", "dismissed the claim by Macron"."""
    saying = sayings[index]
    anchor = saying.source[0] if saying.source else saying.content[0]
    cue = {w for span in statements[index].cue for w in layout.words_in(span)}
    sentence = layout.sentence[anchor]
    first = anchor
    while first > 0 and layout.sentence[first - 1] == sentence:
        first -= 1
    at, count = first, len(layout)
    while at < count and layout.sentence[at] == sentence:
        word = layout.lower[at]
        outside = not saying.content[0] <= at < saying.content[1]
        if (word in _ANSWERS and outside and at not in cue) or (word in _COUNTERS and at in cue):
            near = range(at + 1, min(at + 10, count))
            speech = any(layout.lower[k] in _SPEECH_NOUNS for k in near)
            for k in near:
                reference = coreference.by_head.get(k)
                if reference and reference.referent and reference.referent.kind == "person" and layout.sentence[k] == sentence:
                    whom = reference.referent
                    if whom is not said_by[index] and (speech or word in _ANSWERS):
                        return whom
        at += 1
    return None
