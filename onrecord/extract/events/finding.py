"""Article -> events in PLOVER's terms, each tied to the words that tell of it. Imports text, times, coreference and record.

`find_events` is the way in. The network says which words tell of an event and which noun phrases are its parties (scoring); who
these are, when it was and who claims it is settled here; then what is told twice is put together (merging), and each event gets
its confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from onrecord.extract.coreference.speakers import Resolution
from onrecord.extract.events.chunks import Chunk
from onrecord.extract.events.confidence import confidence
from onrecord.extract.events.lexicon import nouns, verbs
from onrecord.extract.events.mending import mended
from onrecord.extract.events.merging import Told, merged
from onrecord.extract.events.parties import Parties
from onrecord.extract.events.scene import Scene, scene_of
from onrecord.extract.events.scoring import STATUSES, Trigger, find
from onrecord.extract.network.linking import Floats
from onrecord.extract.text.results import TokenVectors
from onrecord.extract.times.grammar import find_times
from onrecord.extract.times.resolution import resolve_time
from onrecord.record import Article, Entity, Event, EventDate, Form, Mention, Polarity, Span, Statement, Status, ids, plover

LEAST = 0.25  # of the probability that a word tells of an event of its type
_PARTY = 0.5  # of the probability that a phrase is a party; where none has it, the likeliest
_LIKELIEST = 0.25  # from here on
_DEED_CLAIMED = 0.3  # of the probability that a deed within a statement is only claimed: rather say so once too often
_WHERE = frozenset(("in", "at", "near", "outside", "inside"))
_SPEECH = frozenset(("AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"))
_BACKGROUND_AFTER = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class EventReading:
    """`mentions` and `entities` are those that were given, with parties that the article only describes and everybody's codes."""

    events: tuple[Event, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]


def find_events(article: Article, resolved: Resolution, statements: Sequence[Statement], vectors: TokenVectors) -> EventReading:
    """Who did what to whom in `article`. `statements` are those whose speakers `resolved` holds."""
    scene = scene_of_article(resolved, statements, vectors)
    parties = Parties(article, scene.layout, resolved.coreference, resolved.mentions, resolved.entities)
    told = [one for trigger in find(scene, LEAST) if (one := _told(article, scene, trigger, parties, statements)) is not None]
    events = tuple(_event(article, one) for one in merged(told))
    return EventReading(tuple(sorted(events, key=lambda e: (e.trigger, e.type))), parties.mentions(), parties.entities())


def scene_of_article(resolved: Resolution, statements: Sequence[Statement], vectors: TokenVectors) -> Scene:
    names = {name.title_first: name.last for name in resolved.coreference.by_name.values()}
    types = {entity.id: entity.type for entity in resolved.entities}
    named = [(m.span, types[m.entity]) for m in resolved.mentions if m.form is Form.NAME]
    return scene_of(mended(resolved.layout), vectors, names, named, [(s.source, s.cue, s.content) for s in statements])


def _told(article: Article, scene: Scene, trigger: Trigger, parties: Parties, statements: Sequence[Statement]) -> Told | None:
    layout, type_ = scene.layout, trigger.type
    actors = _entities(scene, parties, trigger, trigger.acts)
    recipients = _entities(scene, parties, trigger, trigger.undergoes)
    if len(actors) == 1 and recipients == actors:
        recipients = []  # nobody acts on himself alone
    if not actors and not recipients:
        return None
    span = layout.span(trigger.word, trigger.word + 1)
    inside, made_of = _statement_of(statements, span, type_)
    claimed = inside if trigger.claimed >= (0.5 if type_ in _SPEECH else _DEED_CLAIMED) else None
    if inside is not None and claimed is None and type_ in _SPEECH:
        made_of = made_of or inside  # "we call on both sides to stop", she said
    number = int(np.argmax(trigger.status))
    status = STATUSES[number]
    if trigger.claimed >= 0.5 and claimed is None and status is Status.OCCURRED:
        status = Status.CONDITIONAL  # "it is alleged": nobody vouches for it
    if claimed is not None and claimed.polarity is Polarity.DENIES and status is Status.OCCURRED:
        status = Status.DENIED
    when = _date(article, scene, trigger, statements)
    if status is Status.OCCURRED and when is not None and article.published and when.end < _long_before(article.published):
        status = Status.BACKGROUND
    evidence = (
        trigger.sure,
        float(trigger.acts.max(initial=0.0)),
        float(trigger.undergoes.max(initial=0.0)),
        float(trigger.status[number]),
        abs(2 * trigger.claimed - 1),
        float(claimed is not None),
        float(bool(actors)),
        float(bool(recipients)),
    )
    return Told(
        type_,
        trigger.mode,
        _contexts(layout.lower[trigger.word], type_),
        (span,),
        tuple(actors),
        tuple(recipients),
        status,
        claimed.id if claimed else None,
        made_of.id if made_of else None,
        when,
        _place(scene, trigger, parties, (*actors, *recipients)),
        evidence,
    )


