"""A draft, which is a file, read as an article is: text, Markdown, HTML, Word or Rich Text. May import all below search."""

from __future__ import annotations

import hashlib
from pathlib import Path

from onrecord.acquire.input_formats import BY_ENDING, told_by
from onrecord.errors import InputError
from onrecord.pipeline import read_page
from onrecord.record import Page, Record

ENDINGS = (".txt", ".md", ".html", ".htm", ".docx", ".rtf")
LARGEST = 20_000_000  # bytes of a draft
_TYPES = frozenset(BY_ENDING[ending].media_type for ending in ENDINGS)
_SNIFFED = 4096


def read_draft(path: Path) -> Record:
    """What is read from the draft. Raises InputError where there is no such file, or it is of another kind or too large, and
    PageError where it is damaged or holds no words."""
    kind = BY_ENDING.get(path.suffix.lower())
    if kind is None or kind.media_type not in _TYPES:
        raise InputError(f'"{path}" is not a draft that can be read: give one of {", ".join(ENDINGS)}.')
    if not path.is_file():
        raise InputError(f'There is no file "{path}".')
    if path.stat().st_size > LARGEST:
        raise InputError(f'"{path}" has more than {LARGEST // 1_000_000} MB; a draft may not.')
    return _read(path.read_bytes(), kind.media_type, str(path))


def read_draft_bytes(data: bytes) -> Record:
    """As `read_draft`, of bytes whose kind is told by how they begin."""
    if len(data) > LARGEST:
        raise InputError(f"The draft has more than {LARGEST // 1_000_000} MB; a draft may not.")
    kind = told_by(data[:_SNIFFED]).media_type
    return _read(data, kind if kind in _TYPES else "text/plain", "-")


def _read(data: bytes, media_type: str, location: str) -> Record:
    return read_page(data, Page(hashlib.sha256(data).hexdigest(), media_type, location))
