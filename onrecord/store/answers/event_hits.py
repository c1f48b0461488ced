"""What is asked of events, and what the store answers: frozen values, no database behind them. Imports record only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onrecord.record import Article, Entity, Event, Span, Statement, Status, words_of


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events; what is left out makes no difference.

    `actor`, `recipient`, the two of `dyad` and `place` are names or parts of one, case and accents aside, as the article or as
    linking has them; three capitals are a country's code, too. A dyad has an actor that fits the first and another
    recipient that fits the second. `country` is the code of any party, `entity` the id of a linked entity that is one.
    `after` and `before` are days, inclusive, between which the event lies for certain: those of its date, else the day of
    publication. `occurred` are events that took place, as the article itself reports; `asserted` those that somebody claims or
    speaks of; both together those that took place as the article or somebody says. `min_confidence` is in 0..1.
    """

    types: tuple[str, ...] = ()
    quads: tuple[int, ...] = ()
    statuses: tuple[Status, ...] = ()
    actor: str | None = None
    recipient: str | None = None
    dyad: tuple[str, str] | None = None
    country: str | None = None
    entity: str | None = None
    place: str | None = None
    after: date | None = None
    before: date | None = None
    occurred: bool = False
    asserted: bool = False
    min_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class EventHit:
    """An event, the article that tells of it, and what its ids stand for. `window` is the part of `article.text` to show around
    the first words that tell of it."""

    event: Event
    article: Article
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    place: Entity | None
    asserted_by: Statement | None
    made_of: Statement | None
    window: Span

    @property
    def trigger(self) -> str:
        """The words that tell of it."""
        return words_of(self.event.trigger, self.article.text)

    @property
    def text(self) -> str:
        """The characters of `window`."""
        return self.window.of(self.article.text)


@dataclass(frozen=True, slots=True)
class EventPage:
    """Some of the events that fit. `next` is the cursor of those that follow, None where these are the last."""

    events: tuple[EventHit, ...]
    next: str | None = None


class EventsBy(StrEnum):
    """What events are counted by. A dyad is two countries, actor and recipient, as "RUS-UKR", with "?" where one is unknown;
    periods are of the event's date, else of publication, and unknown where it may lie in several."""

    TYPE = "type"
    QUAD = "quad"
    STATUS = "status"
    ACTOR = "actor"
    RECIPIENT = "recipient"
    DYAD = "dyad"
    COUNTRY = "country"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class EventCount:
    """How many events are of these `values`, in the order that was asked for, None where unknown. `occurred` took place as the
    article itself reports, `claimed` as somebody says; `other` are planned, denied, or may happen."""

    values: tuple[str | int | None, ...]
    occurred: int
    claimed: int
    other: int
