"""A text as the words of time expressions, each with its class. Imports dates and language.

A time expression is a regular language over word classes ("NUMBER UNIT AGO"), not over characters: every word of the text
becomes one letter, that of its class, and the grammar (`grammar.py`) is a regular expression over the string of letters. That
keeps the grammar short, reads a text in one pass, and leaves the words themselves to `language/en/time_words.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from onrecord.dates.names import own_months
from onrecord.language import tables

Value = int | str

_FILE = "time_words.toml"
# The group is the word; a possessive "'s" after it is read over.
_TOKEN = re.compile(
    r"([^\W\d_]+\d?"
    r"|[^\w\s'’‘$£€#]|\n"
    r"|\d{4}-\d{2}-\d{2}(?!\d)"
    r"|\d{1,2}(?P<cut>[/.])\d{1,2}(?P=cut)(?:\d{4}|\d{2})(?!\d)"
    r"|[$£€#]\s?\d[\d.,]*"
    r"|['’‘]?\d+(?:[.,/]\d+)*(?:st|nd|rd|th|s)?(?![^\W_])"
    r"|[^\w\s])(?:['’]s?(?![^\W_]))?"
)
_MARKS = {",": "COMMA", ".": "DOT", "-": "DASH", "–": "DASH", "—": "LONGDASH", "\n": "BREAK"}
_CAPITALISED = frozenset({"WEEKDAY", "MONTH", "NAMELIKE", "SHORTDAY", "SHORTMONTH", "QUARTERCODE", "HALFCODE"})
_NUMERIC = ("ISODATE", "SLASHED", "YEAR", "DAYNUMBER", "SMALLNUMBER", "DAYORDINAL", "BIGORDINAL", "FIXEDDATE", "HOLIDAY")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SLASHED = re.compile(r"\d{1,2}([/.])\d{1,2}\1\d{2,4}")


class TimeWord(NamedTuple):
    """A word or mark at `[start, end)` of the text; `value` is what its class says about it: a weekday's number, a year, ..."""

    kind: str
    value: Value
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`words`: each way to write a word or mark, to its class and value; `letters`: the letter of each class; `codes`: each
    word's letter; `names`: holidays and names of several words; `openers`: their first words; `guards`: lower-case words that
    settle doubtful months."""

    words: dict[str, tuple[str, Value]]
    letters: dict[str, str]
    codes: dict[str, str]
    names: re.Pattern[str]
    openers: frozenset[str]
    bare_holidays: frozenset[str]
    future: tuple[str, ...]
    past: tuple[str, ...]
    not_past: tuple[str, ...]
    guards: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words of a text. `coded` has each word's class as a letter; `special` has class and value of what is no listed word."""

    text: str
    coded: str
    matches: list[re.Match[str]]
    special: dict[int, tuple[str, Value, int]]

    def __len__(self) -> int:
        return len(self.matches)

    def __getitem__(self, index: int) -> TimeWord:
        match = self.matches[index]
        if index in self.special:
            kind, value, end = self.special[index]
            return TimeWord(kind, value, match.start(1), end)
        return TimeWord(*lexicon().words.get(match[1], ("OTHER", 0)), *match.span(1))

    def between(self, first: int, last: int) -> tuple[TimeWord, ...]:
        """Words `first` (or the first there is) up to `last`, not included."""
        return tuple(self[i] for i in range(max(0, first), min(last, len(self))))

    def lower(self, index: int) -> str:
        """The word in lower case; empty where there is none."""
        return self.matches[index][1].lower() if 0 <= index < len(self) else ""


@cache
def lexicon() -> Lexicon:
    data = tables(_FILE)
    words: dict[str, tuple[str, Value]] = {mark: (kind, 0) for mark, kind in _MARKS.items()}
    classes = data["classes"] | _months(frozenset(data["months"]["namelike"]))
    for kind, values in classes.items():
        for word, value in values.items():
            forms = (word.capitalize(), word.upper()) + (() if kind in _CAPITALISED else (word,))
            words |= dict.fromkeys(forms, (kind, value))
    for name in data["holidays"]:
        words[name] = ("HOLIDAY", name)
    words |= dict.fromkeys(data["names"]["words"], ("NAME", 0))
    names = sorted((*data["holidays"], *data["names"]["words"]), key=len, reverse=True)
    writings = "|".join(re.escape(name).replace("'", "['’]").replace(r"\ ", r"\s") for name in names)
    kinds = dict.fromkeys((*classes, *_NUMERIC, *_MARKS.values(), "NAME", "OTHER"))
    letters = {kind: chr(ord("A") + i) if i < 26 else chr(0x100 + i) for i, kind in enumerate(kinds)}
    return Lexicon(
        words=words,
        letters=letters,
        codes={word: letters[kind] for word, (kind, _) in words.items()},
        names=re.compile(rf"(?:{writings})(?!\w)"),
        openers=frozenset(re.split(r"\W", name)[0] for name in names),
        bare_holidays=frozenset(data["bare_holidays"]["words"]),
        future=tuple(data["tense"]["future"]),
        past=tuple(data["tense"]["past"]),
        not_past=tuple(data["tense"]["not_past"]),
        guards={name: frozenset(values) for name, values in data["month_guards"].items()},
    )


