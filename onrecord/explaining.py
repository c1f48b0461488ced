"""Why an entry says what it says: a statement's speaker, words, date; an event's type, parties, place. Imports extract, store and
record.

What decided is read off the record where the record keeps it (rules of dates and places, the words that they rest on). Who was
considered for a speaker is found by reading the article once more, with a watch on each choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord import extract
from onrecord.extract.explaining import SourceExplanation, explain_speakers
from onrecord.record import Article, Entity, Event, Record, Span, Statement, words_of
from onrecord.store import View


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody or something that was considered. `counted`: what spoke for or against it, each with what it added to `score`;
    whom `vetoes` bar is not weighed. `words` names it where it was last spoken of, at `span`."""

    name: str
    words: str
    span: tuple[int, int]
    score: float
    counted: tuple[tuple[str, float], ...]
    vetoes: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one thing is so: `what` it is ("speaker", "said on", …), the `answer`, the id of the `rule` that gave it, and the
    article's own `words` that it rests on, at `span` (code points, half open); any of these may be missing."""

    what: str
    answer: str
    rule: str | None = None
    words: str | None = None
    span: tuple[int, int] | None = None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """`read_again` is true where today's code and weights are not those that made the entry: then the candidates are theirs."""

    id: str
    article: str
    confidence: float
    reasons: tuple[Reason, ...]
    read_again: bool = False


def explain(view: View, identifier: str) -> Explanation | None:
    """The explanation of a statement (s-…) or an event (e-…) of the store; None where it holds none of this id."""
    if hit := view.statement(identifier):
        record = view.record(hit.article.id)
        return explain_statement(record, hit.statement) if record else None
    if event := view.event(identifier):
        record = view.record(event.article.id)
        return explain_event(record, event.event) if record else None
    return None


def explain_statement(record: Record, statement: Statement) -> Explanation:
    """Raises what reading raises, where the article cannot be read again."""
    article = record.article
    return Explanation(
        statement.id,
        article.id,
        statement.confidence,
        tuple(_of_statement(article, statement, explain_speakers(article).get(statement.id, ()))),
        _other_reader(record, "statements", "speakers"),
    )


def explain_event(record: Record, event: Event) -> Explanation:
    entities = {entity.id: entity for entity in record.entities}
    return Explanation(
        event.id,
        record.article.id,
        event.confidence,
        tuple(_of_event(record, event, entities)),
        _other_reader(record, "events"),
    )


def _other_reader(record: Record, *stages: str) -> bool:
    today = extract.provenance()
    return any(record.provenance.get(stage) != today.get(stage) for stage in stages)


def _of_statement(article: Article, one: Statement, parts: tuple[SourceExplanation, ...]) -> Iterator[Reason]:
    text = article.text
    name = (one.speaker.name or one.speaker.type.value) if one.speaker else f"unknown: {one.unknown}"
    for part in parts:
        yield _reason("speaker", name, part.rule, text, part.words, _candidates(text, part))
    if not parts:
        yield Reason("speaker", name)
    if one.speaker and one.speaker.role:
        yield Reason("role", one.speaker.role)
    cue = words_of(one.cue, text)
    yield Reason("statement", f"{one.kind.value}, {one.type.value}", None, cue or None, _cover(one.cue))
    yield Reason("factuality", one.factuality.value, None, cue or None, _cover(one.cue))
    yield Reason("polarity", one.polarity.value, None, cue or None, _cover(one.cue))
    if one.said:
        yield _reason("said on", f"{one.said.start} to {one.said.end}", one.said.rule, text, one.said.basis)
    if one.reply_to:
        yield Reason("answers", one.reply_to)


def _candidates(text: str, part: SourceExplanation) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            one.name,
            one.mention.of(text),
            (one.mention.start, one.mention.end),
            round(one.score, 3),
            tuple((name, round(added, 3)) for name, added in one.evidence),
            one.vetoes,
            one.chosen,
        )
        for one in part.candidates
    )


def _of_event(record: Record, event: Event, entities: Mapping[str, Entity]) -> Iterator[Reason]:
    text = record.article.text
    what = " ".join(filter(None, (event.type, event.mode)))
    yield Reason("type", what, None, words_of(event.trigger, text), _cover(event.trigger))
    yield Reason("status", event.status.value)
    for role, ids in (("actor", event.actors), ("recipient", event.recipients)):
        for id_ in ids:
            if (entity := entities.get(id_)) is not None:
                codes = sorted({code for one in entity.roles for code in (one.country, one.sector) if code})
                yield Reason(role, " ".join((entity.name, *codes)))
    if event.date:
        yield _reason("date", f"{event.date.start} to {event.date.end}", event.date.rule, text, event.date.basis)
    place = entities.get(event.place) if event.place else None
    if place is not None and place.location is not None:
        where = place.location
        yield _reason("place", f"{where.name}, {where.country}", where.rule, text, where.basis)
    if event.asserted_by:
        yield Reason("claimed by", event.asserted_by)
    if event.made_of:
        yield Reason("made of", event.made_of)


def _reason(
    what: str, answer: str, rule: str | None, text: str, span: Span | None, candidates: tuple[Candidate, ...] = ()
) -> Reason:
    return Reason(what, answer, rule, span.of(text) if span else None, (span.start, span.end) if span else None, candidates)


def _cover(spans: tuple[Span, ...]) -> tuple[int, int] | None:
    return (spans[0].start, spans[-1].end) if spans else None
