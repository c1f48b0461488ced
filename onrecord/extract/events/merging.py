"""What is told several times in an article is one event with several triggers. Imports record only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.record import EventDate, Spans, Status

_SURENESS = (Status.OCCURRED, Status.BACKGROUND, Status.PLANNED, Status.DENIED, Status.CONDITIONAL)


@dataclass(frozen=True, slots=True)
class Told:
    """One telling of an event, or several put together; the fields are the event's."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    triggers: Spans
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status
    asserted_by: str | None
    made_of: str | None
    date: EventDate | None
    place: str | None
    confidence: float


def merged(told: Sequence[Told]) -> list[Told]:
    """Tellings of one event put together: of one type, status, statement and date, with parties in common."""
    found: list[Told] = []
    for one in told:
        place = next((i for i, other in enumerate(found) if _same(one, other)), None)
        if place is None:
            found.append(one)
        else:
            found[place] = _joined(found[place], one)
    return found


def _same(a: Told, b: Told) -> bool:
    if a.type != b.type or a.asserted_by != b.asserted_by:
        return False
    if any(x.overlaps(y) for x in a.triggers for y in b.triggers):
        return True
    if a.status is not b.status and {a.status, b.status} != {Status.OCCURRED, Status.BACKGROUND}:
        return False
    if a.mode and b.mode and a.mode != b.mode:
        return False
    if a.date and b.date and (a.date.end < b.date.start or b.date.end < a.date.start):
        return False
    if not (a.actors and b.actors and set(a.actors) & set(b.actors)):
        return False
    return bool(set(a.recipients) & set(b.recipients)) or (not a.recipients and not b.recipients)


def _joined(a: Told, b: Told) -> Told:
    status = min((a.status, b.status), key=_SURENESS.index)
    kept = [s for s in b.triggers if not any(s.overlaps(t) for t in a.triggers)]
    return replace(
        a,
        triggers=tuple(sorted((*a.triggers, *kept))),
        mode=a.mode or b.mode,
        contexts=tuple(dict.fromkeys((*a.contexts, *b.contexts))),
        actors=tuple(dict.fromkeys((*a.actors, *b.actors))),
        recipients=tuple(dict.fromkeys((*a.recipients, *b.recipients))),
        status=status,
        made_of=a.made_of or b.made_of,
        date=a.date or b.date,
        place=a.place or b.place,
        confidence=max(a.confidence, b.confidence),
    )
