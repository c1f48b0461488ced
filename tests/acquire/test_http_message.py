"""Answers as archives keep them: the body is asked before its headers are believed."""

from __future__ import annotations

import gzip
import zlib

import pytest

from onrecord.acquire.http_message import body_of, head_of, status_of
from onrecord.errors import PageError

PAGE = b"<html><p>The harbour is open, mayor Ada Lund said.</p></html>"


@pytest.mark.parametrize(
    ("line", "status"), [(b"HTTP/1.1 200 OK", 200), (b"HTTP/2 404", 404), (b"http/1.0\t301 x", 301), (b"<p>", None)]
)
def test_the_status_is_told_in_every_version(line: bytes, status: int | None) -> None:
    assert status_of(line) == status


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_headers_may_have_bare_line_ends_folds_and_names_in_any_case(end: bytes) -> None:
    block = end.join(
        [b"HTTP/1.1 200 OK", b"CONTENT-Type: text/html;", b" charset=utf-8", b"X : 1", b"x: 2", b"no header", b"", PAGE]
    )
    headers, body = head_of(block)
    assert headers == {"content-type": "text/html; charset=utf-8", "x": "1"}
    assert body == PAGE


def test_headers_that_do_not_end_are_told() -> None:
    with pytest.raises(PageError, match="do not end"):
        head_of(b"HTTP/1.1 200 OK\r\nA: b")


def chunked(data: bytes) -> bytes:
    return b"9\r\n%b\r\n%x;name=value\r\n%b\r\n0\r\n\r\n" % (data[:9], len(data) - 9, data[9:])


@pytest.mark.parametrize("packed", [gzip.compress(PAGE, mtime=0), zlib.compress(PAGE), PAGE])
@pytest.mark.parametrize("packing", ["gzip", "deflate", "x-gzip"])
@pytest.mark.parametrize("in_chunks", [True, False])
def test_a_body_is_undone_where_it_has_not_been_already(packed: bytes, packing: str, in_chunks: bool) -> None:
    headers = {"content-encoding": packing, "transfer-encoding": "chunked"}
    assert body_of(headers, chunked(packed) if in_chunks else packed) == PAGE


def test_brotli_is_read_and_what_is_none_is_left() -> None:
    brotli = bytes.fromhex("0b028068656c6c6f03")  # "hello", stored
    assert body_of({"content-encoding": "br"}, brotli) == b"hello"
    assert body_of({"content-encoding": "br"}, PAGE) == PAGE


@pytest.mark.parametrize(
    ("headers", "body", "code"),
    [
        ({"transfer-encoding": "chunked"}, chunked(PAGE)[:-20], "unreadable"),
        ({"content-encoding": "gzip"}, b"\x00\x01\x02", "unreadable"),
        ({"content-encoding": "gzip"}, gzip.compress(PAGE, mtime=0)[:-5], "unreadable"),
        ({"content-encoding": "zstd"}, b"\x28\xb5\x2f\xfd\x00", "unsupported"),
    ],
)
def test_what_cannot_be_undone_is_told(headers: dict[str, str], body: bytes, code: str) -> None:
    with pytest.raises(PageError) as caught:
        body_of(headers, body)
    assert caught.value.code == code
