"""What annotation formats carry: a text, and who-said-what as spans of it. Imports record and errors.

Citron's JSON and brat's standoff are read into these values. A record is more: `as_record` takes what these do not say, the
kind and polarity of a statement, from functions that read them off the text; speakers stay unknown, since a span of words is no
name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from onrecord.errors import InputError
from onrecord.record import Article, Issue, Kind, Polarity, Record, Span, Spans, Stage, Statement, cover, ids
from onrecord.record.check import text_order

VERSION = "1"
NOT_SAID = "the annotation names no speaker"


@dataclass(frozen=True, slots=True)
class Attribution:
    """`id` is what the file calls it; each list of spans is in text order; `confidence` is None where the file gives none."""

    id: str
    source: Spans
    cue: Spans
    content: Spans
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    text: str
    attributions: tuple[Attribution, ...]


def spans_in(text: str, pairs: Iterable[tuple[int, int]], where: str) -> Spans:
    """The pairs as spans in text order. Raises InputError where one is not in the text or two overlap; `where` begins the
    message."""
    ordered = sorted(set(pairs))
    for start, end in ordered:
        if not 0 <= start < end <= len(text):
            raise InputError(f"{where}: [{start}, {end}] is not in a text of {len(text)} characters.")
    spans = tuple(Span(start, end) for start, end in ordered)
    for before, after in pairwise(spans):
        if before.overlaps(after):
            raise InputError(f"{where}: [{before.start}, {before.end}] and [{after.start}, {after.end}] overlap.")
    return spans


def as_record(
    article: Article,
    attributions: Iterable[Attribution],
    *,
    kind_of: Callable[[str, Spans], Kind],
    polarity_of: Callable[[str, Spans, Spans], Polarity],
) -> Record:
    """The attributions as statements of `article`, whose text must be the annotated one. One without content is an issue."""
    found: dict[str, Statement] = {}
    issues = []
    for attribution in attributions:
        source, cue, content = attribution.source, attribution.cue, attribution.content
        if not content:
            place = cover((*source, *cue)) if source or cue else None
            issues.append(Issue("import", "no-content", "An annotation says that something was said, but not what.", place))
            continue
        identifier = ids.statement_id(article.id, source, cue, content)
        found[identifier] = Statement(
            id=identifier,
            source=source,
            cue=cue,
            content=content,
            kind=kind_of(article.text, content),
            polarity=polarity_of(article.text, cue, content),
            confidence=1.0 if attribution.confidence is None else attribution.confidence,
            unknown=NOT_SAID,
        )
    statements = tuple(sorted(found.values(), key=text_order))
    return Record(article, statements, issues=tuple(issues), provenance={"import": Stage(VERSION)})
