"""A record with what it was read from. Imports record."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.record.record import Record


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """One version of an article with the bytes of its page, None where these are not kept. `copies` are the other pages that gave
    the same text, each as location, SHA-256 and bytes."""

    record: Record
    page: bytes | None = None
    copies: tuple[tuple[str, str, bytes | None], ...] = ()
