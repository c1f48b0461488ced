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
    evidence: tuple[float, ...]  # the first is how sure the network is of the type


def merged(told: Sequence[Told]) -> list[Told]:
    """Tellings of one event put together: of one type, with parties in common and no dates that part them."""
    found: list[Told] = []
    for one in told:
        place = next((i for i, other in enumerate(found) if _same(one, other)), None)
        if place is None:
            found.append(one)
        else:
            found[place] = _joined(found[place], one)
    return found


def _same(a: Told, b: Told) -> bool:
    if a.type != b.type or (a.status is Status.DENIED) != (b.status is Status.DENIED):
        return False
    if a.date and b.date and (a.date.end < b.date.start or b.date.end < a.date.start):
        return False
    sides = ((a.actors, b.actors), (a.recipients, b.recipients))
    return all(not x or not y or set(x) & set(y) for x, y in sides) and any(set(x) & set(y) for x, y in sides)


def _joined(a: Told, b: Told) -> Told:
    """What the article vouches for in one place it vouches for; what it says later, behind its headline, it says in full."""
    kept = [s for s in b.triggers if not any(s.overlaps(t) for t in a.triggers)]
    claimed = None not in (a.asserted_by, b.asserted_by)
    return replace(
        a,
        triggers=tuple(sorted((*a.triggers, *kept))),
        mode=a.mode or b.mode,
        contexts=tuple(dict.fromkeys((*a.contexts, *b.contexts))),
        actors=tuple(dict.fromkeys((*a.actors, *b.actors))),
        recipients=tuple(dict.fromkeys((*a.recipients, *b.recipients))),
        status=min((a.status, b.status), key=_SURENESS.index),
        asserted_by=a.asserted_by if claimed else None,
        made_of=a.made_of or b.made_of,
        date=a.date or b.date,
        place=a.place or b.place,
        evidence=max(a.evidence, b.evidence),
    )
