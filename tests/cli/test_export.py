"""`export` in every format and by query, and `import`, as a user runs them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest

from onrecord.cli.export import Format
from onrecord.record.codec import loads
from tests.cli.conftest import Run

FILES = {Format.PARQUET, Format.XLSX, Format.BRAT}
ELSEWHERE = {Format.REVIEWS, Format.TRAINING, Format.PLOVER, Format.POLECAT}  # in test_reviews and test_events


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def on_one_line(words: str) -> str:
    """Pieces with nothing but line ends between them are one piece to brat."""
    return " ".join(words.replace("…", "").split())


@pytest.mark.parametrize("format_", sorted(set(Format) - FILES - ELSEWHERE))
def test_every_text_format_is_printed(onrecord: Run, examples_db: Path, format_: str) -> None:
    done = onrecord("--db", examples_db, "export", "--format", format_)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert done.stderr == ""


def test_tables_and_folders_are_written(onrecord: Run, examples_db: Path, tmp_path: Path) -> None:
    for name, path in (("parquet", "all.parquet"), ("xlsx", "all.xlsx"), ("brat", "brat")):
        done = onrecord("--db", examples_db, "export", "-f", name, "-o", path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    expected = [row["statement"] for row in rows(onrecord("--db", examples_db, "export", "-f", "csv").stdout)]
    assert pyarrow.parquet.read_table(tmp_path / "all.parquet").column("statement").to_pylist() == expected
    sheet = openpyxl.load_workbook(tmp_path / "all.xlsx").worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == expected
    assert len(list((tmp_path / "brat").glob("*.ann"))) == 9
    assert {path.name for path in tmp_path.iterdir()} == {"all.parquet", "all.xlsx", "brat"}
    again = onrecord("--db", examples_db, "export", "-f", "brat", "-o", "brat")
    assert again.returncode == 2
    assert "is there already" in again.stderr


def test_words_and_options_choose_statements(onrecord: Run, examples_db: Path) -> None:
    chosen = rows(onrecord("--db", examples_db, "export", "granite", "-f", "csv").stdout)
    assert chosen
    assert all("granite" in " ".join(row.values()).lower() for row in chosen)
    by_speaker = rows(onrecord("--db", examples_db, "export", "--speaker", "brandvold", "-f", "csv").stdout)
    assert by_speaker
    assert all("Brandvold" in row["speaker"] for row in by_speaker)
    records = [loads(line) for line in onrecord("--db", examples_db, "export", "--speaker", "brandvold").stdout.splitlines()]
    assert len(records) == 2
    assert sum(len(record.statements) for record in records) > len(by_speaker), "records are whole"


@pytest.mark.parametrize(("arguments", "words"), [(("-f", "xlsx"), "--output"), (("-f", "csv", "-o", "x.csv"), "> x.csv")])
def test_where_it_goes_depends_on_the_format(onrecord: Run, examples_db: Path, arguments: tuple[str, ...], words: str) -> None:
    done = onrecord("--db", examples_db, "export", *arguments)
    assert done.returncode == 2
    assert words in done.stderr


def test_records_come_back_exactly(onrecord: Run, examples_db: Path, tmp_path: Path) -> None:
    exported = onrecord("--db", examples_db, "export").stdout
    done = onrecord("--db", "copy.db", "import", "-", stdin=exported)
    assert done.returncode == 0, done.stderr
    assert "9 articles were imported, 9 of them new or changed" in done.stderr
    assert onrecord("--db", "copy.db", "export").stdout == exported
    again = onrecord("--db", "copy.db", "import", "-", stdin=exported)
    assert "9 articles were imported, 0 of them new or changed" in again.stderr


def test_annotations_come_back_as_statements(onrecord: Run, examples_db: Path, tmp_path: Path) -> None:
    expected = {row["statement"]: row["content"] for row in rows(onrecord("--db", examples_db, "export", "-f", "csv").stdout)}
    (tmp_path / "quotes.jsonl").write_text(onrecord("--db", examples_db, "export", "-f", "citron").stdout, encoding="utf-8")
    onrecord("--db", examples_db, "export", "-f", "brat", "-o", "brat")
    for format_, path in (("citron", "quotes.jsonl"), ("brat", "brat")):
        done = onrecord("--db", f"{format_}.db", "import", "-f", format_, path)
        assert done.returncode == 0, done.stderr
        back = rows(onrecord("--db", f"{format_}.db", "export", "-f", "csv").stdout)
        assert sorted(on_one_line(row["content"]) for row in back) == sorted(map(on_one_line, expected.values()))


def test_what_cannot_be_read_costs_only_itself(onrecord: Run, examples_db: Path) -> None:
    first, *_ = onrecord("--db", examples_db, "export").stdout.splitlines()
    done = onrecord("--db", "copy.db", "import", "-", stdin=f"{{\n{first}\n\n{json.dumps({'onrecord': 99})}\n")
    assert done.returncode == 1
    assert "standard input, line 1: not JSON" in done.stderr
    assert "standard input, line 4: onrecord: this record is in version 99" in done.stderr
    assert "1 articles were imported, 1 of them new or changed; 2 could not be." in done.stderr


def test_a_file_that_is_not_there_is_said(onrecord: Run, tmp_path: Path) -> None:
    done = onrecord("import", "nothing.jsonl")
    assert done.returncode == 2
    assert "nothing.jsonl" in done.stderr
    assert list(tmp_path.iterdir()) == []
