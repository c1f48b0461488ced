"""Files and folders -> pages. May import record and errors.

What is read: the formats of `input_formats`, and gzip of these (.html.gz). Folders are walked in sorted order, so two runs see
the same files in the same order. Names that start with a dot are passed over, as are, in folders, files of other kinds.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import IO

from onrecord.acquire.found import LARGEST
from onrecord.acquire.input_formats import BY_ENDING, BY_TYPE, endings
from onrecord.acquire.unpacking import size_of, too_large, unpacked
from onrecord.errors import InputError, PageError
from onrecord.record import Page


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that was named, or found in a folder that was. `location` is its path as text that can be stored and shown."""

    path: Path
    location: str
    media_type: str | None
    packed: bool = False

    @property
    def is_one_page(self) -> bool:
        """Whether it gives one article, or none; an unknown kind gives one failure."""
        return self.media_type is None or (self.media_type in BY_TYPE and BY_TYPE[self.media_type].one_page)


@dataclass(frozen=True, slots=True)
class Listing:
    """`files` in the order to read them; `unreadable` folders with what was wrong; `passed_over` counts files of other kinds."""

    files: tuple[FoundFile, ...]
    unreadable: tuple[tuple[str, PageError], ...]
    passed_over: int


def printable_path(path: Path) -> str:
    """The path as Unicode text: bytes of the name that are not UTF-8 become `\\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def list_files(paths: Iterable[Path], exclude: Sequence[str] = ()) -> Listing:
    """Every file to read under `paths`, each once. A link to a folder is followed, unless it leads back to a folder that was
    already walked. Passed by is what fits a glob of `exclude` by its name, or by its path from the folder that was named.

    Raises InputError where one of `paths` does not exist.
    """
    files: dict[Path, FoundFile] = {}
    unreadable: list[tuple[str, PageError]] = []
    walked: set[tuple[int, int]] = set()
    passed_over = 0
    for given in paths:
        if not given.exists():
            raise InputError(f"There is no file or folder {printable_path(given)!r}.")
        if not given.is_dir():
            if not _fits(Path(given.name), exclude):
                files.setdefault(given, _found(given))
            continue
        for item in _walk(given, walked, exclude):
            if isinstance(item, PageError):
                unreadable.append((printable_path(given), item))
            elif (found := _found(item)).media_type is None or BY_TYPE[found.media_type].only_named:
                passed_over += 1
            else:
                files.setdefault(item, found)
    return Listing(tuple(files.values()), tuple(unreadable), passed_over)


def _walk(folder: Path, walked: set[tuple[int, int]], exclude: Sequence[str]) -> Iterator[Path | PageError]:
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
            if _fits(path.relative_to(folder), exclude):
                continue
            if path.is_dir():
                folders.append(path)
            else:
                yield path
        waiting.extend(reversed(folders))


def _fits(path: Path, globs: Sequence[str]) -> bool:
    return any(fnmatchcase(name, glob.rstrip("/")) for glob in globs for name in (path.name, path.as_posix()))


def _found(path: Path) -> FoundFile:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    packed = bool(suffixes) and suffixes[-1] == ".gz"
    if packed:
        suffixes.pop()
    kind = BY_ENDING.get(suffixes[-1]) if suffixes else None
    return FoundFile(path, printable_path(path), kind.media_type if kind else None, packed)


def load_page(found: FoundFile) -> tuple[bytes, Page]:
    """The file's bytes (unpacked where it was packed) and the page that they are.

    Raises PageError: "unsupported" for another kind of file, "unreadable" where it cannot be opened or unpacked, "too-large"
    above LARGEST bytes; the size is asked before anything is read.
    """
    if found.media_type is None:
        raise unsupported()
    with open_file(found) as file:
        data = whole(file)
    if found.packed:
        data = unpacked(data)
    return data, Page(hashlib.sha256(data).hexdigest(), found.media_type, found.location)


def whole(file: IO[bytes]) -> bytes:
    """All bytes of a seekable file. Raises PageError: "too-large" above LARGEST bytes, "unreadable"."""
    try:
        size = size_of(file)
        if size > LARGEST:
            raise too_large(size)
        return file.read(LARGEST)
    except OSError as error:
        raise PageError("unreadable", f"It cannot be read: {error.strerror or error}.") from error


def unsupported() -> PageError:
    return PageError("unsupported", f"Only {endings()} and gzip of these are read.")


def open_file(found: FoundFile) -> IO[bytes]:
    """The file, to be read piece by piece whatever its size. Raises PageError("unreadable")."""
    try:
        if not stat.S_ISREG(found.path.stat().st_mode):
            raise PageError("unreadable", "It is not a regular file.")
        return found.path.open("rb")
    except OSError as error:
        raise PageError("unreadable", f"It cannot be read: {error.strerror or error}.") from error
