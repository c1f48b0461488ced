"""What to look for, in no database's words: a small tree of frozen values. Imports record only.

`parser` makes it of what a person typed; `store.answers.compiler` says it to a database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onrecord.record import Kind, Polarity, Role
from onrecord.record.review import Verdict


class Among(StrEnum):
    """What is looked through."""

    STATEMENTS = "statements"
    ARTICLES = "articles"
    EVENTS = "events"


class Sort(StrEnum):
    """By publication, newest or oldest first; or by how well the words fit, best first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RELEVANCE = "relevance"


class Where(StrEnum):
    """The words in which words are looked for.

    Of a statement, ANYWHERE is source, cue, content and speaker's name; of an article it is title and text. Those from SPEAKER on
    are names: all of the words must stand in one, in any order, and word endings do make a difference.
    """

    ANYWHERE = "anywhere"
    CONTENT = "content"
    TITLE = "title"  # of an article
    SPEAKER = "speaker"
    ROLE = "role"
    PUBLISHER = "publisher"


@dataclass(frozen=True, slots=True)
class Words:
    """These words, side by side and in this order (in a name: in any order). Of a `prefix` the last may go on. A name that is
    `exact` is meant to be spelled just so; the others may be put in other spellings before the store is asked."""

    text: str
    where: Where = Where.ANYWHERE
    prefix: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Like:
    """What was said is near `text` in meaning: one of these `words` is in it. The parser knows none; `search` adds them."""

    text: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Country:
    """The speaker's country, ISO 3166 alpha-3."""

    code: str


@dataclass(frozen=True, slots=True)
class Sector:
    """The speaker's sector, a code of PLOVER's."""

    code: str


@dataclass(frozen=True, slots=True)
class OfKind:
    kind: Kind


@dataclass(frozen=True, slots=True)
class OfPolarity:
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class In:
    """The content begins in this part of the article."""

    role: Role


@dataclass(frozen=True, slots=True)
class Published:
    """Published on one of these days, where it was published; both count. Undated articles were published on none."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Confidence:
    """From `least` to `most`, both count."""

    least: float = 0.0
    most: float = 1.0


@dataclass(frozen=True, slots=True)
class By:
    """The linked entity of this id says it."""

    entity: str


@dataclass(frozen=True, slots=True)
class From:
    """Published by the publisher of just this name, case and accents aside."""

    publisher: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What people say of it: the verdict that counts; None where nobody reviewed it."""

    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of the parts; of no parts, everything."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the parts; of no parts, nothing."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


Condition = (
    Words
    | Like
    | Country
    | Sector
    | OfKind
    | OfPolarity
    | In
    | Published
    | Confidence
    | By
    | From
    | Reviewed
    | AllOf
    | AnyOf
    | Not
)

EVERYTHING = AllOf(())


def both(*conditions: Condition) -> Condition:
    """All of the conditions, as flat as can be."""
    parts: list[Condition] = []
    for condition in conditions:
        parts.extend(condition.parts if isinstance(condition, AllOf) else [condition])
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))
