"""Events that nouns tell of, alone ("the shelling of the town") or with a verb ("lifted sanctions on"). Imports text only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.extract.events.arguments import BY, after_noun
from onrecord.extract.events.chunks import Chunk, Chunks
from onrecord.extract.events.clauses import Clause
from onrecord.extract.events.lexicon import NounEntry, light, nouns, word_list
from onrecord.extract.events.results import UPON_THINGS, FoundEvent
from onrecord.extract.text.layout import Layout

_RECIPROCAL = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "RETREAT", "ASSAULT", "AGREE"))


def noun_entry(layout: Layout, chunk: Chunk) -> tuple[NounEntry, int] | None:
    """The entry of the phrase's head, compounds first, with the first word of it."""
    for size in (4, 3, 2):
        first = chunk.head - size + 1
        if first >= chunk.first:
            entry = nouns().get(" ".join(layout.lower[first : chunk.head + 1]))
            if entry:
                return entry, first
    if layout.lower[chunk.head] in word_list("containers") and chunk.head > chunk.first:  # "a mediation effort"
        entry = nouns().get(layout.lower[chunk.head - 1])
        return (entry, chunk.head - 1) if entry else None
    entry = nouns().get(layout.lower[chunk.head])
    return (entry, chunk.head) if entry else None


def compound(layout: Layout, chunks: Chunks, chunk: Chunk) -> tuple[Chunk, NounEntry, int, bool] | None:
    """The event noun that the phrase is or measures, its phrase, its first word, and whether it ends: "a round of talks", "a
    state of emergency", "a halt to attacks"."""
    after = chunks.starting(chunk.last + 1)
    if after is not None and after.last + 1 < chunks.last and layout.lower[after.last] == "of":  # "a halt to two years of war"
        counted = after.temporal or layout.lower[after.head] in word_list("measures")
        after = (chunks.starting(after.last + 1) or after) if counted else after
    word = layout.lower[chunk.head]
    if after is not None and layout.lower[chunk.last] == "of":
        whole = nouns().get(f"{word} of {layout.lower[after.head]}")
        if whole is not None:
            return chunk, whole, chunk.head, False
    ends = word in word_list("endings")
    if (
        after is not None
        and layout.lower[chunk.last] in ("of", "to", "in", "on")
        and (ends or word in word_list("measures") or word in word_list("money"))
    ):
        inner = noun_entry(layout, after)
        if inner is not None:
            return after, inner[0], chunk.head, ends
    told = noun_entry(layout, chunk)
    return (chunk, *told, False) if told is not None else None


def with_noun(
    layout: Layout, chunks: Chunks, clause: Clause, word: str, chunk: Chunk, noun: NounEntry
) -> tuple[str, str | None] | None:
    """What a verb makes of an event's noun; None where the two make no event together."""
    if word in light("stop") and noun.kind == "tie":
        return "SANCTION", "withdraw" if noun.type == "SANCTION" else "discontinue"
    if word in light("stop") and noun.type in ("CONSULT", "COOPERATE", "AID"):
        return "SANCTION", "discontinue"
    if word in light("stop") and noun.kind == "hold":
        return "CONCEDE", None
    if word in light("stop") and noun.type == "ASSAULT":
        return "RETREAT", "ceasefire"
    if word in light("stop") and noun.type == "PROTEST":
        return "CONCEDE", None
    if noun.lemma in ("relation", "tie") and word in light("do"):
        return "SUPPORT", None
    if noun.type == "RETREAT" and noun.mode == "release" and word in light("do"):
        return "RETREAT", "release"
    verbal = word_list("verbal") | {"verbally"}
    if noun.type == "ASSAULT" and any(layout.lower[i] in verbal for i in range(chunk.first, chunk.head)):
        return "ACCUSE", "disapprove"
    struck = noun.mode == "strike" and any(p in ("on", "against") for p, _ in after_noun(chunks, clause, chunk))
    if struck and word in light("military"):  # "carried out strikes on"
        return "ASSAULT", "aerial"
    if word in light("do"):
        if noun.type == "AID" and noun.lemma in ("weapons", "arms", "food", "medicine", "ammunition", "vaccine"):
            return None
        if noun.type == "COOPERATE" and noun.lemma in ("information", "intelligence", "evidence"):
            return None
        return noun.type, noun.mode
    return None


