"""What is packed comes out as far as it may."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest

from onrecord.acquire import unpacking
from onrecord.acquire.unpacking import budget, spooled, ungzipped, unpacked
from onrecord.errors import PageError

TEXT = b"The harbour is open. " * 100
PACKED = gzip.compress(TEXT, mtime=0)


def test_a_page_may_be_gzip_of_several_members_zlib_or_bare_deflate() -> None:
    assert unpacked(PACKED + PACKED) == TEXT * 2
    assert unpacked(zlib.compress(TEXT)) == TEXT
    bare = zlib.compressobj(wbits=-15)
    assert unpacked(bare.compress(TEXT) + bare.flush(), bare=True) == TEXT


@pytest.mark.parametrize("data", [b"", b"words", PACKED[:-1], PACKED + PACKED[:-9]])
def test_what_is_broken_or_cut_off_is_unreadable(data: bytes) -> None:
    with pytest.raises(PageError, match="cannot be unpacked"):
        unpacked(data)


def test_a_file_that_unpacks_to_too_much_ends_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST", 1000)
    packed = gzip.compress(bytes(1_000_000))
    plain, fault = ungzipped(io.BytesIO(packed))
    with plain:
        assert len(plain.read()) == budget(len(packed)) < 100_000
    assert fault is not None
    assert fault.code == "too-large"


def test_a_file_that_is_broken_further_on_gives_what_came_before() -> None:
    plain, fault = ungzipped(io.BytesIO(PACKED + b"no member"))
    with plain:
        assert plain.read() == TEXT
    assert fault is not None
    assert fault.code == "unreadable"
    with pytest.raises(PageError):
        ungzipped(io.BytesIO(b"\x1f\x8b no member"))


def test_pieces_are_put_together() -> None:
    plain, fault = spooled([b"a", b"", b"bc"], 3)
    with plain:
        assert (plain.read(), fault) == (b"abc", None)
