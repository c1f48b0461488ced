"""How a record came about: which stage and version made it, and what was seen and not handled.

Imports the standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.record.spans import Span


@dataclass(frozen=True, slots=True)
class Stage:
    """The version of a stage, and the SHA-256 (lower-case hex) of its weights where it has any."""

    version: str
    weights_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """Something seen and not handled: `code` is a short stable word to count by, `message` a sentence for a person."""

    stage: str
    code: str
    message: str
    span: Span | None = None
