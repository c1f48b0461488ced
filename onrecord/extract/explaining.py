"""Why each statement of an article has the speaker that it has. Imports coreference and record."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.extract.coreference.explaining import Considered, SourceExplanation, explain_sources
from onrecord.extract.finding import find
from onrecord.extract.readers import Reader, chosen_reader
from onrecord.extract.sections import cut, moved
from onrecord.record import Article, Spans, ids

__all__ = ["Considered", "SourceExplanation", "explain_speakers"]


def explain_speakers(
    article: Article, min_confidence: float | None = None, reader: Reader | None = None
) -> Mapping[str, tuple[SourceExplanation, ...]]:
    """Each statement's id, with an explanation of each part of its source.

    The article is read again: ids are those of the record where it was read by the same versions, with the same
    `min_confidence`.
    """
    reader = reader or chosen_reader()
    explained: dict[str, tuple[SourceExplanation, ...]] = {}
    for section in cut(article):
        found = find(section.article, min_confidence, reader).findings
        by_statement = explain_sources(section.article, found.statements, found.names, found.words)
        for statement, parts in zip(found.statements, by_statement, strict=True):
            spans: tuple[Spans, ...] = moved((statement.source, statement.cue, statement.content), section.start)
            explained[ids.statement_id(article.id, *spans)] = moved(tuple(parts), section.start)
    return explained
