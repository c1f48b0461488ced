"""What the store answers with: frozen values, no database behind them. Imports record only."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.record import Article, Issue, Span, Spans, SpeakerType, Statement, words_of
from onrecord.record.identity import LinkedEntity
from onrecord.record.review import Review


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement and the article that it stands in. `added` is the review by which a person added it; None where the machine
    read it. `window` is the part of `article.text` to show around it: the paragraphs
    that the statement touches, cut between words where they are long. `matched` are the words in it that were looked for."""

    statement: Statement
    article: Article
    window: Span
    matched: Spans = ()
    added: Review | None = None

    @property
    def speaker(self) -> str | None:
        """The speaker's name; None where the speaker is unnamed or not known."""
        return self.statement.speaker.name if self.statement.speaker else None

    @property
    def source(self) -> str:
        return words_of(self.statement.source, self.article.text)

    @property
    def cue(self) -> str:
        return words_of(self.statement.cue, self.article.text)

    @property
    def content(self) -> str:
        return words_of(self.statement.content, self.article.text)

    @property
    def text(self) -> str:
        """The characters of `window`."""
        return self.window.of(self.article.text)


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One article as a line of a table. `statements` is how many it has; `current` is False for an old version."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    location: str | None
    language: str | None
    statements: int
    current: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of one article: `text` is the characters of `span`; `published` as the article has it."""

    article_id: str
    span: Span
    text: str
    published: str | None = None


@dataclass(frozen=True, slots=True)
class RoleSeen:
    """A role that articles give a speaker, with the first words that say so; `articles` is in how many of them it stands."""

    text: str
    country: str | None
    sector: str | None
    evidence: Evidence
    articles: int


@dataclass(frozen=True, slots=True)
class SpeakerSummary:
    """What the stored articles know of speakers of one name and type. They may be several people of that name.

    `first` and `last` are the days (ISO 8601) of the earliest and latest article with a statement by them, None where no such
    article is dated.
    """

    name: str
    type: SpeakerType
    roles: tuple[RoleSeen, ...]
    statements: int
    first: str | None
    last: str | None
    publishers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleOverTime:
    """A role that articles give an entity. `evidence` is the first words of each article that say so, oldest first; `first` and
    `last` are the days (ISO 8601) on which such articles were published, None where none of them is dated."""

    text: str
    country: str | None
    sector: str | None
    first: str | None
    last: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class EntitySummary:
    """What the stored articles know of a linked entity.

    `forms` are the names that they use, the most frequent first; `articles` is in how many of them it appears; `roles` are in the
    order of their first days; `first` and `last` as in `SpeakerSummary`.
    """

    entity: LinkedEntity
    forms: tuple[str, ...]
    articles: int
    roles: tuple[RoleOverTime, ...]
    statements: int
    first: str | None
    last: str | None
    publishers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IdentityCounts:
    """`appearances` counts names in articles, `entities` what they were linked into; of these `linked` have several appearances,
    `with_namesakes` another of the name, `matched` a Wikidata item. `unlinked` articles wait to be linked."""

    appearances: int
    entities: int
    linked: int
    with_namesakes: int
    matched: int
    decisions: int
    unlinked: int


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue and where it was seen: `article_id` is None where the page at `location` gave no article at all."""

    location: str | None
    article_id: str | None
    issue: Issue


@dataclass(frozen=True, slots=True)
class Counts:
    """`articles`, `statements`, `speakers` (names) and `issues` count current versions only; `old_versions` the other articles;
    `failures` the pages that gave no article; `pages` the pages whose bytes are kept."""

    articles: int
    old_versions: int
    statements: int
    speakers: int
    issues: int
    failures: int
    pages: int


@dataclass(frozen=True, slots=True)
class HitPage:
    """Some of the statements that fit. `next` is the cursor of those that follow, None where these are the last.

    `ranked` is set where the best of only so many newest fitting statements were looked for (they were sorted by relevance, and
    more fit than can be told apart in time).
    """

    hits: tuple[Hit, ...]
    next: str | None = None
    ranked: int | None = None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Some of the articles that fit, as `HitPage`."""

    articles: tuple[ArticleLine, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """How many statements there are of a `value`: a name, or a month ("2024-02"); None where the article gives none."""

    value: str | None
    statements: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What the statements that fit are spread over, those of most statements first, months in their order.

    `counted` statements were counted: all that fit where `complete`, else the newest of them only ("2,000+").
    """

    counted: int
    complete: bool
    speakers: tuple[Facet, ...]
    publishers: tuple[Facet, ...]
    months: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Spellings:
    """Whether a word stands in the name of a speaker, and how it may be written `otherwise`, the likeliest first."""

    known: bool
    otherwise: tuple[str, ...]
