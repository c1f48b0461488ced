"""What a statement can be asked for besides its words, as words that the full-text index holds beside them. Imports record only.

A tag is a letter for what it says, its value, and a 1: the figure keeps stemming away from it. So any mix of words, names and
kinds is one look into one index.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from math import floor
from types import MappingProxyType

from onrecord.record import EntityRole, Kind, Polarity, Record, Role, Statement
from onrecord.record.folding import folded
from onrecord.record.review import Verdict

_NONE: Mapping[str, Verdict] = MappingProxyType({})

EVERY = "a1"  # every statement has it, so that all can be asked for but some


def names(text: str) -> list[str]:
    """For the words of a speaker's name."""
    return [f"n{word}1" for word in folded(text).split()]


def roles(text: str) -> list[str]:
    """For the words of what the speaker is called."""
    return [f"r{word}1" for word in folded(text).split()]


def publishers(text: str) -> list[str]:
    """For the words of the publisher's name."""
    return [f"u{word}1" for word in folded(text).split()]


def country(code: str) -> str:
    return f"c{code.casefold()}1"


def sector(code: str) -> str:
    return f"s{code.casefold()}1"


def kind(value: Kind) -> str:
    return f"k{value}1"


def polarity(value: Polarity) -> str:
    return f"p{value}1"


def place(role: Role) -> str:
    return f"i{role}1"


def confidences(least: float, most: float) -> list[str]:
    """For all the tenths that the confidences between these two lie in."""
    return [f"q{tenth}1" for tenth in range(_tenth(least), _tenth(most) + 1)]


def without_figure(tag: str) -> str:
    """What every tag begins with whose value begins like this one's."""
    return tag[:-1]


def unstemmed(beginning: str) -> str:
    """As much of it as no stemming changes: no ending that Porter's rules name ends in another letter, and two letters are left
    alone."""
    kept = beginning.rstrip("cdegilmnrstuyz")
    return kept if len(kept) > 1 else beginning[:2]


def review(verdict: Verdict) -> str:
    """For what people say of it; what nobody reviewed has none of these."""
    return f"v{verdict}1"


def tags(record: Record, verdicts: Mapping[str, Verdict] = _NONE) -> list[str]:
    """The tags of each statement, in order, with blanks between them; `verdicts` are those that count, by statement."""
    article = record.article
    entities = {entity.id: entity for entity in record.entities}
    spoken_by = {mention.id: entities.get(mention.entity) for mention in record.mentions}
    starts = [region.span.start for region in article.regions]
    everywhere = publishers(article.publisher or "")
    found = []
    for statement in record.statements:
        entity = spoken_by.get(statement.speaker.mention or "") if statement.speaker else None
        own = _of_statement(statement, entity.roles if entity else ())
        region = bisect_right(starts, statement.content[0].start) - 1
        if region >= 0:
            own.append(place(article.regions[region].role))
        own += [review(verdicts[statement.id])] if statement.id in verdicts else []
        found.append(" ".join(dict.fromkeys([EVERY, *own, *everywhere])))
    return found


def _of_statement(statement: Statement, called: Sequence[EntityRole]) -> list[str]:
    speaker = statement.speaker
    found = [kind(statement.kind), polarity(statement.polarity), f"q{_tenth(statement.confidence)}1"]
    if speaker is not None:
        found += names(speaker.name or "") + roles(speaker.role or "")
        found += [country(speaker.country)] if speaker.country else []
    for role in called:
        found += roles(role.text)
        found += [country(role.country)] if role.country else []
        found += [sector(role.sector)] if role.sector else []
    return found


def _tenth(confidence: float) -> int:
    return min(9, max(0, floor(confidence * 10)))
