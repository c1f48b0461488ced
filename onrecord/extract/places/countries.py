"""Which country words belong to: names, demonyms, capitals and seats of power. Imports text only."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.language import rows

_LONGEST = 5  # words in the longest phrase of the table


@cache
def _phrases() -> dict[str, str]:
    """Phrase, casefolded and without a leading "the" -> alpha-3. A country's own words win over a city's or a state's."""
    table: dict[str, str] = {}
    for code, names, demonyms, places, seats in (row[:5] for row in rows("countries.tsv", 5)):
        for phrase in f"{names};{demonyms};{places};{seats}".split(";"):
            table.setdefault(_plain(phrase), code)
    for name, abbreviations, people, cities in (row[:4] for row in rows("states.tsv", 4)):
        for phrase in f"{name};{abbreviations};{people};{cities}".split(";"):
            if len(phrase) > 2:
                table.setdefault(_plain(phrase), "USA")
    table.pop("", None)
    return table


@cache
def _names() -> dict[str, str]:
    return {_plain(name): row[0] for row in rows("countries.tsv", 4) for name in row[1].split(";") if name}


@cache
def _places() -> frozenset[str]:
    cells = [row[3] for row in rows("countries.tsv", 5)] + [f"{row[0]};{row[3]}" for row in rows("states.tsv", 4)]
    return frozenset(_plain(place) for cell in cells for place in cell.split(";") if place)


@cache
def _usual() -> dict[str, str]:
    return {row[0]: row[1].split(";")[0] for row in rows("countries.tsv", 4)}


@cache
def _states() -> dict[str, str]:
    """A state's name, abbreviation or people, casefolded -> its name."""
    table: dict[str, str] = {}
    for name, abbreviations, people, _ in (row[:4] for row in rows("states.tsv", 4)):
        for form in (name, *abbreviations.split(";"), people):
            table.setdefault(form.casefold(), name)
    return table


def _plain(phrase: str) -> str:
    return phrase.casefold().removeprefix("the ").replace("’", "'")


def country_named(phrase: str) -> str | None:
    """The alpha-3 of a country called `phrase` ("the United States"), None for cities, demonyms and everything else."""
    return _names().get(_plain(phrase))


@cache
def _nations() -> dict[str, str]:
    table = dict(_names())
    for row in rows("countries.tsv", 4):
        for demonym in row[2].split(";"):
            table.setdefault(_plain(demonym), row[0])
    table.pop("", None)
    return table


def nation_of(phrase: str) -> str | None:
    """The alpha-3 of a country by its name or its people's ("French"); cities and seats of power give none."""
    return _nations().get(_plain(phrase))


def is_place(phrase: str) -> bool:
    """Whether `phrase` is a country, a state or a city of the tables; seats of power ("the Kremlin") are not."""
    return _plain(phrase) in _places() or country_named(phrase) is not None


def is_known(phrase: str) -> bool:
    """Whether the tables have `phrase` in any way: a country, its people, its places or its seats of power."""
    return _plain(phrase) in _phrases()


@cache
def _seats() -> frozenset[str]:
    return frozenset(_plain(seat) for row in rows("countries.tsv", 5) for seat in row[4].split(";") if seat)


def is_seat(phrase: str) -> bool:
    """Whether `phrase` is a seat of power that speaks for its country ("the Kremlin")."""
    return _plain(phrase) in _seats()


def is_code(code: str) -> bool:
    """Whether it is the alpha-3 of a country of the tables."""
    return code in _usual()


def usual_name(code: str) -> str:
    return _usual()[code]


def country_of(words: Sequence[str]) -> str | None:
    """The alpha-3 that the first telling phrase among `words` gives ("French", "the Kremlin", "Texas"), longest phrase first."""
    table = _phrases()
    for i, word in enumerate(words):
        if not word[:1].isupper():
            continue
        for j in range(min(len(words), i + _LONGEST), i, -1):
            code = table.get(_plain(" ".join(words[i:j])))
            if code:
                return code
    return None


def state_of(phrase: str) -> str | None:
    """The state of the United States that a party label or a description gives ("S.C.", "South Carolina")."""
    return _states().get(phrase.casefold())
