"""Events that verbs tell of, with their objects ("shelled the town", "imposed sanctions on"). Imports text only."""

from __future__ import annotations

from onrecord.extract.events.arguments import after_noun, agents_of, parties_of_light, recipients_of, somebody
from onrecord.extract.events.chunks import Chunk, Chunks
from onrecord.extract.events.clauses import Clause
from onrecord.extract.events.lexicon import VerbEntry, forms, light, verbs, word_list
from onrecord.extract.events.nouns import compound, for_peace, with_noun
from onrecord.extract.events.results import MATRIX, FoundEvent
from onrecord.extract.text.layout import Layout


def of_clause(layout: Layout, chunks: Chunks, clause: Clause, used: set[int]) -> FoundEvent | None:
    word = layout.lower[clause.verb]
    patient = (clause.subjects if clause.passive else clause.objects)[:2]
    told = next((e for c in patient if (e := compound(layout, chunks, c)) is not None), None)
    entry = _verb_entry(layout, chunks, clause, word)
    if (joint := _jointly(layout, clause)) is not None:
        return joint
    if told is not None:
        chunk, noun, first, ends = told
        if word in light("receiving") and noun.type in ("AID", "CONSULT", "SUPPORT", "ACCUSE", "ASSAULT", "REQUEST", "COOPERATE"):
            used.update((chunk.head, first))
            event = FoundEvent(noun.type, noun.mode, noun.contexts, *_extent(clause, chunk, first), clause=clause, noun=chunk)
            event.actors = [c for p, c in after_noun(chunks, clause, chunk) if p in ("from", "by")][:1]
            event.recipients = list(clause.subjects)
            if event.actors and not clause.passive:  # "received a loan from B"
                return event
        made = with_noun(layout, chunks, clause, "halt" if ends and word in light("do") else word, chunk, noun)
        own = entry is not None and (entry.objects or (entry.type in MATRIX and word not in light("do")))
        kept = made is not None and entry is not None and entry.type == "MOBILIZE" and made[0] == "AID"  # peacekeeping troops
        if made is not None and (kept or not own):
            type_, mode = made
            used.update((chunk.head, first))
            event = FoundEvent(type_, mode, noun.contexts, *_extent(clause, chunk, first), clause=clause, noun=chunk)
            event.actors, event.recipients = parties_of_light(layout, chunks, clause, chunk, noun)
            return event
    if (ultimatum := _ultimatum(layout, chunks, clause)) is not None:
        return ultimatum
    if entry is None:
        return None
    event = FoundEvent(entry.type, entry.mode, entry.contexts, clause.verb, clause.last, clause=clause)
    if clause.particle and entry.particle == clause.particle:
        event.last = max(event.last, clause.last + 1)
    event.actors = agents_of(layout, clause)
    event.recipients = recipients_of(layout, chunks, clause, entry)
    if entry.objects:
        _take_object(layout, chunks, event, clause, entry, used)
    _turn_around(event, clause, entry)
    return _adjusted(layout, chunks, event, clause, entry)


def _take_object(layout: Layout, chunks: Chunks, event: FoundEvent, clause: Clause, entry: VerbEntry, used: set[int]) -> None:
    """The noun that the entry asks for is part of the event: "threw stones"."""
    around = (*clause.subjects, *clause.objects, *(c for _, c in clause.oblique))
    told_of = [c for c in around if layout.lower[c.head] in entry.objects]
    used.update(c.head for c in told_of)
    both = [m for t in told_of for p, c in chunks.complements(t) if p == "between" for m in chunks.together(c)]
    if both and not event.actors and clause.passive:  # "an accord between A and B was signed"
        event.actors, event.recipients = both, both
    event.last = max([event.last, *(c.last for c in told_of if c in clause.objects)])


def _turn_around(event: FoundEvent, clause: Clause, entry: VerbEntry) -> None:
    """Who acts where the subject does not: "came under attack by", "were expelled from", "was extradited from"."""
    if entry.particle == "under" and not clause.objects and not clause.passive:
        event.actors, event.recipients = ([c for p, c in clause.oblique if p in ("from", "by")], list(clause.subjects))
    if not clause.passive or event.actors:
        return
    if entry.mode in ("expel", "deport"):  # "were expelled from North Korea"
        event.actors = [c for p, c in clause.oblique if p in ("from", "of")][:1]
    if not event.actors and entry.type in ("COOPERATE", "AID", "RETREAT") and _stands(clause, entry) != "from":
        event.actors = [c for p, c in clause.oblique if p == "from"][:1]  # "was extradited from Peru to Chile"
    if entry.type == "MOBILIZE":
        event.actors = event.actors or list(clause.subjects)


def _jointly(layout: Layout, clause: Clause) -> FoundEvent | None:
    """What several do jointly, whatever it is."""
    words = range(max(0, clause.first - 1), min(clause.last + 1, len(layout)))
    at = next((i for i in words if layout.lower[i] == "jointly"), None)
    if layout.lower[clause.verb] in forms("work") and layout.lower[clause.last : clause.last + 2] in (
        ["side", "by"],
        ["hand", "in"],
    ):
        at = clause.verb
    if at is None or len(clause.subjects) < 2:
        return None
    return FoundEvent("COOPERATE", None, (), at, at + 1, list(clause.subjects), clause=clause)


