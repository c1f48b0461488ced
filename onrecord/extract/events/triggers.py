"""The events of a sentence: trigger, type, and the noun phrases of actors and recipients. Imports text only.

Two kinds of words tell of events: verbs ("shelled the town") and nouns ("the shelling of the town"). A noun that is a verb's
object makes one event with it ("imposed sanctions on"), and what the verb does to the noun decides the type ("lifted sanctions
on"). What is said or meant to be done ("refused to meet", "is ready to help") is one event with what would be done.
"""

from __future__ import annotations

from onrecord.extract.events.chunks import Chunk, Chunks
from onrecord.extract.events.clauses import Clause
from onrecord.extract.events.contents import completed
from onrecord.extract.events.frames import demanded, framed, menaced, wronged
from onrecord.extract.events.nouns import of_noun
from onrecord.extract.events.results import UPON_THINGS, FoundEvent
from onrecord.extract.events.subjects import by_subject
from onrecord.extract.events.verbs import of_clause
from onrecord.extract.text.layout import Layout


def find_triggers(layout: Layout, chunks: Chunks, clauses: list[Clause]) -> list[FoundEvent]:
    """The events of one sentence, in the order of their triggers."""
    found: list[FoundEvent] = []
    used: set[int] = set()  # heads of noun phrases that are part of an event already
    taken: set[int] = set()  # verbs that complete an event already ("refused to meet")
    for clause in clauses:
        if clause.verb in taken:
            continue
        event = framed(layout, chunks, clause, clauses, used, taken)
        if event is None:
            event = by_subject(layout, chunks, clause) or of_clause(layout, chunks, clause, used)
            if event is not None and event.type == "REJECT" and _open(layout, clause):
                taken.update((clause.verb, clause.complement.verb if clause.complement else clause.verb))
                continue
            if event is not None:
                event.things = event.type in UPON_THINGS
                event = completed(layout, chunks, event, clause, clauses, used, taken)
        event = menaced(layout, chunks, clause) or demanded(layout, clause, event) or event or wronged(layout, clause)
        if event is None:
            continue
        event.recipients = _included(layout, chunks, event.recipients)
        found.append(event)
    found += [e for chunk in chunks.all if chunk.head not in used for e in of_noun(layout, chunks, chunk, clauses)]
    return sorted(found, key=lambda e: (e.first, e.last))


def _open(layout: Layout, clause: Clause) -> bool:
    """ "did not rule out", "refused to rule out": nothing is rejected."""
    inner = clause.complement
    return clause.negated or (
        inner is not None and layout.phrase(inner.verb, min(inner.verb + 2, len(layout))).casefold() == "rule out"
    )


def _included(layout: Layout, chunks: Chunks, recipients: list[Chunk]) -> list[Chunk]:
    """ "European leaders, including Lind and Varga": those too."""
    if not recipients:
        return recipients
    at = chunks.together(recipients[-1])[-1].last
    if at + 1 < chunks.last and layout.lower[at] == "," and layout.lower[at + 1] in ("including", "among"):
        follower = chunks.starting(at + 2)
        return recipients + (chunks.together(follower) if follower else [])
    return recipients
