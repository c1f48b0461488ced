"""What is indexed, what can be looked for in it, and what a person typed as terms. Imports nothing of onrecord."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause

INDEXED = {"statements": ("content", "source", "cue", "speaker", "tags"), "articles": ("title", "text")}
TAGS = "tags"  # the column that holds no words of a text
WORDED = {name: tuple(column for column in columns if column != TAGS) for name, columns in INDEXED.items()}

_QUOTATION_MARK = re.compile('["“”„«»]')


@dataclass(frozen=True, slots=True)
class Term:
    """Words side by side in one of the `columns`; the last may go on where `prefix`. A term without letters and digits is in no
    text."""

    text: str
    columns: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """All of the parts, of which there is one at least."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of the parts, of which there is one at least."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """`part` but not `other`."""

    part: Expression
    other: Expression


Expression = Term | Every | Some | Without


@dataclass(frozen=True, slots=True)
class Matching:
    """Where the rows of an indexed table are that fit: select from `source` where `condition`, by `key`. `rank` sorts the best
    first."""

    source: FromClause
    key: ColumnElement[int]
    condition: ColumnElement[bool]
    rank: ColumnElement[float]


def terms_of(words: str) -> list[str]:
    """Single words, and whole phrases where they stand between quotation marks; a mark that is not closed opens nothing. Each
    has a letter or digit."""
    pieces = _QUOTATION_MARK.split(storable(words))
    last = len(pieces) - 1
    terms: list[str] = []
    for place, piece in enumerate(pieces):
        inside = place % 2 == 1 and place < last
        terms.extend([piece] if inside else piece.split())
    return [term for term in terms if any(letter.isalnum() for letter in term)]


def storable(text: str) -> str:
    """The text without what no database takes as text: zeros and halves of characters."""
    return text.replace("\x00", " ").encode("utf-8", "ignore").decode("utf-8")
