"""Events as words tell of them: trigger, type, and the noun phrases of actors and recipients. Imports chunks, clauses,
event_arguments, event_lexicon and layout.

Two kinds of words tell of events: verbs ("shelled the town") and nouns ("the shelling of the town"). A noun that is a verb's
object makes one event with it ("imposed sanctions on"), and what the verb does to the noun decides the type ("lifted
sanctions on").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from onrecord.extract.chunks import Chunk, Chunks
from onrecord.extract.clauses import Clause
from onrecord.extract.event_arguments import BY, after_noun, agents_of, parties_of_light, recipients_of, somebody
from onrecord.extract.event_lexicon import NounEntry, VerbEntry, forms, light, nouns, verbs, word_list
from onrecord.extract.layout import Layout

_COOPERATIVE = frozenset(("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"))
_HOSTILE = frozenset(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "THREATEN"))
_UPON_THINGS = frozenset(("ASSAULT", "COERCE", "AID", "PROTEST", "MOBILIZE", "CONCEDE", "RETREAT"))
_MATRIX = frozenset(("REJECT", "REQUEST", "THREATEN", "AGREE", "ACCUSE"))
_RECIPROCAL = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "RETREAT", "ASSAULT", "AGREE"))


@dataclass(slots=True, eq=False)
class FoundEvent:
    """`first`, `last`: the words of the trigger. `clause` is the verb's, where there is one; `noun` the event's noun. `things`:
    what it acts upon need be nobody ("two factories")."""

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


def find_triggers(layout: Layout, chunks: Chunks, clauses: list[Clause]) -> list[FoundEvent]:
    """The events of one sentence, in the order of their triggers."""
    found: list[FoundEvent] = []
    used: set[int] = set()  # heads of noun phrases that are part of an event already
    taken: set[int] = set()  # verbs that complete an event already ("refused to meet")
    for clause in clauses:
        if clause.verb in taken:
            continue
        event = _of_clause(layout, chunks, clause, used)
        if event is None:
            continue
        if event.type == "REJECT" and _open(layout, clause):
            taken.update((clause.verb, clause.complement.verb if clause.complement else clause.verb))
            continue
        event.things = event.type in _UPON_THINGS
        event = _completed(layout, chunks, event, clause, clauses, used, taken)
        event.recipients = _included(layout, chunks, event.recipients)
        found.append(event)
    found += [e for chunk in chunks.all if chunk.head not in used for e in _of_noun(layout, chunks, chunk, clauses)]
    return sorted(found, key=lambda e: (e.first, e.last))


def _open(layout: Layout, clause: Clause) -> bool:
    """ "did not rule out", "refused to rule out": nothing is rejected."""
    inner = clause.complement
    return clause.negated or (
        inner is not None and layout.phrase(inner.verb, min(inner.verb + 2, len(layout))).casefold() == "rule out"
    )


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


def _of_clause(layout: Layout, chunks: Chunks, clause: Clause, used: set[int]) -> FoundEvent | None:
    word = layout.lower[clause.verb]
    patient = clause.subjects if clause.passive else clause.objects
    told = next(((c, e) for c in patient[:2] if (e := _compound(layout, chunks, c)) is not None), None)
    entry = _verb_entry(layout, chunks, clause, word)
    if told is not None:
        chunk, (noun, first) = told
        made = _with_noun(layout, chunks, clause, word, chunk, noun)
        own = entry is not None and (entry.objects or (entry.type in _MATRIX and word not in light("do")))
        kept = made is not None and entry is not None and entry.type == "MOBILIZE" and made[0] == "AID"  # peacekeeping troops
        if made is not None and (kept or not own):
            type_, mode = made
            used.add(chunk.head)
            event = FoundEvent(type_, mode, noun.contexts, *_extent(clause, chunk, first), clause=clause, noun=chunk)
            event.actors, event.recipients = parties_of_light(layout, chunks, clause, chunk, noun)
            return event
    if entry is None:
        return _jointly(layout, clause) or _ultimatum(layout, chunks, clause)
    event = FoundEvent(entry.type, entry.mode, entry.contexts, clause.verb, clause.last, clause=clause)
    if clause.particle and entry.particle == clause.particle:
        event.last = max(event.last, clause.last + 1)
    event.actors = agents_of(layout, clause)
    event.recipients = recipients_of(layout, chunks, clause, entry)
    if entry.objects:
        told_of = [
            c
            for c in (*clause.subjects, *clause.objects, *(c for _, c in clause.oblique))
            if layout.lower[c.head] in entry.objects
        ]
        used.update(c.head for c in told_of)
        event.last = max([event.last, *(c.last for c in told_of if c in clause.objects)])
    if entry.particle == "under":  # "came under attack"
        event.actors, event.recipients = [c for p, c in clause.oblique if p in ("from", "by")], list(clause.subjects)
    if clause.passive and not event.actors and entry.mode in ("expel", "deport"):  # "were expelled from North Korea"
        event.actors = [c for p, c in clause.oblique if p in ("from", "of")][:1]
    if entry.type == "MOBILIZE" and clause.passive:
        event.actors = event.actors or list(clause.subjects)
    return _adjusted(layout, chunks, event, clause, entry)


def _jointly(layout: Layout, clause: Clause) -> FoundEvent | None:
    """What several do jointly, whatever it is."""
    words = range(max(0, clause.first - 1), min(clause.last + 1, len(layout)))
    at = next((i for i in words if layout.lower[i] == "jointly"), None)
    if at is None or len(clause.subjects) < 2:
        return None
    return FoundEvent("COOPERATE", None, (), at, at + 1, list(clause.subjects), clause=clause)


def _ultimatum(layout: Layout, chunks: Chunks, clause: Clause) -> FoundEvent | None:
    """ "gave the airline three days to raise wages"."""
    if layout.lower[clause.verb] not in forms("give") or clause.complement is None or not clause.objects:
        return None
    days = chunks.starting(clause.objects[-1].last)
    if days is None or not days.temporal:
        return None
    return FoundEvent("THREATEN", None, (), clause.verb, days.last, list(clause.subjects), clause.objects[:1], clause)


def _compound(layout: Layout, chunks: Chunks, chunk: Chunk) -> tuple[NounEntry, int] | None:
    """The event noun that the phrase is or measures: "a round of talks", "a state of emergency", "a series of attacks"."""
    after = chunks.starting(chunk.last + 1)
    if after is not None and layout.lower[chunk.last] == "of":
        whole = nouns().get(f"{layout.lower[chunk.head]} of {layout.lower[after.head]}")
        if whole is not None:
            return whole, chunk.head
    return noun_entry(layout, chunk)


def _verb_entry(layout: Layout, chunks: Chunks, clause: Clause, word: str) -> VerbEntry | None:
    if layout.tags[clause.verb] != "VERB":
        return None
    following = {p for p, _ in clause.oblique[:1]} | {clause.particle}
    if clause.last < len(layout) and (layout.tags[clause.last] == "ADP" or layout.lower[clause.last] == "that"):
        following.add(layout.lower[clause.last])
    patient = clause.subjects if clause.passive else clause.objects
    if clause.passive:
        patient = [*patient, *clause.objects]  # "were taken hostage"
    direct = {layout.lower[c.head] for c in patient} | {layout.lower[c.head] for p, c in clause.oblique if p == "of" and patient}
    for entry in verbs().get(word, ()):
        if entry.objects:
            standing = {layout.lower[c.head] for p, c in clause.oblique if p == entry.particle}
            if entry.particle == clause.particle:
                standing |= direct
            fits = bool(entry.objects & (standing if entry.particle else direct))
        else:
            fits = entry.particle is None or entry.particle in following
        if fits and _has_recipient(layout, chunks, clause, entry):
            return entry
    return None


def _has_recipient(layout: Layout, chunks: Chunks, clause: Clause, entry: VerbEntry) -> bool:
    if entry.needs == "nothing":
        return True
    if len(clause.subjects) > 1 and layout.lower[clause.verb] in light("mutual") and not clause.passive:
        return True  # "the two met"
    recipients = recipients_of(layout, chunks, clause, entry)
    return bool(recipients) and (entry.needs == "something" or somebody(layout, recipients[0]))


def _with_noun(
    layout: Layout, chunks: Chunks, clause: Clause, word: str, chunk: Chunk, noun: NounEntry
) -> tuple[str, str | None] | None:
    """What a verb makes of an event's noun; None where the two make no event together."""
    if word in light("stop") and noun.kind == "tie":
        return "SANCTION", "withdraw" if noun.type == "SANCTION" else "discontinue"
    if word in light("stop") and noun.type in ("CONSULT", "COOPERATE", "AID"):
        return "SANCTION", "discontinue"
    if (word in light("lift") or word in light("stop")) and noun.kind == "hold":
        plain = noun.lemma in word_list("coercible")
        return ("RETREAT", None) if plain else ("CONCEDE", None)
    if word in light("stop") and noun.type == "ASSAULT":
        return "RETREAT", "ceasefire"
    if word in light("stop") and noun.type == "PROTEST":
        return "CONCEDE", None
    if word in light("giving") and noun.type in ("AID", "COOPERATE"):
        return noun.type, noun.mode
    if (
        word in light("giving")
        and noun.type == "MOBILIZE"
        and noun.mode == "troops"
        and _for_peace(layout, chunks, clause, chunk)
    ):
        return "AID", None
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
        if (
            noun.type in ("COOPERATE",)
            and noun.lemma in ("information", "intelligence", "evidence")
            and word not in light("sharing")
        ):
            return None
        return noun.type, noun.mode
    return None


