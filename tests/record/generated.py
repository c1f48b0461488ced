"""Generated records that keep every rule of `record.check`, for property tests. The people and events in them are nonsense."""

from __future__ import annotations

from hypothesis import strategies as st

from onrecord.record import (
    Article,
    DateBasis,
    Entity,
    EntityRole,
    EntityType,
    Entry,
    Event,
    EventDate,
    Factuality,
    Form,
    Issue,
    Kind,
    Mention,
    Page,
    Polarity,
    Record,
    Region,
    Role,
    Said,
    Span,
    Spans,
    Speaker,
    SpeakerType,
    Stage,
    Statement,
    StatementType,
    Status,
    ids,
    plover,
)
from onrecord.record.check import text_order

# Any character that UTF-8 can write: quotation marks, accents, astral planes, NUL, control characters, line separators.
texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
days = st.dates().map(lambda day: day.isoformat())
instants = st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat())
sha256s = st.text("0123456789abcdef", min_size=64, max_size=64)
countries = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)
confidences = st.floats(0, 1)
pages = st.builds(Page, sha256s, words, words, st.none() | instants.filter(lambda text: text[10] == "T"))


def spans_in(text: str) -> st.SearchStrategy[Span]:
    bounds = st.integers(0, len(text))
    return st.tuples(bounds, bounds).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: Span(min(pair), max(pair)))


