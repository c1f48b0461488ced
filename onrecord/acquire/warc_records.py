"""A web archive -> its records as bytes, also where parts of it are broken. Imports errors and acquire's own parts.

Libraries stop at the first broken record, or pass over it without a word. Here a broken one is told, and reading goes on at the
next that begins: at a gzip member that unpacks to a record, or in an unpacked archive at a line "WARC/1.". Each byte is looked at
a few times at most, whatever lengths the records claim.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from onrecord.acquire.unpacking import CHUNK, budget, size_of, spooled

_LONGEST_HEAD = 1 << 16
_GZIP = b"\x1f\x8b\x08"
_ZSTANDARD = b"\x28\xb5\x2f\xfd"
_BEGIN = b"WARC/1."
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r?$", re.I | re.M)
_LINE_ENDS = b"\r\n"
_CUT_OFF = "The archive ends in the middle of it."


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
    """The records of a seekable archive, packed with gzip or not; of each at most `most` bytes are kept in memory.

    Raises PageError("too-large") where it unpacks to more than it should.
    """
    magic = file.read(4)
    file.seek(0)
    if magic == _ZSTANDARD:
        yield Slice(0, b"", "Archives packed with Zstandard are not read; pack it with gzip.")
    elif magic.startswith(_GZIP[:2]):
        yield from _packed_slices(file, most)
    else:
        yield from _plain_slices(file, most)


def _packed_slices(file: IO[bytes], most: int) -> Iterator[Slice]:
    left = budget(size_of(file))
    offset: int | None = 0
    while offset is not None:
        file.seek(offset)
        if not file.read(1):
            return
        file.seek(offset)
        member = _Member(file)
        plain, fault = spooled(member.pieces(), left)
        with plain:
            if fault and fault.code == "too-large":
                raise fault
            left -= size_of(plain)
            held: Slice | None = None  # where its checksum is wrong, the last record of a member is not to be relied on
            for found in _plain_slices(plain, most):
                if held:
                    yield held
                held = Slice(offset, found.data, found.fault, found.cut)
        if held or member.fault:
            data, cut = (held.data, held.cut) if held else (b"", False)
            yield Slice(offset, data, member.fault or (held.fault if held else None), cut)
        offset = _next_member(file, offset + 1) if member.fault else offset + member.size


def _next_member(file: IO[bytes], start: int) -> int | None:
    """Where, from `start` on, the next gzip member begins that unpacks to a record."""
    for at in _places(file, start, _GZIP):
        if _begins_record(file, at):
            return at
    return None


def _begins_record(file: IO[bytes], offset: int) -> bool:
    file.seek(offset)
    try:
        return zlib.decompressobj(31).decompress(file.read(512), len(_BEGIN)) == _BEGIN
    except zlib.error:
        return False


def _places(file: IO[bytes], start: int, sought: bytes) -> Iterator[int]:
    """Where, from `start` on, `sought` stands in a file, which may be moved in between."""
    base, window = start, b""
    while True:
        file.seek(base + len(window))
        more = file.read(CHUNK)
        window += more
        at = window.find(sought)
        while at >= 0:
            yield base + at
            at = window.find(sought, at + 1)
        if not more:
            return
        keep = len(sought) - 1
        base += max(0, len(window) - keep)
        window = window[max(0, len(window) - keep) :]


class _Member:
    """One gzip member. After its pieces were taken, `fault` says what was wrong, and `size` how many packed bytes it has."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.size = 0
        self.fault: str | None = None

    def pieces(self) -> Iterator[bytes]:
        """What it unpacks to, as far as that can be told."""
        packed = zlib.decompressobj(31)
        waiting = b""
        while not packed.eof:
            if not (waiting := waiting or self._file.read(CHUNK)):
                self.fault = _CUT_OFF
                return
            try:
                data = packed.decompress(waiting, CHUNK)
            except zlib.error as error:
                self.fault = f"It cannot be unpacked: {error}."
                return
            left = packed.unused_data if packed.eof else packed.unconsumed_tail
            self.size += len(waiting) - len(left)
            waiting = left
            if data:
                yield data


def _plain_slices(file: IO[bytes], most: int) -> Iterator[Slice]:
    end = size_of(file)
    offset = 0
    while (start := _skip_line_ends(file, offset)) < end:
        head = _at(file, start, _LONGEST_HEAD)
        blank = _HEAD_END.search(head)
        length = _LENGTH.search(head, 0, blank.end()) if blank and head.startswith(_BEGIN) else None
        if blank is None or length is None:
            yield Slice(start, head[: blank.end()] if blank else b"", "It does not begin as a record does.")
            offset = _next_record(file, start + 1, end)
            continue
        stop = start + blank.end() + int(length[1])
        fault = _CUT_OFF if stop > end else None if _ends_at(file, stop, end) else "It is not as long as it says."
        yield Slice(start, _at(file, start, min(most, stop - start)) if not fault else head, fault, cut=stop - start > most)
        offset = _next_record(file, start + 1, end) if fault else stop


def _ends_at(file: IO[bytes], stop: int, end: int) -> bool:
    """Whether a record may end at `stop`: there follow an empty line, the next record, or nothing but line ends."""
    after = _at(file, stop, 4 + len(_BEGIN))
    return after.startswith((b"\r\n\r\n", b"\n\n")) or after.lstrip(_LINE_ENDS).startswith(_BEGIN) or not after.strip(_LINE_ENDS)


def _next_record(file: IO[bytes], start: int, end: int) -> int:
    """Where, from `start` on, a line begins a record; `end` where none does."""
    return next((at + 1 for at in _places(file, start, b"\n" + _BEGIN)), end)


def _skip_line_ends(file: IO[bytes], offset: int) -> int:
    file.seek(offset)
    while window := file.read(CHUNK):
        kept = window.lstrip(_LINE_ENDS)
        offset += len(window) - len(kept)
        if kept:
            break
    return offset


def _at(file: IO[bytes], offset: int, size: int) -> bytes:
    file.seek(offset)
    return file.read(size)
