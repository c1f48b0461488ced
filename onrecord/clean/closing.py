"""Which lines at the end of an article are notes about it: who its author is, how to reach them, where more is to be found.

Imports the standard library only. The patterns are in data/closing.txt.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.clean.wordlist import entries

_ABOUT_PERSON = re.compile(
    r"(?:'s|’s)?(?:,? (?:who|which|an?|the)\b.{1,80})? "
    r"(?:is|was|has|covers|writes|reports|works|joined|lives|can be|may be|book|teaches)\b"
)
_REACH = re.compile(r"@\w|\bfollow\b|\bcontact\b|\be-?mail\b|\breach", re.I)


def is_note(line: str, authors: tuple[str, ...]) -> bool:
    """Whether a line is such a note. It must not be asked of any but the last lines of an article."""
    for author in authors:
        if line.startswith(author) and _ABOUT_PERSON.match(line, len(author)):
            return True
        if author in line and _REACH.search(line):
            return True
    return _pattern().fullmatch(" ".join(line.split()).lower().replace("’", "'").strip(" .:*_()[]-–—")) is not None


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in entries("closing")))
