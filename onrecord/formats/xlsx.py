"""Statements as an XLSX workbook. Imports record, errors and xlsxwriter (an extra)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.formats.table import COLUMNS, rows
from onrecord.record import Record

MOST_ROWS = 1_048_576  # of a sheet, and
LONGEST_CELL = 32_767  # UTF-16 units of a cell: "Excel specifications and limits"
_NOT_IN_XML = re.compile("[\ufffe\uffff]")


def write(records: Iterable[Record], path: Path, *, most_rows: int = MOST_ROWS) -> None:
    """A row a statement, columns as in CSV, on as many sheets as it takes.

    Cells are text, never formulas. One that is too long for the format ends in "…". Raises InputError without xlsxwriter.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise InputError('XLSX needs xlsxwriter, which is not installed: pip install "onrecord[xlsx]".') from None
    with Workbook(str(path), {"constant_memory": True}) as book:
        sheet, at = _new_sheet(book), 1
        for row in chain.from_iterable(map(rows, records)):
            if at == most_rows:
                sheet, at = _new_sheet(book), 1
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(at, column, fitting(cell))
                elif cell is not None:
                    sheet.write_number(at, column, cell)
            at += 1


def fitting(cell: str) -> str:
    """The cell without the two characters that XML cannot hold and a workbook cannot escape, cut to what a cell may hold."""
    cell = _NOT_IN_XML.sub("\ufffd", cell)
    units = cell.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_CELL:
        return cell
    return units[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"


def _new_sheet(book: Any) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, name)
    return sheet
