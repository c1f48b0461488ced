"""Quotations in the shape of GDELT's Global Quotation Graph (JSON Lines). Imports record.

One article a line: {"date", "url", "title", "lang", "quotes": [{"pre", "quote", "post"}]}, after GDELT's announcement of the
format. It holds direct statements only, and no speaker: who spoke is left to the words before and after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.formats.identifiers import iri
from onrecord.formats.json_lines import line_of
from onrecord.record import Kind, Record, cover

_AROUND = 100  # code points of context on either side


def lines(records: Iterable[Record]) -> Iterator[str]:
    """The articles that quote somebody directly."""
    for record in records:
        if (quoted := quotations(record))["quotes"]:
            yield line_of(quoted)


def quotations(record: Record) -> dict[str, Any]:
    """What an article quotes as said; pieces of one that the text interrupts are one quotation, with what stands between."""
    article, text = record.article, record.article.text
    spans = [
        cover(statement.content) for statement in record.statements if statement.kind is Kind.DIRECT and not statement.caution
    ]
    return {
        "date": article.published or "",
        "url": iri(article),
        "title": article.title or "",
        "lang": article.language or "",
        "quotes": [
            {
                "pre": text[max(0, span.start - _AROUND) : span.start],
                "quote": span.of(text),
                "post": text[span.end : span.end + _AROUND],
            }
            for span in spans
        ],
    }
