"""Everything that was read, kept and decided in one ZIP file, which can be read back whole. Imports record and errors.

onrecord.json     {"onrecord_archive": 1}
records.jsonl     a record a line, all versions of an article, old ones first (docs/record.md)
copies.jsonl      {"line", "location", "sha256"}: where else the text of that line of records.jsonl was found
reviews.jsonl     a review a line (docs/reviews.md)
decisions.jsonl   a decision on who is who a line
pages/SHA256      the bytes of a page, by their hash
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from onrecord.errors import InputError
from onrecord.formats.entries import LARGEST, Entry, entry_a_line
from onrecord.record import Record
from onrecord.record.codec import dumps, dumps_review, loads, loads_review
from onrecord.record.entity import EntityType
from onrecord.record.identity import Anchor, Decision, Ruling
from onrecord.record.kept import KeptRecord
from onrecord.record.review import Review

VERSION = 1
_LINES = ("records.jsonl", "copies.jsonl", "reviews.jsonl", "decisions.jsonl")
_CHUNK = 1 << 20
# What zipfile raises for archives that are broken.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)

Piece = KeptRecord | Review | Decision


def write(pieces: Iterable[Piece], path: Path) -> None:
    """Each page is written once, as it comes; memory is that of one article and of the hashes of pages."""
    with ExitStack() as open_files, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("onrecord.json", json.dumps({"onrecord_archive": VERSION}))
        lines: dict[str, IO[bytes]] = {name: open_files.enter_context(TemporaryFile("w+b")) for name in _LINES}
        kept: set[str] = set()
        number = 0
        for piece in pieces:
            if isinstance(piece, KeptRecord):
                number += 1
                _write_record(piece, number, lines, archive, kept)
            elif isinstance(piece, Review):
                _add(lines["reviews.jsonl"], dumps_review(piece))
            else:
                _add(lines["decisions.jsonl"], json.dumps(asdict(piece), ensure_ascii=True))
        for name, file in lines.items():
            file.seek(0)
            with archive.open(name, "w", force_zip64=True) as packed:
                while chunk := file.read(_CHUNK):
                    packed.write(chunk)


def _write_record(piece: KeptRecord, number: int, lines: dict[str, IO[bytes]], archive: zipfile.ZipFile, kept: set[str]) -> None:
    _add(lines["records.jsonl"], dumps(piece.record))
    page = piece.record.article.page
    pages = [(page.sha256, piece.page)] if page else []
    for location, sha256, data in piece.copies:
        _add(lines["copies.jsonl"], json.dumps({"line": number, "location": location, "sha256": sha256}))
        pages.append((sha256, data))
    for sha256, data in pages:
        if data is not None and sha256 not in kept:
            kept.add(sha256)
            archive.writestr(f"pages/{sha256}", data)


def _add(file: IO[bytes], line: str) -> None:
    file.write(line.encode("utf-8") + b"\n")


def read(file: IO[bytes], name: str) -> Iterator[Entry]:
    """What is in an archive, exactly as it was written: records with their pages, then decisions, then reviews. The file has to
    be one that can be gone back in.

    Raises InputError where it is no archive of a version that this program reads.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            _check(archive, name)
            yield from _records(archive, name)
            for member, load in (("decisions.jsonl", _decision), ("reviews.jsonl", loads_review)):
                with archive.open(member) as lines:
                    yield from entry_a_line(lines, f"{name}, {member}", load)
    except _BROKEN as error:
        raise InputError(f'"{name}" is no archive of onrecord, or is damaged: {error!s:.200}.') from None
    except KeyError as error:
        raise InputError(f'"{name}" is no archive of onrecord: {error!s:.200}.') from None


def _check(archive: zipfile.ZipFile, name: str) -> None:
    about = json.loads(archive.read("onrecord.json")[:1000])
    version = about.get("onrecord_archive") if isinstance(about, dict) else None
    if version != VERSION:
        raise InputError(f'"{name}" is no archive of version {VERSION}; `onrecord export --format archive` writes one.')


def _records(archive: zipfile.ZipFile, name: str) -> Iterator[Entry]:
    with archive.open("records.jsonl") as lines, archive.open("copies.jsonl") as copies:
        of_line = _Copies(copies)
        for number, (place, entry) in enumerate(entry_a_line(lines, f"{name}, records.jsonl", loads), 1):
            elsewhere = of_line.take(number)
            if not isinstance(entry, Record):
                yield place, entry
                continue
            page = entry.article.page
            try:
                pages = tuple((place_, sha, _page(archive, sha)) for place_, sha in elsewhere)
                yield place, KeptRecord(entry, _page(archive, page.sha256) if page else None, pages)
            except InputError as error:
                yield place, error


class _Copies:
    """The copies of one record after the other, as they are listed."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._next = self._read()

    def take(self, line: int) -> list[tuple[str, str]]:
        """Those of a line of records; of lines in order."""
        found = []
        while self._next and self._next[0] <= line:
            if self._next[0] == line:
                found.append(self._next[1:])
            self._next = self._read()
        return found

    def _read(self) -> tuple[int, str, str] | None:
        line = self._file.readline(LARGEST)
        if not line:
            return None
        data = json.loads(line)
        return int(data["line"]), str(data["location"]), str(data["sha256"])


def _page(archive: zipfile.ZipFile, sha256: str) -> bytes | None:
    """The bytes of a page, None where they were not kept. Raises InputError where there are too many, or others."""
    try:
        member = archive.getinfo(f"pages/{sha256}")
    except KeyError:
        return None
    with archive.open(member) as packed:
        data = packed.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"Its page is larger than {LARGEST // 1_000_000} MB.")
    if hashlib.sha256(data).hexdigest() != sha256:
        raise InputError("The bytes of its page are not those of their SHA-256.")
    return data


def _decision(line: bytes) -> Decision:
    """Raises InputError where the line holds none."""
    try:
        data: dict[str, Any] = json.loads(line)
        anchors = {
            side: tuple(Anchor(**{**anchor, "type": EntityType(anchor["type"])}) for anchor in data[side])
            for side in ("these", "those")
        }
        return Decision(**{**data, **anchors, "verdict": Ruling(data["verdict"])})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InputError(f"It is no decision: {type(error).__name__}: {error!s:.100}.") from None
