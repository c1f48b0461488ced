"""Packages of web archives (.wacz) -> pages. Imports errors and acquire's own parts."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Generator, Iterator
from typing import IO

from onrecord.acquire.columns import Columns
from onrecord.acquire.found import Failed, Found
from onrecord.acquire.unpacking import CHUNK, budget, size_of, spooled
from onrecord.acquire.warc import read_warc
from onrecord.errors import PageError

_MOST_ARCHIVES = 10_000  # in one package
# What zipfile raises for packages that are broken.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)
_ZIP = b"PK\x03\x04"


def is_wacz(head: bytes, columns: Columns | None = None) -> bool:
    """Whether a file that begins with `head` is a package; what else is packed so is told before."""
    return head.startswith(_ZIP)


def read_wacz(file: IO[bytes], location: str, columns: Columns | None = None) -> Iterator[Found]:
    """The pages of all archives in a package. Raises PageError: "unreadable", "no-text" where there is no archive in it,
    "too-large" where it unpacks to more than it should."""
    left = budget(size_of(file))
    try:
        with zipfile.ZipFile(file) as package:
            archives = [item for item in package.infolist() if item.filename.lower().endswith((".warc", ".warc.gz"))]
            if not archives:
                raise PageError("no-text", "There is no web archive in it.")
            for item in archives[:_MOST_ARCHIVES]:
                place = f"{location}#{item.filename.encode('utf-8', 'backslashreplace').decode()}"
                try:
                    left -= yield from _pages(package, item, place, left)
                except _BROKEN as error:
                    yield Failed(place, "unreadable", f"It cannot be unpacked: {error!s:.200}.")
                except PageError as error:
                    yield Failed(place, error.code, str(error))
    except _BROKEN as error:
        raise PageError("unreadable", f"It cannot be unpacked: {error!s:.200}.") from None


def _pages(package: zipfile.ZipFile, item: zipfile.ZipInfo, place: str, most: int) -> Generator[Found, None, int]:
    """The pages of one archive, and into how many bytes it unpacked, at most `most`."""
    with package.open(item) as packed:
        archive, fault = spooled(iter(lambda: packed.read(CHUNK), b""), most)  # going back is slow inside of a package
    with archive:
        size = size_of(archive)
        yield from read_warc(archive, place)
    if fault:
        yield Failed(place, fault.code, str(fault))
    return size