def for_peace(layout: Layout, chunks: Chunks, clause: Clause) -> bool:
    """Whether troops are sent to keep a peace."""
    first = min([clause.first, *(c.first for c in clause.subjects)])
    return any(
        "peacekeep" in layout.lower[i] or layout.lower[i] == "peace" for i in range(first, min(clause.last + 16, chunks.last))
    )


def _upon(chunks: Chunks, noun: NounEntry, following: list[tuple[str, Chunk]]) -> list[Chunk]:
    """What follows the noun where its entry says that the recipient stands."""
    for place in noun.recipient:
        found = [c for p, c in following if p == place and not c.temporal]
        if found:
            return [m for m in chunks.together(found[0]) if m.first >= found[0].first]
    return []


def _going_into(chunk: Chunk, clauses: list[Clause]) -> list[Chunk]:
    """The subjects of the active clause that has the phrase among its objects."""
    within = (c for c in clauses if not c.passive and (chunk in c.objects or any(chunk is o for _, o in c.oblique)))
    clause = next(within, None)
    return [] if clause is None else list(clause.subjects)


def of_noun(layout: Layout, chunks: Chunks, chunk: Chunk, clauses: list[Clause]) -> Iterator[FoundEvent]:
    told = noun_entry(layout, chunk)
    if told is None or chunk.temporal:
        return
    noun, first = told
    if noun.kind in ("tie", "word") and noun.type not in ("CONCEDE", "RETREAT") and noun.lemma not in word_list("telling"):
        return
    if noun.lemma in _TOO_PLAIN or (noun.kind == "word" and noun.type == "THREATEN"):
        return
    following = chunks.complements(chunk)
    event = FoundEvent(noun.type, noun.mode, noun.contexts, first, chunk.last, noun=chunk, certain=False)
    event.things = noun.type in UPON_THINGS
    possessor = _possessor(layout, chunks, chunk)
    actors = [c for p, c in following if p == BY]
    between = [c for p, c in following if p == "between"]
    if between:
        both = [c for b in between for c in chunks.together(b)]
        if noun.type in _RECIPROCAL:
            event.actors = event.recipients = both
            yield event
            return
    if possessor is not None and not actors:
        actors = [possessor]
    recipients = _upon(chunks, noun, following)
    if not actors and recipients and noun.type in ("CONSULT", "COOPERATE"):  # "walked into negotiations with B"
        actors = _going_into(chunk, clauses)
    event.actors, event.recipients = actors, recipients
    if not actors and not recipients:
        subject_of = next((c for c in clauses if chunk in c.subjects), None)
        if subject_of is None or noun.type not in ("CONSULT", "ASSAULT", "PROTEST"):
            return
    yield event


_TOO_PLAIN = word_list("too plain")


def _possessor(layout: Layout, chunks: Chunks, chunk: Chunk) -> Chunk | None:
    """ "Russia's invasion", "the Russian invasion": the words before the noun, as a phrase of their own."""
    for i in range(chunk.head - 1, chunk.first - 1, -1):
        if layout.lower[i] in ("'s", "'"):
            return replace(chunk, last=i, head=i - 1)
    if layout.lower[chunk.first] in ("his", "her", "their", "its"):
        return Chunk(chunk.first, chunk.first + 1, chunk.first)
    capital = [i for i in range(chunk.first, chunk.head) if layout.words[i][0].isupper() and layout.tags[i] in ("ADJ", "PROPN")]
    if capital:
        return Chunk(capital[0], capital[-1] + 1, capital[-1])
    return None
