"""Reading the database. Imports record, errors and the rest of the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Engine, FromClause, Select, and_, false, func, select

from onrecord.errors import StoreError
from onrecord.query.conditions import By, Condition, Confidence, From, OfKind, Published, Sort, Where, Words, both
from onrecord.record import Issue, Kind, Record, Span, Stage
from onrecord.record.folding import folded
from onrecord.record.identity import Decision, LinkedEntity
from onrecord.store.answers.article_results import article_page_of
from onrecord.store.answers.changes import Revision, revisions
from onrecord.store.answers.entity_summary import known_entities, linked_entities
from onrecord.store.answers.event_counts import event_counts
from onrecord.store.answers.event_hits import EventCount, EventHit, EventPage, EventQuery, EventsBy
from onrecord.store.answers.event_results import event_of, event_page_of, every_event
from onrecord.store.answers.event_search import event_page_fitting
from onrecord.store.answers.facets import facets_of
from onrecord.store.answers.hits import (
    ArticleLine,
    ArticlePage,
    Counts,
    EntitySummary,
    Facets,
    Hit,
    HitPage,
    IdentityCounts,
    IssueLine,
    SpeakerSummary,
    Spellings,
)
from onrecord.store.answers.speaker_summary import known_speakers
from onrecord.store.answers.spellings import spellings_of
from onrecord.store.answers.statement_results import Nearness, every_hit, hits_of, page_of
from onrecord.store.index import fulltext
from onrecord.store.index.fulltext.terms import terms_of
from onrecord.store.schema import tables
from onrecord.store.schema.packing import sha256 as hash_of
from onrecord.store.schema.packing import unpacked, unpacked_record
from onrecord.store.schema.tables import articles, issues, records, speakers, statements
from onrecord.store.writing.feeds import FeedLine, feed_lines
from onrecord.store.writing.identities import Identities
from onrecord.store.writing.ledger import AddressLine, address_lines

_OLDEST_FIRST = (articles.c.published_at.asc().nulls_first(), articles.c.id, articles.c.key)
_NEWEST_FIRST = (articles.c.published_at.desc().nulls_last(), articles.c.id, articles.c.key)
_CURRENT_FIRST = (articles.c.current.desc(), articles.c.key.desc())


class View:
    """What is stored. Every call is a read transaction of its own. Unless said otherwise only current versions are seen."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, article_id: str) -> Record | None:
        """The record of an article, exactly as it was put; of its current version where it has several."""
        query = select(records.c.json).join(articles).where(articles.c.id == article_id).order_by(*_CURRENT_FIRST).limit(1)
        with self._engine.connect() as connection:
            data = connection.scalar(query)
        return None if data is None else unpacked_record(data)

    def records(self, *, old_versions: bool = False) -> Iterator[Record]:
        """Every record, oldest publication first, undated ones before; old versions of articles too where asked for."""
        query = select(records.c.json).join(articles).order_by(*_OLDEST_FIRST)
        if not old_versions:
            query = query.where(articles.c.current)
        with self._engine.connect() as connection, connection.execution_options(yield_per=50).execute(query) as rows:
            for (data,) in rows:
                yield unpacked_record(data)

    def statement(self, statement_id: str) -> Hit | None:
        """One statement; of an old version where only that has it."""
        query: Select[Any] = select(statements.c.key, statements.c.id, statements.c.article_key).join(articles)
        query = query.where(statements.c.id == statement_id).order_by(*_CURRENT_FIRST).limit(1)
        with self._engine.connect() as connection:
            return next(iter(hits_of(connection, connection.execute(query).all())), None)

    def find(
        self,
        words: str = "",
        *,
        speaker: str | None = None,
        entity: str | None = None,
        publisher: str | None = None,
        after: date | None = None,
        before: date | None = None,
        kind: Kind | None = None,
        min_confidence: float | None = None,
        limit: int | None = 20,
    ) -> tuple[Hit, ...]:
        """Statements that have all of `words` in source, cue, content or speaker's name, newest publication first.

        `words` is what a person typed: words in quotation marks are a phrase, word endings and accents make no difference, and
        nothing in it is an operator. Without words every statement fits. `speaker` is a name or any parts of one, `publisher` a
        whole name; neither minds case or accents. `entity` is the id of a linked entity that speaks. `after` and `before` are
        days of publication, inclusive; undated articles fit neither.
        """
        options = (
            None if speaker is None else Words(speaker, Where.SPEAKER),
            None if entity is None else By(entity),
            None if publisher is None else From(publisher),
            None if after is None and before is None else Published(after, before),
            None if kind is None else OfKind(kind),
            None if min_confidence is None else Confidence(least=min_confidence),
        )
        typed = terms_of(words) or ([words] if words.strip() else [])
        condition = both(*map(Words, dict.fromkeys(typed)), *(option for option in options if option is not None))
        return tuple(self.every(condition)) if limit is None else self.ask(condition, limit=limit).hits

    def find_articles(
        self,
        words: str = "",
        *,
        publisher: str | None = None,
        after: date | None = None,
        before: date | None = None,
        limit: int | None = 20,
    ) -> tuple[ArticleLine, ...]:
        """Articles that have all of `words` in title or text, newest first; everything else as in `find`."""
        told = select(func.count()).where(statements.c.article_key == articles.c.key).scalar_subquery().label("statements")
        columns = articles.c["id", "title", "publisher", "published", "url", "location", "language"]
        query = select(*columns, told, articles.c.current)
        worded = fulltext.has_words(self._engine, articles, words)
        query = query.where(articles.c.current, worded, *_published(publisher, after, before))
        with self._engine.connect() as connection:
            lines = connection.execute(query.order_by(*_NEWEST_FIRST).limit(limit)).mappings()
            return tuple(ArticleLine(**line) for line in lines)

    def ask(
        self,
        condition: Condition,
        *,
        sort: Sort = Sort.NEWEST,
        limit: int = 20,
        cursor: str | None = None,
        nearness: Nearness | None = None,
    ) -> HitPage:
        """Statements that fit, from the first or from where `cursor` (a page's `next`) goes on. Where `nearness` is given, it
        sorts them, the nearest first, and `sort` counts for nothing. Raises InputError where the cursor is of another question.
        """
        with self._engine.connect() as connection:
            return page_of(connection, condition, sort, limit, cursor, nearness)

    def ask_articles(
        self, condition: Condition, *, sort: Sort = Sort.NEWEST, limit: int = 20, cursor: str | None = None
    ) -> ArticlePage:
        """Articles that fit, as `ask`. What can only be said of a statement, one of theirs must fit."""
        with self._engine.connect() as connection:
            return article_page_of(connection, condition, sort, limit, cursor)

    def spellings(self, word: str) -> Spellings:
        """How else a folded word of a speaker's name is written."""
        with self._engine.connect() as connection:
            return spellings_of(connection, word)

    def every(self, condition: Condition) -> Iterator[Hit]:
        """All the statements that the machine read and that fit, newest publication first, in the memory of one article."""
        with self._engine.connect() as connection:
            yield from every_hit(connection, condition)

    def facets(self, condition: Condition) -> Facets:
        """What the statements that fit are spread over."""
        with self._engine.connect() as connection:
            return facets_of(connection, condition)

    def events(self, query: EventQuery, *, limit: int = 20, cursor: str | None = None) -> EventPage:
        """Events that fit, newest publication first, from the first or from where `cursor` (a page's `next`) goes on. Raises
        InputError where the cursor is of another question."""
        with self._engine.connect() as connection:
            return event_page_of(connection, query, limit, cursor)

    def events_fitting(self, condition: Condition, *, limit: int = 20, cursor: str | None = None) -> EventPage:
        """Events that fit what can be asked of statements, as `events`: where few fit, a page may hold fewer than `limit`
        although more follow."""
        with self._engine.connect() as connection:
            return event_page_fitting(connection, condition, limit, cursor)

    def every_event(self, query: EventQuery) -> Iterator[EventHit]:
        """All the events that fit, newest publication first, in the memory of one article."""
        with self._engine.connect() as connection:
            yield from every_event(connection, query)

    def event(self, event_id: str) -> EventHit | None:
        """One event; of an old version where only that has it."""
        with self._engine.connect() as connection:
            return event_of(connection, event_id)

    def event_counts(self, query: EventQuery, by: Sequence[EventsBy]) -> tuple[EventCount, ...]:
        """How many events fit, by all of `by` at once: in the order of time where a period is asked for, else most first.

        An event of several actors counts for each of them, or for each of its dyads and countries; one without a recipient is in
        no dyad.
        """
        with self._engine.connect() as connection:
            return event_counts(connection, query, by)

    def who(self, name: str) -> tuple[SpeakerSummary, ...]:
        """The speakers whose name has all parts of `name`, most statements first; case and accents make no difference."""
        with self._engine.connect() as connection:
            return known_speakers(connection, _is_named(name))

    def entities(self, name: str) -> tuple[EntitySummary, ...]:
        """The linked entities that some article calls by all parts of `name`, most statements first; case and accents make no
        difference. Articles that wait to be linked are not in it."""
        parts = folded(name).split()
        if not parts:
            return ()
        table = tables.linked_entities
        with self._engine.connect() as connection:
            return known_entities(connection, and_(*(table.c.folded.contains(f" {part} ", autoescape=True) for part in parts)))

    def entity(self, id_: str) -> EntitySummary | None:
        """The linked entity that has an appearance of this id."""
        of = select(tables.links.c.linked_id).where(tables.links.c.entity_id == id_)
        with self._engine.connect() as connection:
            found = known_entities(connection, tables.linked_entities.c.id.in_(of))
        return found[0] if found else None

    def linked(self, id_: str | None = None) -> Iterator[LinkedEntity]:
        """The linked entity that has an appearance of this id; without one, all that have several appearances, by name."""
        table = tables.links
        several = select(table.c.linked_id).group_by(table.c.linked_id).having(func.count() > 1)
        chosen = several if id_ is None else select(table.c.linked_id).where(table.c.entity_id == id_)
        with self._engine.connect() as connection:
            yield from linked_entities(connection, tables.linked_entities.c.id.in_(chosen))

    def identity_counts(self) -> IdentityCounts:
        entities, links = tables.linked_entities, tables.links
        several = select(links.c.linked_id).group_by(links.c.linked_id).having(func.count() > 1).subquery()
        with self._engine.connect() as connection:

            def count(what: FromClause, *conditions: ColumnElement[bool]) -> int:
                return connection.scalar(select(func.count()).select_from(what).where(*conditions)) or 0

            return IdentityCounts(
                appearances=count(links),
                entities=count(entities),
                linked=count(several),
                with_namesakes=connection.scalar(select(func.count(tables.namesakes.c.linked_id.distinct()))) or 0,
                matched=count(entities, entities.c.wikidata.is_not(None)),
                decisions=count(tables.decisions),
                unlinked=count(tables.unlinked),
            )

    def speaker_of(self, statement_id: str) -> str | None:
        """The id of the entity (an appearance) that made a statement; None where nobody did, or no mention proves it."""
        query = select(tables.mentions.c.entity_id).join(statements, _is_speaker).join(articles, _is_article)
        query = query.where(statements.c.id == statement_id).order_by(*_CURRENT_FIRST).limit(1)
        with self._engine.connect() as connection:
            found: str | None = connection.scalar(query)
        return found

    def decisions(self) -> tuple[Decision, ...]:
        """What people decided on who is who, in the order in which it was added."""
        with self._engine.connect() as connection:
            return Identities(connection).decisions()

    def page_bytes(self, sha256: str) -> bytes | None:
        """The kept bytes of a page, as they were found. Raises StoreError where they are damaged."""
        table = tables.page_bytes
        with self._engine.connect() as connection:
            data = connection.scalar(select(table.c.data).where(table.c.sha256 == sha256))
        if data is None:
            return None
        found = unpacked(data)
        if hash_of(found) != sha256:
            raise StoreError(f"the kept bytes of page {sha256} are not those that were put")
        return found

    def has_read(self, location: str, sha256: str, provenance: Mapping[str, Stage]) -> bool:
        """Whether these very stages have read the page at `location` with these bytes already: a rerun may pass it by."""
        pages, stages = tables.locations, tables.provenance
        of_page = select(pages.c.article_key).where(pages.c.location == location, pages.c.page_sha256 == sha256)
        query = select(*stages.c["article_key", "stage", "version", "weights_sha256"]).where(stages.c.article_key.in_(of_page))
        read: dict[int, dict[str, Stage]] = {}
        with self._engine.connect() as connection:
            for key, stage, version, weights in connection.execute(query):
                read.setdefault(key, {})[stage] = Stage(version, weights)
        return dict(provenance) in read.values()

    def issues(self) -> Iterator[IssueLine]:
        """Every issue, those of pages that gave no article first."""
        query = select(issues, articles.c.id).outerjoin(articles).where(_of_current_or_no_article)
        query = query.order_by(articles.c.id.asc().nulls_first(), issues.c.location, issues.c.position)
        with self._engine.connect() as connection:
            for row in connection.execute(query):
                span = None if row.starts is None else Span(row.starts, row.ends)
                yield IssueLine(row.location, row.id, Issue(row.stage, row.code, row.message, span))

    def revisions(self, article: str) -> tuple[Revision, ...]:
        """What became of the statements of an article from version to version, oldest first. `article` is the id of any version,
        or the location. Empty where there is only one version, or no such article."""
        return revisions(self._engine, article)

    def feeds(self) -> tuple[FeedLine, ...]:
        """The lists that are or were watched, those that fail first."""
        with self._engine.connect() as connection:
            return feed_lines(connection)

    def addresses(self, feed: str | None = None) -> Iterator[AddressLine]:
        """What became of every address of an article that was seen, or of those that `feed` named first; newest first."""
        with self._engine.connect() as connection:
            yield from address_lines(connection, feed)

    def counts(self) -> Counts:
        current = articles.c.current
        told = select(func.count(statements.c.key), func.count(statements.c.speaker_key.distinct())).join(articles).where(current)
        with self._engine.connect() as connection:

            def count(*conditions: ColumnElement[bool]) -> Any:
                return connection.scalar(select(func.count()).where(*conditions))

            said, names = connection.execute(told).one()
            return Counts(
                articles=count(current),
                old_versions=count(~current),
                statements=said - count(statements.c.added.is_not(None)),
                speakers=names,
                issues=count(issues.c.article_key == articles.c.key, current),
                failures=count(issues.c.article_key.is_(None)),
                pages=connection.scalar(select(func.count()).select_from(tables.page_bytes)) or 0,
            )


_is_speaker = and_(tables.mentions.c.article_key == statements.c.article_key, tables.mentions.c.id == statements.c.mention_id)
_is_article = articles.c.key == statements.c.article_key
_of_current_or_no_article = issues.c.article_key.is_(None) | articles.c.current


def _published(publisher: str | None, after: date | None, before: date | None) -> list[ColumnElement[bool]]:
    conditions = []
    if publisher is not None:
        conditions.append(articles.c.publisher_folded == folded(publisher))
    if after is not None:
        conditions.append(articles.c.published_on >= f"{after:%Y-%m-%d}")
    if before is not None:
        conditions.append(articles.c.published_on <= f"{before:%Y-%m-%d}")
    return conditions


def _is_named(name: str) -> ColumnElement[bool]:
    """Whether a row of `speakers` has every part of `name` as a whole word."""
    parts = folded(name).split()
    return and_(*(speakers.c.folded.contains(f" {part} ", autoescape=True) for part in parts)) if parts else false()
