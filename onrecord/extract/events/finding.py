"""Article -> events in PLOVER's terms, each tied to the words that tell of it. Imports text, times, coreference and record.

`find_events` is the way in. It reads sentence by sentence: noun phrases and clauses (chunks, clauses), what tells of an event
(triggers), whether it took place (status), who takes part (parties); then puts together what is told twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.extract.coreference.mentions import POSSESSIVES
from onrecord.extract.coreference.speakers import Resolution
from onrecord.extract.events.chunks import Chunk, Chunks
from onrecord.extract.events.clauses import clauses_of
from onrecord.extract.events.guesses import guess
from onrecord.extract.events.lexicon import light, word_list
from onrecord.extract.events.mending import mended
from onrecord.extract.events.merging import Told, merged
from onrecord.extract.events.parties import Parties
from onrecord.extract.events.results import COOPERATIVE, GUESSED, FoundEvent, promised
from onrecord.extract.events.status import settle
from onrecord.extract.events.triggers import find_triggers
from onrecord.extract.text.layout import UNREAD, Layout
from onrecord.extract.times.grammar import find_times
from onrecord.extract.times.resolution import resolve_time
from onrecord.record import Article, Entity, Event, EventDate, Mention, Polarity, Span, Statement, Status, ids, plover

_WHERE = frozenset(("in", "at", "near", "outside", "inside"))
_SPEECH = frozenset(("AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"))
_MUTUAL = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "RETREAT", "AGREE", "ASSAULT"))
_TOWARDS = frozenset(("to", "with", "against", "on", "from", "of", "for", "between", "toward", "towards", "into", "at"))
_LONGEST_SENTENCE = 150  # words; longer ones are lists and tables


@dataclass(frozen=True, slots=True)
class EventReading:
    """`mentions` and `entities` are those that were given, with parties that the article only describes and everybody's codes."""

    events: tuple[Event, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]


def find_events(article: Article, resolved: Resolution, statements: Sequence[Statement]) -> EventReading:
    """Who did what to whom in `article`. `statements` are those whose speakers `resolved` holds."""
    layout, coreference = mended(resolved.layout), resolved.coreference
    parties = Parties(article, layout, coreference, resolved.mentions, resolved.entities)
    names = {name.title_first: name.last for name in coreference.by_name.values()}
    told: list[Told] = []
    for first, last in _sentences(layout):
        if last - first > _LONGEST_SENTENCE or not _may_tell(layout, first, last):
            continue
        chunks = Chunks(layout, first, last, names)
        clauses = clauses_of(layout, chunks)
        triggers = find_triggers(layout, chunks, clauses)
        if not triggers and (guessed := guess(article.text, layout, chunks, clauses, parties)) is not None:
            triggers = [guessed]
        for found in triggers:
            one = None
            for chosen in (found, found.instead):
                if one is None and chosen is not None:
                    type_, status = settle(layout, chunks, clauses, chosen)
                    one = _told(article, layout, chunks, chosen, type_, status, parties, statements)
            if one is not None:
                told.append(one)
    events = tuple(_event(article, one) for one in merged(told))
    return EventReading(tuple(sorted(events, key=lambda e: (e.trigger, e.type))), parties.mentions(), parties.entities())


def _sentences(layout: Layout) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    for i in range(1, len(layout) + 1):
        if i == len(layout) or layout.sentence[i] != layout.sentence[start]:
            if layout.tags[start] != UNREAD:
                found.append((start, i))
            start = i
    return found


def _may_tell(layout: Layout, first: int, last: int) -> bool:
    return any(layout.tags[i] in ("VERB", "NOUN", "PROPN") for i in range(first, last))


def _told(
    article: Article,
    layout: Layout,
    chunks: Chunks,
    found: FoundEvent,
    type_: str,
    status: Status,
    parties: Parties,
    statements: Sequence[Statement],
) -> Told | None:
    span = layout.span(found.first, found.last)
    claimed, made_of = _statement_of(statements, span, type_)
    acting = _acting(layout, chunks, found, type_, status, parties, claimed, made_of)
    if acting is None:
        return None
    type_, status, actors = acting
    recipients = parties.all_of(chunks, found.recipients, things=found.things)
    symmetric = len(actors) > 1 and actors == recipients  # nobody acts on himself
    if not symmetric:
        recipients = [r for r in recipients if r not in actors]
    if not actors and (not recipients or status is Status.CONDITIONAL):
        return None
    several = len(actors) > 1 or (type_ == "CONSULT" and _gathered(layout, found))
    if several and actors and not recipients and _mutual(layout, found):
        recipients = list(actors)
    if not recipients and found.noun is not None and found.clause is None and type_ == "ASSAULT" and actors:
        recipients = _near_country(layout, chunks, found, parties, actors)
    if not recipients and not (several and type_ in _MUTUAL):
        recipients = next(
            (r for c in _others(layout, chunks, found, type_) if (r := parties.all_of(chunks, [c])) and r[0] not in actors), []
        )
    if not recipients and plover.needs_recipient(type_) and not found.certain:
        return None
    if claimed is not None and claimed.polarity is Polarity.DENIES and status is Status.OCCURRED:
        status = Status.DENIED
    when = _date(article, layout, chunks, found, statements, claimed)
    if status is Status.OCCURRED and when is not None and article.published and when.end < _month_before(article.published):
        status = Status.BACKGROUND
    mode = found.mode if type_ == found.type else None
    confidence = GUESSED if found.guessed else 0.5 + 0.2 * found.certain + 0.1 * bool(actors) + 0.1 * bool(recipients)
    return Told(
        type_,
        mode,
        found.contexts,
        (span,),
        tuple(actors),
        tuple(recipients),
        status,
        claimed.id if claimed else None,
        made_of.id if made_of else None,
        when,
        _place(chunks, found, parties, (*actors, *recipients)),
        round(confidence, 3),
    )


