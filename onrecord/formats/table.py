"""Statements as rows, for CSV, Parquet and XLSX. Imports record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from unicodedata import category, normalize

from onrecord.formats.text_fragment import link_to
from onrecord.record import Record, Spans, words_of

TEXT_COLUMNS = (
    *("statement", "article", "title", "publisher", "published", "location"),
    *("speaker", "speaker_type", "role", "country", "unknown"),
    *("kind", "type", "factuality", "polarity", "said_start", "said_end"),
    *("source", "cue", "content", "source_spans", "cue_spans", "content_spans", "link"),
)
COLUMNS = (*TEXT_COLUMNS, "confidence")

Row = tuple[str | float | None, ...]

_BEGIN_FORMULAS = frozenset("=+-@")
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Cn"})  # controls, marks of direction and joining, blanks
_PART_CELLS = ("\t", "\r", "\n")


def rows(record: Record) -> Iterator[Row]:
    """A row a statement, in COLUMNS; spans are "start:end" in code points, joined by blanks."""
    article = record.article
    location = article.url or (article.page.location if article.page else None)
    about = (article.id, article.title, article.publisher, article.published, location)
    for statement in record.statements:
        speaker, said = statement.speaker, statement.said
        parts = (statement.source, statement.cue, statement.content)
        yield (
            statement.id,
            *about,
            *((speaker.name, speaker.type.value, speaker.role, speaker.country) if speaker else (None,) * 4),
            statement.unknown,
            statement.kind.value,
            statement.type.value,
            statement.factuality.value,
            statement.polarity.value,
            *((said.start, said.end) if said else (None,) * 2),
            *(words_of(spans, article.text) for spans in parts),
            *(_written(spans) for spans in parts),
            link_to(article, statement.content),
            statement.confidence,
        )


def lines(records: Iterable[Record]) -> Iterator[str]:
    """CSV with a heading; every cell is quoted, and unknown is empty. A cell that a spreadsheet would run is given an
    apostrophe."""
    yield _line(COLUMNS)
    for record in records:
        for row in rows(record):
            yield _line([harmless(cell) if isinstance(cell, str) else f"{cell:.4f}" if cell is not None else "" for cell in row])


def harmless(cell: str) -> str:
    """The cell as a spreadsheet will show it and not run it (OWASP, "CSV Injection"): with an apostrophe before it where the
    first character that is seen begins a formula, in any width, or where one stands first that may part cells."""
    seen = next((char for char in cell if not char.isspace() and category(char) not in _UNSEEN), "")
    return f"'{cell}" if normalize("NFKC", seen) in _BEGIN_FORMULAS or cell.startswith(_PART_CELLS) else cell


def _written(spans: Spans) -> str:
    return " ".join(f"{span.start}:{span.end}" for span in spans)


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
    return line.getvalue()
