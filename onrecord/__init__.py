"""News text in, a checkable record out.

    import onrecord

    record = onrecord.read("“It will rain,” the minister said.", published="2024-02-27")
    for hit in onrecord.open("onrecord.db").find("rain", speaker="Brandvold"):
        print(hit.speaker, hit.content)

Nothing inside the package imports this module's names, and it imports the rest only when asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from onrecord.record import Record
    from onrecord.store import View

__all__ = ["__version__", "open", "read"]

__version__ = "0.1.0"


def read(
    text: str,
    *,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    id: str | None = None,
    min_confidence: float | None = None,
) -> Record:
    """The record of an article's text: who said what in it, each entry with the characters it was read from.

    The text is kept character for character. `published` is an ISO 8601 date or date-time with zone; `id` is derived
    from title and text where it is not given. `min_confidence` in 0..1 is the precision dial (None: the shipped threshold).
    Raises `onrecord.errors.PageError` where the text holds no words, and `onrecord.errors.InputError`, its parent, where
    `published` cannot be read as one day or `min_confidence` is not in 0..1.
    """
    from onrecord.pipeline import read_text

    return read_text(
        text,
        id=id,
        title=title,
        url=url,
        publisher=publisher,
        published=published,
        min_confidence=min_confidence,
    )


def open(location: str | PathLike[str]) -> View:
    """What is stored in the database at `location`, to be read: `find`, `who`, `record`, `records`, `statement` and more.

    Raises `onrecord.errors.StoreError` where there is none.
    """
    from pathlib import Path

    from onrecord.store import open_store

    return open_store(Path(location), create=False).view
