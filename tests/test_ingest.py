"""Pages into the store: what is read, what is passed by, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.acquire import list_files, pages_in
from onrecord.ingest import Outcome, Status, add_pages
from onrecord.record import Stage
from onrecord.store import Store, open_store

ARTICLE = "{} opens\n\nQUILLMOUTH — “The {} is open,” mayor Ada Lund said on Friday. It will stay open.\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "onrecord.db") as store:
        yield store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for thing in ("Bridge", "Harbour", "Tunnel"):
        write(folder / f"{thing}.txt", thing)
    return folder


def write(path: Path, thing: str) -> None:
    path.write_text(ARTICLE.format(thing, thing.lower()), encoding="utf-8")


def add(store: Store, folder: Path) -> list[Outcome]:
    outcomes: list[Outcome] = []
    add_pages(store, pages_in(list_files([folder]).files), outcomes.append, processes=1)
    return outcomes


def fates(outcomes: list[Outcome]) -> dict[str, Status]:
    return {Path(outcome.location).name: outcome.status for outcome in outcomes}


def test_files_are_written_in_their_order_and_passed_by_the_second_time(store: Store, folder: Path) -> None:
    first = add(store, folder)
    assert list(fates(first).items()) == [(f"{name}.txt", Status.ADDED) for name in ("Bridge", "Harbour", "Tunnel")]
    assert [record.article.id for record in store.view.records()]
    second = add(store, folder)
    assert set(fates(second).values()) == {Status.UNCHANGED}
    assert [outcome.record for outcome in second] == [None] * 3, "nothing was read again"


def test_what_other_versions_of_the_stages_read_is_read_again(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store, folder)
    monkeypatch.setattr(pipeline, "provenance", lambda: {"clean": Stage("of tomorrow")})
    again = add(store, folder)
    assert all(outcome.record for outcome in again)
    assert set(fates(again).values()) == {Status.UNCHANGED}, "they came to the same"


@pytest.mark.usefixtures("reads_here")
def test_a_file_that_changed_is_read_and_the_old_article_is_kept(store: Store, folder: Path) -> None:
    before = {record.article.title for record in (outcome.record for outcome in add(store, folder)) if record}
    write(folder / "Harbour.txt", "Ferry")
    assert fates(add(store, folder)) == {
        "Bridge.txt": Status.UNCHANGED,
        "Harbour.txt": Status.ADDED,
        "Tunnel.txt": Status.UNCHANGED,
    }
    assert {record.article.title for record in store.view.records(old_versions=True)} == before | {"Ferry opens"}


@pytest.mark.usefixtures("reads_here")
def test_a_copy_adds_nothing_and_is_passed_by_too(store: Store, folder: Path) -> None:
    add(store, folder)
    (folder / "copies").mkdir()
    write(folder / "copies" / "a.txt", "Bridge")
    assert fates(add(store, folder))["a.txt"] is Status.UNCHANGED
    assert store.view.counts().articles == 3
    assert [outcome.record for outcome in add(store, folder)] == [None] * 4


@pytest.mark.usefixtures("reads_here")
def test_a_failure_is_noted_and_cleared_when_the_file_can_be_read(store: Store, folder: Path) -> None:
    (folder / "Mole.txt").write_bytes(b"")
    failed = next(outcome for outcome in add(store, folder) if outcome.status is Status.FAILED)
    assert (Path(failed.location).name, failed.issues[-1].code) == ("Mole.txt", "empty")
    assert [Path(line.location or "").name for line in store.view.issues() if line.article_id is None] == ["Mole.txt"]
    assert store.view.counts().failures == 1
    write(folder / "Mole.txt", "Mole")
    assert fates(add(store, folder))["Mole.txt"] is Status.ADDED
    assert store.view.counts().failures == 0


@pytest.mark.usefixtures("reads_here")
def test_the_bytes_of_the_page_are_kept(store: Store, folder: Path) -> None:
    for outcome in add(store, folder):
        assert outcome.record
        assert outcome.record.article.page
        assert store.view.page_bytes(outcome.record.article.page.sha256) == Path(outcome.location).read_bytes()
