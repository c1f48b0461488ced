"""The grammar of time expressions, over word classes. Imports time_words and record.

A rule is a regular expression whose symbols are the word classes of `data/time_words.toml`, written in capitals, and the shorthands
below. The first rule that fits at a word wins, so longer and more special rules stand first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.extract.time_words import TimeWord, lexicon, time_words
from onrecord.record import Span

_SHORTHANDS = {
    "DAYNAME": "(?:WEEKDAY|SHORTDAY DOT?)",
    "MONTHNAME": "(?:MONTH|NAMELIKE|SHORTMONTH DOT?)",
    "DAYNO": "[DAYNUMBER DAYORDINAL]",
    "COUNT": "[ARTICLE NUMBER DAYNUMBER SMALLNUMBER]",
    "ANYUNIT": "[MINUTES HOURS DAYS WEEKS MONTHS QUARTER YEARS DECADES CENTURY]",
    "UNIT": "[WEEKS MONTHS QUARTER YEARS DECADES CENTURY]",
    "WHICH": "(?P<which>THIS [PAST COMING]|[LAST THIS NEXT COMING])",
    "PARTOF": "(?P<part>THE? EDGE OF THE?|[PART EARLIER LATER] IN THE?|[PART EARLIER LATER] DASH?)",
    "YEARBOX": "(?P<box>COMMA? OF? YEAR|COMMA? [OF IN]? [LAST THIS NEXT] YEARS|[OF IN] THE YEARS)",
    "UNITBOX": "(?P<box>[OF IN] (?:MONTHNAME (?:COMMA? OF? YEAR|OF? [LAST THIS NEXT] YEARS)?|YEAR|[THE LAST THIS NEXT] UNIT))",
    "WEEKBOX": "(?P<box>COMMA? OF? [LAST THIS NEXT] WEEKS)",
    "VAGUELY": "(?:ARTICLE? VAGUE OF?)",
    "STOP": "(?=[COMMA DOT BREAK LONGDASH AND]|$)",
}

_RULES: tuple[tuple[str, str], ...] = (
    ("date-iso", "ISODATE|FIXEDDATE"),
    ("date-numeric", "SLASHED"),
    ("fiscal", "THE? FISCAL (?:YEARS|ORDINAL QUARTER)? YEAR?|THE? ORDINAL (?:FISCAL QUARTER|[QUARTER HALF] OF (?:THE|OWNER)? FISCAL YEARS? YEAR?)"),
    ("days", "MONTHNAME DAYNO [DASH TO] DAYNO (?:COMMA? YEAR)?|DAYNO [DASH TO] DAYNO OF? MONTHNAME (?:COMMA? YEAR)?"),
    ("date", "(?:DAYNAME COMMA? THE?)? (?:MONTHNAME DAYNO|THE? DAYNO OF? MONTHNAME|THE ORDINAL OF MONTHNAME) YEARBOX?"),
    ("nth-weekday", "THE? [ORDINAL LAST] WEEKDAY UNITBOX"),
    ("nth-part", "THE? [ORDINAL LAST] [NUMBER DAYNUMBER]? [DAYS WEEKS WEEKEND MONTHS QUARTER YEARS DECADES] UNITBOX"),
    ("quarter", "YEAR COMMA? (?:ORDINAL DASH? QUARTER|QUARTERCODE)|(?:THE? ORDINAL DASH? QUARTER|QUARTERCODE) YEARBOX?"),
    ("half", "YEAR COMMA? HALFCODE|THE? ORDINAL DASH? HALF UNITBOX"),
    ("half", "HALFCODE YEARBOX?"),
    ("century", "PARTOF? (?:NUMBER DASH)? [ORDINAL DAYORDINAL BIGORDINAL] DASH? CENTURY"),
    ("week-weekday", "(?:[LAST THIS NEXT] WEEKS ON|ARTICLE WEEKS [AGO FROM] ON?) WEEKDAY DAYPART?"),
    ("units-ago", "COUNT ANYUNIT AGO"),
    ("vague", "(?:VAGUELY? ANYUNIT|COUNT AND ARTICLE HALF ANYUNIT|HALF ARTICLE ANYUNIT) AGO|COUNT VAGUE ANYUNIT AGO"),
    ("vague", "THE? [LAST PAST NEXT COMING] VAGUELY ANYUNIT|[COMING VAGUE] [DAYS WEEKS MONTHS YEARS DECADES]|THE COMING [DAYS WEEKS MONTHS YEARS]"),
    ("units-past", "THE? [LAST PAST] [NUMBER DAYNUMBER SMALLNUMBER] ANYUNIT|[THE THIS] PAST ANYUNIT"),
    ("units-past", "(?:(?<=IN)|(?<=OVER)|(?<=WITHIN)) THE LAST UNIT (?!OF)"),
    ("units-coming", "THE? [NEXT COMING] [NUMBER DAYNUMBER SMALLNUMBER] ANYUNIT|(?:(?<=IN)|(?<=OVER)|(?<=WITHIN)) THE NEXT ANYUNIT"),
    ("units-coming", "(?<=WITHIN) COUNT ANYUNIT"),
    ("units-ahead", "COUNT ANYUNIT FROM NOW|(?<=IN) COUNT ANYUNIT (?:TIME|(?!OF))"),
    ("anchored", "COUNT ANYUNIT (?:[EARLIER LATER]|[BEFORE AFTER] STOP)|VAGUELY ANYUNIT (?:[EARLIER LATER]|[BEFORE AFTER] STOP)"),
    ("anchored", "THE? [PREVIOUS FOLLOWING] [DAYS WEEKS WEEKEND MONTHS QUARTER YEARS DECADES CENTURY DAYPART WEEKDAY]"),
    ("anchored", "THE? (?:SAME|NEXT) (?:DAYS|DAYPART)|THE [SAME NEXT] UNIT|THE UNIT [BEFORE AFTER] STOP|THE DAYS [BEFORE AFTER] STOP"),
    ("anchored", "(?:[EARLIER LATER] ON?)? THAT (?:DAYS|DAYPART|WEEKS|WEEKEND|MONTHS|YEARS)|[EARLIER LATER] IN THE (?:DAYS|DAYPART)"),
    ("relative-day", "THE DAYS [BEFORE AFTER] RELATIVEDAY"),
    ("relative-day", "(?:[PART EARLIER LATER] ON?)? (?:RELATIVEDAY DAYPART?|TONIGHT|THIS DAYPART|LAST DAYPART)"),
    ("overnight", "OVERNIGHT"),
    ("weekday", "(?:(?P<part>[PART EARLIER LATER]) ON?)? (?:WHICH|PAST)? WEEKDAY DAYPART? WEEKBOX?|(?<=ON) SHORTDAY DOT?"),
    ("weekend", "(?:THE? WHICH|THE) WEEKEND"),
    ("month", "PARTOF? (?:WHICH MONTHNAME|MONTHNAME YEARBOX?)"),
    ("season", "PARTOF? (?:WHICH SEASON|SEASON (?:OF? YEAR DASH [DAYNUMBER SMALLNUMBER YEAR]|YEARBOX))|[PART] DASH? SEASON"),
    ("season", "(?:(?<=IN)|(?<=IN THE)|(?<=BY)|(?<=BY THE)|(?<=SINCE)|(?<=SINCE THE)|(?<=UNTIL)|(?<=UNTIL THE)|(?<=OVER THE)) SEASON (?!OF)"),
    ("decade", "PARTOF? THE? DECADE"),
    ("unit", "PARTOF? WHICH UNIT"),
    ("unit", "PARTOF UNIT"),
    ("years", "YEAR DASH [DAYNUMBER SMALLNUMBER]"),
    ("year", "PARTOF? YEAR"),
    ("holiday", "WHICH HOLIDAY|HOLIDAY YEARBOX?"),
)  # fmt: skip

_STARTS = (
    "ISODATE FIXEDDATE SLASHED THE FISCAL ORDINAL MONTH NAMELIKE SHORTMONTH DAYNUMBER DAYORDINAL BIGORDINAL WEEKDAY SHORTDAY LAST YEAR "
    "QUARTERCODE HALFCODE EDGE PART EARLIER LATER NUMBER THIS NEXT COMING ARTICLE SMALLNUMBER VAGUE HALF PAST PREVIOUS FOLLOWING SAME "
    "THAT RELATIVEDAY TONIGHT OVERNIGHT SEASON DECADE HOLIDAY DAYS WEEKS MONTHS YEARS DECADES CENTURY HOURS"
)
_POINTING = frozenset({"days", "date", "quarter", "half", "weekday", "weekend", "month", "season", "holiday", "units-ahead"})
_SENTENCE_END = re.compile(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bSt)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bGen)[.!?][\"”’)]*\s+(?=[A-Z“\"‘])|[;\n]"
)
_REACH = 240  # code points on either side in which a tense is looked for


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """Words that name a time. `rule` is stable and names the grammar's rule; `words` are the classified words.

    `which` is "last", "this", "next" or None; `part` "early", "mid", "late", "earlier", "later" or None; `box` the words that
    contain it ("of last year"); `points` is "past", "future" or None: the tense around it; `parts` are the phrases joined by a
    "since", "until", "by" or "range" rule.
    """

    span: Span
    rule: str
    words: tuple[TimeWord, ...]
    which: str | None = None
    part: str | None = None
    box: tuple[TimeWord, ...] = ()
    points: str | None = None
    parts: tuple[TimePhrase, ...] = ()

    def word(self, *kinds: str) -> TimeWord | None:
        """The first word of one of these classes, outside the box."""
        return next((w for w in self.words if w.kind in kinds and w not in self.box), None)

    def number(self, *kinds: str) -> int | None:
        found = self.word(*kinds)
        return found.value if found is not None and isinstance(found.value, int) else None

    @property
    def absolute(self) -> bool:
        """True where the words alone fix the time, whenever they were published."""
        if self.parts:
            return self.rule == "range" and self.parts[-1].absolute
        fixed = {"YEAR", "ISODATE", "FIXEDDATE", "SLASHED", "DECADE"}
        return (self.rule == "century") or any(w.kind in fixed for w in self.words)


@dataclass(frozen=True, slots=True)
class _Grammar:
    rules: tuple[tuple[str, re.Pattern[str]], ...]
    any: re.Pattern[str]


def _in_letters(pattern: str) -> str:
    letters = lexicon().letters
    while (spelled := re.sub(r"[A-Z]{2,}", lambda m: _SHORTHANDS.get(m.group(), m.group()), pattern)) != pattern:
        pattern = spelled
    return re.sub(r"[A-Z]{2,}", lambda m: letters[m.group()], pattern).replace(" ", "")


@cache
def _grammar() -> _Grammar:
    spelled = [(name, _in_letters(pattern)) for name, pattern in _RULES]
    nameless = "|".join(f"(?:{re.sub(r'[?]P<[a-z]+>', '?:', pattern)})" for _, pattern in spelled)
    starts = "".join(lexicon().letters[kind] for kind in _STARTS.split())
    return _Grammar(tuple((name, re.compile(pattern)) for name, pattern in spelled), re.compile(f"(?=[{starts}])(?:{nameless})"))


@cache
def _tense() -> re.Pattern[str]:
    words = lexicon()
    not_past = "|".join(words.not_past)
    return re.compile(
        rf"(?<!\w)(?:(?P<future>{'|'.join(words.future)})|(?<!\bbe )(?<!\bhas )(?<!\bhave )(?!(?:{not_past})\b)(?P<past>{'|'.join(words.past)}|[a-z]+ed))\b"
    )


def find_times(text: str, start: int = 0, end: int | None = None) -> list[TimePhrase]:
    """The time expressions of `text[start:end]`, in order, without overlaps. Offsets are code points of `text`."""
    end = len(text) if end is None else end
    words = time_words(text, start, end)
    letters = lexicon().letters
    coded = "".join([letters[w.kind] for w in words])
    found: list[tuple[int, int, TimePhrase]] = []
    position = 0
    grammar = _grammar().any
    while match := grammar.search(coded, position):
        position = match.end()
        if phrase := _phrase(text, words, coded, match.start(), (start, end)):
            found.append((match.start(), match.end(), phrase))
        else:
            position = match.start() + 1
    return _combined(words, found)


def _phrase(text: str, words: list[TimeWord], coded: str, at: int, bounds: tuple[int, int]) -> TimePhrase | None:
    for name, pattern in _grammar().rules:
        if match := pattern.match(coded, at):
            break
    else:
        return None
    used = tuple(words[match.start() : match.end()])
    groups = match.groupdict()
    box = tuple(words[match.start("box") : match.end("box")]) if groups.get("box") else ()
    if not _is_time(name, text, words, match.start(), match.end()):
        return None
    span = Span(used[0].start, used[-1].end)
    points = tense_around(text, span, bounds) if name in _POINTING and not any(w.kind == "YEAR" for w in used) else None
    return TimePhrase(span, name, used, _last_value(words, match, "which"), _last_value(words, match, "part"), box, points)


def _last_value(words: list[TimeWord], match: re.Match[str], group: str) -> str | None:
    """What the qualifier or part in `group` says: "late" of "the end of the", "last" of "this past"."""
    if not match.groupdict().get(group):
        return None
    carrying = {"LAST", "PAST", "THIS", "NEXT", "COMING", "EDGE", "PART", "EARLIER", "LATER"}
    values = [w.value for w in words[match.start(group) : match.end(group)] if w.kind in carrying]
    return str(values[-1])


def tense_around(text: str, span: Span, bounds: tuple[int, int]) -> str | None:
    """Which way the sentence points: "past", "future" or None, from the nearest telling word before `span`, else after it."""
    before = text[max(bounds[0], span.start - _REACH) : span.start]
    ends = [m.end() for m in _SENTENCE_END.finditer(before)]
    told = None
    for told in _tense().finditer(before, ends[-1] if ends else 0):  # noqa: B007 - the last one counts
        pass
    if told is None:
        after = text[span.end : min(bounds[1], span.end + _REACH)]
        stop = _SENTENCE_END.search(after)
        told = _tense().search(after, 0, stop.start() if stop else len(after))
    return told.lastgroup if told else None


def _is_time(rule: str, text: str, words: list[TimeWord], first: int, last: int) -> bool:
    """False for names, amounts and verbs that look like time expressions."""
    used = words[first:last]
    before = words[first - 1] if first else None
    after = words[last] if last < len(words) else None
    kinds = {w.kind for w in used}
    if rule == "date" and "YEAR" not in kinds and after and after.kind == "COUNTED":
        return before is not None and before.kind == "ON"
    if "YEAR" in kinds and rule in ("year", "years"):
        return not _is_amount(text, used, before, after)
    if rule == "decade":
        return not any(w.kind == "OWNER" for w in words[max(0, first - 2) : first])
    if rule == "month" and "NAMELIKE" in kinds and len(used) == 1:
        return _is_month(text, words, first)
    if rule == "month" and "SHORTMONTH" in kinds and len(used) <= 2 and "DOT" not in kinds:
        return before is not None and before.kind in ("IN", "SINCE", "UNTIL")
    if rule == "holiday" and len(used) == 1 and str(used[0].value) in lexicon().bare_holidays:
        return before is not None and before.kind in ("AT", "ON", "BY", "OVER", "SINCE", "UNTIL", "BEFORE", "AFTER", "OF", "FROM")
    return True


def _is_amount(text: str, used: list[TimeWord], before: TimeWord | None, after: TimeWord | None) -> bool:
    year = next(w for w in used if w.kind == "YEAR")
    if after is not None and after.kind == "COUNTED":
        return not (before is not None and before.kind in ("IN", "THE") and text[after.start].isupper())
    if text[year.end : year.end + 1] == "-" and after is not None and text[after.end : after.end + 1].isalpha():
        return True
    told = before is not None and before.kind in ("IN", "SINCE", "UNTIL", "BY", "OF", "FROM", "BETWEEN", "TO", "AND")
    return isinstance(year.value, int) and year.value < 1700 and not told


def _is_month(text: str, words: list[TimeWord], at: int) -> bool:
    """Whether a bare "May", "March", "April", "June" or "August" is the month: a preposition or an event noun must say so."""
    guards = lexicon().guards
    word = words[at]
    owning = text[word.end : word.end + 2] in ("'s", "’s")

    def lower(i: int) -> str:
        return text[words[i].start : words[i].end].lower() if 0 <= i < len(words) else ""

    before = words[at - 1].kind if at else ""
    following = lower(at + 1)
    if before in ("IN", "SINCE", "UNTIL"):
        return not (
            lower(at - 2) in guards["trust"] or following in guards["verbs"] or (owning and following not in guards["nouns"])
        )
    if before in ("THE", "ARTICLE", "THIS", "OWNER"):
        return following in guards["nouns"]
    if before in ("FROM", "BETWEEN", "TO", "AND", "DASH"):
        near = words[max(0, at - 3) : at] + words[at + 1 : at + 3]
        return any(w.kind in ("MONTH", "NAMELIKE", "SHORTMONTH") for w in near) and following not in guards["verbs"]
    if before == "BY":
        return not owning and not lower(at - 2).endswith(("ed", "en")) and (at + 1 == len(words) or not following.isalpha())
    return following in guards["nouns"] and owning


def _combined(words: list[TimeWord], found: list[tuple[int, int, TimePhrase]]) -> list[TimePhrase]:
    """Phrases joined into ranges: "from A to B", "between A and B", "A-B", "since A", "until A", "by A"."""
    combined: list[TimePhrase] = []
    i = 0
    while i < len(found):
        first, last, phrase = found[i]
        opener = words[first - 1] if first else None
        kind = opener.kind if opener is not None else ""
        if i + 1 < len(found):
            next_first, next_last, after = found[i + 1]
            joint = words[last].kind if next_first == last + 1 else ""
            wanted = {"FROM": ("TO", "UNTIL", "DASH"), "BETWEEN": ("AND", "DASH")}.get(kind, ("DASH",))
            if joint in wanted and phrase.rule != "vague" and after.rule not in ("vague", "anchored"):
                start = opener.start if opener is not None and kind in ("FROM", "BETWEEN") else phrase.span.start
                used = tuple(words[first:next_last])
                combined.append(TimePhrase(Span(start, after.span.end), "range", used, parts=(phrase, after)))
                i += 2
                continue
        if kind in ("SINCE", "UNTIL", "BY") and opener is not None:
            span = Span(opener.start, phrase.span.end)
            combined.append(TimePhrase(span, str(opener.value), phrase.words, parts=(phrase,)))
        else:
            combined.append(phrase)
        i += 1
    return combined
