"""Packages of web archives, the hostile ones too; `test_warc` reads whole ones."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from onrecord.acquire import Failed, FoundPage, unpacking
from onrecord.acquire.wacz import read_wacz
from onrecord.errors import PageError
from tests.acquire.test_warc_records import record


def package(**members: bytes) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(f"archive/{name}.warc.gz", data)
    return file


def test_what_unpacks_to_too_much_is_told_and_the_other_archives_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST", 10_000)
    bomb = package(a=gzip.compress(record(0)), b=gzip.compress(record(1) + b"\r\n" * 3_000_000), c=gzip.compress(record(2)))
    found = list(read_wacz(bomb, "a.wacz"))
    assert [page.known.url for page in found if isinstance(page, FoundPage)] == [f"https://news.example/{n}" for n in (0, 2)]
    assert [(one.location, one.code) for one in found if isinstance(one, Failed)] == [("a.wacz#archive/b.warc.gz", "too-large")]


def test_all_archives_together_have_one_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST", 10)
    many = package(**{f"a{n}": bytes(10_000) for n in range(9)})
    found = list(read_wacz(many, "a.wacz"))
    assert "too-large" in {one.code for one in found if isinstance(one, Failed)}


@pytest.mark.parametrize(("data", "code"), [(b"", "unreadable"), (b"PK\x03\x04" + bytes(90), "unreadable"), (None, "no-text")])
def test_what_is_no_package_is_one_error(data: bytes | None, code: str) -> None:
    with pytest.raises(PageError) as caught:
        list(read_wacz(package() if data is None else io.BytesIO(data), "a.wacz"))
    assert caught.value.code == code
