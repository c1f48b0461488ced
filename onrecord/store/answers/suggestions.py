"""Names that go on from what was typed. Imports record and the store's tables."""

from __future__ import annotations

from sqlalchemy import Engine, select

from onrecord.record.folding import folded
from onrecord.store.schema.tables import name_words, speakers

_LAST = "\U0010ffff"


def names_beginning(engine: Engine, typed: str, limit: int = 8) -> tuple[str, ...]:
    """Names of speakers of which a word begins with `typed`, each once; none where nothing was typed."""
    start = " ".join(folded(typed).split())
    if not start:
        return ()
    first = start.split()[0]
    begins = select(name_words.c.word).where(name_words.c.word.between(first, first + _LAST)).limit(1)
    query = select(speakers.c.name).where(speakers.c.folded.contains(f" {start}", autoescape=True)).limit(limit * 2)
    with engine.connect() as connection:
        if connection.scalar(begins) is None:  # which an index tells; the names themselves are looked through
            return ()
        return tuple(dict.fromkeys(connection.scalars(query)))[:limit]