def _for_peace(layout: Layout, chunks: Chunks, clause: Clause, chunk: Chunk) -> bool:
    around = range(clause.first, min(clause.last + 16, chunks.last))
    return any("peace" in layout.lower[i] for i in around) or any(
        "peace" in layout.lower[i] for i in range(chunk.first, chunk.last)
    )


def _extent(clause: Clause, chunk: Chunk, noun_first: int) -> tuple[int, int]:
    if clause.passive:
        return clause.verb, clause.last
    return clause.verb, max(clause.last, chunk.last)


def _adjusted(layout: Layout, chunks: Chunks, event: FoundEvent, clause: Clause, entry: VerbEntry) -> FoundEvent | None:
    """What the words around a verb say against its usual type."""
    lemma, word = entry.lemma, layout.lower[clause.verb]
    heads = [layout.lower[c.head] for c in clause.objects]
    if entry.type == "CONCEDE" and lemma in ("lift", "ease", "revoke", "relax") and clause.objects:
        place = next((c for p, c in chunks.complements(clause.objects[0]) if p in ("on", "against", "in", "for")), None)
        event.recipients = [place] if place else event.recipients
    if lemma == "fight" and clause.objects and not somebody(layout, clause.objects[0]):
        return None
    if lemma in ("tell", "want") and clause.complement is None:
        return None
    if lemma == "order" and clause.complement is None and not clause.passive:
        return None
    if lemma == "withdraw" and set(heads) & word_list("recalled"):
        event.type, event.mode = "SANCTION", "withdraw"
    if lemma == "provide" and not clause.passive and "with" not in {p for p, _ in clause.oblique}:
        given = [c for p, c in clause.oblique if p in ("to", "for")]
        event.recipients = given[:2] or event.recipients
    if lemma in ("deploy", "dispatch", "mobilize", "mobilise") and any(h in ("police", "officers") for h in heads):
        event.mode = "police"
    if lemma == "fire" and not entry.objects and "at" in {p for p, _ in clause.oblique}:
        return None
    if lemma == "send" and set(heads) & word_list("unsent"):
        return None
    if lemma == "send" and set(heads) & word_list("envoys"):
        event.type = "CONSULT"
    if lemma == "call" and clause.objects and not event.recipients:
        event.recipients = [
            c for p, c in after_noun(chunks, clause, clause.objects[0]) if p in ("against", "on", "in", "with", "by")
        ][:1]
    if word in ("talking", "talked", "talks", "talk") and not event.recipients:
        return None
    if lemma in ("arrive", "travel", "fly", "visit") and not event.recipients:
        return None
    return event


