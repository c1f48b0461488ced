"""Whether an event took place: occurred, planned, denied, conditional or background. Imports text and record."""

from __future__ import annotations

from onrecord.extract.events.chunks import Chunk, Chunks
from onrecord.extract.events.clauses import Clause
from onrecord.extract.events.lexicon import light, word_list
from onrecord.extract.events.results import COOPERATIVE, FoundEvent, promised
from onrecord.extract.text.layout import Layout
from onrecord.record import Status

_FAILING = word_list("failing")
_TRYING = word_list("trying")
_BEGINNING = word_list("beginning")
_AFTER = word_list("background prepositions")
_NEGATIVE = frozenset(("no", "not", "without", "never", "neither"))


def settle(layout: Layout, chunks: Chunks, clauses: list[Clause], event: FoundEvent) -> tuple[str, Status]:
    """The type, which the future may change (a promise is AGREE, an announced attack THREATEN), and the status."""
    if event.status is not None:
        return event.type, event.status
    if event.clause is not None:
        return _of_clause(layout, chunks, event, event.clause)
    return event.type, _of_noun(layout, chunks, clauses, event)


def _of_clause(layout: Layout, chunks: Chunks, event: FoundEvent, clause: Clause) -> tuple[str, Status]:
    future = clause.modal in word_list("futures")
    speech = event.type in ("REJECT", "REQUEST", "THREATEN", "AGREE", "ACCUSE")
    if clause.negated or (event.noun is not None and layout.lower[event.noun.first] in _NEGATIVE):
        if future and not clause.passive:
            return ("REJECT" if event.type in COOPERATIVE else event.type), (
                Status.OCCURRED if event.type in COOPERATIVE else Status.DENIED
            )
        return event.type, Status.DENIED
    if _hypothetical(layout, chunks, clause):
        return event.type, Status.CONDITIONAL
    if clause.modal in word_list("possible") or clause.modal in ("should", "ought", "must"):
        return event.type, Status.CONDITIONAL
    if clause.form == "infinitive":
        return _of_infinitive(layout, chunks, event, clause)
    if future:
        if speech or clause.passive or not clause.subjects:
            return event.type, Status.PLANNED
        return promised(event.type), Status.PLANNED
    governor = clause.governor
    if governor is not None and layout.lower[governor.verb] in light("planning"):
        return event.type, Status.PLANNED
    if clause.form == "ing" and governor is not None and governor.modal in word_list("futures"):
        return promised(event.type), Status.PLANNED  # "will begin delivering"
    if clause.form == "ing" and governor is None and not _beside(layout, chunks, clause):
        return event.type, Status.DENIED if clause.introduced_by == "without" else _of_gerund(layout, chunks, clause)
    if event.type == "AGREE" and (clause.complement is not None or layout.lower[clause.verb] in light("promise")):
        return event.type, Status.PLANNED
    return event.type, Status.OCCURRED


def _beside(layout: Layout, chunks: Chunks, clause: Clause) -> bool:
    """ ", killing five", "rebels fighting the army", "by shelling": the verb tells of what happens, not of a notion."""
    before = clause.first - 1
    if before < chunks.first:
        return False
    return (
        layout.words[before] == ","
        or bool(clause.auxiliaries)
        or ((chunk := chunks.ending(clause.first)) is not None and not chunk.temporal)
        or layout.lower[before]
        in ("after", "by", "for", "while", "when", "since", "before", "in", "started", "began", "continued", "began", "and")
    )


def _of_infinitive(layout: Layout, chunks: Chunks, event: FoundEvent, clause: Clause) -> tuple[str, Status]:
    before = clause.first - 2
    while before > chunks.first and layout.tags[before] in ("ADV", "PART"):
        before -= 1
    word = layout.lower[before] if before >= chunks.first else ""
    if word in word_list("unwilling") and event.type in COOPERATIVE:
        return "REJECT", Status.OCCURRED
    if word in word_list("willing"):
        return promised(event.type), Status.PLANNED
    governor = clause.governor
    if governor is None:
        return event.type, Status.PLANNED
    verb = layout.lower[governor.verb]
    if verb in _FAILING and event.type == "SUPPORT":
        return "REJECT", Status.OCCURRED  # "failed to reach an agreement"
    if verb in _FAILING or governor.negated:
        return event.type, Status.DENIED
    if verb in _TRYING:
        return event.type, Status.CONDITIONAL
    if verb in _BEGINNING:
        return event.type, Status.OCCURRED
    if event.type == "PROTEST" and verb not in light("planning"):
        return event.type, Status.OCCURRED  # "boarded the platform to protest"
    if verb in light("intending"):
        return promised(event.type), Status.PLANNED
    return event.type, Status.PLANNED


def _of_gerund(layout: Layout, chunks: Chunks, clause: Clause) -> Status:
    """ "accused of shelling" is claimed; "the option of sending", "the risk of invading" may happen."""
    at = clause.first - 2
    word = layout.lower[at] if at >= chunks.first else ""
    if word in word_list("fearing") or word in ("option", "possibility", "idea", "prospect", "hope", "hopes", "way"):
        return Status.CONDITIONAL
    return Status.CONDITIONAL


def _hypothetical(layout: Layout, chunks: Chunks, clause: Clause) -> bool:
    first = clause.subjects[0].first if clause.subjects else clause.first
    low = max(chunks.first, min(first, clause.first) - 2)
    return any(layout.lower[i] in ("if", "unless", "whether", "would", "lest") for i in range(low, min(first, clause.first)))


def _of_noun(layout: Layout, chunks: Chunks, clauses: list[Clause], event: FoundEvent) -> Status:
    chunk = event.noun
    assert chunk is not None
    words = layout.lower[chunk.first : chunk.head]
    if any(w in word_list("doubtful") for w in words):
        return Status.CONDITIONAL
    if any(w in word_list("prospective") for w in words):
        return Status.PLANNED
    if layout.lower[chunk.first] == "no":
        return Status.DENIED
    above = chunks.governing(chunk)
    if above is not None and layout.lower[above.head] in word_list("fearing"):
        return Status.CONDITIONAL
    object_of = next((c for c in clauses if chunk in c.objects or any(chunk is o for _, o in c.oblique)), None)
    if object_of is not None and chunk in object_of.objects:
        verb = layout.lower[object_of.verb]
        if verb in word_list("denying"):
            return Status.DENIED
        if verb in word_list("preventing") or verb in word_list("fearing"):
            return Status.CONDITIONAL
        if verb in light("planning") or object_of.modal in word_list("futures"):
            return Status.PLANNED
    subject_of = next((c for c in clauses if chunk in c.subjects), None)
    if subject_of is not None:
        if subject_of.modal in word_list("futures") or subject_of.form == "infinitive":
            return Status.PLANNED
        if subject_of.modal is not None:
            return Status.CONDITIONAL
        if subject_of.negated and layout.lower[subject_of.verb] in light("happening"):
            return Status.DENIED
        return Status.OCCURRED
    return Status.BACKGROUND if _known(layout, chunks, chunk, words) else Status.OCCURRED


def _known(layout: Layout, chunks: Chunks, chunk: Chunk, words: list[str]) -> bool:
    """Mentioned, not reported: "in response to the ongoing Russian invasion", "since Russia's war"."""
    if any(w in word_list("ongoing") for w in words):
        return True
    definite = layout.lower[chunk.first] in ("the", "this", "that", "its", "their", "his", "her") or any(
        layout.lower[i] in ("'s", "'") for i in range(chunk.first, chunk.head)
    )
    return definite and chunks.preposition(chunk) in _AFTER
