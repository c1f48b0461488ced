"""A text as the words of time expressions, each with its class. Imports record only.

A time expression is a regular language over word classes ("NUMBER UNIT AGO"), not over characters: every word of the text becomes
one letter, the letter of its class, and the grammar (`time_grammar`) is a regular expression over the string of letters. That keeps
the grammar short, reads a text in one pass, and leaves the words themselves to `data/time_words.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

Value = int | str

_FILE = Path(__file__).parent / "data" / "time_words.toml"
_TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)"
    r"|(?P<slashed>\d{1,2}([/.])\d{1,2}\3(?:\d{4}|\d{2}))(?!\d)"
    r"|(?P<money>[$£€#]\s?\d[\d.,]*)"
    r"|(?P<number>['’‘]?\d+(?:[.,/]\d+)*(?:st|nd|rd|th|s)?)(?![^\W_])"
    r"|(?P<word>[^\W\d_]+\d?)"
    r"|(?P<owning>['’]s?(?![^\W_]))"
    r"|(?P<mark>[^\w\s]|\n)"
)
_MARKS = {",": "COMMA", ".": "DOT", "-": "DASH", "–": "DASH", "—": "LONGDASH", "\n": "BREAK"}
_CAPITALISED = frozenset({"WEEKDAY", "MONTH", "NAMELIKE", "SHORTDAY", "SHORTMONTH", "QUARTERCODE", "HALFCODE"})
_NUMERIC = ("ISODATE", "SLASHED", "YEAR", "DAYNUMBER", "SMALLNUMBER", "DAYORDINAL", "BIGORDINAL", "FIXEDDATE", "HOLIDAY")


class TimeWord(NamedTuple):
    """A word or mark at `[start, end)` of the text; `value` is what its class says about it: a weekday's number, a year, ..."""

    kind: str
    value: Value
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`words`: lower-case word to class and value; `phrases`: first word, exact writing, to the longer names that it opens."""

    words: dict[str, tuple[str, Value]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str, Value], ...]]
    letters: dict[str, str]
    bare_holidays: frozenset[str]
    future: tuple[str, ...]
    past: tuple[str, ...]
    not_past: tuple[str, ...]
    guards: dict[str, frozenset[str]]


@cache
def lexicon() -> Lexicon:
    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    words = {word: (kind, value) for kind, values in data["classes"].items() for word, value in values.items()}
    phrases: dict[str, list[tuple[tuple[str, ...], str, Value]]] = {}
    named = [(name, "HOLIDAY", name) for name in data["holidays"]] + [(name, "NAME", name) for name in data["names"]["words"]]
    for name, kind, value in named:
        first, *rest = re.findall(r"\w+|[.]", name)
        phrases.setdefault(first, []).append((tuple(rest), kind, value))
    kinds = (*data["classes"], *_NUMERIC, *_MARKS.values(), "NAME", "OTHER")
    return Lexicon(
        words=words,
        phrases={first: tuple(sorted(rests, key=lambda r: -len(r[0]))) for first, rests in phrases.items()},
        letters={kind: chr(ord("A") + i) if i < 26 else chr(0x100 + i) for i, kind in enumerate(dict.fromkeys(kinds))},
        bare_holidays=frozenset(data["bare_holidays"]["words"]),
        future=tuple(data["tense"]["future"]),
        past=tuple(data["tense"]["past"]),
        not_past=tuple(data["tense"]["not_past"]),
        guards={name: frozenset(values) for name, values in data["month_guards"].items()},
    )


@cache
def holiday_rules() -> dict[str, str]:
    """Each holiday's writing and the rule for its day (see the data file)."""
    with _FILE.open("rb") as file:
        rules: dict[str, str] = tomllib.load(file)["holidays"]
    return rules


def time_words(text: str, start: int, end: int) -> list[TimeWord]:
    """The words and marks of `text[start:end]` with their classes; possessive "'s" is left out, other words are OTHER."""
    known = lexicon().words
    phrases = lexicon().phrases
    found: list[TimeWord] = []
    opened: list[int] = []
    for match in _TOKEN.finditer(text, start, end):
        group = match.lastgroup
        word = match.group()
        kind: str = "OTHER"
        value: Value = 0
        if group == "word":
            entry = known.get(word.lower())
            if entry is not None and (word[0].isupper() or entry[0] not in _CAPITALISED):
                kind, value = entry
            if word in phrases:
                opened.append(len(found))
        elif group == "mark":
            kind = _MARKS.get(word, "OTHER")
        elif group == "number":
            kind, value = _number(word)
        elif group == "owning":
            continue
        elif group == "iso":
            kind, value = "ISODATE", word
        elif group == "slashed":
            kind, value = "SLASHED", word
        found.append(TimeWord(kind, value, match.start(), match.end()))
    return _joined(found, opened, text) if opened else found


def _joined(words: list[TimeWord], opened: Sequence[int], text: str) -> list[TimeWord]:
    """`words` with the holidays and names that open at `opened` made one word each."""
    phrases = lexicon().phrases
    joined: list[TimeWord] = []
    copied = 0
    for i in opened:
        if i < copied:
            continue
        first = words[i]
        for rest, kind, value in phrases[text[first.start : first.end]]:
            after = words[i + 1 : i + 1 + len(rest)]
            if tuple(text[w.start : w.end] for w in after) == rest:
                joined += words[copied:i]
                joined.append(TimeWord(kind, value, first.start, after[-1].end if after else first.end))
                copied = i + 1 + len(rest)
                break
    return joined + words[copied:]


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
    """ "1990s" and "'90s" are decades; so is "50s" and later without the mark, while a bare "20s", "30s" or "40s" is mostly an age."""
    if number % 10:
        return "OTHER", 0
    if len(digits) == 4:
        return "DECADE", number
    if len(digits) == 2 and (marked or number >= 50):
        return "DECADE", 1900 + number
    return "OTHER", 0
