"""One name in several spellings: Zelensky, Zelenskyy, Zelenskiy. Imports record only.

`sound` is a key that common ways of writing a foreign name in Latin letters share; `distance` counts slips of the pen.
"""

from __future__ import annotations

import re

from onrecord.record.folding import folded

# What is written one way or another; the first that fits at a place is taken. After ISO 9, BGN/PCGN and the German and French
# ways with Cyrillic names, and the ways with Arabic ones.
_ALIKE = (
    (r"(?:yy|iy|yi|ij|ii|yj|y|j|i)$", "i"),
    (r"shch|schtsch|stsch|sch|sh|ch|tch|tsch|cz|zh|ž", "s"),
    (r"ts|tz|zz|c(?=[eiy])", "s"),
    (r"kh|gh|ck|qu|q|k|c|h(?=[aou])", "k"),
    (r"ph|ff|f|w|v", "v"),
    (r"ye|yo|je|jo|io|ie|ei|ey|ai|ay|ea|ee|e", "e"),
    (r"ya|ja|ia|aa|a", "a"),
    (r"yu|ju|iu|ou|oo|u|o", "o"),
    (r"dj|dzh|g(?=[ei])|j|y|i", "i"),
    (r"x", "ks"),
    (r"z", "s"),
)
_PATTERN = re.compile("|".join(f"({written})" for written, _ in _ALIKE))
_TWICE = re.compile(r"(.)\1+")


def sound(word: str) -> str:
    """The key of a folded word of a name; words of one key may be one name."""
    return _TWICE.sub(r"\1", _PATTERN.sub(lambda found: _ALIKE[(found.lastindex or 1) - 1][1], word))


def distance(first: str, second: str, most: int) -> int:
    """How many letters must be put in, left out, changed or swapped with the next to make one of the other; `most` + 1 where
    it is more than `most` (optimal string alignment)."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        last, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def words(name: str) -> list[str]:
    """The folded words of a name."""
    return folded(name).split()
