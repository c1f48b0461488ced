"""An archive holds everything, and gives it back as it was."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.formats import archive
from onrecord.formats.archive import Piece
from onrecord.record.identity import Decision, Ruling
from onrecord.record.kept import KeptRecord
from tests.store.articles import page_bytes, said

FIRST = said(("Ana Lopes", "the ferry would sail"), location="a.txt")
SECOND = said(("Rui Prata", "no"), location="b.txt")
PIECES: tuple[Piece, ...] = (
    KeptRecord(FIRST, page_bytes(FIRST), (("copy.txt", "0" * 64, None),)),
    KeptRecord(SECOND, page_bytes(SECOND)),
    Decision("d-1", Ruling.DIFFERENT, "Mira", "2024-03-06T08:00:00+00:00", note="“not he”\n"),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    archive.write(PIECES, tmp_path / "a.zip")
    return tmp_path / "a.zip"


def read(data: bytes) -> list[Any]:
    return [entry for _, entry in archive.read(io.BytesIO(data), "a.zip")]


def test_it_comes_back_as_it_was(file: Path) -> None:
    assert read(file.read_bytes()) == list(PIECES)


def rewritten(file: Path, change: dict[str, bytes | None]) -> bytes:
    """The archive with some of its members changed, or taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = change.get(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        {"onrecord.json": None},
        {"onrecord.json": b'{"onrecord_archive": 99}'},
        {"onrecord.json": b"[]"},
        {"records.jsonl": None},
        {"copies.jsonl": b"broken"},
        {"reviews.jsonl": None},
    ],
)
def test_what_is_no_archive_is_refused(file: Path, change: dict[str, bytes | None]) -> None:
    with pytest.raises(InputError, match="archive"):
        read(rewritten(file, change))


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04" + bytes(50)])
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="no archive of onrecord, or is damaged"):
        read(data)


def test_a_page_that_was_altered_costs_its_article(file: Path) -> None:
    assert FIRST.article.page
    found = read(rewritten(file, {f"pages/{FIRST.article.page.sha256}": b"another page"}))
    assert isinstance(found[0], InputError)
    assert found[1:] == list(PIECES[1:])


def test_a_line_that_is_broken_costs_itself(file: Path) -> None:
    lines = zipfile.ZipFile(file).read("records.jsonl").splitlines(keepends=True)
    found = read(rewritten(file, {"records.jsonl": b"{broken\n" + lines[1], "decisions.jsonl": json.dumps({"id": 3}).encode()}))
    assert [isinstance(one, Exception) for one in found] == [True, False, True]
