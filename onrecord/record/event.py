"""The event: who did what to whom, in the terms of PLOVER (Halterman et al. 2023). Imports the standard library and spans."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.record.spans import Span, Spans


class Status(StrEnum):
    """OCCURRED: it is reported as something that took place; PLANNED: announced, promised, or under way to be done; DENIED: the
    text says that it did not take place; CONDITIONAL: it may take place, or is feared; BACKGROUND: it took place, and is
    mentioned as what is known already."""

    OCCURRED = "occurred"
    PLANNED = "planned"
    DENIED = "denied"
    CONDITIONAL = "conditional"
    BACKGROUND = "background"


# The confidence from which an event is shown unless all are asked for; docs/events.md says how many of these are right.
SHOWN_FROM = 0.3


@dataclass(frozen=True, slots=True)
class EventDate:
    """When it took place or is to: ISO 8601 dates, both inclusive; `rule` names the rule that gave it; `basis` the article's own
    words."""

    start: str
    end: str
    granularity: str
    rule: str
    basis: Span


@dataclass(frozen=True, slots=True)
class Event:
    """One event, with every place in the article that tells of it.

    `type`, `mode` and `contexts` are PLOVER's (`record.plover`), `score` the type's or mode's place between conflict (-10) and
    cooperation (10). `trigger` has one span for each time it is told. `actors` and `recipients` are entity ids: several are
    joint ("France and Britain"), and who acts on one another ("held talks") stands in both. `place` is an entity id.
    `asserted_by` is the id of the statement that claims it; None where the article itself reports it. `made_of` is the id of the
    statement that the event is made of, where it is an act of speech: an accusation, a demand, a threat, a promise.
    """

    id: str
    type: str
    trigger: Spans
    confidence: float
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    score: float | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    date: EventDate | None = None
    asserted_by: str | None = None
    made_of: str | None = None
    status: Status = Status.OCCURRED
