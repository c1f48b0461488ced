"""Files and folders -> pages. May import record and errors.

What is read: the kinds in MEDIA_TYPES, and gzip of these (.html.gz). Folders are walked in sorted order, so two runs see the same
files in the same order. Names that start with a dot are passed over, as are, in folders, files of other kinds.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from onrecord.acquire.found import LARGEST
from onrecord.errors import InputError, PageError
from onrecord.record import Page

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".mhtml": "multipart/related",
    ".mht": "multipart/related",
    ".eml": "message/rfc822",
    ".pdf": "application/pdf",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
    ".json": "application/json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".parquet": "application/vnd.apache.parquet",
    ".warc": "application/warc",
    ".wacz": "application/wacz",
    ".opml": "application/xml",
    ".rss": "application/xml",
    ".atom": "application/xml",
    ".xml": "application/xml",
}
_NAMED_ONLY = frozenset({"application/json", "application/xml"})  # in folders such files are mostly parts of saved pages
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that was named, or found in a folder that was. `location` is its path as text that can be stored and shown."""

    path: Path
    location: str
    media_type: str | None
    packed: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """`files` in the order to read them; `unreadable` folders with what was wrong; `passed_over` counts files of other kinds."""

    files: tuple[FoundFile, ...]
    unreadable: tuple[tuple[str, PageError], ...]
    passed_over: int


def printable_path(path: Path) -> str:
    """The path as Unicode text: bytes of the name that are not UTF-8 become `\\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def list_files(paths: Iterable[Path]) -> Listing:
    """Every file to read under `paths`, each once. A link to a folder is followed, unless it leads back to a folder that was
    already walked. Raises InputError where one of `paths` does not exist."""
    files: dict[Path, FoundFile] = {}
    unreadable: list[tuple[str, PageError]] = []
    walked: set[tuple[int, int]] = set()
    passed_over = 0
    for given in paths:
        if not given.exists():
            raise InputError(f"There is no file or folder {printable_path(given)!r}.")
        if not given.is_dir():
            files.setdefault(given, _found(given))
            continue
        for item in _walk(given, walked):
            if isinstance(item, PageError):
                unreadable.append((printable_path(given), item))
            elif (found := _found(item)).media_type is None or found.media_type in _NAMED_ONLY:
                passed_over += 1
            else:
                files.setdefault(item, found)
    return Listing(tuple(files.values()), tuple(unreadable), passed_over)


def _walk(folder: Path, walked: set[tuple[int, int]]) -> Iterator[Path | PageError]:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            status = here.stat()
            identity = (status.st_dev, status.st_ino)
            if identity in walked:
                continue
            walked.add(identity)
            entries = sorted(os.scandir(here), key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            yield PageError("unreadable", f"The folder {printable_path(here)!r} cannot be read: {error.strerror}.")
            continue
        folders = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = here / entry.name
            if path.is_dir():
                folders.append(path)
            else:
                yield path
        waiting.extend(reversed(folders))


def _found(path: Path) -> FoundFile:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    packed = bool(suffixes) and suffixes[-1] == ".gz"
    if packed:
        suffixes.pop()
    return FoundFile(path, printable_path(path), MEDIA_TYPES.get(suffixes[-1]) if suffixes else None, packed)


def load_page(found: FoundFile) -> tuple[bytes, Page]:
    """The file's bytes (unpacked where it was packed) and the page that they are.

    Raises PageError: "unsupported" for another kind of file, "unreadable" where it cannot be opened or unpacked, "too-large"
    above LARGEST bytes; the size is asked before anything is read.
    """
    if found.media_type is None:
        raise PageError("unsupported", f"Only {', '.join(MEDIA_TYPES)} and gzip of these are read.")
    data = file_bytes(found)
    return data, Page(hashlib.sha256(data).hexdigest(), found.media_type, found.location)


def file_bytes(found: FoundFile) -> bytes:
    """The file's bytes, unpacked where it was packed. Raises PageError: "unreadable", "too-large"."""
    try:
        return _unpack(_read(found.path)) if found.packed else _read(found.path)
    except OSError as error:
        raise PageError("unreadable", f"It cannot be read: {error.strerror or error}.") from error


def open_file(found: FoundFile) -> IO[bytes]:
    """The file, to be read piece by piece whatever its size. Raises PageError("unreadable")."""
    try:
        if not stat.S_ISREG(found.path.stat().st_mode):
            raise PageError("unreadable", "It is not a regular file.")
        return found.path.open("rb")
    except OSError as error:
        raise PageError("unreadable", f"It cannot be read: {error.strerror or error}.") from error


def _read(path: Path) -> bytes:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):  # opening a pipe or a device could wait for ever
        raise PageError("unreadable", "It is not a regular file.")
    if status.st_size > LARGEST:
        raise _too_large(status.st_size)
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise _too_large(len(data))
    return data


def _unpack(packed: bytes) -> bytes:
    data = bytearray()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
            while chunk := file.read(_CHUNK):
                data += chunk
                if len(data) > LARGEST:
                    raise _too_large(len(data))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise PageError("unreadable", f"It cannot be unpacked: {error}.") from error
    return bytes(data)


def _too_large(size: int) -> PageError:
    return PageError("too-large", f"It has {size / 1e6:.0f} MB or more; pages of up to {LARGEST / 1e6:.0f} MB are read.")