def _included(layout: Layout, chunks: Chunks, recipients: list[Chunk]) -> list[Chunk]:
    """ "European leaders, including Lind and Varga": those too."""
    if not recipients:
        return recipients
    at = chunks.together(recipients[-1])[-1].last
    if at + 1 < chunks.last and layout.lower[at] == "," and layout.lower[at + 1] in ("including", "among"):
        follower = chunks.starting(at + 2)
        return recipients + (chunks.together(follower) if follower else [])
    return recipients


def _completed(
    layout: Layout,
    chunks: Chunks,
    event: FoundEvent,
    clause: Clause,
    clauses: list[Clause],
    used: set[int],
    taken: set[int],
) -> FoundEvent:
    """ "refused to meet B", "threatened to attack B", "agreed to release B": one event, whose recipient is the infinitive's."""
    complement = clause.complement
    if event.type not in _MATRIX or event.noun is not None:
        return event
    if complement is None:
        that = _that_clause(layout, chunks, clause)
        if that is not None:
            said = next((c for c in clauses if c.subjects == [that]), None)
            own = layout.tags[that.head] == "PRON" or event.type == "AGREE"
            if own and said is not None and event.type != "REQUEST":  # "warned that it would attack B"
                event.recipients = event.recipients or _upon(layout, chunks, said, used)
            event.recipients = event.recipients or [that]
        agreed = [c for p, c in clause.oblique if p in ("to", "on", "for") and event.type in ("AGREE", "REQUEST")]
        for chunk in (clause.objects or agreed)[:1]:
            if (entry := noun_entry(layout, chunk)) is not None:
                used.add(chunk.head)
                if event.recipients and chunk not in event.recipients:
                    continue
                inner = [
                    c
                    for p, c in after_noun(chunks, clause, chunk)
                    if p in (*entry[0].recipient, "by", "from", "on", "with", "of")
                ]
                event.recipients = inner[:1] or event.recipients
        return event
    if clause.objects and event.type in ("REJECT", "ACCUSE"):
        return event  # "rejected a proposal to": the object says what
    taken.add(complement.verb)
    inner_event = _of_clause(layout, chunks, complement, used)
    event.things = inner_event is not None and inner_event.type in _UPON_THINGS
    if inner_event is not None and inner_event.type == "ACCUSE" and event.type == "REQUEST":
        event.type, event.mode = "ACCUSE", "disapprove"  # "summoned the ambassador to complain"
        return event
    if event.type == "REQUEST" and event.recipients:
        return event
    objects = inner_event.recipients if inner_event is not None and inner_event.recipients else _people(layout, complement)
    if event.type in ("REQUEST", "THREATEN") and clause.objects:
        return event
    event.recipients = list(objects) or event.recipients
    event.last = max(event.last, complement.last)
    return event