def _months(namelike: frozenset[str]) -> dict[str, dict[str, Value]]:
    """The classes of months: full names, those that are words too, and short forms."""
    found: dict[str, dict[str, Value]] = {"MONTH": {}, "NAMELIKE": {}, "SHORTMONTH": {}}
    for name, (number, is_short) in own_months("en").items():
        found["SHORTMONTH" if is_short else "NAMELIKE" if name in namelike else "MONTH"][name] = number
    return found


@cache
def holiday_rules() -> dict[str, str]:
    """Each holiday's writing and the rule for its day (see the data file)."""
    rules: dict[str, str] = tables(_FILE)["holidays"]
    return rules


def time_words(text: str, start: int, end: int) -> TimeWords:
    """The words and marks of `text[start:end]` with their classes."""
    known = lexicon()
    matches = list(_TOKEN.finditer(text, start, end))
    written = [match[1] for match in matches]
    other = known.letters["OTHER"]
    codes = [known.codes.get(word, other) for word in written]
    special: dict[int, tuple[str, Value, int]] = {}
    for i, word in enumerate(written):
        if codes[i] is other and not word.isalpha() and (entry := _in_figures(word)):
            special[i] = (*entry, matches[i].end(1))
    for i in [i for i, word in enumerate(written) if word in known.openers]:
        if name := known.names.match(text, matches[i].start(), end):
            kind, value = known.words.get(re.sub(r"\s", " ", name.group()).replace("’", "'"), ("NAME", 0))
            special[i] = (kind, value, name.end())
    for i, (kind, _, _) in special.items():
        codes[i] = known.letters[kind]
    return _names_joined(TimeWords(text, "".join(codes), matches, special))


def _names_joined(words: TimeWords) -> TimeWords:
    """`words` without those that are inside a holiday or name, which is one word."""
    if not any(kind in ("HOLIDAY", "NAME") for kind, _, _ in words.special.values()):
        return words
    kept: list[int] = []
    covered = 0
    for i, match in enumerate(words.matches):
        if match.start() >= covered:
            kept.append(i)
            if i in words.special:
                covered = words.special[i][2]
    special = {new: words.special[old] for new, old in enumerate(kept) if old in words.special}
    return TimeWords(words.text, "".join(words.coded[i] for i in kept), [words.matches[i] for i in kept], special)


def _in_figures(word: str) -> tuple[str, Value] | None:
    """The class of a number or a date in figures; None for any other mark."""
    if not word[-1].isalnum() or not any(c.isdecimal() for c in word[:2]) or not word.lstrip("’‘").isascii():
        return None
    if _ISO_DATE.fullmatch(word):
        return "ISODATE", word
    if _SLASHED.fullmatch(word):
        return "SLASHED", word
    return _number(word)


def _number(word: str) -> tuple[str, Value]:
    if word == "9/11":
        return "FIXEDDATE", "2001-09-11"
    digits = word.strip("'’‘").rstrip("stndrh")
    if not digits.isdecimal() or len(digits) > 4:
        return "OTHER", 0
    number = int(digits)
    suffix = word[word.index(digits) + len(digits) :]
    if suffix == "s":
        return _decade(word[0] in "'’‘", digits, number)
    if word[0] in "'’‘":
        return "OTHER", 0
    if suffix:
        return ("DAYORDINAL" if number <= 31 else "BIGORDINAL"), number
    if len(digits) == 4:
        return ("YEAR", number) if 1000 <= number < 2200 else ("OTHER", 0)
    return ("DAYNUMBER" if 1 <= number <= 31 else "SMALLNUMBER"), number


def _decade(marked: bool, digits: str, number: int) -> tuple[str, Value]:
    """ "1990s" and "'90s" are decades; so are "50s" and later without the mark; a bare "20s" to "40s" is mostly an age."""
    if number % 10:
        return "OTHER", 0
    if len(digits) == 4:
        return "DECADE", number
    if len(digits) == 2 and (marked or number >= 50):
        return "DECADE", 1900 + number
    return "OTHER", 0
