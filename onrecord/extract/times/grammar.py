"""The grammar of time expressions, over word classes. Imports record only.

A rule is a regular expression whose symbols are the word classes of `language/en/time_words.toml`, written in capitals, and the
shorthands below. The first rule that fits at a word wins, so longer and more special rules stand first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.extract.times.words import TimeWord, TimeWords, lexicon, time_words
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
    "INSIDE": "(?<=[IN OVER WITHIN])",
    "STOP": "(?=[COMMA DOT BREAK LONGDASH AND]|$)",
}

_RULES: tuple[tuple[str, str], ...] = (
    ("date-iso", "ISODATE|FIXEDDATE"),
    ("date-numeric", "SLASHED"),
    ("fiscal", "THE? FISCAL (?:YEARS YEAR?|ORDINAL QUARTER YEAR?|YEAR)"),
    ("fiscal", "THE? ORDINAL (?:FISCAL QUARTER|[QUARTER HALF] OF [THE OWNER]? FISCAL YEARS? YEAR?)"),
    ("days", "MONTHNAME DAYNO [DASH TO] DAYNO (?:COMMA? YEAR)?|DAYNO [DASH TO] DAYNO OF? MONTHNAME (?:COMMA? YEAR)?"),
    ("date", "(?:DAYNAME COMMA? THE?)? (?:MONTHNAME DAYNO|THE? DAYNO OF? MONTHNAME|THE ORDINAL OF MONTHNAME) YEARBOX?"),
    ("quarter", "YEAR COMMA? (?:ORDINAL DASH? QUARTER|QUARTERCODE)|(?:THE? ORDINAL DASH? QUARTER|QUARTERCODE) YEARBOX?"),
    ("half", "YEAR COMMA? HALFCODE|THE? ORDINAL DASH? HALF UNITBOX"),
    ("half", "HALFCODE YEARBOX?"),
    ("nth-weekday", "THE? [ORDINAL LAST] WEEKDAY UNITBOX"),
    ("nth-part", "THE? [ORDINAL LAST] [NUMBER DAYNUMBER]? [DAYS WEEKS WEEKEND MONTHS QUARTER YEARS DECADES] UNITBOX"),
    ("century", "PARTOF? (?:NUMBER DASH)? [ORDINAL DAYORDINAL BIGORDINAL] DASH? CENTURY"),
    ("week-weekday", "(?:[LAST THIS NEXT] WEEKS ON|ARTICLE WEEKS [AGO FROM] ON?) WEEKDAY DAYPART?"),
    ("units-ago", "COUNT ANYUNIT AGO"),
    ("vague", "(?:VAGUELY? ANYUNIT|COUNT AND ARTICLE HALF ANYUNIT|HALF ARTICLE ANYUNIT) AGO|COUNT VAGUE ANYUNIT AGO"),
    ("vague", "THE? [LAST PAST NEXT COMING] VAGUELY ANYUNIT|[COMING VAGUE] [DAYS WEEKS MONTHS YEARS DECADES]"),
    ("vague", "THE COMING [DAYS WEEKS MONTHS YEARS]"),
    ("units-past", "THE? [LAST PAST] [NUMBER DAYNUMBER SMALLNUMBER] ANYUNIT|[THE THIS] PAST ANYUNIT"),
    ("units-past", "INSIDE THE LAST UNIT (?!OF)"),
    ("units-coming", "THE? [NEXT COMING] [NUMBER DAYNUMBER SMALLNUMBER] ANYUNIT|INSIDE THE NEXT ANYUNIT"),
    ("units-coming", "(?<=WITHIN) COUNT ANYUNIT"),
    ("units-ahead", "COUNT ANYUNIT FROM NOW|(?<=IN) COUNT ANYUNIT (?:TIME|(?!OF))"),
    ("anchored", "COUNT ANYUNIT (?:[EARLIER LATER]|[BEFORE AFTER] STOP)|VAGUELY ANYUNIT (?:[EARLIER LATER]|[BEFORE AFTER] STOP)"),
    ("anchored", "THE? [PREVIOUS FOLLOWING] [DAYS WEEKS WEEKEND MONTHS QUARTER YEARS DECADES CENTURY DAYPART WEEKDAY]"),
    ("anchored", "THE? [SAME NEXT] [DAYS DAYPART]|THE [SAME NEXT] UNIT|THE (?:UNIT|DAYS) [BEFORE AFTER] STOP"),
    ("anchored", "(?:[EARLIER LATER] ON?)? THAT [DAYS DAYPART WEEKS WEEKEND MONTHS YEARS]"),
    ("anchored", "[EARLIER LATER] IN THE [DAYS DAYPART]"),
    ("relative-day", "THE DAYS [BEFORE AFTER] RELATIVEDAY"),
    ("relative-day", "(?:[PART EARLIER LATER] ON?)? (?:RELATIVEDAY DAYPART?|TONIGHT|THIS DAYPART|LAST DAYPART)"),
    ("overnight", "OVERNIGHT"),
    ("weekday", "(?:(?P<part>[PART EARLIER LATER]) ON?)? (?:WHICH|PAST)? WEEKDAY DAYPART? WEEKBOX?|(?<=ON) SHORTDAY DOT?"),
    ("weekend", "(?:THE? WHICH|THE) WEEKEND"),
    ("month", "PARTOF? (?:WHICH MONTHNAME|MONTHNAME YEARBOX?)"),
    ("season", "PARTOF? (?:WHICH SEASON|SEASON (?:OF? YEAR DASH [DAYNUMBER SMALLNUMBER YEAR]|YEARBOX))|[PART] DASH? SEASON"),
    ("season", "(?:(?<=[IN BY SINCE UNTIL])|(?<=[IN BY SINCE UNTIL OVER] THE)) SEASON (?!OF)"),
    ("decade", "PARTOF? THE? DECADE"),
    ("unit", "PARTOF? WHICH UNIT"),
    ("unit", "PARTOF UNIT"),
    ("years", "YEAR DASH [DAYNUMBER SMALLNUMBER]"),
    ("year", "PARTOF? YEAR"),
    ("holiday", "WHICH HOLIDAY|HOLIDAY YEARBOX?"),
)  # fmt: skip

_STARTS = (
    "ISODATE FIXEDDATE SLASHED THE FISCAL ORDINAL MONTH NAMELIKE SHORTMONTH DAYNUMBER DAYORDINAL BIGORDINAL WEEKDAY SHORTDAY "
    "LAST YEAR QUARTERCODE HALFCODE EDGE PART EARLIER LATER NUMBER THIS NEXT COMING ARTICLE SMALLNUMBER VAGUE HALF PAST PREVIOUS "
    "FOLLOWING SAME THAT RELATIVEDAY TONIGHT OVERNIGHT SEASON DECADE HOLIDAY DAYS WEEKS MONTHS YEARS DECADES CENTURY HOURS"
)
_POINTING = frozenset({"days", "date", "quarter", "half", "weekday", "weekend", "month", "season", "holiday", "units-ahead"})
_TITLES = ("Dr", "Mr", "Mrs", "Ms", "St", "Sen", "Rep", "Gov", "Gen", "Lt", "Col")
_NO_END = "".join(rf"(?<!\b{title})" for title in _TITLES)
_SENTENCE_END = re.compile(rf"{_NO_END}[.!?][\"”’)]*\s+(?=[A-Z“\"‘]|$)|[;\n]")
_CLAUSE_END = re.compile(rf"{_SENTENCE_END.pattern}|[,—]")
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
    past = "|".join([*words.past, "[a-z]+ed"])
    not_past = "|".join(words.not_past)
    passive = r"(?<!\bbe )(?<!\bhas )(?<!\bhave )"
    return re.compile(rf"(?<!\w)(?:(?P<future>{'|'.join(words.future)})|{passive}(?!(?:{not_past})\b)(?P<past>{past}))\b")


def find_times(text: str, start: int = 0, end: int | None = None) -> list[TimePhrase]:
    """The time expressions of `text[start:end]`, in order, without overlaps. Offsets are code points of `text`."""
    end = len(text) if end is None else end
    words = time_words(text, start, end)
    found: list[tuple[int, int, TimePhrase]] = []
    position = 0
    grammar = _grammar().any
    while match := grammar.search(words.coded, position):
        position = match.end()
        if phrase := _phrase(words, match.start(), (start, end)):
            found.append((match.start(), match.end(), phrase))
        else:
            position = match.start() + 1
    return _combined(words, found)


def _phrase(words: TimeWords, at: int, bounds: tuple[int, int]) -> TimePhrase | None:
    rule, match = next((rule, m) for rule, pattern in _grammar().rules if (m := pattern.match(words.coded, at)))
    if not _is_time(rule, words, match.start(), match.end()):
        return None
    used = words.between(*match.span())
    box = words.between(*match.span("box")) if match.groupdict().get("box") else ()
    span = Span(used[0].start, used[-1].end)
    dated = any(w.kind == "YEAR" for w in used)
    points = tense_around(words.text, span, bounds) if rule in _POINTING and not dated else None
    return TimePhrase(span, rule, used, _last_value(words, match, "which"), _last_value(words, match, "part"), box, points)


def _last_value(words: TimeWords, match: re.Match[str], group: str) -> str | None:
    """What the qualifier or part in `group` says: "late" of "the end of the", "last" of "this past"."""
    if not match.groupdict().get(group):
        return None
    carrying = {"LAST", "PAST", "THIS", "NEXT", "COMING", "EDGE", "PART", "EARLIER", "LATER"}
    values = [w.value for w in words.between(*match.span(group)) if w.kind in carrying]
    return str(values[-1])


def tense_around(text: str, span: Span, bounds: tuple[int, int]) -> str | None:
    """Which way the sentence points: "past", "future" or None, from the nearest telling word before `span`, else the first after
    it; after it only up to a comma, unless the phrase opens the sentence: ", police said" says nothing about the phrase."""
    before = text[max(bounds[0], span.start - _REACH) : span.start]
    ends = [m.end() for m in _SENTENCE_END.finditer(before)]
    opening = before[ends[-1] if ends else 0 :]
    told = list(_tense().finditer(opening))
    if told:
        return told[-1].lastgroup
    after = text[span.end : min(bounds[1], span.end + _REACH)]
    stop = (_SENTENCE_END if len(opening.split()) < 2 else _CLAUSE_END).search(after)
    following = _tense().search(after, 0, stop.start() if stop else len(after))
    return following.lastgroup if following else None


def _is_time(rule: str, words: TimeWords, first: int, last: int) -> bool:
    """False for names, amounts and verbs that look like time expressions."""
    used = words.between(first, last)
    before = words[first - 1].kind if first else ""
    after = words[last].kind if last < len(words) else ""
    kinds = {w.kind for w in used}
    if rule == "date" and "YEAR" not in kinds and after == "COUNTED":
        return before == "ON"
    if rule in ("year", "years"):
        return not _is_amount(words, first, last)
    if rule == "decade":
        return not any(w.kind == "OWNER" for w in words.between(first - 2, first))
    if rule == "month" and "NAMELIKE" in kinds and len(used) == 1:
        return _is_month(words, first)
    if rule == "month" and "SHORTMONTH" in kinds and len(used) == 1:
        return before in ("IN", "SINCE", "UNTIL")
    if rule == "holiday" and len(used) == 1 and str(used[0].value) in lexicon().bare_holidays:
        return before in ("AT", "ON", "BY", "OVER", "SINCE", "UNTIL", "BEFORE", "AFTER", "OF", "FROM")
    return True


def _is_amount(words: TimeWords, first: int, last: int) -> bool:
    """ "2000 people", "2016-page" and, without a preposition, any number below 1700."""
    year = next(w for w in words.between(first, last) if w.kind == "YEAR")
    before = words[first - 1].kind if first else ""
    if last < len(words):
        if words[last].kind == "COUNTED":
            return True
        compound = words.text[year.end : year.end + 1] == "-" and words.text[year.end + 1 : year.end + 2].isalpha()
        if compound and words.coded[last] == lexicon().letters["DASH"]:
            return True
    return int(year.value) < 1700 and before not in ("IN", "SINCE", "UNTIL", "BY", "OF", "FROM", "BETWEEN", "TO", "AND")


def _is_month(words: TimeWords, at: int) -> bool:
    """Whether a bare "May", "March", "April", "June" or "August" is the month: a preposition or an event noun must say so."""
    guards = lexicon().guards
    word = words[at]
    owning = words.text[word.end : word.end + 2] in ("'s", "’s")
    before = words[at - 1].kind if at else ""
    second_before, following = words.lower(at - 2), words.lower(at + 1)
    if before in ("IN", "SINCE", "UNTIL"):
        named = second_before in guards["trust"] or following in guards["verbs"]
        return not named and not (owning and following not in guards["nouns"])
    if before in ("THE", "ARTICLE", "THIS", "OWNER"):
        return following in guards["nouns"]
    if before in ("FROM", "BETWEEN", "TO", "AND", "DASH"):
        near = words.between(at - 3, at) + words.between(at + 1, at + 3)
        return any(w.kind in ("MONTH", "NAMELIKE", "SHORTMONTH") for w in near) and following not in guards["verbs"]
    if before == "BY":
        return not owning and not second_before.endswith(("ed", "en")) and not following.isalpha()
    return following in guards["nouns"] and owning


def _combined(words: TimeWords, found: list[tuple[int, int, TimePhrase]]) -> list[TimePhrase]:
    """Phrases joined into ranges: "from A to B", "between A and B", "A-B", "since A", "until A", "through A", "by A"."""
    combined: list[TimePhrase] = []
    i = 0
    while i < len(found):
        first, last, phrase = found[i]
        opener = words[first - 1] if first else None
        kind = opener.kind if opener is not None else ""
        if i + 1 < len(found) and found[i + 1][0] == last + 1 and _joins(kind, words[last].kind, phrase, found[i + 1][2]):
            after = found[i + 1][2]
            start = opener.start if opener is not None and kind in ("FROM", "BETWEEN") else phrase.span.start
            used = words.between(first, found[i + 1][1])
            combined.append(TimePhrase(Span(start, after.span.end), "range", used, parts=(phrase, after)))
            i += 2
            continue
        if kind in ("SINCE", "UNTIL", "THROUGH", "BY") and opener is not None:
            span = Span(opener.start, phrase.span.end)
            combined.append(TimePhrase(span, str(opener.value), phrase.words, parts=(phrase,)))
        else:
            combined.append(phrase)
        i += 1
    return combined


def _joins(opener: str, joint: str, first: TimePhrase, last: TimePhrase) -> bool:
    if "vague" in (first.rule, last.rule) or last.rule == "anchored":
        return False
    if opener == "BETWEEN":
        return joint in ("AND", "DASH")
    if opener == "FROM" or (first.rule == last.rule and first.rule in ("month", "weekday")):
        return joint in ("TO", "UNTIL", "THROUGH", "DASH")
    return joint == "DASH"
