"""What a person typed, cut into tokens that know where they stand. Imports errors only."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from enum import Enum, auto

from onrecord.errors import QueryError

LONGEST = 2000  # code points
MOST = 200  # tokens

_QUOTATION_MARKS = '"“”„«»'
_FIELD = re.compile(r"([A-Za-z_]+):(?![:/])\s*")  # not "https://"
_WORD = re.compile(rf"[^\s(){_QUOTATION_MARKS}]+")
_COMPARISON = re.compile("(<=|>=|≤|≥|<|>|=)")


class Sign(Enum):
    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is what counts of the characters from `start` to `end` (code points, half open): a phrase's words, a field's
    name."""

    sign: Sign
    text: str
    start: int
    end: int
    prefix: bool = False


def tokens(query: str, fields: Container[str]) -> list[Token]:
    """The tokens, an END last. What stands before a colon is a field where it is one of `fields` or no blank follows ("Note: he
    said" has none). Raises QueryError where a quotation mark is not closed or there is too much of it."""
    if len(query) > LONGEST:
        raise QueryError(f"the query is longer than {LONGEST} characters: leave something out", query, LONGEST, len(query))
    found: list[Token] = []
    place = 0
    while place < len(query):
        if query[place].isspace():
            place += 1
            continue
        token = _token(query, place, fields)
        if token.sign is not Sign.WORD or _says_something(token.text):
            found.append(token)
        place = token.end
        if len(found) > MOST:
            raise QueryError(f"the query has more than {MOST} words: leave some out", query, token.start, len(query))
    return [*found, Token(Sign.END, "", len(query), len(query))]


def comparison(text: str) -> tuple[str, str]:
    """ ">=0.8" in two: the sign ("" where there is none) and the rest."""
    sign = _COMPARISON.match(text)
    return (sign[0], text[sign.end() :]) if sign else ("", text)


def _token(query: str, start: int, fields: Container[str]) -> Token:
    first = query[start]
    if first in "()":
        return Token(Sign.OPEN if first == "(" else Sign.CLOSE, first, start, start + 1)
    if first in _QUOTATION_MARKS:
        return _phrase(query, start)
    if first == "-" and start + 1 < len(query) and (query[start + 1].isalnum() or query[start + 1] in f"({_QUOTATION_MARKS}"):
        return Token(Sign.NOT, first, start, start + 1)
    field = _FIELD.match(query, start)
    if field and (field[1].casefold() in fields or (not field[0][-1].isspace() and field.end() < len(query))):
        return Token(Sign.FIELD, field[1], start, field.end())
    word = _WORD.match(query, start)
    assert word is not None  # neither a blank nor a sign stands here
    text = word[0]
    if text in ("AND", "OR", "NOT"):
        return Token(Sign[text], text, start, word.end())
    bare = text.rstrip("*")
    return Token(Sign.WORD, bare, start, word.end(), prefix=bare != text)


def _phrase(query: str, start: int) -> Token:
    close = next((place for place in range(start + 1, len(query)) if query[place] in _QUOTATION_MARKS), None)
    if close is None:
        raise QueryError("this quotation mark is not closed: close it, or leave it out", query, start, start + 1)
    if not _says_something(query[start:close]):
        raise QueryError("there is no word between these quotation marks: put one there", query, start, close + 1)
    prefix = query[close + 1 : close + 2] == "*"
    return Token(Sign.PHRASE, query[start + 1 : close], start, close + 1 + prefix, prefix)


def _says_something(word: str) -> bool:
    return any(letter.isalnum() for letter in word)
