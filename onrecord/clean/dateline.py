"""The dateline: where a report was filed, at the head of its first paragraph. Imports dates and clean's word lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.clean.wordlist import entries
from onrecord.dates import find_date

_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.-]+(?:[ /-][A-ZÀ-ÖØ-Þ'’.-]{2,}){0,3}"
_TITLED = r"[A-ZÀ-ÖØ-Þ][\w'’.-]+(?: (?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|of|the|and|de|al|el)){0,4}"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_MONTH_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)"
_DAY = rf"(?:,? {_WEEKDAY}{_MONTH_DAY}(?:,? \d{{4}})?|,? \d{{4}}-\d{{2}}-\d{{2}})?"
_WHOLE_DAY = rf"(?:,? {_WEEKDAY}{_MONTH_DAY},? \d{{4}}|,? \d{{4}}-\d{{2}}-\d{{2}})"
_WIRE = r"(?:\s*/[A-Z][\w .-]{2,30}/)?"
_AGENCY = r"\s*\((?P<agency>[A-Z][\w .,&/'’-]{1,40})\)"
_DASH = r"\s*(?:—|–|--+|\s-)\s*"
_KNOWN_AGENCY = re.compile(
    rf"(?:{'|'.join(re.escape(name) for name in sorted(entries('agencies'), key=len, reverse=True))})\b.*"
    r"|.*(?:News|Press|Agency|Service|Media|Times|Post|Business|Wire|Network|Journal|Report)\b.*"
)
_FORMS = tuple(
    re.compile(form)
    for form in (
        # KYIV, Ukraine (Agency) —        BERLIN, Feb 27 (Agency) -
        rf"(?P<place>(?:{_CAPITALS}|{_TITLED})(?:, {_TITLED}){{0,2}}?){_DAY}{_AGENCY}(?P<mark>{_DASH}|\s*:\s*|\s+(?=[A-Z“\"‘]))",
        # WASHINGTON —        NASHUA, N.H. -        BOSTON, March 6, 2024 /Wire/ --
        rf"(?P<place>{_CAPITALS}(?:, {_TITLED}){{0,2}}?){_DAY}{_WIRE}(?:\s*[—–]\s*|\s*--+\s*|\s+-\s+)",
        # Dekalb, Ill. —
        rf"(?P<place>{_TITLED}, [A-Z][\w.]+(?: [A-Z][\w.]+)?){_DAY}(?:\s*[—–]\s*|\s*--+\s*)",
        # Hallmark Bay, March 6, 2024 –
        rf"(?P<place>{_TITLED}){_WHOLE_DAY}{_WIRE}(?:\s*[—–]\s*|\s*--+\s*|\s+-\s+)",
        # MOSCOW:        WASHINGTON, DC, United States:
        rf"(?P<place>{_CAPITALS}(?:, {_TITLED}){{0,2}}|{_TITLED}, [A-Z]{{2}}, {_TITLED}){_DAY}\s?: ",
    )
)
_TURN = re.compile(r"^[A-Z][A-Z.'’ -]{1,40}: ", re.M)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place that a dateline names, how many characters of its paragraph it takes, and its day (ISO 8601), where it gives the
    year too."""

    place: str
    end: int
    day: str | None


def dateline_of(paragraph: str, text: str) -> Dateline | None:
    """The dateline that opens `paragraph`; None where there is none.

    `text` is the whole article: where several lines open with capitals and a colon, they are speakers' turns in a transcript.
    """
    head = paragraph[:120]
    if not head[:1].isupper():
        return None
    for number, form in enumerate(_FORMS):
        match = form.match(head)
        if not match or match.end() >= len(paragraph) or _is_label(match["place"]):
            continue
        if number == 0 and not (match["mark"].strip() and match["place"].isupper()) and not _KNOWN_AGENCY.match(match["agency"]):
            continue
        if _KNOWN_AGENCY.fullmatch(match["place"]):
            continue
        by_colon = number == len(_FORMS) - 1
        if by_colon and len(_TURN.findall(text)) > 1:
            continue
        written = find_date(match[0])
        return Dateline(match["place"].rstrip(" ,"), match.end(), written.iso[:10] if written and written.iso else None)
    return None


def _is_label(words: str) -> bool:
    return _labels().match(words.replace("’", "'")) is not None


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, entries('labels')))})\b", re.I)
