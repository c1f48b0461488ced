"""Statements as W3C Web Annotations (JSON-LD, "Web Annotation Data Model", 2017), one a line. Imports record.

Each span of a statement is a target with two selectors. TextPositionSelector counts Unicode code points of the article's text,
as the recommendation has it (and as the record does); clients that count UTF-16 units, as JavaScript strings do, are off by one
after every character above U+FFFF. TextQuoteSelector holds the words themselves with some before and after, which need no
counting and are what finds the place in the live page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.formats.identifiers import iri
from onrecord.formats.json_lines import line_of
from onrecord.record import Article, Record, Span, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # code points


def lines(records: Iterable[Record]) -> Iterator[str]:
    """One annotation a line; each is a JSON-LD document of its own."""
    for record in records:
        for annotation in annotations_of(record):
            yield line_of(annotation)


def annotations_of(record: Record) -> Iterator[dict[str, Any]]:
    """An annotation a statement: its speaker, kind and polarity as bodies, its spans as targets of the classes source, cue and
    content."""
    for statement in record.statements:
        parts = (("source", statement.source), ("cue", statement.cue), ("content", statement.content))
        yield {
            "@context": CONTEXT,
            "id": f"urn:onrecord:{statement.id}",
            "type": "Annotation",
            "motivation": "identifying",
            "body": list(_bodies(statement)),
            "target": [_target(record.article, span, part) for part, spans in parts for span in spans],
        }


def _bodies(statement: Statement) -> Iterator[dict[str, str]]:
    if statement.speaker and statement.speaker.name:
        yield _body("identifying", statement.speaker.name)
    yield _body("classifying", statement.kind.value)
    yield _body("classifying", statement.polarity.value)


def _body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _target(article: Article, span: Span, part: str) -> dict[str, Any]:
    text = article.text
    return {
        "type": "SpecificResource",
        "source": iri(article),
        "styleClass": part,
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(0, span.start - _AROUND) : span.start],
                "suffix": text[span.end : span.end + _AROUND],
            },
        ],
    }
