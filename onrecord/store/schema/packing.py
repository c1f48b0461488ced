"""Bytes as the database keeps them: compressed, and named by the SHA-256 of what they were. Imports record and errors."""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

from onrecord.errors import StoreError
from onrecord.record import Record
from onrecord.record.codec import loads


def sha256(data: bytes) -> str:
    """Lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def packed(data: bytes) -> bytes:
    return zlib.compress(data)


def unpacked(data: bytes) -> bytes:
    """Raises StoreError where `data` is damaged."""
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise StoreError(f"the stored bytes are damaged: {error}") from error


def unpacked_record(data: bytes) -> Record:
    """Raises StoreError where `data` is damaged, RecordError where it is no sound record."""
    return loads(unpacked(data))


def without_nul(value: Any) -> Any:
    """A value as PostgreSQL keeps it, whose texts have no NUL: the sign for it stands there instead."""
    return value.replace("\x00", "\N{SYMBOL FOR NULL}") if isinstance(value, str) else value


def is_same(found: Any, value: Any) -> bool:
    """Whether a database that was given `value` may answer with `found`."""
    return bool(found == value or found == without_nul(value))
