"""When a statement was made: the time phrase that belongs to its cue. Imports record only."""

from __future__ import annotations

import re

from onrecord.extract.times.grammar import TimePhrase, find_times
from onrecord.extract.times.resolution import resolve_time
from onrecord.record import Said, Span, Spans, cover

_ABBREVIATED = (
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "St",
    "Sen",
    "Rep",
    "Gov",
    "Gen",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Aug",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
    "[A-Z]",
)
_ENDS = re.compile("[.!?]" + "".join(rf"(?<!\b{word}[.!?])" for word in _ABBREVIATED) + r"[”\"’)]*(?=\s)")
_DATELINE = re.compile(r"\s*[A-Z][^—–\n]{0,70}\([A-Z][\w ]*\)\s*[—–-]+")
_REACH = 3000  # code points on either side of the cue
_FILLER = "\x00"
# What stands right before a phrase that says what the words are about, or bounds the time, rather than when they were said.
_ABOUT = re.compile(
    r"(?:\b(?:before|after|ahead of|following|until|by|from|for|of|about|against|since|over|on|to|with|despite|than)\s+"
    r"(?:(?:the|a|an|his|her|their|its|this)\s+)?)$",
    re.IGNORECASE,
)
_ON_A_DAY = re.compile(r"\b(?:on|of|over)\s+$", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|during)\s+(?:the\s+)?$", re.IGNORECASE)
_OCCASION = re.compile(
    r"\b(?:in|at|during|on)\s+(?:(?:an?|the|his|her|their|its|another|one)\s+)?(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)
_DETERMINER = re.compile(r"\b(?:an?|the|his|her|their|its|this|that)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_INSERTED = re.compile(
    r"^\s*(?:speaking|talking|writing|appearing|responding|asked|interviewed|addressing|testifying|"
    r"(?:issued|released|published|posted|dated|obtained|in|at|on|during|late|early|earlier)\b)",
    re.IGNORECASE,
)
_BREAKS = re.compile(
    r"\b(?:who|whom|which|whose|where|after|before|because|since|if|unless|although|though|that|than|until)\b|[;—]"
    r"|\band (?:on |in |at |late |early |\x00)*$",
    re.IGNORECASE,
)
_CLAUSE_OF_ITS_OWN = re.compile(
    r"\b(?:who|whom|which|whose|where|after|before|because|since|if|although|though)\b[^,;]*$", re.IGNORECASE
)
_NEXT_CLAUSE = re.compile(r",\s*(?:and|but|so)\b", re.IGNORECASE)
_YEARS = frozenset({"year", "years", "decade", "century"})
_NEVER_SAID = frozenset({"until", "by", "units-coming"})


def said_when(
    text: str, published: str | None, source: Spans, cue: Spans, content: Spans, *, dateline: str | None = None
) -> Said | None:
    """When the statement was made, or None where its own clause does not say.

    The time phrase must stand in the cue's sentence, outside content and source, and belong to the saying: "said on Tuesday",
    "told reporters late on Sunday", "In a 2019 interview, she said"; not to its subject ("spoke of Monday's attack"), to an
    insertion about the speaker ("who left in 2014") or to what went before ("after Monday's vote"). Where several do, the
    nearest counts; where that one is itself unknown ("a day earlier"), so is the answer.
    """
    if not cue:
        return None
    around = cover(cue)
    if len(around) > _REACH:
        return None  # no cue is that long: its pieces lie in different sentences
    line = _line_around(text, around)
    spoken = _within(line, (around,))[0]
    speaker = _within(line, source)
    masked = _masked(line.of(text), _within(line, content))
    sentence = _sentence_around(masked, spoken)
    named = [p for p in find_times(masked, sentence.start, sentence.end) if p.rule not in _NEVER_SAID]
    named = [p for p in named if not any(p.span.overlaps(s) for s in speaker)]
    told = [p for p in named if spoken.contains(p.span) or _belongs(masked, sentence, p, speaker, spoken)]
    if not told:
        return None
    nearest = min(told, key=lambda p: _distance(masked, p.span, spoken))
    interval = resolve_time(nearest, published, dateline=dateline)
    if interval is None:
        return None
    phrase = Span(nearest.span.start + line.start, nearest.span.end + line.start)
    return Said(interval.start, interval.end, interval.granularity, interval.rule, _with_preposition(text, phrase))


def _line_around(text: str, cue: Span) -> Span:
    """The line of `cue`, no further than _REACH from it on either side."""
    first, last = max(0, cue.start - _REACH), min(len(text), cue.end + _REACH)
    start = text.rfind("\n", first, cue.start) + 1 or first
    end = text.find("\n", cue.end, last)
    return Span(start, last if end < 0 else end)


def _within(line: Span, spans: Spans) -> Spans:
    """The parts of `spans` inside `line`, counted from its start."""
    inside = ((max(s.start, line.start) - line.start, min(s.end, line.end) - line.start) for s in spans if s.overlaps(line))
    return tuple(Span(start, end) for start, end in inside)


def _masked(line: str, content: Spans) -> str:
    """`line` with `content` blanked, so that neither the sentences in it count nor its times."""
    for span in content:
        line = line[: span.start] + _FILLER * len(span) + line[span.end :]
    return line


def _sentence_around(line: str, cue: Span) -> Span:
    dateline = _DATELINE.match(line)
    start = dateline.end() if dateline and dateline.end() <= cue.start else 0
    for match in _ENDS.finditer(line):
        if match.end() <= cue.start:
            start = max(start, match.end())
        elif match.start() >= cue.end:
            return Span(start, match.end())
    return Span(start, len(line))


def _distance(masked: str, phrase: Span, cue: Span) -> int:
    if cue.contains(phrase):
        return 0
    between = masked[phrase.end : cue.start] if phrase.end <= cue.start else masked[cue.end : phrase.start]
    return len(between.replace(_FILLER, ""))


def _belongs(masked: str, sentence: Span, phrase: TimePhrase, source: Spans, cue: Span) -> bool:
    before = masked[sentence.start : phrase.span.start]
    attributive = masked[phrase.span.end : phrase.span.end + 2] in ("'s", "’s") or (
        _DETERMINER.search(before) is not None and re.match(r" [a-z]", masked[phrase.span.end :]) is not None
    )
    if attributive:
        if not _OCCASION.search(before) or (before.rstrip().lower().endswith(" on") and not phrase.rule.startswith("date")):
            return False
    elif (_ABOUT.search(before) and not _ON_A_DAY.search(before)) or (phrase.rule in _YEARS and not _IN.search(before)):
        return False
    if phrase.span.start >= cue.end:
        return not _BREAKS.search(masked[cue.end : phrase.span.start])
    between = masked[phrase.span.end : cue.start]
    speaker = [s for s in source if sentence.contains(s) and s.end <= phrase.span.start]
    if speaker:  # "Peskov, speaking on Tuesday, said"; not "Peskov, elected in 2014, said"
        inserted = masked[max(s.end for s in speaker) : phrase.span.start]
        if "," in inserted and "," in between:
            return _INSERTED.match(inserted.partition(",")[2]) is not None
    return not (_BREAKS.search(between) or _NEXT_CLAUSE.search(between) or _CLAUSE_OF_ITS_OWN.search(before))


def _with_preposition(text: str, phrase: Span) -> Span:
    """The phrase with the "on" or "in" that goes with it, which is how the article puts it."""
    match = re.search(r"\b(?:on|in)\s+$", text[max(0, phrase.start - 8) : phrase.start], re.IGNORECASE)
    return Span(phrase.start - len(match.group()), phrase.end) if match else phrase