def _ultimatum(layout: Layout, chunks: Chunks, clause: Clause) -> FoundEvent | None:
    """ "gave the airline three days to raise wages"."""
    if layout.lower[clause.verb] not in forms("give") or clause.complement is None or not clause.objects:
        return None
    days = chunks.starting(max(c.last for c in (*clause.objects, *(c for _, c in clause.oblique))))
    if days is None or not days.temporal:
        return None
    return FoundEvent("THREATEN", None, (), clause.verb, days.last, list(clause.subjects), clause.objects[:1], clause)


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
            if standing & word_list("amounts"):  # "took over dozens of farms"
                standing |= {layout.lower[c.head] for p, c in clause.oblique if p == "of"}
            if entry.particle == clause.particle:
                standing |= direct | {layout.lower[c.head] for p, c in clause.oblique[:1] if p in ("of", "from")}
            fits = bool(entry.objects & (standing if entry.particle else direct))
        else:
            fits = entry.particle is None or entry.particle in following
        if fits and _has_recipient(layout, chunks, clause, entry):
            return entry
    return None


def _has_recipient(layout: Layout, chunks: Chunks, clause: Clause, entry: VerbEntry) -> bool:
    if entry.needs == "nothing":
        return True
    if clause.complement is not None and not clause.objects and entry.lemma in word_list("asking to"):
        return True  # "asked to join"
    if len(clause.subjects) > 1 and layout.lower[clause.verb] in light("mutual") and not clause.passive:
        return True  # "the two met"
    recipients = recipients_of(layout, chunks, clause, entry)
    return bool(recipients) and (entry.needs == "something" or somebody(layout, recipients[0]))


def _extent(clause: Clause, chunk: Chunk, noun_first: int) -> tuple[int, int]:
    if clause.passive:
        return clause.verb, clause.last
    return clause.verb, max(clause.last, chunk.last)


def _stands(clause: Clause, entry: VerbEntry) -> str | None:
    """The preposition at which the recipient stands."""
    there = {p for p, _ in clause.oblique}
    return next((place for place in entry.recipient if place in there), None)


def _adjusted(layout: Layout, chunks: Chunks, event: FoundEvent, clause: Clause, entry: VerbEntry) -> FoundEvent | None:
    """What the words around a verb say against its usual type and recipient."""
    if _tells_nothing(layout, event, clause, entry):
        return None
    _retype(layout, chunks, event, clause, entry)
    _redirect(chunks, event, clause, entry)
    return event


def _tells_nothing(layout: Layout, event: FoundEvent, clause: Clause, entry: VerbEntry) -> bool:
    """ "fought a fire", "told of", "ordered a car", "fired at", "talked"."""
    lemma, alone = entry.lemma, clause.complement is None
    if lemma == "fight":
        return bool(clause.objects) and not somebody(layout, clause.objects[0])
    if lemma in ("tell", "want"):
        return alone
    if lemma == "order":
        return alone and not clause.passive and not entry.objects
    if lemma == "fire":
        return not entry.objects and any(p == "at" for p, _ in clause.oblique)
    goes = lemma in ("arrive", "travel", "fly") or layout.lower[clause.verb] in forms("talk")
    return goes and not event.recipients


def _retype(layout: Layout, chunks: Chunks, event: FoundEvent, clause: Clause, entry: VerbEntry) -> None:
    heads = {layout.lower[c.head] for c in clause.objects}
    counted = any(layout.tags[i] == "NUM" for c in clause.objects[:1] for i in range(c.first, c.last))
    if entry.lemma == "expel" and not entry.objects and counted:  # "expelled 200 B": people, no diplomats
        event.type, event.mode = "COERCE", "deport"
        event.recipients = clause.objects[:1]
    if entry.type == "MOBILIZE" and for_peace(layout, chunks, clause):
        event.type, event.mode = "AID", None
    if entry.lemma == "withdraw" and heads & word_list("recalled"):
        event.type, event.mode = "SANCTION", "withdraw"
    if entry.lemma in ("deploy", "dispatch", "mobilize", "mobilise") and heads & {"police", "officers"}:
        event.mode = "police"


def _redirect(chunks: Chunks, event: FoundEvent, clause: Clause, entry: VerbEntry) -> None:
    """Recipients that stand elsewhere: "eased curbs on B", "provided food to B", "called a strike against B"."""
    if not clause.objects and entry.lemma != "provide":
        return
    if entry.type == "CONCEDE" and entry.lemma in ("lift", "ease", "revoke", "relax"):
        place = next((c for p, c in chunks.complements(clause.objects[0]) if p in ("on", "against", "in", "for")), None)
        event.recipients = [place] if place else event.recipients
    if entry.lemma == "provide" and not clause.passive and not any(p == "with" for p, _ in clause.oblique):
        event.recipients = [c for p, c in clause.oblique if p in ("to", "for")][:2] or event.recipients
    if entry.lemma == "call" and not event.recipients:
        wanted = ("against", "on", "in", "with", "by")
        event.recipients = [c for p, c in after_noun(chunks, clause, clause.objects[0]) if p in wanted][:1]