def _entities(scene: Scene, parties: Parties, trigger: Trigger, chances: Floats) -> list[str]:
    """Whom the phrases mean that are likely enough to be this party, each once; in order."""
    if not len(chances):
        return []
    chosen = np.flatnonzero(chances >= _PARTY).tolist()
    if not chosen and chances.max() >= _LIKELIEST:
        chosen = [int(chances.argmax())]
    found: list[str] = []
    for number in chosen:
        chunk: Chunk = trigger.parties[number]
        chunks = scene.chunks[scene.layout.sentence[chunk.first]]
        found += [e for e in parties.meant(chunks, chunk) if e not in found]
    return found


def _contexts(word: str, type_: str) -> tuple[str, ...]:
    """Those of the lexicons' entry for the word."""
    entries = [*verbs().get(word, ()), *((nouns()[word],) if word in nouns() else ())]
    return next((entry.contexts for entry in entries if entry.type == type_), ())


def _statement_of(statements: Sequence[Statement], span: Span, type_: str) -> tuple[Statement | None, Statement | None]:
    """The innermost statement whose content has the trigger, and the one whose cue it is.

    Nobody claims what he does with the very words that were read as the cue: "imposed sanctions on Iran" is no statement.
    """
    inside = [s for s in statements if any(c.overlaps(span) for c in s.content) and not any(c.overlaps(span) for c in s.cue)]
    claimed = min(inside, key=lambda s: sum(map(len, s.content)), default=None)
    made_of = next((s for s in statements if type_ in _SPEECH and any(c.overlaps(span) for c in s.cue)), None)
    return claimed, made_of


def _long_before(published: str) -> str:
    return (date.fromisoformat(published[:10]) - _BACKGROUND_AFTER).isoformat()


def _place(scene: Scene, trigger: Trigger, parties: Parties, others: Sequence[str]) -> str | None:
    """Where it took place: the nearest place with "in", "at" or "near" in the trigger's sentence, without a verb between, that is
    no party to it. The dateline is not asked: it says where the article was written."""
    layout = scene.layout
    chunks = scene.chunks[layout.sentence[trigger.word]]
    for chunk in sorted(chunks.all, key=lambda c: abs(c.first - trigger.word)):
        low, high = sorted((chunk.first, trigger.word))
        if chunks.preposition(chunk) in _WHERE and not any(tag == "VERB" for tag in layout.tags[low + 1 : high]):
            place = parties.place_in(chunk)
            if place is not None and place not in others:
                return place
    return None


def _date(article: Article, scene: Scene, trigger: Trigger, statements: Sequence[Statement]) -> EventDate | None:
    """The time of the trigger's own clause: the nearest time phrase with no other verb between."""
    layout, word = scene.layout, trigger.word
    chunks = scene.chunks[layout.sentence[word]]
    said = [s.said.basis for s in statements if s.said is not None]
    best: tuple[int, EventDate] | None = None
    for phrase in find_times(article.text, layout.starts[chunks.first], layout.ends[chunks.last - 1]):
        at = layout.first_word(phrase.span.start)
        low, high = sorted((at, word))
        if any(tag == "VERB" for tag in layout.tags[low + 1 : high]) or any(s.contains(phrase.span) for s in said):
            continue
        interval = resolve_time(phrase, article.published, dateline=article.dateline)
        if interval is not None and (best is None or high - low < best[0]):
            best = high - low, EventDate(interval.start, interval.end, interval.granularity, interval.rule, phrase.span)
    return best[1] if best else None


def _event(article: Article, told: Told) -> Event:
    return Event(
        id=ids.event_id(article.id, told.type, told.triggers),
        type=told.type,
        trigger=told.triggers,
        confidence=confidence((*told.evidence, min(len(told.triggers), 3) / 3)),
        mode=told.mode,
        contexts=told.contexts,
        score=plover.score(told.type, told.mode),
        actors=told.actors,
        recipients=told.recipients,
        place=told.place,
        date=told.date,
        asserted_by=told.asserted_by,
        made_of=told.made_of,
        status=told.status,
    )
