"""Records of an archive as tools really write them, and archives that are made to take for ever."""

from __future__ import annotations

import gzip
import io
import time

import pytest

from onrecord.acquire import Failed, FoundPage, unpacking
from onrecord.acquire.warc import read_warc
from onrecord.acquire.warc_records import slices
from onrecord.errors import PageError

PAGE = b"<html><p>The harbour is open, mayor Ada Lund said.</p></html>"


def record(number: int, *, end: bytes = b"\r\n", name: bytes = b"WARC-Type", length: bytes | None = None) -> bytes:
    block = end.join([b"HTTP/1.1 200 OK", b"content-type: text/html", b"", PAGE])
    size = str(len(block)).encode() if length is None else length
    head = [b"WARC/1.1", name + b": response", b"WARC-Target-URI: <https://news.example/%d>" % number]
    return end.join([*head, b"CONTENT-LENGTH: " + size, b"Content-Type: application/http", b"", block])


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
@pytest.mark.parametrize("name", [b"WARC-Type", b"warc-type"])
@pytest.mark.parametrize("between", [b"\r\n\r\n", b"\n\n", b"\r\n", b"\n", b"", b"\r\n" * 5])
@pytest.mark.parametrize("packed", [False, True])
def test_records_are_read_however_they_are_parted(end: bytes, name: bytes, between: bytes, packed: bool) -> None:
    data = between.join(record(number, end=end, name=name) for number in range(3))
    found = list(read_warc(io.BytesIO(gzip.compress(data) if packed else data), "a"))
    assert [page.known.url for page in found if isinstance(page, FoundPage)] == [f"https://news.example/{n}" for n in range(3)]
    assert len(found) == 3
    assert all(page.data == PAGE for page in found if isinstance(page, FoundPage))


@pytest.mark.parametrize("length", [b"999999999999999999", b"-1", b"7", b"44", b""])
def test_a_record_of_a_false_length_costs_itself(length: bytes) -> None:
    data = b"\r\n\r\n".join([record(0), record(1, length=length), record(2)])
    found = list(read_warc(io.BytesIO(data), "a"))
    assert [type(one) for one in found] == [FoundPage, Failed, FoundPage]


@pytest.mark.parametrize(
    "line",
    [
        b"\r\n", b"WARC/1.0\r\nContent-Length: 999999999999999999\r\n\r\n", b"WARC/1.0\r\nContent-Length: 40000\r\n\r\n",
        b"WARC/1.0\r\n", b"WARC/1.0\r\nContent-Length: -1\r\n\r\n", b"\nWARC/1",
    ],
)  # fmt: skip
def test_time_grows_with_length_and_no_faster(line: bytes) -> None:
    def taken(size: int) -> float:
        data = line * (size // len(line))
        started = time.process_time()
        for number, _ in enumerate(slices(io.BytesIO(data), 50_000_000)):
            if number > 500:
                break
        return time.process_time() - started

    assert taken(4_000_000) < 8 * taken(1_000_000) + 0.5


def test_a_bomb_ends_at_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST", 1000)
    with pytest.raises(PageError, match="unpacks to more") as caught:
        list(slices(io.BytesIO(gzip.compress(b"\n" * 3_000_000)), 1000))
    assert caught.value.code == "too-large"
