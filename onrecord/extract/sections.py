"""Long texts in sections, so that time and memory grow with the length and no faster. Imports record only.

Each section is read as an article of its own; what was read is then put back where it stands in the whole. A name means the same
in all of them. A statement, a pronoun or an event never reaches over the border of a section.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from onrecord.record import Article, Entity, EntityType, Event, Mention, Span, Spans, Statement, ids
from onrecord.record.folding import folded

LONGEST = 40_000  # characters of a text that is read at once: 6,500 words, more than all but a few articles have
_SLACK = 10_000  # characters in which the border of a section is looked for
_BORDERS = ("\n\n", "\n", ". ", " ")  # after the first of these that is found there
_NAMED = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE})


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """What was read from one article, or a section of one, all in text order."""

    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """An article whose text is that of another from the character `start` on."""

    article: Article
    start: int


def cut(article: Article) -> tuple[Section, ...]:
    """The article itself where its text has no more than LONGEST characters, else its sections, of nearly the same length."""
    return tuple(_section(article, span) for span in _spans(article.text)) or (Section(article, 0),)


def _spans(text: str) -> Iterator[Span]:
    count = -(-len(text) // LONGEST)
    start = 0
    for number in range(1, count):
        middle = len(text) * number // count
        end = _border(text, max(start + 1, middle - _SLACK), middle)
        yield Span(start, end)
        start = end
    if count > 1:
        yield Span(start, len(text))


def _border(text: str, low: int, high: int) -> int:
    """Where to cut between `low` and `high`: as near to `high` as the best mark that stands there lets it."""
    found = ((text.rfind(mark, low, high), mark) for mark in _BORDERS)
    return next((at + len(mark) for at, mark in found if at >= 0), high)


def _section(article: Article, span: Span) -> Section:
    regions = tuple(
        replace(region, span=inner) for region in article.regions if (inner := _within(article.text, region.span, span))
    )
    entries = tuple(replace(entry, span=inner) for entry in article.entries if (inner := _within(article.text, entry.span, span)))
    return Section(replace(article, text=span.of(article.text), regions=regions, entries=entries), span.start)


def _within(text: str, span: Span, section: Span) -> Span | None:
    """The part of `span` that stands in `section`, counted from its start; None where there are no words in it."""
    start, end = max(span.start, section.start), min(span.end, section.end)
    if start >= end or text[start:end].isspace():
        return None
    return Span(start - section.start, end - section.start)


def join(article_id: str, readings: Sequence[tuple[Section, ArticleReading]]) -> ArticleReading:
    """The reading of the whole article, from those of its sections in text order."""
    ids_of = [_ids(article_id, reading, section.start) for section, reading in readings]
    same = _same([[(new[e.id], e) for e in reading.entities] for new, (_, reading) in zip(ids_of, readings, strict=True)])
    placed = [
        _moved(reading, section.start, {old: same.get(id_, id_) for old, id_ in new.items()})
        for new, (section, reading) in zip(ids_of, readings, strict=True)
    ]
    entities = _united([entity for reading in placed for entity in reading.entities])
    names = {entity.id: entity.name for entity in entities}
    return ArticleReading(
        tuple(statement for reading in placed for statement in _renamed(reading, names)),
        tuple(mention for reading in placed for mention in reading.mentions),
        entities,
        tuple(event for reading in placed for event in reading.events),
    )


def _ids(article: str, reading: ArticleReading, start: int) -> dict[str, str]:
    """The ids of what was read in a section that starts at `start`, each with the one that it has in the whole article."""

    def place(spans: Spans) -> Spans:
        return tuple(Span(span.start + start, span.end + start) for span in spans)

    first: dict[str, Span] = {}
    for mention in reading.mentions:
        first.setdefault(mention.entity, mention.span)
    return {
        **{s.id: ids.statement_id(article, place(s.source), place(s.cue), place(s.content)) for s in reading.statements},
        **{m.id: ids.mention_id(article, *place((m.span,))) for m in reading.mentions},
        **{id_: ids.entity_id(article, *place((span,))) for id_, span in first.items()},
        **{e.id: ids.event_id(article, e.type, place(e.trigger)) for e in reading.events},
    }


def moved(value: Any, by: int) -> Any:
    """`value`, of whatever the record is made of, with its spans moved by `by` characters."""
    return _moved(value, by, {})


def _moved(value: Any, by: int, new_ids: Mapping[str, str]) -> Any:
    """`value`, of whatever the record is made of, with its spans moved by `by` characters and its ids exchanged."""
    if isinstance(value, Span):
        return Span(value.start + by, value.end + by)
    if isinstance(value, tuple):
        return tuple(_moved(one, by, new_ids) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _moved(getattr(value, field.name), by, new_ids) for field in fields(value)})
    return new_ids.get(value, value) if type(value) is str else value


def _same(sections: Sequence[Sequence[tuple[str, Entity]]]) -> dict[str, str]:
    """For each entity of a section that one of another section is too, the id that both are given: of those with the same type
    and name, the first; of a person with one name only, that of the one person in the article who has it last."""
    kept: dict[str, str] = {}
    first: dict[tuple[str, str], str] = {}
    bearers: dict[str, set[str]] = defaultdict(set)
    for entities in sections:
        for id_, entity in entities:
            name = folded(entity.name)
            if entity.type in _NAMED and name:
                kept[id_] = first.setdefault((entity.type, name), id_)
                if entity.type is EntityType.PERSON and " " in name:
                    bearers[name.rpartition(" ")[2]].add(kept[id_])
    for entities in sections:
        here = Counter(kept[id_] for id_, _ in entities if id_ in kept)
        for id_, entity in entities:
            known = bearers.get(folded(entity.name), set()) if entity.type is EntityType.PERSON else set()
            if id_ in kept and here[kept[id_]] > 1:
                del kept[id_]  # a name that two of this section have
            elif len(known) == 1 and not known & here.keys():
                kept[id_] = next(iter(known))
    return kept


def _united(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Entities with one id made one: the fullest name, and all that is known of any of them."""
    found: dict[str, Entity] = {}
    for entity in entities:
        known = found.get(entity.id)
        found[entity.id] = _both(known, entity) if known else entity
    return tuple(found.values())


def _both(one: Entity, other: Entity) -> Entity:
    full, short = (one, other) if len(one.name) >= len(other.name) else (other, one)
    forms = dict.fromkeys((*one.aliases, *other.aliases, short.name))
    roles = {role.text: role for role in (*other.roles, *one.roles)}
    placed = one if one.location or not other.location else other
    return replace(
        full,
        aliases=tuple(form for form in forms if form != full.name),
        roles=tuple(sorted(roles.values(), key=lambda role: role.span)),
        country=one.country or other.country,
        sector=one.sector or other.sector,
        location=placed.location,
        unplaced=placed.unplaced,
    )


def _renamed(reading: ArticleReading, names: Mapping[str, str]) -> Iterator[Statement]:
    """The statements with the name that each speaker has in the whole article."""
    own = {entity.id: entity.name for entity in reading.entities}
    entity_of = {mention.id: mention.entity for mention in reading.mentions}
    for statement in reading.statements:
        speaker = statement.speaker
        entity = entity_of.get(speaker.mention or "") if speaker else None
        if speaker and entity and speaker.name == own[entity]:
            statement = replace(statement, speaker=replace(speaker, name=names[entity]))
        yield statement
