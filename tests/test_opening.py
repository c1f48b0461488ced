"""Files are taken apart in a process of its own: whatever they do to it costs what is left of them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord import opening
from onrecord.acquire import Columns, Failed, Found, FoundPage, Link, list_files, pages_in
from onrecord.acquire.found import found_page
from onrecord.errors import PageError
from onrecord.opening import Opener
from onrecord.workers import Limits, Producer

ROW = b'{"text": "The harbour is open, mayor Ada Lund said."}\n'


def hostile(task: object) -> Iterator[Found]:
    """Stands in for a reader that a file gets the better of, after a page."""
    yield found_page(b"Good.", "text/plain", "one")
    match task:
        case opening._File(file=file) if "hang" in file.location:
            time.sleep(600)
        case opening._File(file=file) if "crash" in file.location:
            os._exit(9)
        case opening._File(file=file) if "raise" in file.location:
            raise ValueError("no good")
        case opening._File(file=file) if "eat" in file.location:
            bytearray(2 << 30)
    yield found_page(b"Good, too.", "text/plain", "two")


@pytest.fixture
def opener(monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    with Opener() as opener:
        yield opener


def test_tables_and_plain_files_come_in_their_order(tmp_path: Path, opener: Opener) -> None:
    (tmp_path / "a.txt").write_bytes(b"One.")
    (tmp_path / "b.jsonl").write_bytes(ROW + b"broken\n" + ROW)
    (tmp_path / "c.txt").write_bytes(b"Three.")
    found = list(pages_in(list_files([tmp_path]).files, None, None, opener.entries))
    assert [type(one) for one in found] == [FoundPage, FoundPage, Failed, FoundPage, FoundPage]
    assert found == list(pages_in(list_files([tmp_path]).files))


def test_a_file_that_gets_the_better_of_its_reader_costs_the_rest_of_itself(tmp_path: Path, opener: Opener) -> None:
    opener._producer = Producer(hostile, Limits(5, 900_000_000))
    for name in ("crash", "eat", "fine", "hang", "raise", "whole"):
        (tmp_path / f"{name}.jsonl").write_bytes(ROW)
    found = list(pages_in(list_files([tmp_path]).files, None, None, opener.entries))
    told = {Path(one.location).stem: one.code for one in found if isinstance(one, Failed)}
    assert told == {"crash": "crash", "eat": "memory", "hang": "hang", "raise": "error"}
    assert sum(isinstance(one, FoundPage) for one in found) == 8


def test_leaving_early_and_going_on_with_another_file(tmp_path: Path, opener: Opener) -> None:
    (tmp_path / "a.jsonl").write_bytes(ROW * 5000)
    (file,) = list_files([tmp_path]).files
    for _ in range(2):
        entries = opener.entries(file, Columns())
        assert isinstance(next(entries), FoundPage)
        entries.close()  # type: ignore[attr-defined]


def test_a_list_is_read_or_says_what_is_wrong_with_it(opener: Opener) -> None:
    now = datetime(2024, 3, 6, tzinfo=UTC)
    rss = b"<rss><channel><title>The Quill</title><item><link>/a</link></item></channel></rss>"
    listed = opener.listed(rss, "https://quill.example/feed.xml", now)
    assert listed.title == "The Quill"
    assert [entry.url for entry in listed.entries if isinstance(entry, Link)] == ["https://quill.example/a"]
    with pytest.raises(PageError, match="neither a feed") as caught:
        opener.listed(b"<p>Hello", "https://quill.example/feed.xml", now)
    assert caught.value.code == "unreadable"
