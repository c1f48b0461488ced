"""Who wrote an article, from the line that says so. Imports clean's word lists.

A byline is cut into parts, and each part is what the rows of a table say that fit it. Parts may come from the elements of a page:
BOUNDARY stands between their words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from onrecord.clean.wordlist import entries

BOUNDARY = "\x1e"
_LONGEST = 160
_MOST_WORDS = 5
_GAP = rf"[\s{BOUNDARY}]"
LEAD = re.compile(
    rf"{_GAP}*(?:(?:words|text|story|report|reported|written|posted|published|submitted|created|compiled|analysis|opinion|commentary|"
    rf"reviewed|article|column|interview){_GAP}+)?(?:by|von|par|por|door|di|av|af|przez|от)\b(?::{_GAP}*|{_GAP}+)"
    rf"|{_GAP}*(?:authors?|autor(?:in|en|es)?|auteure?s?|autore|words|text|texte|texto|testo|tekst|story|report|reporter|writer){_GAP}*:{_GAP}*",
    re.I,
)
_CREDIT = re.compile(
    r"\(?(?:additional |with )?(?:reporting|writing|editing|compiled|written|edited|reported|contributions?|contributed)"
    r"(?:,? (?:and |& )?(?:writing|editing|reporting))? by\b.{3,300}",
    re.I,
)
_PARTS = re.compile(rf"\s*(?:{BOUNDARY}|,|;|\||/(?!RL\b)|•|·|&|\b(?:and|und|et|och|og|en)\b|\bwith\b|\s[-–—]\s)\s*", re.I)
_JOINED = re.compile(rf"(?<![\w.-])([^\W\d_][\w.’'-]*) ?{BOUNDARY} ?(?=([^\W\d_][\w.’'-]*)(?:$|\s*[{BOUNDARY},|;]))")
_AFFILIATION_STARTS = ("the ", "for ", "at ", "in ", "of ", "from ")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|md|m\.d|ph\.?d|phd|esq)\.?", re.I)
ADDRESSES = re.compile(r"\(?@\w+\)?|\S+@\S+\.\w+|https?://\S+|\(?\+?\d[\d() -]{5,}\d")
_CREDENTIALS = re.compile(r",\s*(?:MSc?|RDN?|PhD|Ph\.D\.?|M\.?D\.?|BSc|BA|MA|MBA|MPH|RN|JD|Esq\.?|APD|LDN|CPT)(?=[\s,;]|$)")
_SMALL = frozenset(("the", "for", "at", "in", "of", "to", "and"))
_JOBS = frozenset(entries("job-words"))
_MODIFIERS = frozenset(entries("job-modifiers"))
_AGENCIES = frozenset(entries("agency-words"))
_NOT_PEOPLE = _JOBS | _AGENCIES


class Effect(StrEnum):
    CUT = "cut"  # only what stands before the match is kept
    DROP = "drop"  # the part is passed over
    END = "end"  # what stands before the match is kept, and nothing after this part is read


@dataclass(frozen=True, slots=True)
class PartRule:
    """What is done with a part of a byline that `pattern` is found in; `example` is a byline that only Ada Obi wrote."""

    id: str
    pattern: re.Pattern[str]
    effect: Effect
    example: str


@cache
def _agency() -> str:
    names = sorted(entries("agencies"), key=len, reverse=True)
    return "|".join(f"(?:the )?{re.escape(name)}" for name in names)


PART_RULES = (
    PartRule("suffix", re.compile(rf"^{_SUFFIX.pattern}$", re.I), Effect.DROP, "By Ada Obi, Ph.D."),
    PartRule(
        "button", re.compile(rf"^(?:{'|'.join(entries('byline-buttons'))})$", re.I), Effect.DROP, "By Ada Obi | Email the author"
    ),
    PartRule(
        "place-of-writing",
        re.compile(r"(?:^|\s)(?:in|at|reporting from|from|near|aus|à|en)\s+[A-ZÀ-Þ].*"),
        Effect.CUT,
        "By Ada Obi in Hallmark Bay",
    ),
    PartRule(
        "city",
        re.compile(rf"^(?:{'|'.join(map(re.escape, entries('byline-places')))})$", re.I),
        Effect.DROP,
        "By Ada Obi, New York",
    ),
    PartRule(
        "bio",
        re.compile(r"\s(?:is|was|has|covers|writes|reports|joined|works|leads|edits)\s.*"),
        Effect.END,
        "Ada Obi is a reporter at The Quill",
    ),
    PartRule("employer", re.compile(r"\s(?:for|of|at)\s+(?:the\s+)?[A-Z].*", re.I), Effect.CUT, "By Ada Obi for The Quill"),
    PartRule(
        "glued-word",
        re.compile(r"(?<=[a-zß-ÿ])(?:Published|Posted|Updated|Follow|Email|Contact|View|Bio|Share)\b.*"),
        Effect.END,
        "By Ada ObiPublished",
    ),
)


def authors_of_line(line: str) -> tuple[str, ...] | None:
    """The people that a byline names ("By Ada Obi and Jon Lund, Example News"; "Ada Obi, Political Editor"), or else the agency;
    empty where it names nobody or gives a credit ("Reporting by …"); None where the line is no byline."""
    line = " ".join(line.split()).rstrip(".")
    if len(line) > 2 * _LONGEST:
        return None
    if _CREDIT.fullmatch(line.rstrip(")")):
        return ()
    if len(line) > _LONGEST:
        return None
    if lead := LEAD.match(line):
        return names_in(line[lead.end() :])
    return _with_job(line)


def names_in(text: str) -> tuple[str, ...] | None:
    """The people in a list of names, places, jobs and affiliations, or the first agency where there is no person; None for
    anything else. BOUNDARY may stand between words that are of different elements."""
    people: list[str] = []
    agencies: list[str] = []
    text = ADDRESSES.sub(BOUNDARY, _CREDENTIALS.sub("", text))
    for part in _PARTS.split(_JOINED.sub(_with_the_next, text)):
        part, is_last = _as_the_rules_say(part.strip(" .:()[]*-–—"))
        people_of_part, agency = _person_and_agency(part)
        if part and not people_of_part and not agency:
            if not people and not agencies and not _is_job(part):
                return None
            if not _is_job(part) and not _is_capitalised(part):
                break
        people += people_of_part
        agencies += agency
        if is_last:
            break
    return tuple(dict.fromkeys(people)) or tuple(agencies[:1])


def _with_the_next(match: re.Match[str]) -> str:
    """A first and a last name put together that stand in elements of their own."""
    first, last = match[1], match[2]
    words = {first.lower(), last.lower()}
    is_name = (
        first[0].isupper() and last[0].isupper() and _NOT_PEOPLE.isdisjoint(words) and words.isdisjoint({"by", "and", "the"})
    )
    return f"{first} " if is_name and not first.isupper() else match[0]


def _as_the_rules_say(part: str) -> tuple[str, bool]:
    """What is left of a part, and whether it is the last that counts."""
    for rule in PART_RULES:
        if match := rule.pattern.search(part):
            part = "" if rule.effect is Effect.DROP else part[: match.start()].strip()
            if rule.effect is Effect.END:
                return part, True
    return part, False


def _person_and_agency(part: str) -> tuple[list[str], list[str]]:
    """The person and the agency that a part names: "ADA OBI Associated Press"."""
    if not part or not _is_capitalised(part):
        return [], []
    if re.fullmatch(_agency(), part, re.I):
        return [], [part]
    if match := re.fullmatch(rf"(\S+ \S+(?: \S+)?) ({_agency()})", part):
        return [_in_title_case(match[1])], [match[2]]
    name = _less_job(part)
    if is_affiliation(name):
        words = name.split()
        capitals = next((n for n, word in enumerate(words) if not word.isupper()), len(words))
        if 2 <= capitals < len(words):
            return [_in_title_case(" ".join(words[:capitals]))], [" ".join(words[capitals:])]
        return [], [] if _is_job(part) else [part]
    if 2 <= len(name.split()) <= _MOST_WORDS and not any(map(str.isdigit, name)):
        return [_in_title_case(name)], []
    return [], []


def _is_job(part: str) -> bool:
    return not _JOBS.isdisjoint(part.lower().replace(".", "").split())


def _less_job(part: str) -> str:
    """A name without the job after it: "Ada Obi Senior Political Editor"."""
    words = part.split()
    end = len(words)
    if end and words[-1].lower() in _JOBS:
        end -= 1
        while end > 2 and words[end - 1].lower() in _MODIFIERS | _JOBS:
            end -= 1
        name = [word.lower() for word in words[:end]]
        return " ".join(words[:end]) if end >= 2 and _JOBS.isdisjoint(name) and not _MODIFIERS.issuperset(name) else part
    return part


def _with_job(line: str) -> tuple[str, ...] | None:
    """The names of a line that says the job of each, or of the last: "Ada Obi, Political Editor"."""
    parts = [part.strip() for part in _PARTS.split(line)]
    if len(parts) < 2 or not _is_job(parts[-1]) or not parts[-1][0].isupper() or line.endswith(":"):
        return None
    return names_in(line) if _is_title(parts[-1]) and _is_plain_name(parts[0]) else None


def _is_title(part: str) -> bool:
    """Whether a part holds a job and nothing else."""
    return (
        all(word.lower() in _JOBS | _MODIFIERS | _SMALL or word[0].isupper() for word in part.split()) and len(part.split()) <= 6
    )


def _is_plain_name(part: str) -> bool:
    return 2 <= len(part.split()) <= 4 and all(word[0].isupper() for word in part.split()) and not is_affiliation(part)


def _is_capitalised(part: str) -> bool:
    """Every word begins with a capital, or joins parts of a name, or is one of the small words of an affiliation, or a job."""
    words = part.split()
    small = _SMALL | _JOBS | _MODIFIERS | frozenset(entries("name-particles"))
    capitals = [word for word in words if word[0].isupper() or word.startswith("@")]
    return bool(capitals) and all(word in capitals or word.lower() in small or word in ("dpa",) for word in words)


def is_affiliation(part: str) -> bool:
    """Whether a name is that of an agency, a paper or a job, and not a person's."""
    words = part.lower().replace(".", "").split()
    return part.lower().startswith(_AFFILIATION_STARTS) or not _NOT_PEOPLE.isdisjoint(words)


def is_agency(name: str) -> bool:
    """Whether a name is that of an agency, a paper or the like, told by one of its words."""
    words = name.lower().replace(".", "").split()
    return _JOBS.isdisjoint(words) and not _AGENCIES.isdisjoint(words)


def _in_title_case(name: str) -> str:
    if not name.isupper():
        return name
    return " ".join(word if len(word.rstrip(".")) == 1 or "." in word[:-1] else word.title() for word in name.split())
