"""The rules of a record that its types cannot express. Imports the standard library, errors and record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from onrecord.errors import RecordError, SpanError
from onrecord.record import ids, plover
from onrecord.record.article import Article
from onrecord.record.entity import Entity, EntityType, Location, Mention
from onrecord.record.event import Event, EventDate
from onrecord.record.record import Record
from onrecord.record.spans import Span, Spans, cover
from onrecord.record.statement import Said, Speaker, SpeakerType, Statement

_SHA256 = re.compile(r"[0-9a-f]{64}")
_COUNTRY = re.compile(r"[A-Z]{3}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NAMED = frozenset({SpeakerType.PERSON, SpeakerType.ORGANIZATION, SpeakerType.DOCUMENT})
_SHOWN = 3


def check(record: Record) -> None:
    """Raises SpanError where a span does not fit the text, else RecordError, with the first of `problems(record)`."""
    found = problems(record)
    if not found:
        return
    shown = "; ".join(found[:_SHOWN])
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    kind = SpanError if any(True for _ in _misplaced_spans(record)) else RecordError
    raise kind(f"{shown}{more} (article {record.article.id!a:.80})")


def problems(record: Record) -> tuple[str, ...]:
    """Every broken rule, each as "place: what is wrong"; empty for a sound record.

    The rules: every span lies inside the text; spans of a list, regions, statements, mentions and events stand in text order;
    ids are unique, derived from what they name (`record.ids`), and point at something; a speaker is known or the reason is
    given; dates, countries, hashes and confidences are well formed.
    """
    return (
        *_misplaced_spans(record),
        *_article_problems(record.article),
        *_statement_problems(record),
        *_mention_problems(record),
        *_entity_problems(record.entities),
        *_event_problems(record),
        *_provenance_problems(record),
    )


def text_order(statement: Statement) -> int:
    """Where a statement begins: the first character of its source, cue and content. Statements are sorted by it."""
    return cover((*statement.source, *statement.cue, *statement.content)).start


def _misplaced_spans(record: Record) -> Iterator[str]:
    length = len(record.article.text)
    for place, span in _spans(record):
        if span.end > length:
            yield f"{place}: [{span.start}, {span.end}) runs past the end of a text of {length} characters"


def _spans(record: Record) -> Iterator[tuple[str, Span]]:
    """Every span of the record, with its place."""
    for i, region in enumerate(record.article.regions):
        yield f"article.regions[{i}].span", region.span
    for i, entry in enumerate(record.article.entries):
        yield f"article.entries[{i}].span", entry.span
    for i, statement in enumerate(record.statements):
        for part, spans in (("source", statement.source), ("cue", statement.cue), ("content", statement.content)):
            for j, span in enumerate(spans):
                yield f"statements[{i}].{part}[{j}]", span
        basis = statement.said.basis if statement.said else None
        for part, one in (("said.basis", basis), ("venue", statement.venue), ("addressee", statement.addressee)):
            if one:
                yield f"statements[{i}].{part}", one
    for i, mention in enumerate(record.mentions):
        yield f"mentions[{i}].span", mention.span
    for i, entity in enumerate(record.entities):
        for j, role in enumerate(entity.roles):
            yield f"entities[{i}].roles[{j}].span", role.span
        if entity.location and entity.location.basis:
            yield f"entities[{i}].location.basis", entity.location.basis
    for i, event in enumerate(record.events):
        for j, span in enumerate(event.trigger):
            yield f"events[{i}].trigger[{j}]", span
        if event.date:
            yield f"events[{i}].date.basis", event.date.basis
    for i, issue in enumerate(record.issues):
        if issue.span:
            yield f"issues[{i}].span", issue.span


def _article_problems(article: Article) -> Iterator[str]:
    if not article.id:
        yield "article.id: is empty"
    yield from _disorder("article.regions", tuple(region.span for region in article.regions))
    yield from _disorder("article.entries", tuple(entry.span for entry in article.entries))
    times = {f"entries[{i}].time": entry.time for i, entry in enumerate(article.entries)}
    for name, time in {"published": article.published, "updated": article.updated, **times}.items():
        if time is not None and not _is_day_or_instant(time):
            yield f"article.{name}: {time!a:.40} is neither an ISO 8601 date nor a date-time with zone"
    for name, time, basis in (
        ("published", article.published, article.published_basis),
        ("updated", article.updated, article.updated_basis),
    ):
        if time is None and basis is not None:
            yield f"article.{name}_basis: says how the time is known, but there is none"
    if (page := article.page) is not None:
        if not _SHA256.fullmatch(page.sha256):
            yield f"article.page.sha256: {page.sha256!a:.80} is not 64 lower-case hex digits"
        if page.fetched_at is not None and not _is_instant(page.fetched_at):
            yield f"article.page.fetched_at: {page.fetched_at!a:.40} is not an ISO 8601 date-time with zone"


def _statement_problems(record: Record) -> Iterator[str]:
    mentions = {mention.id for mention in record.mentions}
    statements = {statement.id for statement in record.statements}
    yield from _repeats("statements", [statement.id for statement in record.statements])
    last = 0
    for i, statement in enumerate(record.statements):
        place = f"statements[{i}]"
        if statement.content:
            start = text_order(statement)
            if start < last:
                yield f"{place}: stands before the statement that it follows in the list"
            last = start
        else:
            yield f"{place}.content: is empty, but a statement says something"
        for part, spans in (("source", statement.source), ("cue", statement.cue), ("content", statement.content)):
            yield from _disorder(f"{place}.{part}", spans)
        if statement.id != ids.statement_id(record.article.id, statement.source, statement.cue, statement.content):
            yield f"{place}.id: {statement.id!a:.40} is not derived from the article's id and the statement's spans"
        yield from _speaker_problems(place, statement.speaker, statement.unknown, mentions)
        yield from _interval_problems(f"{place}.said", statement.said)
        if statement.reply_to is not None and (statement.reply_to not in statements or statement.reply_to == statement.id):
            yield f"{place}.reply_to: {statement.reply_to!a:.40} is no other statement of this record"
        yield from _confidence_problems(place, statement.confidence)


def _speaker_problems(place: str, speaker: Speaker | None, unknown: str | None, mentions: set[str]) -> Iterator[str]:
    if speaker is None:
        if not unknown:
            yield f"{place}.unknown: is missing, but there is no speaker: say why not"
        return
    if unknown is not None:
        yield f"{place}.unknown: gives a reason, but there is a speaker"
    if speaker.name is None and speaker.type in _NAMED:
        yield f"{place}.speaker.name: is missing, but the speaker is a {speaker.type}"
    if speaker.name == "":
        yield f"{place}.speaker.name: is empty: leave an unnamed speaker's name null"
    if speaker.mention is not None and speaker.mention not in mentions:
        yield f"{place}.speaker.mention: {speaker.mention!a:.40} is no mention of this record"
    yield from _country_problems(f"{place}.speaker.country", speaker.country)


def _interval_problems(place: str, days: Said | EventDate | None) -> Iterator[str]:
    if days is None:
        return
    malformed = [name for name in ("start", "end") if not _is_day(getattr(days, name))]
    for name in malformed:
        yield f"{place}.{name}: {getattr(days, name)!a:.40} is not an ISO 8601 date"
    if not malformed and days.start > days.end:
        yield f"{place}: starts on {days.start}, after it ends on {days.end}"


def _mention_problems(record: Record) -> Iterator[str]:
    entities = {entity.id for entity in record.entities}
    yield from _repeats("mentions", [mention.id for mention in record.mentions])
    before: Mention | None = None
    for i, mention in enumerate(record.mentions):
        if before is not None and mention.span < before.span:
            yield f"mentions[{i}]: stands before the mention that it follows in the list"
        before = mention
        if mention.id != ids.mention_id(record.article.id, mention.span):
            yield f"mentions[{i}].id: {mention.id!a:.40} is not derived from the article's id and the mention's span"
        if mention.entity not in entities:
            yield f"mentions[{i}].entity: {mention.entity!a:.40} is no entity of this record"


def _entity_problems(entities: tuple[Entity, ...]) -> Iterator[str]:
    yield from _repeats("entities", [entity.id for entity in entities])
    for i, entity in enumerate(entities):
        if not entity.name:
            yield f"entities[{i}].name: is empty"
        yield from _country_problems(f"entities[{i}].country", entity.country)
        for j, role in enumerate(entity.roles):
            yield from _country_problems(f"entities[{i}].roles[{j}].country", role.country)
        if (where := entity.location) is not None:
            yield from _location_problems(f"entities[{i}]", entity, where)


def _location_problems(place: str, entity: Entity, where: Location) -> Iterator[str]:
    if entity.type is not EntityType.PLACE:
        yield f"{place}.location: is given, but the entity is a {entity.type}, not a place"
    if entity.unplaced is not None:
        yield f"{place}.unplaced: gives a reason, but there is a location"
    yield from _country_problems(f"{place}.location.country", where.country)
    if not (-90 <= where.latitude <= 90 and -180 <= where.longitude <= 180):
        yield f"{place}.location: {where.latitude}, {where.longitude} is nowhere on Earth"


def _event_problems(record: Record) -> Iterator[str]:
    entities = {entity.id for entity in record.entities}
    statements = {statement.id for statement in record.statements}
    yield from _repeats("events", [event.id for event in record.events])
    before: Event | None = None
    for i, event in enumerate(record.events):
        place = f"events[{i}]"
        if not event.trigger:
            yield f"{place}.trigger: is empty, but an event rests on words"
        if before is not None and event.trigger[:1] < before.trigger[:1]:
            yield f"{place}: stands before the event that it follows in the list"
        before = event
        yield from _disorder(f"{place}.trigger", event.trigger)
        if event.id != ids.event_id(record.article.id, event.type, event.trigger):
            yield f"{place}.id: {event.id!a:.40} is not derived from the article's id and the event's type and trigger"
        yield from _vocabulary_problems(place, event)
        for part, named in (("actors", event.actors), ("recipients", event.recipients)):
            for j, entity in enumerate(named):
                if entity not in entities:
                    yield f"{place}.{part}[{j}]: {entity!a:.40} is no entity of this record"
        if event.place is not None and event.place not in entities:
            yield f"{place}.place: {event.place!a:.40} is no entity of this record"
        for part, statement in (("asserted_by", event.asserted_by), ("made_of", event.made_of)):
            if statement is not None and statement not in statements:
                yield f"{place}.{part}: {statement!a:.40} is no statement of this record"
        yield from _interval_problems(f"{place}.date", event.date)
        yield from _confidence_problems(place, event.confidence)


def _vocabulary_problems(place: str, event: Event) -> Iterator[str]:
    if event.type not in plover.TYPES:
        yield f"{place}.type: {event.type!a:.40} is no event type of PLOVER"
        return
    if event.mode is not None and event.mode not in plover.modes(event.type):
        yield f"{place}.mode: {event.mode!a:.40} is no mode of {event.type}"
    elif event.score is not None and event.score != plover.score(event.type, event.mode):
        yield f"{place}.score: {event.score} is not what PLOVER gives to {event.type}, {event.mode or 'without a mode'}"
    for j, context in enumerate(event.contexts):
        if context not in plover.CONTEXTS:
            yield f"{place}.contexts[{j}]: {context!a:.40} is no context of PLOVER"


def _provenance_problems(record: Record) -> Iterator[str]:
    for name, stage in sorted(record.provenance.items()):
        if stage.weights_sha256 is not None and not _SHA256.fullmatch(stage.weights_sha256):
            yield f"provenance.{name}.weights_sha256: {stage.weights_sha256!a:.80} is not 64 lower-case hex digits"


def _disorder(place: str, spans: Spans) -> Iterator[str]:
    for i in range(1, len(spans)):
        if spans[i].start < spans[i - 1].end:
            yield f"{place}[{i}]: begins at {spans[i].start}, before the one in front of it ends"


def _repeats(place: str, identifiers: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for i, identifier in enumerate(identifiers):
        if identifier in seen:
            yield f"{place}[{i}].id: {identifier!a:.40} is the id of another one too"
        seen.add(identifier)


def _confidence_problems(place: str, confidence: float) -> Iterator[str]:
    if not 0 <= confidence <= 1:
        yield f"{place}.confidence: {confidence} is not between 0 and 1"


def _country_problems(place: str, country: str | None) -> Iterator[str]:
    if country is not None and not _COUNTRY.fullmatch(country):
        yield f"{place}: {country!a:.40} is not an ISO 3166 alpha-3 code"


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_instant(text: str) -> bool:
    if not _DAY.match(text) or text[10:11] != "T":
        return False
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _is_day_or_instant(text: str) -> bool:
    return _is_day(text) or _is_instant(text)
