"""The forms in which a day is written, as a table of rows, and the pattern made of them. Imports the standard library only."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.dates.names import zones

_ZONE = rf"(?:{'|'.join(sorted(zones(), key=len, reverse=True))}|[ecmp]t|ist|hrs|uhr)"
CLOCK = (
    r"(?:(?P<h>\d{1,2})(?::|\.|h)(?P<min>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?|(?P<h12>\d{1,2})(?=\s?[ap]\.?m\b)"
    rf"|(?<!\d)(?P<h24>[0-2]\d)(?P<min24>[0-5]\d)(?=\s(?:{_ZONE})(?![a-z])))"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    rf"(?:\s?\(?(?P<zone>{_ZONE})(?![a-z])\)?)?"
    r"(?:\s?(?P<sign>[+\-−])(?P<zh>\d{2}):?(?P<zm>\d{2}))?"
)
_WORD = r"[^\s\d,.:;()/|·•–—-]{3,20}"
_BETWEEN = r"[\s,T|@·•–—-]*"
_AT = r"(?:at\s+|à\s+|às\s+|a las\s+|um\s+|alle\s+|klo\s+|kl\.?\s+|om\s+|в\s+|о\s+)?"


@dataclass(frozen=True, slots=True)
class Form:
    """`pattern` has the groups y, m or mon (a word that must be a month's name), and d; or a and b where day and month have no
    fixed order."""

    id: str
    pattern: str
    example: str


FORMS = (
    Form("iso", r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?=\D|$)", "2024-03-06"),
    Form("spaced-iso", r"\b(?P<y>\d{4})\. (?P<m>\d{1,2})\. (?P<d>\d{1,2})(?=\D|$)", "2024. 03. 06."),
    Form(
        "month-day-year",
        r"\b(?P<mon>" + _WORD + r")\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<y>\d{4})\b",
        "March 6, 2024",
    ),
    Form(
        "month-day-time-year",
        r"\b(?P<mon>" + _WORD + r")\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+" + CLOCK + r",?\s+(?P<y>\d{4})\b",
        "Mar 6 15:23 2024",
    ),
    Form(
        "day-month-year",
        r"\b(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[\s-]*(?:de\s+|d['’]|of\s+|(?:ta['’]\s+))?(?P<mon>" + _WORD + r")\.?,?[\s-]*"
        r"(?:de[l]?\s+)?(?P<y>\d{4})\b",
        "6 de marzo de 2024",
    ),
    Form("numbers", r"(?<![\d./-])(?P<a>\d{1,2})(?P<sep>[./-]|\. )(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})\b", "14/03/2024"),
    Form("east-asian", r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]", "2024年3月6日"),
    Form(
        "year-month-day",
        r"\b(?P<y>\d{4})(?:\.|\s?m\.|-|,)?[\s-]*(?P<mon>" + _WORD + r")\.?[\s-]*(?P<d>\d{1,2})(?=\D|$)",
        "2024. március 6.",
    ),
    Form("vietnamese", r"\b(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})(?:,|\s+năm)?\s+(?P<y>\d{4})\b", "6 tháng 3, 2024"),
)


def _numbered(pattern: str, ending: str) -> str:
    """The pattern with its groups renamed, so that it may stand beside others in one pattern."""
    return re.sub(r"\(\?P([<=])(\w+)", rf"(?P\1\2_{ending}", pattern)


# A day in any of the forms, with a time of day before or after it. The groups of each form end in its number.
DAY = re.compile(
    rf"(?:(?<![\d:.]){_numbered(CLOCK, 'before')}(?:\s*\([^()]{{1,12}}\))?[\s,|·•–—-]+(?:on\s+)?(?:{_WORD}[.,]?\s+)?)?"
    rf"(?:{'|'.join(_numbered(form.pattern, str(number)) for number, form in enumerate(FORMS))})"
    rf"(?:{_BETWEEN}{_AT}{_numbered(CLOCK, 'after')})?",
    re.I,
)
