"""What months, weekdays and zones are called, by language: the files of data/. Imports the standard library only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def lines_of(name: str) -> tuple[str, ...]:
    """The lines of data/NAME.txt without comments and empty lines."""
    lines = files("onrecord.dates").joinpath(f"data/{name}.txt").read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def months_of(language: str | None = None) -> Mapping[str, int]:
    """The number, 1 to 12, of each name of a month that means the same month in every language that has it; where the `language`
    (BCP 47, "de" or "de-AT") is known, what the others mean in it."""
    rows = {code: names.split(" ") for code, _, names in (line.partition(" ") for line in lines_of("months"))}
    numbers: dict[str, set[int]] = defaultdict(set)
    for months in rows.values():
        for number, names in enumerate(months, 1):
            for name in names.split("/"):
                numbers[name].add(number)
    own = enumerate(rows.get(_primary(language), ()), 1)
    return {
        **{name: min(found) for name, found in numbers.items() if len(found) == 1},
        **{name: number for number, names in own for name in names.split("/")},
    }


@cache
def own_months(language: str) -> Mapping[str, tuple[int, bool]]:
    """The names of months in one language: the number of each, and whether it is a short form. Empty where it is not listed."""
    return {
        name: (number, place > 0)
        for code, _, names in (line.partition(" ") for line in lines_of("months"))
        for number, row in enumerate(names.split(" ") if code == _primary(language) else (), 1)
        for place, name in enumerate(row.split("/"))
    }


@cache
def weekdays() -> tuple[str, ...]:
    """The names of weekdays in every language, the longest first."""
    names = {name for line in lines_of("weekdays") for name in line.split()[1:]}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@cache
def zones() -> Mapping[str, int]:
    """Hours from UTC by a zone's short name in small letters."""
    rows = (line.split() for line in lines_of("zones"))
    return {name: int(hours) for *names, hours in rows for name in names}


def day_is_first(language: str | None) -> bool:
    """Whether the day stands before the month where a date is written in numbers ("03/04/2024")."""
    known = {tag for line in lines_of("day-first") for tag in line.split()}
    tag = (language or "").lower().replace("_", "-")
    return tag in known or (_primary(tag) != "en" and _primary(tag) in known)


def _primary(language: str | None) -> str:
    code = (language or "").lower().replace("_", "-").partition("-")[0]
    return "nb" if code == "no" else code
