"""The day in a page's address. Imports dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from onrecord.dates import iso_date


@dataclass(frozen=True, slots=True)
class AddressRule:
    """`pattern` has the groups y, m (a number, or the first letters of a month's English name) and d."""

    id: str
    pattern: re.Pattern[str]
    example: str


_YEAR = r"(?P<y>(?:19|20)\d{2})"
_START = r"(?:^|[/_.-])"
ADDRESS_RULES = (
    AddressRule("folders", re.compile(rf"/{_YEAR}/(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}})(?=[/_-]|$)"), "/2024/03/06/money"),
    AddressRule(
        "folders-month-named",
        re.compile(rf"/{_YEAR}[/-](?P<m>[a-z]{{3}})[a-z]*[/-](?P<d>\d{{1,2}})(?=[/_-]|$)", re.I),
        "/2024/mar/06/money",
    ),
    AddressRule("year-and-day", re.compile(rf"/{_YEAR}/(?P<m>\d{{2}})(?P<d>\d{{2}})/"), "/2024/0306/money"),
    AddressRule(
        "dashes", re.compile(rf"{_START}{_YEAR}-(?P<m>\d{{1,2}})-(?P<d>\d{{1,2}})(?=[/_.-]|$)"), "/money-2024-03-06.html"
    ),
    AddressRule(
        "underscores", re.compile(rf"{_START}{_YEAR}_(?P<m>\d{{1,2}})_(?P<d>\d{{1,2}})(?=[/_.-]|$)"), "/2024_03_06_money"
    ),
    AddressRule("digits", re.compile(rf"{_START}{_YEAR}(?P<m>[01]\d)(?P<d>[0-3]\d)(?=[/_.-]|$)"), "/money-20240306.html"),
    AddressRule("month-and-year", re.compile(rf"/{_YEAR}-?(?P<m>\d{{2}})/(?P<d>\d{{2}})/"), "/202403/06/money"),
)


def date_in_address(address: str) -> str | None:
    """The day that an address has in its path, as the first of the rules reads it, as ISO 8601."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return None
    for rule in ADDRESS_RULES:
        for match in rule.pattern.finditer(path):
            year, month, day = match["y"], match["m"], match["d"]
            if found := iso_date(f"{year}-{month:0>2}-{day:0>2}" if month.isdigit() else f"{day} {month} {year}", "en"):
                return found
    return None
