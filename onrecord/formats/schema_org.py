"""Statements as schema.org Quotation and Claim (JSON-LD), one a line. Imports record.

A direct statement is a Quotation: its words are the speaker's own. A mixed or indirect one is a Claim, in the article's words,
where the speaker affirms it; one that is denied, declined or hedged is left out, since a Claim of that text would say the
opposite of what the speaker said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.formats.identifiers import iri
from onrecord.formats.json_lines import line_of
from onrecord.formats.text_fragment import link_to
from onrecord.record import Article, Kind, Polarity, Record, Speaker, SpeakerType, words_of

CONTEXT = "https://schema.org"
_TYPES = {SpeakerType.PERSON: "Person", SpeakerType.ORGANIZATION: "Organization", SpeakerType.GROUP: "Organization"}


def lines(records: Iterable[Record]) -> Iterator[str]:
    """One Quotation or Claim a line; each is a JSON-LD document of its own."""
    for record in records:
        for work in works(record):
            yield line_of(work)


def works(record: Record) -> Iterator[dict[str, Any]]:
    """The Quotations and Claims of a record."""
    article = record.article
    for statement in record.statements:
        if statement.caution:  # neither quoted nor claimed
            continue
        about = {
            "@context": CONTEXT,
            "@id": f"urn:onrecord:{statement.id}",
            "text": words_of(statement.content, article.text),
            **_given(inLanguage=article.language, url=link_to(article, statement.content)),
        }
        speaker = _speaker(statement.speaker, article)
        if statement.kind is Kind.DIRECT:
            yield {**about, "@type": "Quotation", **_given(spokenByCharacter=speaker), "isPartOf": _article(article)}
        elif statement.polarity is Polarity.AFFIRMS:
            yield {**about, "@type": "Claim", **_given(author=speaker), "appearance": _article(article)}


def _speaker(speaker: Speaker | None, article: Article) -> dict[str, Any] | list[dict[str, Any]] | None:
    if speaker is not None and speaker.type is SpeakerType.AUTHOR:
        return _people(article.authors)
    if speaker is None or speaker.name is None or speaker.type not in _TYPES:
        return None
    title = speaker.role if speaker.type is SpeakerType.PERSON else None
    return {"@type": _TYPES[speaker.type], "name": speaker.name, **_given(jobTitle=title)}


def _article(article: Article) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": article.publisher} if article.publisher else None
    return {
        "@type": "NewsArticle",
        "@id": iri(article),
        **_given(
            headline=article.title,
            author=_people(article.authors),
            publisher=publisher,
            datePublished=article.published,
            inLanguage=article.language,
        ),
    }


def _people(names: tuple[str, ...]) -> list[dict[str, Any]] | None:
    return [{"@type": "Person", "name": name} for name in names] or None


def _given(**members: object) -> dict[str, Any]:
    """The members that are known."""
    return {name: value for name, value in members.items() if value is not None}
