"""What people said about statements, as training data for the reader. Imports record.

`python -m training --more FILE` takes the lines: the article's text with every statement as people left it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.formats.json_lines import line_of
from onrecord.record import Spans, cover
from onrecord.record.reviewed import ReviewedRecord


def lines(reviewed: Iterable[ReviewedRecord]) -> Iterator[str]:
    """A line for each article whose statements have all been reviewed: what was not looked at would be taught as right."""
    for one in reviewed:
        if one.complete:
            yield line_of(as_training(one))


def as_training(reviewed: ReviewedRecord) -> dict[str, Any]:
    """The readings that stand, what people added among them, under the names of the people whose reviews they rest on."""
    standing = [statement.standing for statement in reviewed.all if statement.standing]
    readings = [statement.reading for statement in reviewed.all if statement.reading]
    readings.sort(key=lambda reading: cover((*reading.source, *reading.cue, *reading.content)).start)
    article = reviewed.record.article
    return {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "annotations": {
            ", ".join(sorted({review.by for review in standing})): [
                {"source": _pairs(reading.source), "cue": _pairs(reading.cue), "content": _pairs(reading.content)}
                for reading in readings
            ]
        },
    }


def _pairs(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
