"""Names in a query as the stored articles write them, and words near in meaning. May import query, store and record."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.query.conditions import AllOf, AnyOf, Condition, Like, Not, Where, Words, both
from onrecord.record.folding import folded
from onrecord.store import View


@dataclass(frozen=True, slots=True)
class Taken:
    """A word of a name as it was typed, whether a speaker is called so, and the other spellings that were looked for."""

    typed: str
    known: bool
    names: tuple[str, ...]


def respelled(view: View, condition: Condition) -> tuple[Condition, tuple[Taken, ...]]:
    """The condition with other spellings of speakers' names that were not put into quotation marks, and which those are; and with
    the words that `like:` stands for."""
    taken: dict[str, Taken] = {}
    return _respelled(view, condition, taken), tuple(taken.values())


def _respelled(view: View, condition: Condition, taken: dict[str, Taken]) -> Condition:
    match condition:
        case AllOf(parts):
            return both(*(_respelled(view, part, taken) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_respelled(view, part, taken) for part in parts))
        case Not(part):
            return Not(_respelled(view, part, taken))
        case Words(text, Where.SPEAKER, prefix=False, exact=False) if words := folded(text).split():
            return both(*(_name(view, word, taken) for word in words))
        case Like(text):
            from onrecord.search.meaning import related  # numpy and 4 MB of vectors, which other queries need not wait for

            return Like(text, related(text))
        case _:
            return condition


def _name(view: View, word: str, taken: dict[str, Taken]) -> Condition:
    found = view.spellings(word)
    if not found.otherwise:
        return Words(word, Where.SPEAKER)
    taken[word] = Taken(word, found.known, found.otherwise)
    written = (word, *found.otherwise) if found.known else found.otherwise
    names = tuple(Words(other, Where.SPEAKER) for other in written)
    return names[0] if len(names) == 1 else AnyOf(names)
