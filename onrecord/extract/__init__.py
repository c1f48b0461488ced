"""Article -> statements, speakers, times, events: pure functions. Imports dates, language, record and errors only.

`read_article` is the way in; the rooms behind it, lowest first, are text, network, times, places, statements, coreference and
events. Each says what goes in and what comes out.
"""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.extract.coreference.speakers import Resolution, resolve_speakers
from onrecord.extract.events.finding import find_events
from onrecord.extract.finding import find
from onrecord.extract.network.encoder import weights_sha256
from onrecord.extract.places.location import locate_places
from onrecord.extract.readers import Reader, chosen_reader, languages_of
from onrecord.extract.sections import ArticleReading, cut, join
from onrecord.extract.statements.manner import factuality_of, type_of
from onrecord.extract.statements.polarity import polarity_of
from onrecord.extract.text.quotations import kind_of, quotation_regions, quotations_beside
from onrecord.extract.text.results import FoundStatement
from onrecord.extract.times.said import said_when
from onrecord.record import (
    Article,
    Kind,
    Span,
    Spans,
    Stage,
    Statement,
    cover,
    ids,
    statements_around,
)

__all__ = ["ArticleReading", "provenance", "read_article", "reads"]

# Raise a stage's version whenever it reads other things from the same text, so that articles are read again.
# That of the statements is the reader's.
_SPEAKERS, _SAID, _EVENTS, _PLACES = "2", "2", "2", "1"


def reads(language: str | None) -> bool:
    """Whether the chosen reader reads a language (BCP 47); what is not known to be in another is taken for one that it does."""
    languages = languages_of(chosen_reader())
    return language is None or languages is None or language.partition("-")[0] in languages


def provenance() -> Mapping[str, Stage]:
    """The stages that a reading made now comes from."""
    weights = weights_sha256()
    return {
        "statements": chosen_reader().stage(),
        "speakers": Stage(_SPEAKERS, weights),
        "said": Stage(_SAID),
        "events": Stage(_EVENTS, weights),
        "places": Stage(_PLACES, weights),
    }


def read_article(article: Article, min_confidence: float | None = None, reader: Reader | None = None) -> ArticleReading:
    """Who said what, and who did what to whom, in `article`, from its readable regions only; a long text in sections.

    `min_confidence` in 0..1 is the precision dial; None takes the threshold with the best F1 on held-out articles. `reader` finds
    statements, names and parts of speech; None takes the one that is set, which is the one that `provenance` names.
    """
    reader = reader or chosen_reader()
    parts = cut(article)
    if len(parts) == 1:
        return _read(article, min_confidence, reader)
    return join(article.id, [(part, _read(part.article, min_confidence, reader)) for part in parts])


def _read(article: Article, min_confidence: float | None, reader: Reader) -> ArticleReading:
    found = find(article, min_confidence, reader)
    if not found.findings.words:
        return ArticleReading()
    resolved = resolve_speakers(article, found.findings.statements, found.findings.names, found.findings.words)
    statements = _statements(article, found.findings.statements, resolved, found.labels)
    told = find_events(article, resolved, statements, found.vectors)
    entities = locate_places(article, resolved.layout, told.mentions, told.entities)
    return ArticleReading(statements, told.mentions, entities, told.events)


def _written(article: Article, found: FoundStatement) -> str | None:
    """When the words around a statement were published: in a live blog with their entry, else with the article."""
    entry = article.entry_at(cover((*found.source, *found.cue, *found.content)).start)
    return (entry.time if entry else None) or article.published


def _statements(
    article: Article, found: tuple[FoundStatement, ...], resolved: Resolution, labels: frozenset[Span]
) -> tuple[Statement, ...]:
    """What the layout gives to one of its `labels`, in a transcript or a post, are the speaker's own words, without quotation
    marks."""
    text = article.text
    regions = quotation_regions(text)
    names = [ids.statement_id(article.id, f.source, f.cue, f.content) for f in found]
    around = [None if i is None else found[i].content for i in statements_around(found)]
    return tuple(
        Statement(
            id=name,
            source=f.source,
            cue=f.cue,
            content=f.content,
            kind=Kind.DIRECT if labels.issuperset(f.source) and f.source else _kind(text, f, outer, regions),
            polarity=polarity_of(text, f.cue, f.content),
            confidence=f.confidence,
            speaker=who.speaker,
            unknown=who.unknown,
            said=said_when(text, _written(article, f), f.source, f.cue, _not_its_own(text, f, outer), dateline=article.dateline),
            venue=_if_within(who.venue, outer),
            addressee=_if_within(who.addressee, outer),
            reply_to=None if who.reply_to is None else names[who.reply_to],
            type=f.type or type_of(text, f.cue),
            factuality=f.factuality or factuality_of(text, f.cue),
        )
        for name, f, who, outer in zip(names, found, resolved.statements, around, strict=True)
    )


def _kind(text: str, statement: FoundStatement, outer: Spans | None, regions: Spans) -> Kind:
    if outer is not None and statement.cue:
        regions = quotations_beside(text, statement.cue[0], statement.content, regions)
    return kind_of(text, statement.content, regions)


def _not_its_own(text: str, statement: FoundStatement, outer: Spans | None) -> Spans:
    """Where the time of a statement does not stand: in its content, and outside the content `outer` that it stands in."""
    if outer is None:
        return statement.content
    edges = [0, *(at for piece in outer for at in (piece.start, piece.end)), len(text)]
    between = (Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end)
    return (*statement.content, *between)


def _if_within(span: Span | None, outer: Spans | None) -> Span | None:
    return span if span is None or outer is None or any(piece.contains(span) for piece in outer) else None