def span_lists_in(text: str, smallest: int = 0) -> st.SearchStrategy[Spans]:
    """Spans in text order that do not overlap, `smallest` or more of them (0 or 1)."""

    def apart(cuts: set[int]) -> Spans:
        ordered = sorted(cuts)
        return tuple(Span(start, end) for start, end in zip(ordered[::2], ordered[1::2], strict=False))

    return st.sets(st.integers(0, len(text)), min_size=2 * smallest, max_size=6).map(apart)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text, title = draw(texts), draw(st.none() | words)
    published, updated = draw(st.none() | days | instants), draw(st.none() | days | instants)
    places = st.none() | spans_in("x" * 100)
    return Article(
        id=draw(st.just(ids.article_id(title, text)) | words),
        text=text,
        url=draw(st.none() | words),
        title=title,
        publisher=draw(st.none() | words),
        authors=tuple(draw(st.lists(words, max_size=2))),
        published=published,
        dateline=draw(st.none() | words),
        language=draw(st.none() | st.sampled_from(["en", "en-GB", "und"])),
        subtitle=draw(st.none() | words),
        section=draw(st.none() | words),
        updated=updated,
        published_basis=draw(st.sampled_from([None, *DateBasis])) if published else None,
        updated_basis=draw(st.sampled_from([None, *DateBasis])) if updated else None,
        regions=tuple(Region(draw(st.sampled_from(Role)), span, draw(places)) for span in draw(span_lists_in(text))),
        entries=tuple(Entry(span, draw(st.none() | days | instants)) for span in draw(span_lists_in(text))),
        page=draw(st.none() | pages),
    )


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Records with statements, mentions, entities and events that refer to one another."""
    article = draw(articles())
    text = article.text
    places = draw(st.lists(spans_in(text), max_size=4, unique=True))
    entities = tuple(
        Entity(
            ids.entity_id(article.id, span),
            draw(words),
            draw(st.sampled_from(EntityType)),
            tuple(draw(st.lists(words, max_size=2))),
            tuple(
                draw(st.lists(st.builds(EntityRole, words, spans_in(text), st.none() | countries, st.none() | words), max_size=2))
            ),
        )
        for span in places
    )
    entity_ids = [entity.id for entity in entities]
    mentions = tuple(
        Mention(ids.mention_id(article.id, span), span, draw(st.sampled_from(entity_ids)), draw(st.sampled_from(Form)))
        for span in sorted(places)
    )
    statements = draw(_statements(article, [mention.id for mention in mentions]))
    stages = st.builds(Stage, words, st.none() | sha256s)
    return Record(
        article,
        statements,
        mentions,
        entities,
        draw(_events(article, entity_ids, [statement.id for statement in statements])),
        tuple(draw(st.lists(st.builds(Issue, words, words, words, st.none() | spans_in(text)), max_size=2))),
        draw(st.dictionaries(words, stages, max_size=3)),
    )


@st.composite
def _statements(draw: st.DrawFn, article: Article, mention_ids: list[str]) -> tuple[Statement, ...]:
    text = article.text
    some_mention = st.none() | st.sampled_from(mention_ids) if mention_ids else st.none()
    known = st.builds(Speaker, words, st.sampled_from(SpeakerType), some_mention, st.none() | words, st.none() | countries)
    unnamed = st.builds(Speaker, st.none(), st.sampled_from([SpeakerType.UNNAMED, SpeakerType.GROUP]), some_mention)
    found: dict[str, Statement] = {}
    for _ in range(draw(st.integers(0, 3))):
        source, cue = draw(span_lists_in(text)), draw(span_lists_in(text))
        content = draw(span_lists_in(text, smallest=1))
        speaker = draw(st.none() | known | unnamed)
        first, last = sorted((draw(days), draw(days)))
        said = st.builds(Said, st.just(first), st.just(last), words, words, spans_in(text))
        statement = Statement(
            id=ids.statement_id(article.id, source, cue, content),
            source=source,
            cue=cue,
            content=content,
            kind=draw(st.sampled_from(Kind)),
            polarity=draw(st.sampled_from(Polarity)),
            confidence=draw(confidences),
            speaker=speaker,
            unknown=draw(words) if speaker is None else None,
            said=draw(st.none() | said),
            venue=draw(st.none() | spans_in(text)),
            addressee=draw(st.none() | spans_in(text)),
            reply_to=draw(st.none() | st.sampled_from(sorted(found))) if found else None,
            type=draw(st.sampled_from(StatementType)),
            factuality=draw(st.sampled_from(Factuality)),
        )
        if statement.id not in found:
            found[statement.id] = statement
    return tuple(sorted(found.values(), key=text_order))


@st.composite
def _dates(draw: st.DrawFn, text: str) -> EventDate:
    first, last = sorted((draw(days), draw(days)))
    return EventDate(first, last, draw(words), draw(words), draw(spans_in(text)))


@st.composite
def _events(draw: st.DrawFn, article: Article, entity_ids: list[str], statement_ids: list[str]) -> tuple[Event, ...]:
    some_entities = st.lists(st.sampled_from(entity_ids), max_size=2).map(tuple) if entity_ids else st.just(())
    found: dict[str, Event] = {}
    for _ in range(draw(st.integers(0, 2))):
        type_, trigger = draw(st.sampled_from(["AGREE", "ASSAULT"])), draw(span_lists_in(article.text, smallest=1))
        mode = draw(st.none() | st.sampled_from(plover.modes(type_))) if plover.modes(type_) else None
        event = Event(
            id=ids.event_id(article.id, type_, trigger),
            type=type_,
            trigger=trigger,
            confidence=draw(confidences),
            mode=mode,
            contexts=tuple(draw(st.lists(st.sampled_from(plover.CONTEXTS), max_size=2))),
            score=draw(st.none() | st.just(plover.score(type_, mode))),
            actors=draw(some_entities),
            recipients=draw(some_entities),
            place=draw(st.none() | st.sampled_from(entity_ids)) if entity_ids else None,
            date=draw(st.none() | _dates(article.text)),
            asserted_by=draw(st.none() | st.sampled_from(statement_ids)) if statement_ids else None,
            made_of=draw(st.none() | st.sampled_from(statement_ids)) if statement_ids else None,
            status=draw(st.sampled_from(Status)),
        )
        found[event.id] = event
    return tuple(sorted(found.values(), key=lambda event: event.trigger[0]))
