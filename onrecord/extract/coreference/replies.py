"""To whom, where and in answer to what something was said.

Imports text and record.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
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
_TO = word_list("to")
_ME_OR_YOU = word_list("me or you")
_THAT = word_list("complementizers")
_THESE = word_list("that and this")
_PHRASE = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON"))
_INSIDE = frozenset(("'s", "-", "’", "&"))
_INSIDE_NAMES = word_list("inside names")
_MARKS = frozenset(("'s", "’s", "“", "”", "-", "’"))
_IN = word_list("before venues")
_GOES_ON = word_list("goes on with a venue")
_ANSWERS = word_list("answers")
_COUNTERS = word_list("counters")
_SPEECH_NOUNS = word_list("speech nouns")
_AFTER = word_list("after")
_DAYS = word_list("days")
_LONGEST = 12


def find_addressee(layout: Layout, statement: FoundStatement) -> Span | None:
    """The words for whom it was said to: "told The New York Times", "wrote to the committee", "asked Clinton"."""
    barred = _words_of(layout, statement.content) | _words_of(layout, statement.source)
    firsts = (_addressed(layout, at) for span in statement.cue for at in layout.words_in(span))
    return next((found for first in firsts if first and (found := _noun_phrase(layout, first, barred))), None)


def _addressed(layout: Layout, at: int) -> int | None:
    """The word after a verb, and its "to", that may name whom somebody speaks to."""
    if layout.lower[at] in _TELLS:
        return at + 1
    return at + 2 if layout.lower[at] in _SPEAKS_TO and layout.lower_at(at + 1) in _TO else None


def _words_of(layout: Layout, spans: Sequence[Span]) -> set[int]:
    return {word for span in spans for word in layout.words_in(span)}


def _noun_phrase(layout: Layout, first: int, barred: set[int]) -> Span | None:
    limit = min(first + _LONGEST, layout.sentence_end(first - 1))
    end = first
    while end < limit and end not in barred:
        word = layout.lower[end]
        if word in PRONOUNS or word in _ME_OR_YOU:
            end += 1
            break
        if not _in_phrase(layout, end, first) or (word in _THESE and end > first):
            break
        end += 1
    if layout.past_tags(first, end, ("DET",)) >= end or layout.lower[first] in _THAT:
        return None
    return layout.span(first, end)


def _in_phrase(layout: Layout, at: int, first: int) -> bool:
    if layout.tags[at] in _PHRASE or layout.lower[at] in _INSIDE:
        return True
    return layout.lower[at] in _INSIDE_NAMES and at > first and _proper(layout, at)


def _proper(layout: Layout, at: int) -> bool:
    return layout.tags[at - 1] == "PROPN" and layout.tag_at(at + 1) in ("PROPN", "DET")


def find_venue(layout: Layout, statement: FoundStatement) -> Span | None:
    """Where it was said: "at a press conference in Paris", "in a post on X", "on Fox News"."""
    barred = _words_of(layout, statement.content) | _words_of(layout, statement.source)
    anchor = layout.words_in(cover(statement.cue or statement.source or statement.content)).start
    first, last = layout.sentence_start(anchor), layout.sentence_end(anchor)
    places = (at for at in range(first, last) if layout.lower[at] in _IN and at not in barred)
    return next((found for at in places if (found := _venue_after(layout, at, last, barred))), None)


def _venue_after(layout: Layout, at: int, last: int, barred: set[int]) -> Span | None:
    """The venue that the preposition `at` leads over to, with what tells more of it, without the day."""
    first = at + 1
    end = _phrase_end(layout, first, last, barred, _MARKS)
    phrase = layout.lower[first:end]
    if not phrase or not (phrase[-1].strip(".") in venue_nouns() or " ".join(phrase[-2:]) in venue_nouns()):
        return None
    while end < last and end not in barred and layout.lower[end] in _GOES_ON:
        stop = _phrase_end(layout, end + 1, last, barred, ("'s",))
        if stop == end + 1:
            break
        end = stop
    while end > first and (layout.lower[end - 1] in _DAYS or layout.words[end - 1].isdigit()):
        end -= 1
    return layout.span(first, end) if end > first else None


def _phrase_end(layout: Layout, first: int, last: int, barred: set[int], marks: Container[str]) -> int:
    end = first
    while end < last and end not in barred and (layout.tags[end] in _PHRASE or layout.words[end] in marks):
        end += 1
    return end


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
    found = []
    for index, statement in enumerate(statements):
        after = _said_after(layout, index, sayings, said_by)
        if after is None:
            whom = _whom_it_answers(layout, statement, sayings[index], said_by[index], coreference)
            after = None if whom is None else _statement_of(whom, index, sayings, said_by)
        found.append(after)
    return found


def _anchor(saying: Saying) -> int:
    return saying.source[0] if saying.source else saying.content[0]


def _said_after(layout: Layout, index: int, sayings: Sequence[Saying], said_by: Sequence[Referent | None]) -> int | None:
    """The statement in the same sentence after which this one was made: "…, he said, after she had called it late"."""
    anchor, speaker = _anchor(sayings[index]), said_by[index]
    for other, (earlier, by) in enumerate(zip(sayings, said_by, strict=True)):
        if other == index or by is None or by is speaker or earlier.source is None:
            continue
        at = earlier.source[0]
        before = layout.lower[max(0, at - 2) : at]
        if at > anchor and layout.together(anchor, at) and not _AFTER.isdisjoint(before):
            return other
    return None


def _statement_of(whom: Referent, index: int, sayings: Sequence[Saying], said_by: Sequence[Referent | None]) -> int | None:
    """The last statement of `whom` before this one, or else the first after it."""
    own = [k for k, by in enumerate(said_by) if by is whom and k != index]
    earlier = [k for k in own if sayings[k].content[0] < sayings[index].content[0]]
    return max(earlier) if earlier else min(own, default=None)


def _whom_it_answers(
    layout: Layout, statement: FoundStatement, saying: Saying, speaker: Referent | None, coreference: Coreference
) -> Referent | None:
    """Somebody else, named beside a word for answering: "asked about Trump’s declaration", "dismissed the claim by Macron"."""
    cue = {w for span in statement.cue for w in layout.words_in(span)}
    anchor = _anchor(saying)
    end = layout.sentence_end(anchor)
    for at in range(layout.sentence_start(anchor), end):
        answers = layout.lower[at] in _ANSWERS
        told = answers and at not in cue and not saying.content[0] <= at < saying.content[1]
        if not told and not (layout.lower[at] in _COUNTERS and at in cue):
            continue
        if answers or not _SPEECH_NOUNS.isdisjoint(layout.lower[at + 1 : at + 10]):
            whom = _somebody_else(range(at + 1, min(at + 10, end)), speaker, coreference)
            if whom is not None:
                return whom
    return None


def _somebody_else(words: range, speaker: Referent | None, coreference: Coreference) -> Referent | None:
    referents = (reference.referent for at in words if (reference := coreference.by_head.get(at)))
    return next((r for r in referents if r and r.kind == "person" and r is not speaker), None)
