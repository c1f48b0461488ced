"""What the pages of a reading room show: each answered in bounded time, however much is stored. Imports the store's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Engine, func, select

from onrecord.query.conditions import Condition
from onrecord.record import Record
from onrecord.store.answers.entity_lines import EntityLine, entity_lines, lines_of
from onrecord.store.answers.interactions import Flow, PlaceSpokenOf, flows, newest, places
from onrecord.store.answers.issue_lists import IssueKind, ListedIssue, issue_kinds, issues_after
from onrecord.store.answers.over_time import statements_by_day
from onrecord.store.answers.profiles import Profile, name_of, profile
from onrecord.store.answers.replies import Replies, replies
from onrecord.store.answers.suggestions import names_beginning
from onrecord.store.answers.versions import Version, article_at, record_of_version, versions
from onrecord.store.schema.tables import articles


class Overview:
    """Made by the store. Every call is a read transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # People.

    def profile(self, id_: str) -> Profile | None:
        """The linked entity that has an appearance of this id, as its page shows it."""
        return profile(self._engine, id_)

    def name_of(self, id_: str) -> tuple[str, str] | None:
        """The id and the name of the linked entity that has an appearance of this id."""
        return name_of(self._engine, id_)

    def entities_called(self, name: str, most: int) -> tuple[EntityLine, ...]:
        """Linked entities that some article calls by all parts of `name`; most statements first."""
        return entity_lines(self._engine, name, most)

    def entities(self, ids: Sequence[str]) -> tuple[EntityLine, ...]:
        """The linked entities of these ids, most statements first."""
        return lines_of(self._engine, ids)

    def replies(self, linked_id: str) -> Replies:
        """Whom a linked entity answers, and who answers it."""
        return replies(self._engine, linked_id)

    def names_beginning(self, typed: str) -> tuple[str, ...]:
        """Names of speakers of which a word begins with `typed`."""
        return names_beginning(self._engine, typed)

    # Articles.

    def versions(self, article_id: str) -> tuple[Version, ...]:
        """All versions of an article, the current one first."""
        return versions(self._engine, article_id)

    def record_of_version(self, article_id: str, text_sha256: str) -> Record | None:
        """The record of that very text."""
        return record_of_version(self._engine, article_id, text_sha256)

    def article_at(self, location: str) -> str | None:
        """The id of the article that was read at a location."""
        return article_at(self._engine, location)

    def issue_kinds(self) -> tuple[IssueKind, ...]:
        """How many issues there are of each kind, most first."""
        return issue_kinds(self._engine)

    def issues_after(self, key: int | None, *, code: str | None = None, limit: int = 50) -> tuple[ListedIssue, ...]:
        """Issues put before the one with this key, the last put first."""
        return issues_after(self._engine, key, code=code, limit=limit)

    # Counts.

    def newest_article(self) -> int:
        """A number that grows with every article that comes."""
        with self._engine.connect() as connection:
            return connection.scalar(select(func.max(articles.c.key))) or 0

    def statements_by_day(self, condition: Condition) -> Mapping[date | None, int]:
        """How many statements that fit were published on each day (of UTC); None stands for undated ones."""
        with self._engine.connect() as connection:
            return statements_by_day(connection, condition)

    def flows(self, condition: Condition) -> tuple[int, tuple[Flow, ...]]:
        """Of the newest statements that fit, how many they are, and who speaks about and to whom in them."""
        with self._engine.connect() as connection:
            counted = newest(connection, condition)
            return len(counted), flows(connection, counted)

    def places(self, condition: Condition) -> tuple[int, tuple[PlaceSpokenOf, ...]]:
        """As `flows`, and which places they are about."""
        with self._engine.connect() as connection:
            counted = newest(connection, condition)
            return len(counted), places(connection, counted)