def _others(layout: Layout, chunks: Chunks, found: FoundEvent, type_: str) -> list[Chunk]:
    """Where else the recipient may stand, where it does not where the lexicon says: near the verb, then in what completes it."""
    near: list[Chunk] = []
    if found.noun is not None:
        near += [c for p, c in chunks.complements(found.noun) if p in _TOWARDS]
    if found.clause is not None:
        for clause in (found.clause, found.clause.complement):
            if clause is not None:
                near += clause.objects if not clause.passive else clause.subjects
                near += [c for o in clause.objects for p, c in chunks.complements(o) if p in _TOWARDS or p == "by"]
                near += [c for p, c in clause.oblique if p in _TOWARDS]
        if type_ == "THREATEN":  # "threatened to strike unless the company pays"
            near += [
                c
                for c in chunks.all
                if c.first > found.first
                and layout.lower[c.first - 1] in ("unless", "if", "until")
                and c.first > found.clause.last
            ]
    owned = [c for c in near if layout.lower[c.first] in POSSESSIVES]
    return [c for c in near if not c.temporal and c not in found.actors and c not in owned]


def _acting(
    layout: Layout,
    chunks: Chunks,
    found: FoundEvent,
    type_: str,
    status: Status,
    parties: Parties,
    claimed: Statement | None,
    made_of: Statement | None,
) -> tuple[str, Status, list[str]] | None:
    """Who acts, and what that makes of type and status: who says that he could attack B threatens B."""
    actors = parties.all_of(chunks, found.actors, acting=True)
    speaker = _speaker(layout, chunks, parties, claimed)
    if speaker is not None and _own(layout, found.actors):
        actors = [speaker]  # "we will help B", "the group would attack B"
    elif (
        speaker is not None and not actors and [layout.lower[c.head] for c in found.actors] in (["he"], ["she"], ["they"], ["it"])
    ):
        actors = [speaker]  # "He blamed B, said A"
        parties.refer(found.actors[0].head, speaker)
    if found.spoken:
        if speaker is None:
            return None
        actors = [speaker]
    elif (
        speaker is not None
        and _same_side(parties, speaker, actors)
        and status in (Status.CONDITIONAL, Status.PLANNED)
        and found.clause is not None
    ):
        if found.clause.modal or (found.clause.governor is not None and found.clause.governor.modal):
            type_, status = promised(type_), Status.PLANNED  # "said that it could cut aid to B"
    elif speaker is not None and status is Status.DENIED and found.clause is None and type_ in COOPERATIVE:
        type_, status, actors = "REJECT", Status.OCCURRED, [speaker]  # "said there would be no truce with B"
    if type_ == "PROTEST" and found.mode == "obstruct" and any(parties.governs(a) for a in actors):
        type_ = "COERCE"
    if not actors and (maker := _speaker(layout, chunks, parties, made_of)) is not None:
        actors = [maker]
    return type_, status, actors


def _same_side(parties: Parties, speaker: str, actors: Sequence[str]) -> bool:
    """Whether the speaker acts, or speaks for the country that does: "Moldova could expel B, its minister warned"."""
    return speaker in actors or any(parties.is_country(a) and parties.country(a) == parties.country(speaker) for a in actors)


def _own(layout: Layout, actors: Sequence[Chunk]) -> bool:
    """Whether they are the speaker, in his own words or as what he speaks for."""
    if len(actors) != 1:
        return False
    first, head = layout.lower[actors[0].first], layout.lower[actors[0].head]
    return head in ("we", "i") or (first == "the" and head in word_list("spoken for") and actors[0].last - actors[0].first == 2)


