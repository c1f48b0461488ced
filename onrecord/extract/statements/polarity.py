"""What a cue does with its content: affirms, denies, declines, hedges. Imports language and record.

The words are in language/en/polarity_cues.toml. The first telling word of the cue decides, read together with an auxiliary
right before it ("did not" say): "said, without naming anyone," affirms, "appeared to deny" hedges, "refused to rule out"
declines. Negation turns saying into declining ("did not say"), belief into denial ("does not believe"), and denial into
declining too: who does not deny has not affirmed either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.language import tables
from onrecord.record import Polarity, Spans

_REACH = 48  # code points before the cue in which its auxiliary is looked for


@dataclass(frozen=True, slots=True)
class _Words:
    """`first`: the telling words, one group a class; `negated`, `no`: what decides after "not" and after "no"; `leading`: the
    auxiliaries, at the end of what stands before a cue."""

    first: re.Pattern[str]
    negated: re.Pattern[str]
    no: re.Pattern[str]
    leading: re.Pattern[str]


def _any(group: str, patterns: list[str]) -> str:
    return rf"(?P<{group}>{'|'.join(patterns)})"


@cache
def _words() -> _Words:
    data = tables("polarity_cues.toml")
    classes = [*(_any(p, data[p]) for p in ("declines", "denies", "hedges")), _any("affirms", data["plain"])]
    negation = "|".join(data["negated"]["words"])
    return _Words(
        first=re.compile(rf"(?<!\w)(?:{'|'.join(classes)}|(?P<negation>{negation})|(?P<no>no))(?!\w)"),
        negated=re.compile(
            rf"(?<!\w)(?:{_any('denies', data['negated']['denies'])}|{_any('hedges', data['negated']['hedges'])})(?!\w)"
        ),
        no=re.compile(rf"(?:\w+\s+)?\b(?:{'|'.join(_any(p, data['no'][p]) for p in ('denies', 'declines', 'hedges'))})(?!\w)"),
        leading=re.compile(
            rf"(?:(?<!\w)(?:{negation}|may|might|may have|might have|could have|reportedly|allegedly)"
            rf"|(?<!\w)(?:{'|'.join([*data['declines'], *data['denies'], *data['hedges']])}) (?:to|for))"
            r"(?: \w+ly| yet| even| ever| have| be)?\s+$"
        ),
    )


def polarity_of(text: str, cue: Spans, content: Spans = ()) -> Polarity:
    """The polarity of the cue at `cue` of `text`. Where the cue breaks off after its "not", the first words of `content`, if they
    follow it, complete it. A statement without a cue, or with one that says nothing special, affirms."""
    if not cue:
        return Polarity.AFFIRMS
    words = _words()
    leading = words.leading.search(text[max(0, cue[0].start - _REACH) : cue[0].start].lower())
    told = (leading.group() if leading else "") + " ".join(span.of(text) for span in cue).lower()
    first = words.first.search(told)
    if first is None:
        return Polarity.AFFIRMS
    after, rest = told[first.end() :], _completing(text, cue, content)
    if first.lastgroup == "negation":
        return _decided(words.negated.match(_verb_of(after.strip() or rest)), Polarity.DECLINES)
    if first.lastgroup == "no":
        return _decided(words.no.match((after + rest).strip()), Polarity.AFFIRMS)
    return Polarity(str(first.lastgroup))


def _completing(text: str, cue: Spans, content: Spans) -> str:
    """The first words of what follows a cue directly."""
    follows = next((c for c in content if 0 <= c.start - cue[-1].end <= 2), None)
    return f" {follows.of(text)[:40].lower()}" if follows else ""


def _decided(match: re.Match[str] | None, otherwise: Polarity) -> Polarity:
    return Polarity(match.lastgroup) if match and match.lastgroup else otherwise


def _verb_of(words: str) -> str:
    """`words` from the verb on: without adverbs and auxiliaries."""
    return re.sub(r"^\s*(?:(?:\w+ly|yet|even|ever|be|been|have|always|all|to|at all|very|so|quite)\s+)*", "", words)
