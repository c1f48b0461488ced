"""The event: who did what to whom, in the terms of PLOVER (Halterman et al. 2023). Imports the standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.record.spans import Spans


class Status(StrEnum):
    OCCURRED = "occurred"
    PLANNED = "planned"
    DENIED = "denied"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True)
class Event:
    """`actors` and `recipients` are entity ids; `asserted_by` the id of the statement that claims it, None where the article
    itself reports it; `place` an entity id; `date` ISO 8601."""

    id: str
    type: str
    trigger: Spans
    confidence: float
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    date: str | None = None
    asserted_by: str | None = None
    status: Status = Status.OCCURRED