def _speaker(layout: Layout, chunks: Chunks, parties: Parties, statement: Statement | None) -> str | None:
    """Who makes the statement: its speaker, or whom its source describes ("the ministry")."""
    if statement is None:
        return None
    speaker = statement.speaker
    if speaker is not None and speaker.mention is not None and (known := parties.of_mention(speaker.mention)) is not None:
        return known
    source = [c for c in chunks.all if any(s.overlaps(layout.span(c.first, c.last)) for s in statement.source)]
    return next(iter(parties.all_of(chunks, source[:1], acting=True)), None)


def _place(chunks: Chunks, found: FoundEvent, parties: Parties, others: Sequence[str]) -> str | None:
    """Where it took place: a place with "in", "at" or "near" beside the trigger, which is no party to it.

    The dateline is not asked: it says where the article was written.
    """
    beside = list(found.clause.oblique) if found.clause is not None else []
    if found.noun is not None:
        beside += chunks.complements(found.noun)
    for preposition, chunk in beside:
        if preposition in _WHERE and (place := parties.place_in(chunk)) is not None and place not in others:
            return place
    return None


def _mutual(layout: Layout, found: FoundEvent) -> bool:
    """What several do with one another: "held talks", "signed a pact", "fought"."""
    if found.type == "CONSULT":
        return True
    if found.noun is not None:
        noun = layout.lower[found.noun.head]
        return bool({noun, noun.removesuffix("s")} & word_list("mutual nouns"))
    told = {form for word in layout.lower[found.first : found.last] for form in (word, word.removesuffix("s"))}
    if found.clause is not None and found.clause.passive:  # "an accord was signed by A and B"
        told |= {form for c in found.clause.subjects for form in (layout.lower[c.head], layout.lower[c.head].removesuffix("s"))}
    return layout.lower[found.first] in light("mutual") or bool(told & word_list("mutual nouns"))


def _gathered(layout: Layout, found: FoundEvent) -> bool:
    """ "leaders of the region met": several in one phrase, who do it with one another."""
    verb = found.clause is not None and layout.lower[found.clause.verb] in light("mutual")
    return verb and any(layout.tags[c.head] == "NOUN" and layout.lower[c.head].endswith("s") for c in found.actors)


def _near_country(layout: Layout, chunks: Chunks, found: FoundEvent, parties: Parties, actors: Sequence[str]) -> list[str]:
    """Whom an attack without an object is on: the nearest other country ("troops to Ukraine in response to the invasion")."""
    near = sorted((c for c in chunks.all if layout.tags[c.head] == "PROPN"), key=lambda c: abs(c.head - found.first))
    for chunk in near:
        for entity in parties.all_of(chunks, [chunk]):
            if entity not in actors and parties.is_country(entity):
                return [entity]
    return []


def _statement_of(statements: Sequence[Statement], span: Span, type_: str) -> tuple[Statement | None, Statement | None]:
    """The innermost statement whose content has the trigger, and the one whose cue it is.

    Nobody claims what he does with the very words that were read as the cue: "imposed sanctions on Iran" is no statement.
    """
    inside = [s for s in statements if any(c.overlaps(span) for c in s.content) and not any(c.overlaps(span) for c in s.cue)]
    claimed = min(inside, key=lambda s: sum(map(len, s.content)), default=None)
    made_of = next((s for s in statements if type_ in _SPEECH and any(c.overlaps(span) for c in s.cue)), None)
    return claimed, made_of


def _month_before(published: str) -> str:
    return (date.fromisoformat(published[:10]) - timedelta(days=45)).isoformat()


def _date(
    article: Article,
    layout: Layout,
    chunks: Chunks,
    found: FoundEvent,
    statements: Sequence[Statement],
    claimed: Statement | None,
) -> EventDate | None:
    """The time of the trigger's own clause: the nearest time phrase with no other verb between."""
    start, end = layout.starts[chunks.first], layout.ends[chunks.last - 1]
    trigger = layout.span(found.first, found.last)
    best: tuple[int, EventDate] | None = None
    for phrase in find_times(article.text, start, end):
        low, high = sorted((layout.first_word(phrase.span.start), found.first))
        between = (
            range(low + 1, high) if phrase.span.start < trigger.start else range(found.last, layout.first_word(phrase.span.start))
        )
        if any(layout.tags[i] == "VERB" for i in between) or any(s.contains(phrase.span) for s in _cue_times(statements)):
            continue
        interval = resolve_time(phrase, article.published, dateline=article.dateline)
        if interval is None:
            continue
        distance = len(between)
        day = EventDate(interval.start, interval.end, interval.granularity, interval.rule, phrase.span)
        if best is None or distance < best[0]:
            best = distance, day
    return best[1] if best else None


def _cue_times(statements: Sequence[Statement]) -> list[Span]:
    return [s.said.basis for s in statements if s.said is not None]


def _event(article: Article, told: Told) -> Event:
    return Event(
        id=ids.event_id(article.id, told.type, told.triggers),
        type=told.type,
        trigger=told.triggers,
        confidence=told.confidence,
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
