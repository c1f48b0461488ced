"""An event as words tell of it, before it is known who its parties are. Imports record only."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.extract.events.chunks import Chunk
from onrecord.extract.events.clauses import Clause
from onrecord.record import Status

COOPERATIVE = frozenset(("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"))
HOSTILE = frozenset(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "THREATEN"))
GUESSED = 0.4  # confidence of what only the encoder tells
UPON_THINGS = frozenset(("ASSAULT", "COERCE", "AID", "PROTEST", "MOBILIZE", "CONCEDE", "RETREAT"))
MATRIX = frozenset(("REJECT", "REQUEST", "THREATEN", "AGREE", "ACCUSE"))


@dataclass(slots=True, eq=False)
class FoundEvent:
    """`first`, `last`: the words of the trigger. `clause` is the verb's, where there is one; `noun` the event's noun. `things`:
    what it acts upon need be nobody ("two factories"). `status` where the frame settles it. `spoken`: it is what the speaker
    does by saying so ("the rebels must disarm, she said"), who is the actor; where nobody says so, it is `instead`.
    `guessed`: no lexicon tells of it."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    first: int
    last: int
    actors: list[Chunk] = field(default_factory=list)
    recipients: list[Chunk] = field(default_factory=list)
    clause: Clause | None = None
    noun: Chunk | None = None
    certain: bool = True
    things: bool = False
    status: Status | None = None
    spoken: bool = False
    guessed: bool = False
    instead: FoundEvent | None = None


def promised(type_: str) -> str:
    """What announcing it is: cooperation to come is AGREE, conflict THREATEN."""
    if type_ in HOSTILE:
        return "THREATEN"
    return "AGREE" if type_ in COOPERATIVE else type_
