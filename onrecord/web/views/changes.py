"""What became of the statements of an earlier version of an article. Imports record, search and web's own parts."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.record import Record, Statement, words_of
from onrecord.search.wording import Piece, compare, difference, words_in
from onrecord.web.views.parts import who

ALIKE = 0.6  # share of the words from which a statement is taken for another one, altered
MOST = 200  # statements of an article that are compared


@dataclass(frozen=True, slots=True)
class Change:
    """`before` and `after` are the words, None where it was added or removed; `diff` are the words that differ."""

    what: str
    who: str
    statement: str
    before: str | None
    after: str | None
    diff: tuple[Piece, ...] = ()


def changes(old: Record, new: Record) -> tuple[Change, ...]:
    """Statements that were altered, removed and added, in this order; those with the same words are not named."""
    before, after = _told(old), _told(new)
    gone = {key: one for key, one in before.items() if key not in after}
    come = {key: one for key, one in after.items() if key not in before}
    altered, removed = [], []
    for words, statement in list(gone.items())[:MOST]:
        likely = max(come, key=lambda there: compare((" ".join(words),), there).likeness, default=None)
        if likely is not None and compare((" ".join(words),), likely).likeness >= ALIKE:
            now = come.pop(likely)
            diff = difference(words, likely)
            said = words_of(statement.content, old.article.text), words_of(now.content, new.article.text)
            altered.append(Change("altered", who(now, new.article.text), now.id, *said, diff))
        else:
            said_then = words_of(statement.content, old.article.text)
            removed.append(Change("removed", who(statement, old.article.text), statement.id, said_then, None))
    added = [
        Change("added", who(one, new.article.text), one.id, None, words_of(one.content, new.article.text))
        for one in list(come.values())[:MOST]
    ]
    return (*altered, *removed, *added)


def _told(record: Record) -> dict[tuple[str, ...], Statement]:
    return {words_in(words_of(statement.content, record.article.text)): statement for statement in record.statements}
