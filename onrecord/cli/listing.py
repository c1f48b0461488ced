"""Lists: rows of named cells as a table, as CSV, or as JSON Lines, with the columns that were chosen. May import formats."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from onrecord.cli.terminal import output, print_json, safe, safe_line
from onrecord.errors import InputError

Row = Mapping[str, Any]  # strings, numbers, None for what is not known, and sequences of strings

_LEAST = 14  # columns of the terminal that a column of a table needs to be readable, taken over all of them


class Layout(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"


LayoutOption = Annotated[
    Layout | None, typer.Option("--format", "-f", help="Print a table, CSV or JSON Lines, a row each.", show_default=False)
]
ColumnsOption = Annotated[
    str | None, typer.Option("--columns", metavar="NAME,...", help="Which columns, in which order.", show_default=False)
]


@dataclass(frozen=True, slots=True)
class Listing:
    """How rows are printed: in which layout, and which of their columns."""

    layout: Layout
    columns: tuple[str, ...]

    def print(self, rows: Iterable[Row]) -> None:
        match self.layout:
            case Layout.JSONL:
                for row in rows:
                    print_json({name: row[name] for name in self.columns})
            case Layout.CSV:
                self._print_csv(rows)
            case Layout.TABLE:
                print_table(self.columns, ([_cell(row[name], "; ") for name in self.columns] for row in rows))

    def _print_csv(self, rows: Iterable[Row]) -> None:
        from onrecord.formats.table import harmless

        lines = csv.writer(sys.stdout, lineterminator="\n")
        lines.writerow(self.columns)
        for row in rows:
            cells = (row[name] for name in self.columns)
            lines.writerow([cell if isinstance(cell, int | float) else harmless(safe(_cell(cell, "; "))) for cell in cells])


def listing(
    layout: Layout | None, columns: str | None, known: Sequence[str], usual: Sequence[str], *, as_json: bool
) -> Listing | None:
    """As `always_listing`, but None where the options of a command ask for no list."""
    if layout is None and columns is None:
        return None
    return always_listing(layout, columns, known, usual, as_json=as_json)


def always_listing(
    layout: Layout | None, columns: str | None, known: Sequence[str], usual: Sequence[str], *, as_json: bool
) -> Listing:
    """The list that the options of a command ask for. `known` are the columns there are, `usual` those of a table where none are
    chosen; CSV and JSON Lines then have all. Raises InputError where a column is none of these."""
    if as_json and layout not in (None, Layout.JSONL):
        raise InputError(f"--json and --format {layout} are two formats: choose one.")
    chosen = layout or (Layout.JSONL if as_json else Layout.TABLE)
    names = tuple(name.strip() for name in columns.split(",")) if columns else tuple(usual if chosen is Layout.TABLE else known)
    for name in names:
        if name not in known:
            raise InputError(f'--columns: there is no column "{name}"; there are {", ".join(known)}.')
    return Listing(chosen, names)


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Iterable[str] = ()) -> None:
    """A table; on a terminal that is too narrow for its columns, each row as lines of their own. Cells are made safe."""
    screen, right = output(), set(numbers)
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, justify="right" if heading in right else "left", overflow="fold")
    cells = [[safe_line(cell) for cell in row] for row in rows]
    for row in cells:
        table.add_row(*row)
    natural = Measurement.get(screen, screen.options.update(width=1_000_000, max_width=1_000_000), table).maximum
    if natural <= screen.width or screen.width >= _LEAST * len(headings):
        screen.print(table)
        return
    widest = max(map(len, headings))
    for row in cells:
        for heading, cell in zip(headings, row, strict=True):
            if cell:
                screen.print(Text.assemble((f"{heading:<{widest}}  ", "dim"), cell))
        screen.print()


def _cell(value: Any, between: str) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return between.join(map(str, value))
    return f"{value:.4g}" if isinstance(value, float) else str(value)
