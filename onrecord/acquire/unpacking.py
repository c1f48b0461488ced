"""What is packed -> a file, as far as it may be unpacked. Imports errors and acquire's own parts.

Whoever packs a file may make it unpack to a thousand times its size, so what comes out is held against what went in.
"""

from __future__ import annotations

import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO

from onrecord.acquire.found import LARGEST
from onrecord.errors import PageError

CHUNK = 1 << 16
IN_MEMORY = 8_000_000  # bytes of an unpacked file that are held in memory; what is larger is on disk
_GZIP = b"\x1f\x8b"
_USUAL_RATIO = 50  # times its size that a file of texts may unpack to: they pack to a fifth, tables of like rows to a twentieth
_BROKEN = (EOFError, zlib.error, OSError, ValueError)


def budget(packed: int) -> int:
    """Into how many bytes a file of so many may unpack."""
    return 2 * LARGEST + _USUAL_RATIO * packed


def size_of(file: IO[bytes]) -> int:
    """The size of a seekable file, which is then at its beginning."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return size


def ungzipped(file: IO[bytes]) -> tuple[IO[bytes], PageError | None]:
    """A temporary file of what `file` (seekable, gzip of one or more members) unpacks to, and what was wrong on the way: then it
    ends early. Raises PageError("unreadable") where nothing could be unpacked."""
    most = budget(size_of(file))
    return spooled(_pieces(file), most)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """What the members unpack to, piece by piece; zeros after them are padding. Raises zlib.error and EOFError."""
    member, waiting = zlib.decompressobj(31), b""
    while waiting := waiting or file.read(CHUNK):
        if member.eof:
            if not (waiting := waiting.lstrip(b"\0")):
                continue
            member = zlib.decompressobj(31)
        piece = member.decompress(waiting, CHUNK)
        waiting = member.unused_data if member.eof else member.unconsumed_tail
        if piece:
            yield piece
    if not member.eof:
        raise EOFError("it is cut off")


def spooled(pieces: Iterable[bytes], most: int) -> tuple[IO[bytes], PageError | None]:
    """A temporary file of `pieces`, at most `most` bytes of them, and what was wrong on the way: then it ends early.

    Raises PageError("unreadable") where there was something wrong before the first byte.
    """
    file: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (the caller closes it)
    fault = None
    try:
        for piece in _up_to(most, pieces):
            file.write(piece)
    except PageError as error:
        fault = error
    except _BROKEN as error:
        fault = PageError("unreadable", f"It cannot be unpacked: {error!s:.200}.")
        if not file.tell():
            file.close()
            raise fault from None
    file.seek(0)
    return file, fault


def _up_to(most: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Raises PageError("too-large") after that many bytes."""
    left = most
    for piece in pieces:
        yield piece[:left]
        left -= len(piece)
        if left < 0:
            raise PageError("too-large", f"It unpacks to more than {most / 1e6:.0f} MB; the rest was not read.")


def unpacked(body: bytes, *, bare: bool = False) -> bytes:
    """A page of gzip (of one or more members) or zlib, or where `bare` also of deflate without a frame, unpacked.

    Raises PageError: "too-large", "unreadable" where it is broken or cut off.
    """
    for window in (47, -15) if bare else (47,):
        try:
            return _members(body, window)
        except (zlib.error, EOFError):
            continue
    raise PageError("unreadable", "It cannot be unpacked: it is broken or cut off.")


def _members(body: bytes, window: int) -> bytes:
    """What follows the last whole member and is no member is left, as other tools do: servers pad with zeros."""
    data = bytearray()
    while True:
        unpacker = zlib.decompressobj(window)
        data += unpacker.decompress(body, LARGEST + 1 - len(data))
        if len(data) > LARGEST:
            raise too_large(len(data))
        if not unpacker.eof:
            raise EOFError
        body = unpacker.unused_data
        if window != 47 or not body.startswith(_GZIP):
            return bytes(data)


def too_large(size: int) -> PageError:
    return PageError("too-large", f"It has {size / 1e6:.0f} MB or more; pages of up to {LARGEST / 1e6:.0f} MB are read.")
