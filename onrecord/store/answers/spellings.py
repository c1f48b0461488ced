"""The spellings of a name that the stored articles use. Imports the store's own."""

from __future__ import annotations

from sqlalchemy import Connection, or_, select

from onrecord.store.answers.hits import Spellings
from onrecord.store.index.spelling import distance, sound
from onrecord.store.schema.tables import name_words

MOST = 8
_LONG = 6  # letters; shorter names differ too easily to be taken for each other
_LAST = "\U0010ffff"


def spellings_of(connection: Connection, word: str) -> Spellings:
    """How else a folded word of a speaker's name is written, the likeliest first.

    Of a word that is in use, only what begins alike, sounds alike and differs in one letter or two; of another, all that sounds
    alike, or else what a slip of the pen makes of it.
    """
    known = connection.scalar(select(name_words.c.word).where(name_words.c.word == word)) is not None
    alike = connection.scalars(
        select(name_words.c.word).where(name_words.c.sound == sound(word), name_words.c.word != word)
    ).all()
    if known:
        found = [other for other in alike if len(word) >= _LONG and other[:3] == word[:3] and distance(word, other, 2) <= 2]
    else:
        found = list(alike) or _slips(connection, word)
    return Spellings(known, tuple(sorted(found, key=lambda other: (distance(word, other, 9), other))[:MOST]))


def _slips(connection: Connection, word: str) -> list[str]:
    if len(word) < 4:
        return []
    most = 1 if len(word) < 8 else 2
    begins, sounds = word[:2], sound(word)[:3]
    near = select(name_words.c.word).where(
        or_(
            name_words.c.word.between(begins, begins + _LAST),
            name_words.c.sound.between(sounds, sounds + _LAST),
        )
    )
    found = {other: distance(word, other, most) for other in connection.scalars(near)}
    best = min(found.values(), default=most + 1)
    return [other for other, steps in found.items() if steps == best <= most]
