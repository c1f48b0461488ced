"""`onrecord export`: everything that is stored, for programs and spreadsheets."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

import typer

from onrecord.cli.hits import location
from onrecord.cli.options import Database
from onrecord.cli.terminal import print_line
from onrecord.record import Record, Spans, words_of

COLUMNS = (
    *("statement", "article", "title", "publisher", "published", "location"),
    *("speaker", "speaker_type", "role", "country", "unknown"),
    *("kind", "polarity", "said_start", "said_end"),
    *("source", "cue", "content", "source_spans", "cue_spans", "content_spans", "confidence"),
)


class Format(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"


def export(
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="jsonl: whole records; csv: one statement a row.")
    ] = Format.JSONL,
    db: Database = "",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format jsonl.")] = False,
) -> None:
    """Print what is stored, as JSON Lines or CSV.

    JSON Lines hold whole records; CSV has one statement a row. In CSV, a cell that a spreadsheet would run as a formula (it
    begins with =, +, -, @, a tab or a line end) is given a leading apostrophe; JSON Lines are exact.
    """
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        if format_ is Format.CSV and not as_json:
            _print_csv(store.view.records())
        else:
            from onrecord.record.codec import dumps

            for record in store.view.records():
                print_line(dumps(record))


def _print_csv(records: Iterable[Record]) -> None:
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(COLUMNS)
    for record in records:
        for row in _rows(record):
            table.writerow([harmless(cell) for cell in row])


def _rows(record: Record) -> Iterable[tuple[str, ...]]:
    article = record.article
    about = (article.id, article.title or "", article.publisher or "", article.published or "", location(article) or "")
    for statement in record.statements:
        speaker, said = statement.speaker, statement.said
        parts = (statement.source, statement.cue, statement.content)
        yield (
            statement.id,
            *about,
            (speaker and speaker.name) or "",
            speaker.type if speaker else "",
            (speaker and speaker.role) or "",
            (speaker and speaker.country) or "",
            statement.unknown or "",
            statement.kind,
            statement.polarity,
            said.start if said else "",
            said.end if said else "",
            *(words_of(spans, article.text) for spans in parts),
            *(_written(spans) for spans in parts),
            f"{statement.confidence:.4f}",
        )


def _written(spans: Spans) -> str:
    return " ".join(f"{span.start}:{span.end}" for span in spans)


def harmless(cell: str) -> str:
    """The cell as a spreadsheet will show it and not run it (OWASP, "CSV Injection")."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else cell
