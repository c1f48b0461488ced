"""Reading the database. Imports record, errors and the store's tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from onrecord.record import Kind, Record, Stage
from onrecord.store.hits import ArticleLine, Counts, Hit, IssueLine, Known


class View:
    """What is stored. Every call is a read transaction of its own. Unless said otherwise only current versions are seen."""

    def record(self, article_id: str) -> Record | None:
        """The record of an article, exactly as it was put; of its current version where it has several."""
        raise NotImplementedError

    def records(self, *, old_versions: bool = False) -> Iterator[Record]:
        """Every record, oldest publication first, undated ones before; old versions of articles too where asked for."""
        raise NotImplementedError

    def statement(self, statement_id: str) -> Hit | None:
        """One statement; of an old version where only that has it."""
        raise NotImplementedError

    def find(
        self,
        words: str = "",
        *,
        speaker: str | None = None,
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
        whole name; neither minds case or accents. `after` and `before` are days of publication, inclusive; undated articles
        fit neither.
        """
        raise NotImplementedError

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
        raise NotImplementedError

    def who(self, name: str) -> tuple[Known, ...]:
        """The speakers whose name has all parts of `name`, most statements first; case and accents make no difference."""
        raise NotImplementedError

    def page_bytes(self, sha256: str) -> bytes | None:
        """The kept bytes of a page, as they were found. Raises StoreError where they are damaged."""
        raise NotImplementedError

    def has_read(self, location: str, sha256: str, provenance: Mapping[str, Stage]) -> bool:
        """Whether these very stages have read the page at `location` with these bytes already: a rerun may pass it by."""
        raise NotImplementedError

    def issues(self) -> Iterator[IssueLine]:
        """Every issue, those of pages that gave no article first."""
        raise NotImplementedError

    def counts(self) -> Counts:
        raise NotImplementedError
