"""`export` in every format and by query, as a user runs it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest

from onrecord.formats.registry import FORMATS, Holds, Shape
from onrecord.record.codec import loads
from tests.cli.conftest import Run

# Those of reviews and events are in test_reviews and test_events.
PRINTED = [one.name for one in FORMATS if one.shape is Shape.TEXT and one.holds not in (Holds.REVIEWS, Holds.EVENTS)]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("format_", PRINTED)
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


def test_any_format_goes_into_a_file(onrecord: Run, examples_db: Path, tmp_path: Path) -> None:
    for name in ("csv", "jsonl", "tei", "polecat"):
        printed = onrecord("--db", examples_db, "export", "-f", name).stdout
        done = onrecord("--db", examples_db, "export", "-f", name, "-o", f"all.{name}")
        assert (done.returncode, done.stdout) == (0, "")
        assert (tmp_path / f"all.{name}").read_bytes().decode() == printed


def test_a_file_is_replaced_only_by_a_whole_one(onrecord: Run, examples_db: Path, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("old", encoding="utf-8")
    done = onrecord("--db", examples_db, "export", "speaker:", "-f", "csv", "-o", "old.csv")
    assert done.returncode == 2
    assert (tmp_path / "old.csv").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["old.csv"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-f", "xlsx"), "--output"),
        (("-f", "cvs"), "jsonl, archive, csv"),
        (("-f", "csv", "-o", "."), "is a folder"),
        (("-f", "csv", "-o", "missing/all.csv"), "cannot be written"),
        (("reviews", "-f", "csv"), "--query reviews"),
    ],
)
def test_what_cannot_be_written_is_said(onrecord: Run, examples_db: Path, arguments: tuple[str, ...], words: str) -> None:
    done = onrecord("--db", examples_db, "export", *arguments)
    assert done.returncode == 2
    assert words in done.stderr


def test_an_archive_moves_everything_and_is_proved_where_it_comes(onrecord: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, thing in (("a", "bridge"), ("b", "bridge"), ("c", "tunnel")):
        (tmp_path / f"in/{name}.txt").write_text(
            f"The {thing} opens\n\n“It is open,” mayor Ada Lund said on Friday.\n", encoding="utf-8"
        )
    assert onrecord("add", "in").returncode == 0
    text = "The tunnel shuts\n\n“It is shut,” mayor Ben Orr said on Monday.\n"
    (tmp_path / "in/c.txt").write_text(text, encoding="utf-8")
    assert onrecord("add", "in").returncode == 0
    assert onrecord("export", "--format", "archive", "-o", "all.zip").returncode == 0
    done = onrecord("--db", "copy.db", "import", "--format", "archive", "all.zip")
    assert done.returncode == 0, done.stderr
    for database in ("onrecord.db", "copy.db"):
        done = onrecord("--db", database, "verify")
        assert done.returncode == 0, done.stdout
    exported = [onrecord("--db", database, "export").stdout for database in ("onrecord.db", "copy.db")]
    assert exported[0] == exported[1]
    assert onrecord("--db", "copy.db", "import", "--format", "archive", "all.zip").returncode == 0
    assert onrecord("--db", "copy.db", "export").stdout == exported[0], "the same again changes nothing"
