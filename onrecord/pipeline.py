"""Page -> Record: the one list of stages, in order. No input or output. May import clean, extract, record and errors."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord import extract
from onrecord.clean import clean_page, clean_text
from onrecord.record import Article, Issue, Page, Record, Stage

_CLEAN = Stage("1")  # raise it whenever cleaning gives other articles, so that pages are read again


def provenance() -> Mapping[str, Stage]:
    """The stages that a record read now would carry."""
    return {"clean": _CLEAN, **extract.provenance()}


def read_page(data: bytes, page: Page, *, min_confidence: float | None = None) -> Record:
    """Everything that is read from one page. Raises PageError where it holds no article."""
    return _read(*clean_page(data, page), min_confidence)


def read_text(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    min_confidence: float | None = None,
) -> Record:
    """Everything that is read from a text, which is kept character for character. Raises PageError where it holds no words.

    `min_confidence` in 0..1 is the precision dial; None takes the threshold that the weights were shipped with.
    """
    return _read(*clean_text(text, id=id, title=title, url=url, publisher=publisher, published=published), min_confidence)


def _read(article: Article, issues: tuple[Issue, ...], min_confidence: float | None) -> Record:
    reading = extract.read_article(article, min_confidence)
    return Record(
        article=article,
        statements=reading.statements,
        mentions=reading.mentions,
        entities=reading.entities,
        issues=issues,
        provenance=provenance(),
    )
