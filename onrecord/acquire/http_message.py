"""An answer of a server as it was kept in an archive -> its headers and its body. Imports errors and acquire's own parts.

Tools that write archives differ: line ends may be bare, names of headers in any case, and a body may have been put together or
unpacked although its headers still say otherwise. So the body itself is asked before a header is believed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

from onrecord.acquire.found import LARGEST
from onrecord.acquire.unpacking import CHUNK, too_large, unpacked
from onrecord.errors import PageError

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b", re.I)
_FOLD = re.compile(r"\r?\n[ \t]+")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_GZIP = b"\x1f\x8b"
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_LOOKS_LIKE_TEXT = re.compile(rb"\s*(?:<|\xef\xbb\xbf)|[\t\n\r -~\x80-\xff]{200}")


def status_of(block: bytes) -> int | None:
    """The status with which an answer begins, None where the block is none."""
    found = _STATUS.match(block)
    return int(found[1]) if found else None


def head_of(block: bytes) -> tuple[dict[str, str], bytes]:
    """The headers, their names in lower case, and what follows the empty line. The first line is left out: it says what it is.

    Of a name that comes twice the first value holds. Raises PageError("unreadable") where there is no empty line.
    """
    end = _HEAD_END.search(block)
    if end is None:
        raise PageError("unreadable", "The record is broken: its headers do not end.")
    lines = _FOLD.sub(" ", block[: end.start()].decode("utf-8", "replace")).splitlines()[1:]
    headers: dict[str, str] = {}
    for line in lines:
        name, sign, value = line.partition(":")
        if sign:
            headers.setdefault(name.strip().lower(), value.strip())
    return headers, block[end.end() :]


def body_of(headers: Mapping[str, str], body: bytes) -> bytes:
    """The body, put together from chunks and unpacked.

    Raises PageError: "unreadable" where it is broken, "unsupported" packing, "too-large".
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    for packing in reversed([part.strip().lower() for part in headers.get("content-encoding", "").split(",")][:3]):
        body = _unpacked(body, packing)
    if len(body) > LARGEST:
        raise too_large(len(body))
    return body


def _joined(body: bytes) -> bytes:
    """The chunks of a body together; the body as it is where it does not begin with one. Raises PageError("unreadable")."""
    size = _CHUNK_SIZE.match(body)
    if size is None or not _is_chunk(body, size):
        return body
    pieces = []
    while size and int(size[1], 16):
        end = size.end() + int(size[1], 16)
        if end > len(body):
            raise PageError("unreadable", "The record is broken: a chunk of its page is not whole.")
        pieces.append(body[size.end() : end])
        at = end + 2 if body.startswith(b"\r\n", end) else end + 1
        size = _CHUNK_SIZE.match(body, at)
    if size is None:
        raise PageError("unreadable", "The record is broken: a chunk of its page is missing.")
    return b"".join(pieces)


def _is_chunk(body: bytes, size: re.Match[bytes]) -> bool:
    end = size.end() + int(size[1], 16)
    return end >= len(body) or body[end : end + 1] in (b"\r", b"\n")


def _unpacked(body: bytes, packing: str) -> bytes:
    if packing in ("gzip", "x-gzip", "deflate"):
        if packing == "deflate" and not body.startswith((_GZIP, *_ZLIB)):
            return _bare(body)
        return unpacked(body) if body.startswith((_GZIP, *_ZLIB)) else _undone(body, packing)
    if packing == "br":
        return _brotli(body)
    if packing in ("", "identity") or _LOOKS_LIKE_TEXT.match(body):
        return body
    raise PageError("unsupported", f"It is packed in a way that is not read: {packing!a:.40}.")


def _undone(body: bytes, packing: str) -> bytes:
    """What was unpacked before it was kept, as text shows. Raises PageError("unreadable")."""
    if _LOOKS_LIKE_TEXT.match(body):
        return body
    raise PageError("unreadable", f"It cannot be unpacked: it is not {packing}, as its headers say.")


def _bare(body: bytes) -> bytes:
    try:
        return unpacked(body, bare=True)
    except PageError:
        return _undone(body, "deflate")


def _brotli(body: bytes) -> bytes:
    from fastwarc.stream_io import BrotliReader

    data = bytearray()
    try:
        with BrotliReader(io.BytesIO(body), fsspec_args=False) as reader:
            while len(data) <= LARGEST and (piece := reader.read(CHUNK)):
                data += piece
    except (OSError, ValueError):
        data.clear()
    return bytes(data) or _undone(body, "Brotli")
