"""Files taken apart: what is bounded in each, whatever its format. Other tests go through the formats."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.acquire import Failed, Found, FoundPage, Link, list_files, pages_in
from onrecord.acquire.sources import MOST_FAILURES, entries_in

ROW = json.dumps({"text": "The harbour is open, mayor Ada Lund said."})


def test_a_file_of_nothing_but_failures_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("broken\n" * 5000, encoding="utf-8")
    found = list(entries_in(list_files([tmp_path]).files[0]))
    assert len(found) == MOST_FAILURES + 1
    assert isinstance(found[-1], Failed)
    assert (found[-1].location, found[-1].code) == (str(tmp_path / "a.jsonl"), "too-broken")


def test_a_file_in_which_half_can_be_read_is_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"broken\n{ROW}\n" * 1000, encoding="utf-8")
    found = list(entries_in(list_files([tmp_path]).files[0]))
    assert sum(isinstance(one, FoundPage) for one in found) == sum(isinstance(one, Failed) for one in found) == 1000


def test_links_of_a_file_are_followed_once_all_are_known(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        "<urlset><url><loc>https://quill.example/a</loc></url><url><loc>ftp://x</loc></url></urlset>", encoding="utf-8"
    )
    asked: list[Link] = []

    def follow(links: Iterable[Link]) -> Iterator[Found]:
        asked.extend(links)
        return iter(())

    found = list(pages_in(list_files([path]).files, None, follow))
    assert [link.url for link in asked] == ["https://quill.example/a"]
    assert [one.code for one in found if isinstance(one, Failed)] == ["url"]
    (alone,) = [one for one in pages_in(list_files([path]).files) if isinstance(one, Failed) and one.code == "unsupported"]
    assert "followed" in alone.message
