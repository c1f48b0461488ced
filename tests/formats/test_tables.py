"""CSV, Parquet and XLSX, read back by csv, pyarrow and openpyxl."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
from hypothesis import given
from openpyxl.utils.escape import unescape

from onrecord.formats import parquet, table, xlsx
from onrecord.formats.table import COLUMNS, harmless
from onrecord.record import Record, words_of
from tests.formats import hostile
from tests.record import examples
from tests.record.generated import records

BY_HAND = (examples.record(), hostile.record())


def read_csv(records: list[Record]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(table.lines(records)), newline="")))


def read_parquet(records: list[Record], path: Path) -> list[dict[str, Any]]:
    parquet.write(records, path)
    rows: list[dict[str, Any]] = pyarrow.parquet.read_table(path).to_pylist()
    return rows


def read_xlsx(records: list[Record], path: Path, **limits: int) -> list[dict[str, Any]]:
    xlsx.write(records, path, **limits)
    rows = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        heading, *cells = sheet.iter_rows()
        assert tuple(cell.value for cell in heading) == COLUMNS
        for line in cells:
            assert all(cell.data_type in "sn" for cell in line), "a cell is text or a number, never a formula"
            values = [unescape(cell.value) if isinstance(cell.value, str) else cell.value for cell in line]
            rows.append(dict(zip(COLUMNS, values, strict=True)))
    return rows


def told(record: Record) -> list[tuple[str, str]]:
    return [(statement.id, words_of(statement.content, record.article.text)) for statement in record.statements]


@pytest.mark.parametrize("record", BY_HAND)
def test_a_table_has_a_row_for_each_statement(record: Record, tmp_path: Path) -> None:
    expected = told(record)
    in_csv = [(row["statement"], row["content"]) for row in read_csv([record])]
    assert in_csv == [(id_, harmless(words)) for id_, words in expected]
    in_parquet = [(row["statement"], row["content"]) for row in read_parquet([record], tmp_path / "a.parquet")]
    assert in_parquet == expected
    in_xlsx = [(row["statement"], row["content"]) for row in read_xlsx([record], tmp_path / "a.xlsx")]
    assert in_xlsx == [(id_, xlsx.fitting(words)) for id_, words in expected]


@hostile.unhurried
@given(records())
def test_csv_keeps_every_character(record: Record) -> None:
    rows = read_csv([record])
    assert [(row["statement"], row["content"]) for row in rows] == [(id_, harmless(words)) for id_, words in told(record)]
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row.values())


@hostile.unhurried
@given(records())
def test_parquet_and_xlsx_keep_every_character(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    folder = tmp_path_factory.mktemp("tables")
    expected = [list(row) for row in table.rows(record)]
    assert [list(row.values()) for row in read_parquet([record], folder / "a.parquet")] == expected
    shown = [[xlsx.fitting(cell) if isinstance(cell, str) else cell for cell in row] for row in expected]
    for found, row in zip(read_xlsx([record], folder / "a.xlsx"), shown, strict=True):
        assert [cell or "" if name != "confidence" else cell for name, cell in found.items()] == [
            cell or "" if name != "confidence" else pytest.approx(cell) for name, cell in zip(COLUMNS, row, strict=True)
        ]


def test_unknown_is_null_in_parquet(tmp_path: Path) -> None:
    unnamed = read_parquet([examples.record()], tmp_path / "a.parquet")[2]
    assert unnamed["speaker"] is None
    assert unnamed["speaker_type"] == "unnamed"


def test_spans_and_words_agree() -> None:
    record = examples.record()
    for row in read_csv([record]):
        start, end = map(int, row["content_spans"].split(":"))
        assert harmless(record.article.text[start:end]) == row["content"]


def test_a_full_sheet_goes_on_in_the_next(tmp_path: Path) -> None:
    record = hostile.record()
    rows = read_xlsx([record, record], tmp_path / "a.xlsx", most_rows=10)
    assert [row["statement"] for row in rows] == [statement.id for statement in record.statements] * 2
    assert len(openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets) == 4


def test_a_cell_that_is_too_long_says_so() -> None:
    fitted = xlsx.fitting("😀" * 30_000)
    assert fitted.endswith("😀…")
    assert len(fitted.encode("utf-16-le")) // 2 <= xlsx.LONGEST_CELL


@pytest.mark.parametrize(("module", "name"), [("pyarrow", "parquet"), ("xlsxwriter", "xlsx")])
def test_a_missing_extra_is_named(module: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from onrecord.errors import InputError

    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=rf"onrecord\[{name}\]"):
        {"parquet": parquet, "xlsx": xlsx}[name].write([], tmp_path / "a")


@pytest.mark.parametrize(
    "before", ["", " ", "\xa0", "\x85", "\u2028", "\u200b", "\ufeff", "\x0b", "\u202e", "\u3000 \u2060", "\t", "\n"]
)
@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "﹢1", "－1", "＠x"])
def test_a_cell_that_a_spreadsheet_would_run_is_given_an_apostrophe_whatever_stands_before(before: str, formula: str) -> None:
    assert harmless(before + formula) == "'" + before + formula


@pytest.mark.parametrize("cell", ["", " ", "A = B", "“=1”", "5-1", "\u200b"])
def test_other_cells_are_left_alone(cell: str) -> None:
    assert harmless(cell) == cell
