"""Page -> Record: the one list of stages, in order. No input or output. May import acquire, clean, extract, record and errors.

Of acquire it takes what turns a page that is not text yet into text, and rows of tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace

from onrecord import extract
from onrecord.acquire import json_article
from onrecord.acquire.found import Known
from onrecord.acquire.input_formats import format_of
from onrecord.clean import clean_page, clean_text, host_of, misplaced_regions
from onrecord.dates import iso_date
from onrecord.errors import InputError, OnrecordError
from onrecord.record import Article, DateBasis, Issue, Page, Record, Stage

_CLEAN = Stage("3")  # raise it whenever cleaning gives other articles, so that pages are read again


def provenance() -> Mapping[str, Stage]:
    """The stages that a record read now would carry."""
    return {"clean": _CLEAN, **extract.provenance()}


def read_page(data: bytes, page: Page, known: Known | None = None, *, min_confidence: float | None = None) -> Record:
    """Everything that is read from one page, with what came along with it. Raises PageError where it holds no article."""
    article, issues = clean(data, page)
    return _read(_completed(article, known or Known()), issues, min_confidence)


def clean(data: bytes, page: Page) -> tuple[Article, tuple[Issue, ...]]:
    """The article of a page of any kind that is read, and what could not be handled. Raises PageError where there is none."""
    if page.media_type == json_article.MEDIA_TYPE:
        text, known = json_article.read_json_article(data)
        return clean_text(text, **asdict(known), page=page)
    kind = format_of(page.media_type)
    if kind and kind.text_of:
        return clean_text(kind.text_of(data), page=page)
    return clean_page(data, page)


def text_problems(data: bytes, record: Record) -> Iterator[str]:
    """What of a record's text its page, `data`, does not give; nothing where all of it is proved.

    Each region of an HTML page must stand in its source where the record says; a region that the record itself calls unlocated
    need not. The page, cleaned again, must give the same text; not so an HTML page that another version of cleaning read.
    """
    article, page = record.article, record.article.page
    if page is None:
        return
    try:
        misplaced = misplaced_regions(data, article)
        known = {issue.span for issue in record.issues if (issue.stage, issue.code) == ("clean", "unlocated")}
        for region in misplaced or ():
            if region.span not in known:
                at = f"characters {region.span.start} to {region.span.end}"
                yield f"the {region.role} at {at} does not stand in the page where the record says"
        if misplaced is not None and record.provenance.get("clean") != _CLEAN:
            return
        text = clean(data, page)[0].text
    except OnrecordError as error:
        yield f"the page cannot be cleaned again: {error}"
        return
    if text != article.text:
        pairs = enumerate(zip(text, article.text, strict=False))
        place = next((i for i, (a, b) in pairs if a != b), min(len(text), len(article.text)))
        there, here = (f"{words[place : place + 20]!a}" for words in (text, article.text))
        yield f"from character {place} the page says {there}, but the stored text {here}"


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
    """Everything that is read from a text, which is kept character for character.

    `published` is an ISO 8601 date, or date-time with zone; a date written otherwise is taken where it can be read as one day.
    `min_confidence` in 0..1 is the precision dial; None takes the threshold that the weights were shipped with. Raises PageError
    where the text holds no words, and InputError where `published` or `min_confidence` is none.
    """
    if published is not None:
        stated, published = published, iso_date(published)
        if published is None:
            raise InputError(f'published: "{stated:.60}" cannot be read as one day; write it as 2024-02-27.')
    if min_confidence is not None and not 0 <= min_confidence <= 1:
        raise InputError(f"min_confidence: {min_confidence} is not in 0 to 1.")
    return _read(*clean_text(text, id=id, title=title, url=url, publisher=publisher, published=published), min_confidence)


def _completed(article: Article, known: Known) -> Article:
    """The article with what is known from elsewhere where the page itself does not say, or says only by its address."""
    publisher, published, basis = article.publisher, article.published, article.published_basis
    if known.publisher and (publisher is None or publisher == host_of(article.url or "")):
        publisher = known.publisher
    by_address = basis is DateBasis.ADDRESS and known.published is not None
    if known.published and (published is None or by_address or _is_more_exact(known.published, published)):
        published, basis = known.published, DateBasis.GIVEN
    updated = article.updated or (known.updated if known.updated and known.updated[:10] > (published or "")[:10] else None)
    return replace(
        article,
        id=known.id or article.id,
        title=article.title or known.title,
        url=article.url or known.url,
        publisher=publisher,
        authors=article.authors or known.authors,
        published=published,
        published_basis=basis,
        updated=updated,
        updated_basis=article.updated_basis or (DateBasis.GIVEN if updated else None),
    )


def _is_more_exact(date: str, other: str) -> bool:
    """Whether a date gives the time of the same day that the other gives."""
    return len(date) > len(other) and date.startswith(other)


def _read(article: Article, issues: tuple[Issue, ...], min_confidence: float | None) -> Record:
    """What is read from an article; nothing where it is in a language that is not read, and an issue that says so."""
    if extract.reads(article.language):
        issues = tuple(issue for issue in issues if issue.code != "language")
        reading = extract.read_article(article, min_confidence)
    else:
        reading = extract.ArticleReading()
    return Record(
        article=article,
        statements=reading.statements,
        mentions=reading.mentions,
        entities=reading.entities,
        events=reading.events,
        issues=issues,
        provenance=provenance(),
    )
