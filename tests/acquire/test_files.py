"""Files and folders, the awkward ones too."""

from __future__ import annotations

import gzip
import hashlib
import os
from pathlib import Path

import pytest

from onrecord.acquire import files, unpacking
from onrecord.acquire.files import list_files, load_page
from onrecord.errors import InputError, PageError


def names(listing: files.Listing) -> list[str]:
    return [found.location for found in listing.files]


def make(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("Some words.", encoding="utf-8")


def test_folders_are_walked_in_sorted_order_and_other_kinds_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path, "in/b.txt", "in/a.HTML", "in/sub/c.htm", "in/sub/z/d.md", "in/picture.png", "in/e.html.gz", "in/.hidden/f.txt")
    listing = list_files([Path("in")])
    assert names(listing) == ["in/a.HTML", "in/b.txt", "in/e.html.gz", "in/sub/c.htm", "in/sub/z/d.md"]
    assert [found.media_type for found in listing.files] == [
        "text/html", "text/plain", "text/html", "text/html", "text/markdown",
    ]  # fmt: skip
    assert listing.passed_over == 1


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.txt")
    listing = list_files([tmp_path / "b.txt", tmp_path, tmp_path / "b.txt"])
    assert names(listing) == [str(tmp_path / "b.txt"), str(tmp_path / "a.txt")]


def test_a_missing_path_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no file or folder .*nowhere"):
        list_files([tmp_path / "nowhere"])


def test_links_that_lead_back_end(tmp_path: Path) -> None:
    make(tmp_path, "in/a.txt", "elsewhere/b.txt")
    (tmp_path / "in/up").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in/other").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "in/self").symlink_to("self")
    listing = list_files([tmp_path / "in"])
    assert [Path(name).name for name in names(listing)] == ["a.txt", "b.txt"]


def test_a_folder_that_cannot_be_opened_does_not_stop_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "in/a.txt", "in/closed/b.txt", "in/open/c.txt")
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if path.name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    listing = list_files([tmp_path / "in"])
    assert [Path(name).name for name in names(listing)] == ["a.txt", "c.txt"]
    assert "closed" in str(listing.unreadable[0][1])


def test_names_that_are_not_text_can_be_stored_and_still_be_opened(tmp_path: Path) -> None:
    hostile = os.path.join(os.fsencode(tmp_path), b"bad\xff\x1b[31m\nname.txt")
    try:
        with open(hostile, "wb") as file:
            file.write(b"Words.")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    (found,) = list_files([tmp_path]).files
    found.location.encode("utf-8")
    assert load_page(found)[0] == b"Words."


def test_the_page_carries_the_hash_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"One\r\ntwo.")
    data, page = load_page(list_files([tmp_path]).files[0])
    assert data == b"One\r\ntwo."
    assert page.sha256 == hashlib.sha256(data).hexdigest()
    assert (page.media_type, page.location) == ("text/plain", str(tmp_path / "a.txt"))


def test_gzip_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(b"<p>Hello</p>"))
    data, page = load_page(list_files([tmp_path]).files[0])
    assert data == b"<p>Hello</p>"
    assert page.media_type == "text/html"


@pytest.mark.parametrize(
    "packed", [b"no gzip at all", gzip.compress(b"words " * 100, mtime=0)[:-9], b"\x1f\x8b\x08\x00" + b"\xff" * 30]
)
def test_broken_gzip_is_one_clear_error(tmp_path: Path, packed: bytes) -> None:
    (tmp_path / "a.txt.gz").write_bytes(packed)
    with pytest.raises(PageError, match="cannot be") as caught:
        load_page(list_files([tmp_path]).files[0])
    assert caught.value.code == "unreadable"


def test_a_gzip_bomb_stops_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST", 10_000)
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"0" * 3_000_000))
    with pytest.raises(PageError) as caught:
        load_page(list_files([tmp_path / "b.txt.gz"]).files[0])
    assert caught.value.code == "too-large"


def test_a_large_file_is_refused_by_its_size(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(1_000_000_000_000)
    with pytest.raises(PageError, match="1000000 MB") as caught:
        load_page(list_files([tmp_path]).files[0])
    assert caught.value.code == "too-large"


def test_a_named_file_of_another_kind_says_what_is_read(tmp_path: Path) -> None:
    make(tmp_path, "a.odt", "plain")
    for found in list_files([tmp_path / "a.odt", tmp_path / "plain"]).files:
        with pytest.raises(PageError, match=r"\.html") as caught:
            load_page(found)
        assert caught.value.code == "unsupported"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(PageError) as caught:
        load_page(list_files([tmp_path]).files[0])
    assert caught.value.code == "unreadable"