def _upon(layout: Layout, chunks: Chunks, clause: Clause, used: set[int]) -> list[Chunk]:
    event = _of_clause(layout, chunks, clause, used)
    return event.recipients if event is not None and event.recipients else _people(layout, clause)


def _people(layout: Layout, clause: Clause) -> list[Chunk]:
    """The objects of a verb that is no event's, or whoever stands with it."""
    around = [c for _, c in clause.oblique]
    if clause.objects and somebody(layout, clause.objects[0]):
        return clause.objects
    return [c for c in around if somebody(layout, c)][:1] or clause.objects or around[:1]


def _that_clause(layout: Layout, chunks: Chunks, clause: Clause) -> Chunk | None:
    """The first noun phrase of the clause that follows with "that"."""
    at = clause.objects[-1].last if clause.objects else clause.last
    if at < chunks.last and layout.lower[at] == "that":
        return chunks.starting(at + 1)
    return None


def _of_noun(layout: Layout, chunks: Chunks, chunk: Chunk, clauses: list[Clause]) -> Iterator[FoundEvent]:
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
    event.things = noun.type in _UPON_THINGS
    possessor = _possessor(layout, chunks, chunk)
    actors = [c for p, c in following if p == BY]
    recipients: list[Chunk] = []
    between = [c for p, c in following if p == "between"]
    if between:
        both = [c for b in between for c in chunks.together(b)]
        if noun.type in _RECIPROCAL:
            event.actors = event.recipients = both
            yield event
            return
    if possessor is not None and not actors:
        actors = [possessor]
    for place in noun.recipient:
        found = [c for p, c in following if p == place and not c.temporal]
        if found:
            recipients = [m for m in chunks.together(found[0]) if m.first >= found[0].first]
            break
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


def hostile(type_: str) -> bool:
    return type_ in _HOSTILE


def cooperative(type_: str) -> bool:
    return type_ in _COOPERATIVE
