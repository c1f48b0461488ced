"""What one party does to another in a sentence in which no lexicon finds an event: the type that the encoder's vectors tell
most clearly, if they tell one clearly. Imports numpy, text and record.
"""

from __future__ import annotations

import numpy as np

from onrecord.extract.events.chunks import Chunk, Chunks
from onrecord.extract.events.clauses import Clause
from onrecord.extract.events.lexicon import light
from onrecord.extract.events.parties import Parties
from onrecord.extract.events.results import FoundEvent
from onrecord.extract.events.types import model, vector
from onrecord.extract.text.layout import Layout
from onrecord.record import Span

# By how much the best type must lead the second: then four of five are right, where two parties do tell of an event.
CLEARLY = 0.25
_MUTUAL = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AGREE", "ASSAULT"))


def guess(text: str, layout: Layout, chunks: Chunks, clauses: list[Clause], parties: Parties) -> FoundEvent | None:
    """The event of the sentence's first clause with two parties that have a country or a sector, one of them a country."""
    for clause in clauses:
        pair = _pair(layout, clause, parties)
        if pair is None:
            continue
        source, target, mutual = pair
        type_ = _type(text, layout, chunks, source, target)
        if type_ is None or (mutual and type_ not in _MUTUAL):
            return None
        found = FoundEvent(type_, None, (), clause.verb, clause.last, list(clause.subjects), [target], clause, certain=False)
        found.guessed = True
        if layout.lower[clause.verb] in light("receiving"):  # "received the first part of a loan from B"
            found.actors, found.recipients = found.recipients, found.actors
        if mutual:
            found.recipients = list(clause.subjects)
        return found
    return None


def _pair(layout: Layout, clause: Clause, parties: Parties) -> tuple[Chunk, Chunk, bool] | None:
    plain = layout.tags[clause.verb] != "VERB" or layout.lower[clause.verb] in light("plain verbs")
    if clause.form != "finite" or clause.negated or clause.passive or clause.relative or not clause.subjects or plain:
        return None
    source = clause.subjects[0]
    acts = parties.codes_in(source)
    if acts == (None, None):
        return None
    around = [*clause.objects, *(c for p, c in clause.oblique if p not in ("after", "before", "since", "during"))]
    if clause.complement is not None:
        around += [*clause.complement.objects, *(c for _, c in clause.complement.oblique)]
    around = [c for c in around if not c.temporal]
    others = [(c, False) for c in around] + [(c, True) for c in clause.subjects[1:2]]
    for chunk, mutual in others:
        codes = parties.codes_in(chunk)
        if codes != (None, None):
            return (source, chunk, mutual) if acts[0] or codes[0] else None
    return None


def _type(text: str, layout: Layout, chunks: Chunks, source: Chunk, target: Chunk) -> str | None:
    start, end = layout.starts[chunks.first], layout.ends[chunks.last - 1]
    spans = [Span(layout.starts[c.first] - start, layout.ends[c.last - 1] - start) for c in (source, target)]
    chosen = model()
    scores = vector(text[start:end], *spans) @ chosen.meant + chosen.meant_bias
    second, best = np.argsort(scores)[-2:]
    if scores[best] - scores[second] < CLEARLY:
        return None
    type_ = chosen.types[int(best)]
    return "CONCEDE" if type_ == "YIELD" else type_
