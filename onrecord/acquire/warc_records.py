"""A web archive -> its records as bytes, also where parts of it are broken. Imports the standard library only.

Libraries stop at the first broken record, or pass over it without a word. Here a broken one is told, and reading goes on at the
next that begins: at a gzip member that unpacks to a record, or in an unpacked archive at a line "WARC/1.".
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

_CHUNK = 1 << 16
_LONGEST_HEAD = 1 << 16
_GZIP = b"\x1f\x8b\x08"
_BEGIN = b"WARC/1."
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.I | re.M)


@dataclass(frozen=True, slots=True)
class Slice:
    """One record with its head, as it stands in the archive from byte `offset` (of the packed archive, where it is packed).

    `fault` says why the record is not whole. Of one that is longer than was asked for, `data` is the beginning.
    """

    offset: int
    data: bytes
    fault: str | None = None
    cut: bool = False


def slices(file: IO[bytes], most: int) -> Iterator[Slice]:
    """The records of a seekable archive, packed with gzip or not; of each at most `most` bytes are kept in memory."""
    magic = file.read(4)
    file.seek(0)
    if magic.startswith(b"\x28\xb5\x2f\xfd"):
        yield Slice(0, b"", "Archives packed with Zstandard are not read; pack it with gzip.")
    elif magic.startswith(_GZIP[:2]):
        yield from _packed_slices(file, most)
    else:
        yield from _plain_slices(_Stream(file), most)


def _packed_slices(file: IO[bytes], most: int) -> Iterator[Slice]:
    offset: int | None = 0
    while offset is not None:
        file.seek(offset)
        if not file.read(1):
            return
        file.seek(offset)
        member = _Member(file)
        held: Slice | None = None  # until its checksum is known to be right, the last record of a member is not
        for found in _plain_slices(_Stream(member), most):
            if held:
                yield held
            held = Slice(offset, found.data, found.fault, found.cut)
        fault = member.finish()
        if held or fault:
            yield Slice(offset, held.data if held else b"", fault or (held.fault if held else None), held.cut if held else False)
        offset = _next_member(file, offset + 1) if fault else offset + member.size


def _next_member(file: IO[bytes], start: int) -> int | None:
    """Where, from `start` on, the next gzip member begins that unpacks to a record."""
    file.seek(start)
    window, base = file.read(_CHUNK), start
    while True:
        at = window.find(_GZIP)
        while at >= 0:
            if _begins_record(file, base + at):
                return base + at
            at = window.find(_GZIP, at + 1)
        file.seek(base + len(window))
        more = file.read(_CHUNK)
        if not more:
            return None
        keep = len(_GZIP) - 1
        base += max(0, len(window) - keep)
        window = window[-keep:] + more


def _begins_record(file: IO[bytes], offset: int) -> bool:
    file.seek(offset)
    try:
        return zlib.decompressobj(31).decompress(file.read(512), len(_BEGIN)) == _BEGIN
    except zlib.error:
        return False


class _Member:
    """One gzip member, unpacked as it is read. `fault` says what was wrong with it, `size` is that of what was packed."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._packed = zlib.decompressobj(31)
        self._waiting = b""
        self.size = 0
        self.fault: str | None = None

    def read(self, most: int) -> bytes:
        """Up to `most` bytes, none at the end or at a fault."""
        while not self._packed.eof and self.fault is None:
            packed = self._waiting or self._file.read(_CHUNK)
            if not packed:
                self.fault = "The archive ends in the middle of it."
                break
            try:
                data = self._packed.decompress(packed, most)
            except zlib.error as error:
                self.fault = f"It cannot be unpacked: {error}."
                break
            left = self._packed.unused_data if self._packed.eof else self._packed.unconsumed_tail
            self.size += len(packed) - len(left)
            self._waiting = left
            if data:
                return data
        return b""

    def finish(self) -> str | None:
        """Read to the end; what was wrong."""
        while self.read(_CHUNK):
            pass
        return self.fault


class _Stream:
    """Bytes that can be looked at before they are taken."""

    def __init__(self, source: IO[bytes] | _Member) -> None:
        self._source = source
        self._buffer = bytearray()
        self.offset = 0

    def peek(self, size: int) -> bytes:
        while len(self._buffer) < size and (chunk := self._source.read(_CHUNK)):
            self._buffer += chunk
        return bytes(self._buffer[:size])

    def take(self, size: int) -> bytes:
        data = self.peek(size)
        del self._buffer[: len(data)]
        self.offset += len(data)
        return data


def _plain_slices(stream: _Stream, most: int) -> Iterator[Slice]:
    while True:
        while (start := stream.peek(2)) and start[:1] in b"\r\n":
            stream.take(1)
        if not start:
            return
        offset = stream.offset
        head = stream.peek(_LONGEST_HEAD)
        end = min((at + len(blank) for blank in (b"\r\n\r\n", b"\n\n") if (at := head.find(blank)) >= 0), default=-1)
        length = _LENGTH.search(head[:end]) if end > 0 and head.startswith(_BEGIN) else None
        if length is None:
            yield Slice(offset, head[:end] if end > 0 else b"", "It does not begin as a record does.")
            stream.take(1)
            _skip_to_record(stream)
            continue
        yield _slice(stream, offset, end + int(length[1]), most)


def _slice(stream: _Stream, offset: int, size: int, most: int) -> Slice:
    """The record of `size` bytes, of which at most `most` are kept; followed by an empty line, the end, or else its length is
    wrong, and what follows its beginning is looked at again."""
    data = stream.peek(min(size, most))
    if size > most:
        left = size
        while left and (piece := stream.take(min(left, _CHUNK))):
            left -= len(piece)
        return Slice(offset, data, "The archive ends in the middle of it." if left else None, cut=True)
    after = stream.peek(size + 4)[size:]
    if len(data) == size and (not after or after.startswith((b"\r\n\r\n", b"\n\n")) or after in (b"\r\n", b"\n")):
        stream.take(size)
        return Slice(offset, data)
    fault = "The archive ends in the middle of it." if len(data) < size else "It is not as long as it says."
    stream.take(1)
    _skip_to_record(stream)
    return Slice(offset, data, fault)


def _skip_to_record(stream: _Stream) -> None:
    while window := stream.peek(_CHUNK):
        at = window.find(b"\n" + _BEGIN)
        if at >= 0:
            stream.take(at + 1)
            return
        stream.take(max(1, len(window) - len(_BEGIN)))
