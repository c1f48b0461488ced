"""What is said or meant to be done: "refused to meet B", "is ready to help B", "warned that it would attack B", "B must leave".

Imports text and record. A frame is a clause whose event depends on another clause: on its infinitive, or on what follows with
"that".
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.events.actor_codes import sector_nouns
from onrecord.extract.events.arguments import after_noun, somebody
from onrecord.extract.events.chunks import Chunks
from onrecord.extract.events.clauses import Clause
from onrecord.extract.events.contents import content_of, is_named, people
from onrecord.extract.events.lexicon import bare_forms, forms, light, word_list
from onrecord.extract.events.nouns import noun_entry
from onrecord.extract.events.results import COOPERATIVE, HOSTILE, UPON_THINGS, FoundEvent, promised
from onrecord.extract.events.verbs import of_clause
from onrecord.extract.text.layout import Layout
from onrecord.record import Status


def framed(
    layout: Layout, chunks: Chunks, clause: Clause, clauses: list[Clause], used: set[int], taken: set[int]
) -> FoundEvent | None:
    """The event of a clause whose verb tells of none by itself, or not of what is meant."""
    return (
        _intended(layout, chunks, clause, used, taken)
        or _stopped(layout, chunks, clause, used, taken)
        or _allowed(layout, chunks, clause, used, taken)
        or _sent_away(layout, clause, taken)
        or _alleged(layout, chunks, clause, clauses)
        or _insisted(layout, chunks, clause, clauses, taken)
        or _called(layout, chunks, clause)
        or _blamed(layout, chunks, clause)
        or _gave_way(layout, chunks, clause, used)
    )


def _intended(layout: Layout, chunks: Chunks, clause: Clause, used: set[int], taken: set[int]) -> FoundEvent | None:
    """ "is ready to work with B", "plans to give B a loan", "is considering easing sanctions on B", "is open to talks with B"."""
    inner_clause = clause.complement
    word = layout.lower[clause.verb]
    if inner_clause is None:
        return _open_to(layout, chunks, clause, used)
    to = inner_clause.first - (1 if inner_clause.form == "infinitive" else 0)
    before = layout.lower[to - 1] if to > chunks.first else ""
    ready = before in word_list("willing")
    loath = before in word_list("unwilling")
    if not (ready or loath or word in light("intending")) or not clause.subjects or (clause.passive and not ready):
        return None
    if clause.modal in word_list("possible") or layout.lower[clause.subjects[0].first - 1] in ("if", "unless", "whether"):
        return None
    inner = of_clause(layout, chunks, inner_clause, used)
    refused = loath or clause.negated
    if inner is not None and inner.type not in (*COOPERATIVE, *HOSTILE):
        return None
    if refused and (inner is None or inner.type in HOSTILE) and not loath:
        return None
    upon = inner.recipients if inner is not None else people(layout, inner_clause)
    if clause.objects and noun_entry(layout, clause.objects[0]) is not None and inner_clause.form == "infinitive":
        upon = [*clause.objects, *(c for p, c in chunks.complements(clause.objects[0]) if p in ("by", "from")), *upon]
        upon = upon[:1] if not ready else upon[1:]  # "is considering a Libyan request to train guards"
    if inner is None and not any(is_named(layout, c) for c in upon):
        return None
    type_ = "REJECT" if refused else promised(inner.type) if inner is not None else "AGREE"
    taken.add(inner_clause.verb)
    found = FoundEvent(type_, None, inner.contexts if inner else (), clause.verb, inner_clause.last, list(clause.subjects), upon)
    found.clause, found.noun = inner_clause, inner.noun if inner is not None else None
    found.last = max(found.last, inner.last if inner is not None else 0)
    found.status = Status.OCCURRED if refused else Status.PLANNED
    found.things = inner is not None and inner.type in UPON_THINGS
    return found


def _open_to(layout: Layout, chunks: Chunks, clause: Clause, used: set[int]) -> FoundEvent | None:
    """ "is open to dialogue with B", "is ready for talks with B", "looks forward to cooperation with B"."""
    at = clause.objects[0].head if clause.objects else clause.last - 1
    looking = clause.particle == "forward" or "forward" in layout.lower[clause.last : clause.last + 1]
    ready = layout.lower[at] in (*word_list("willing"), "open", "amenable") or (
        looking and layout.lower[clause.verb] in forms("look")
    )
    if not ready or not clause.oblique or not clause.subjects:
        return None
    preposition, chunk = clause.oblique[0]
    entry = noun_entry(layout, chunk)
    if preposition not in ("to", "for") or entry is None or entry[0].type not in COOPERATIVE or clause.negated:
        return None
    used.add(chunk.head)
    upon = [c for p, c in after_noun(chunks, clause, chunk) if p in (*entry[0].recipient, "by", "from")][:1]
    found = FoundEvent("AGREE", None, entry[0].contexts, clause.verb, chunk.last, list(clause.subjects), upon)
    found.clause, found.status = clause, Status.PLANNED
    return found


def _stopped(layout: Layout, chunks: Chunks, clause: Clause, used: set[int], taken: set[int]) -> FoundEvent | None:
    """ "stopped funding B", "halted shelling B": the end of what was done."""
    inner_clause = clause.complement
    if inner_clause is None or inner_clause.form != "ing" or layout.lower[clause.verb] not in light("stop"):
        return None
    inner = of_clause(layout, chunks, inner_clause, used)
    if inner is None:
        return None
    mode: str | None
    if inner.type in ("AID", "COOPERATE", "CONSULT", "SUPPORT"):
        type_, mode = "SANCTION", "discontinue"
    elif inner.type in ("ASSAULT", "COERCE", "MOBILIZE", "PROTEST"):
        type_, mode = ("RETREAT", "ceasefire") if inner.type == "ASSAULT" else ("CONCEDE", None)
    else:
        return None
    taken.add(inner_clause.verb)
    return replace(
        inner, type=type_, mode=mode, first=clause.verb, actors=list(clause.subjects), clause=clause, things=inner.type != "AID"
    )


def _allowed(layout: Layout, chunks: Chunks, clause: Clause, used: set[int], taken: set[int]) -> FoundEvent | None:
    """ "allowed inspectors to return", "let the opposition march": access to helpers from outside, else a concession."""
    doing = clause.complement
    if doing is None or doing.form != "infinitive" or layout.lower[clause.verb] not in light("allowing"):
        return None
    let_in = clause.subjects if clause.passive else clause.objects[:1]
    if not let_in:
        return None
    head = layout.lower[let_in[0].head]
    named = layout.tags[let_in[0].head] == "PROPN"
    if not named and head not in sector_nouns() and head not in word_list("visitors"):
        return None
    inner = of_clause(layout, chunks, doing, used)
    outside = named or head in word_list("visitors") | word_list("helpers") or (inner is not None and inner.type == "AID")
    taken.add(doing.verb)
    actors = [c for p, c in clause.oblique if p == "by"] if clause.passive else list(clause.subjects)
    type_, mode = ("RETREAT", "access") if outside else ("CONCEDE", None)
    return FoundEvent(type_, mode, (), clause.verb, doing.last, actors, list(let_in), clause, things=True)


def _sent_away(layout: Layout, clause: Clause, taken: set[int]) -> FoundEvent | None:
    """ "ordered B to leave", "gave B two days to get out": an expulsion."""
    going = clause.complement
    asked = layout.lower[clause.verb] in light("sending away")
    if going is None or not asked or layout.lower[going.verb] not in light("leaving") or going.form != "infinitive":
        return None
    gone = clause.subjects if clause.passive else clause.objects[:1]
    if not gone or not somebody(layout, gone[0]) or any(layout.lower[c.head] in ("power", "office") for c in going.objects):
        return None
    if layout.lower[clause.verb] in forms("give") and any(noun_entry(layout, c) for c in clause.objects):
        return None  # "gave B an ultimatum to leave"
    taken.add(going.verb)
    actors = [c for p, c in clause.oblique if p == "by"] if clause.passive else list(clause.subjects)
    type_, mode = ("COERCE", "deport") if layout.lower[gone[0].head] in word_list("civil") else ("SANCTION", "expel")
    return FoundEvent(type_, mode, (), clause.verb, going.last, actors, list(gone), clause)


def _alleged(layout: Layout, chunks: Chunks, clause: Clause, clauses: list[Clause]) -> FoundEvent | None:
    """ "charged that B had lied", "B had fired first, the ministry alleged"."""
    if layout.lower[clause.verb] not in light("alleging") or clause.passive or not clause.subjects:
        return None
    content = content_of(layout, chunks, clause, clauses)
    if content is None or not content.subjects or not somebody(layout, content.subjects[0]):
        return None
    inner = of_clause(layout, chunks, content, set())
    bad = inner is not None and inner.type in (*HOSTILE, "REJECT") and not content.negated
    if layout.tags[content.subjects[0].head] == "PRON" or not (bad or layout.lower[clause.verb] in light("charging")):
        return None
    found = FoundEvent("ACCUSE", "allege", (), clause.verb, clause.last, list(clause.subjects), list(content.subjects), clause)
    found.status = Status.OCCURRED
    return found


def _insisted(layout: Layout, chunks: Chunks, clause: Clause, clauses: list[Clause], taken: set[int]) -> FoundEvent | None:
    """ "insisted that B lift the siege": a request, where the verb has no ending."""
    if layout.lower[clause.verb] not in light("insisting") or clause.passive:
        return None
    content = content_of(layout, chunks, clause, clauses)
    if content is None or not content.subjects or content.auxiliaries or content.passive:
        return None
    if layout.tags[content.subjects[0].head] == "PRON" or layout.lower[content.verb] not in bare_forms():
        return None
    taken.add(content.verb)
    return FoundEvent("REQUEST", None, (), clause.verb, clause.last, list(clause.subjects), list(content.subjects), clause)


def _called(layout: Layout, chunks: Chunks, clause: Clause) -> FoundEvent | None:
    """ "called B a liar", "described the vote as a triumph": what the name says of who gives it."""
    named = [*clause.objects[1:], *(c for p, c in clause.oblique if p == "as")]
    if layout.lower[clause.verb] not in light("naming") or not clause.objects or clause.passive:
        return None
    after = range(clause.objects[0].last, min(chunks.last, clause.objects[0].last + 12))
    words = {layout.lower[i] for c in named for i in range(c.first, c.last)} | {layout.lower[i] for i in after}
    good, bad = words & word_list("good names"), words & word_list("bad names")
    if bool(good) == bool(bad):
        return None
    type_, mode = ("SUPPORT", None) if good else ("ACCUSE", "disapprove")
    found = FoundEvent(type_, mode, (), clause.verb, clause.last, list(clause.subjects), clause.objects[:1], clause)
    found.things = True
    return found


def _gave_way(layout: Layout, chunks: Chunks, clause: Clause, used: set[int]) -> FoundEvent | None:
    """ "dissolved his cabinet in response to the demands of B": what is done because B wants it."""
    asked = next((c for _, c in clause.oblique if layout.lower[c.head] in word_list("asked for")), None)
    if asked is None or clause.negated or not clause.subjects or clause.passive:
        return None
    before = set(layout.lower[max(clause.last, asked.first - 4) : asked.first])
    backs = layout.lower[clause.verb] in light("backing down") and before & {"after", "amid", "following", "under", "over"}
    if not backs and not before & word_list("in response"):
        return None
    inner = of_clause(layout, chunks, clause, set())
    if inner is not None and inner.type in ("ASSAULT", "MOBILIZE", "REJECT", "ACCUSE", "THREATEN", "PROTEST", "REQUEST"):
        return None
    upon = [c for p, c in chunks.complements(asked) if p in ("of", "by", "from")][:1] or [asked]
    return FoundEvent("CONCEDE", None, (), clause.verb, clause.last, list(clause.subjects), upon, clause)


def _blamed(layout: Layout, chunks: Chunks, clause: Clause) -> FoundEvent | None:
    """ "B was responsible for the attack", "B was behind the bombing": an accusation by who says so."""
    told = layout.lower[clause.first : clause.last + 2]
    if not set(told) & word_list("be") or not clause.subjects or clause.negated or clause.modal is not None:
        return None
    if not set(told) & word_list("to blame") and told[-2:] != ["to", "blame"]:
        return None
    found = FoundEvent("ACCUSE", "allege", (), clause.first, clause.last + 1, [], list(clause.subjects), clause)
    found.spoken, found.status = True, Status.OCCURRED
    return found


def wronged(layout: Layout, clause: Clause) -> FoundEvent | None:
    """ "B was cheating the voters": an accusation by who says so."""
    if layout.lower[clause.verb] not in light("wrongdoing") or clause.passive or clause.negated or clause.form != "finite":
        return None
    if not clause.subjects or not somebody(layout, clause.subjects[0]) or layout.tags[clause.subjects[0].head] == "PRON":
        return None
    if clause.modal is not None:
        return None
    found = FoundEvent("ACCUSE", "allege", (), clause.first, clause.last, [], list(clause.subjects), clause)
    found.spoken, found.status = True, Status.OCCURRED
    return found


def demanded(layout: Layout, clause: Clause, inner: FoundEvent | None) -> FoundEvent | None:
    """ "B must leave", "B should hold elections": a request by who says so; by nobody, the event itself."""
    needs = layout.lower[clause.verb] in forms("need") | forms("have") and clause.complement is not None
    must = clause.modal in word_list("demanding") or needs
    if not must or not clause.subjects or not somebody(layout, clause.subjects[0]):
        return None
    if layout.lower[clause.subjects[0].head] in ("we", "i", "you", "there", "it", "they", "he", "she"):
        return None
    found = FoundEvent("REQUEST", None, (), clause.first, clause.last, [], list(clause.subjects), clause)
    found.spoken, found.status, found.instead = True, Status.OCCURRED, inner
    return found


def menaced(layout: Layout, chunks: Chunks, clause: Clause) -> FoundEvent | None:
    """ "B will face consequences", "B would pay for it": a threat by who says so."""
    future = clause.modal in (*word_list("futures"), "would", "could")
    around = [*clause.objects, *(c for _, c in clause.oblique)]
    grave = any(layout.lower[c.head] in word_list("consequences") for c in around)
    if future and grave and clause.passive and clause.subjects and layout.lower[clause.verb] in light("answering"):
        behind = [c for p, c in chunks.complements(clause.subjects[0]) if p in ("by", "from")]  # "any attack by B would be met"
        behind = behind or [c for p, c in clause.oblique if p in ("against", "on")] or list(clause.subjects)
        found = FoundEvent("THREATEN", None, (), clause.first, clause.last, [], behind, clause)
        found.spoken, found.status = True, Status.PLANNED
        return found
    if not future or clause.negated or not clause.subjects:
        return None
    if grave and layout.lower[clause.verb] in light("responding"):  # "would respond with force to any attack by B"
        to = next((c for p, c in clause.oblique if p in ("to", "against", "on")), None)
        behind = [c for p, c in chunks.complements(to) if p in ("by", "from")] if to is not None else []
        upon = behind or ([to] if to is not None else [])
        found = FoundEvent("THREATEN", "violence", (), clause.first, clause.last, list(clause.subjects), upon, clause)
        found.status = Status.PLANNED
        return found
    if layout.lower[clause.verb] not in light("facing"):
        return None
    if not grave and layout.lower[clause.verb] not in forms("regret"):
        return None
    if not somebody(layout, clause.subjects[0]) or layout.lower[clause.subjects[0].head] in ("we", "i"):
        return None
    found = FoundEvent("THREATEN", None, (), clause.first, clause.last, [], list(clause.subjects), clause)
    found.spoken, found.status = True, Status.PLANNED
    return found
