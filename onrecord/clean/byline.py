"""Who wrote an article, from the line that says so. Imports the standard library only."""

from __future__ import annotations

import re

from onrecord.clean.wordlist import entries

_LONGEST = 160
_BY = re.compile(
    r"(?:(?:words|text|story|report|written|reported|posted|published|compiled|analysis|opinion|commentary|reviewed)\s+)?by:?\s+(.+)",
    re.I,
)
_CREDIT = re.compile(
    r"\(?(?:additional |with )?(?:reporting|writing|editing|compiled|written|edited|reported|contributions?|contributed)"
    r"(?:,? (?:and |& )?(?:writing|editing|reporting))? by\b.{3,300}",
    re.I,
)
_PARTS = re.compile(r"\s*(?:,|;|\||/|•|·|&|\band\b|\bwith\b|\s[-–—]\s)\s*", re.I)
_AFFILIATION_STARTS = ("the ", "for ", "at ", "in ", "of ")
_JOBS = frozenset(entries("job-words"))
_NOT_PEOPLE = _JOBS.union(entries("agency-words"))
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|md|m\.d|ph\.?d|phd|esq)\.?", re.I)


def authors_of_line(line: str) -> tuple[str, ...] | None:
    """The people that a byline names ("By Ada Obi and Jon Lund, Example News"), or else the agency; empty where it names
    nobody or gives a credit ("Reporting by …"); None where the line is no byline."""
    line = " ".join(line.split()).rstrip(".")
    if len(line) > 2 * _LONGEST:
        return None
    if _CREDIT.fullmatch(line.rstrip(")")):
        return ()
    match = _BY.fullmatch(line)
    if len(line) > _LONGEST or not match:
        return None
    return names_in(match[1])


def names_in(text: str) -> tuple[str, ...] | None:
    """The people in a list of names and affiliations, or the first agency where there is no person; None for anything else."""
    people: list[str] = []
    agencies: list[str] = []
    for part in _PARTS.split(text):
        if not part or _SUFFIX.fullmatch(part):
            continue
        words = part.split()
        if not _is_capitalised(part) or (not people and not agencies and len(words) > 6):
            return None
        if is_affiliation(part):
            if _JOBS.isdisjoint(part.lower().split()):
                agencies.append(part)
        elif 2 <= len(words) <= 5:
            people.append(_in_title_case(part))
    return tuple(dict.fromkeys(people)) or tuple(agencies[:1])


def _is_capitalised(part: str) -> bool:
    """Every word begins with a capital, or joins parts of a name, or is one of the small words of an affiliation."""
    words = part.split()
    joins = set(entries("name-particles")) | {"the", "for", "at", "in", "of", "to"}
    return bool(words) and all(word[0].isupper() or word.lower() in joins or word.startswith("@") for word in words)


def is_affiliation(part: str) -> bool:
    """Whether a name is that of an agency, a paper or a job, and not a person's."""
    words = part.lower().replace(".", "").split()
    return part.lower().startswith(_AFFILIATION_STARTS) or not _NOT_PEOPLE.isdisjoint(words)


def _in_title_case(name: str) -> str:
    if not name.isupper():
        return name
    return " ".join(word if len(word.rstrip(".")) == 1 or "." in word[:-1] else word.title() for word in name.split())
