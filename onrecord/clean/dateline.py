"""The dateline: where a report was filed, at the head of its first paragraph. Imports the standard library only."""

from __future__ import annotations

import re
from functools import cache

from onrecord.clean.wordlist import entries

_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.-]+(?:[ /-][A-ZÀ-ÖØ-Þ'’.-]{2,}){0,3}"
_TITLED = r"[A-ZÀ-ÖØ-Þ][\w'’.-]+(?: (?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|of|the|and|de|al|el)){0,4}"
_DAY = r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)?"
_AGENCY = r"\s*\((?P<agency>[A-Z][\w .,&/'’-]{1,40})\)"
_DASH = r"\s*(?:—|–|--+|\s-)\s*"
_KNOWN_AGENCY = re.compile(
    r"(?:AP|AFP|UPI|dpa|DPA|ANSA|EFE|TASS|PTI|IANS|ANI|CNN|BBC|NBC|CBS|ABC|WAFA|SANA|IRNA|MENA|APA|JTA|AA|RFE/RL|VOA|CP|PA|Reuters|Xinhua|Bloomberg|"
    r"Kyodo|Yonhap|Interfax|Anadolu)\b.*|.*(?:News|Press|Agency|Service|Media|Times|Post|Business|Wire|Network|Journal|Report)\b.*"
)
_FORMS = tuple(
    re.compile(form)
    for form in (
        # KYIV, Ukraine (Agency) —        BERLIN, Feb 27 (Agency) -
        rf"(?P<place>(?:{_CAPITALS}|{_TITLED})(?:, {_TITLED}){{0,2}}?){_DAY}{_AGENCY}(?P<mark>{_DASH}|\s*:\s*|\s+(?=[A-Z“\"‘]))",
        # WASHINGTON —        NASHUA, N.H. -
        rf"(?P<place>{_CAPITALS}(?:, {_TITLED}){{0,2}}?){_DAY}(?:\s*[—–]\s*|\s*--+\s*|\s+-\s+)",
        # Dekalb, Ill. —
        rf"(?P<place>{_TITLED}, [A-Z][\w.]+(?: [A-Z][\w.]+)?){_DAY}(?:\s*[—–]\s*|\s*--+\s*)",
        # MOSCOW:        WASHINGTON, DC, United States:
        rf"(?P<place>{_CAPITALS}(?:, {_TITLED}){{0,2}}|{_TITLED}, [A-Z]{{2}}, {_TITLED}){_DAY}\s?: ",
    )
)
_TURN = re.compile(r"^[A-Z][A-Z.'’ -]{1,40}: ", re.M)


def dateline_of(paragraph: str, text: str) -> tuple[str, int] | None:
    """The place of a dateline that opens `paragraph`, and how many characters of it the dateline takes; None where there is none.

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
        return match["place"].rstrip(" ,"), match.end()
    return None


def _is_label(words: str) -> bool:
    return _labels().match(words.replace("’", "'")) is not None


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, entries('labels')))})\b", re.I)
