"""`import`, as a user runs it: what comes back, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def on_one_line(words: str) -> str:
    """Pieces with nothing but line ends between them are one piece to brat."""
    return " ".join(words.replace("…", "").split())


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


@pytest.mark.parametrize("name", ["jsonl", "citron", "reviews"])
def test_what_is_in_another_format_is_refused(onrecord: Run, examples_db: Path, tmp_path: Path, name: str) -> None:
    onrecord("--db", examples_db, "export", "-f", "csl-json", "-o", "other.json")
    onrecord("--db", examples_db, "export", "-f", "csv", "-o", "other.csv")
    (tmp_path / "other.xml").write_text("<rss/>", encoding="utf-8")
    for path in ("other.json", "other.csv", "other.xml"):
        done = onrecord("--db", "copy.db", "import", "-f", name, path)
        assert done.returncode == 1
        assert "0 of them new" in done.stderr


@pytest.mark.parametrize(
    ("format_", "path", "words"),
    [
        ("csv", "empty", "cannot be read back"),
        ("brat", "file.ann", "is no folder"),
        ("jsonl", "empty", "is no file"),
        ("brat", "-", "There is no folder"),
    ],
)
def test_what_no_format_could_be_is_refused_before_anything_is_made(
    onrecord: Run, tmp_path: Path, format_: str, path: str, words: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.ann").touch()
    done = onrecord("import", "-f", format_, path)
    assert done.returncode == 2
    assert words in done.stderr
    assert not (tmp_path / "onrecord.db").exists()


def test_a_folder_without_annotations_is_said(onrecord: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = onrecord("import", "-f", "brat", "empty")
    assert done.returncode == 1
    assert "no annotation" in done.stderr
