"""Pages that are pictures: a query over time, speakers side by side, who speaks of whom, and of where.

Imports store, search, extract's list of countries and web's pictures.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from onrecord.errors import QueryError
from onrecord.extract.places.countries import country_named, country_of, usual_name
from onrecord.query.conditions import EVERYTHING, Condition, Where, Words
from onrecord.record.folding import folded
from onrecord.search.executor import resolve
from onrecord.search.spelling import Taken
from onrecord.store import Hit, Store
from onrecord.store.answers.interactions import NEWEST, Flow, Located, PlaceSpokenOf
from onrecord.store.answers.overview import Overview
from onrecord.web.pictures import Picture
from onrecord.web.pictures.bins import Bin
from onrecord.web.pictures.network import Band, network
from onrecord.web.pictures.over_time import Series, over_time
from onrecord.web.pictures.world import MOST as MOST_PLACES
from onrecord.web.pictures.world import Spot, middle_of_country, world
from onrecord.web.views.parts import StatementShown, statement_shown
from onrecord.web.views.reviews import Standing, standing_of_hits

MOST_SPEAKERS = 5
_KEPT_FOR = 600  # seconds for which nothing is counted again while no article comes
_NEWEST = 10  # statements listed below a timeline
_ELSEWHERE = 100
_EACH = 12  # statements listed of each who is compared


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """`picture` is None where nothing that fits is dated; `wrong` says what is wrong with the query; `reviewed` has what people
    said, by statement."""

    query: str
    total: int
    undated: int
    picture: Picture | None
    newest: tuple[StatementShown, ...]
    wrong: str | None = None
    reviewed: dict[str, Standing] = field(default_factory=dict)
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class DayCompared:
    """What each of the compared said on a day (None: undated), by their places."""

    day: str | None
    said: tuple[tuple[StatementShown, ...], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    name: str
    statements: int


@dataclass(frozen=True, slots=True)
class ComparePage:
    """`days` hold the newest 12 statements of each. `suggested` are names that say most on the query; `reviewed` has
    what people said, by statement."""

    query: str
    speakers: tuple[Compared, ...]
    picture: Picture | None
    days: tuple[DayCompared, ...]
    suggested: tuple[str, ...]
    wrong: str | None = None
    reviewed: dict[str, Standing] = field(default_factory=dict)


def timeline_page(store: Store, query: str) -> TimelinePage:
    try:
        asked = resolve(store.view, query)
    except QueryError as error:
        return TimelinePage(query, 0, 0, None, (), str(error))
    series = _series(store, query or "All statements", asked.condition)
    picture = over_time("Statements over time", [series], lambda _, one: search_address(query, one))
    hits = store.view.ask(asked.condition, limit=_NEWEST).hits
    newest, reviewed = tuple(map(statement_shown, hits)), standing_of_hits(store, hits)
    return TimelinePage(query, series.total, series.undated, picture, newest, reviewed=reviewed, taken=asked.taken)


def compare_page(store: Store, query: str, names: Sequence[str]) -> ComparePage:
    asked = tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))[:MOST_SPEAKERS]
    try:
        condition = resolve(store.view, query).condition
        of_each = [resolve(store.view, query, also=Words(name, Where.SPEAKER)) for name in asked]
    except QueryError as error:
        return ComparePage(query, tuple(Compared(name, 0) for name in asked), None, (), (), str(error))
    suggested = () if len(asked) > 1 else _suggested(store, condition, asked)
    series = [_series(store, name, one.condition) for name, one in zip(asked, of_each, strict=True)]

    def address(place: int, one: Bin) -> str:
        words = speaker_words(asked[place], exact=not of_each[place].taken)
        return search_address(f"{_bracketed(query)} {words}".strip(), one)

    said = [store.view.ask(one.condition, limit=_EACH).hits for one in of_each] if len(series) > 1 else []
    return ComparePage(
        query,
        tuple(Compared(one.name, one.total) for one in series),
        over_time("Statements of each over time", series, address) if len(series) > 1 else None,
        _days(said),
        suggested,
        reviewed=standing_of_hits(store, [hit for hits in said for hit in hits]),
    )


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """`counted` statements were looked at: all that fit, or the newest `most` of them."""

    query: str
    counted: int
    most: int
    picture: Picture | None
    taken: tuple[Taken, ...] = ()
    wrong: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceNamed:
    name: str
    statements: int


@dataclass(frozen=True, slots=True)
class MapPage:
    """As `NetworkPage`; `elsewhere` are places that are not located, with how many statements name them."""

    query: str
    counted: int
    most: int
    picture: Picture | None
    elsewhere: tuple[PlaceNamed, ...] = ()
    taken: tuple[Taken, ...] = ()
    wrong: str | None = None


def network_page(store: Store, query: str) -> NetworkPage:
    try:
        asked = resolve(store.view, query)
    except QueryError as error:
        return NetworkPage(query, 0, NEWEST, None, wrong=str(error))
    counted, found = _flows(store.overview, asked.condition, _state(store))
    bands = [Band(one.speaker.id, one.speaker.name, one.other.id, one.other.name, one.about, one.to) for one in found]
    return NetworkPage(query, counted, NEWEST, network("From speakers to those they speak of", bands), asked.taken)


def map_page(store: Store, query: str) -> MapPage:
    try:
        asked = resolve(store.view, query)
    except QueryError as error:
        return MapPage(query, 0, NEWEST, None, wrong=str(error))
    counted, found = _places(store.overview, asked.condition, _state(store))
    spots: dict[Located, set[int]] = {}
    names: dict[Located, Counter[str]] = {}
    elsewhere: Counter[str] = Counter()
    for place in found:
        where = _where(place)
        if where is None:
            elsewhere[place.name] += len(place.statements)
            continue
        spots.setdefault(where, set()).update(place.statements)
        names.setdefault(where, Counter())[place.name] += len(place.statements)
    most = sorted(spots.items(), key=lambda spot: (-len(spot[1]), spot[0].name))[:MOST_PLACES]
    drawn = [_spot(where, len(keys), names[where], query) for where, keys in most]
    unplaced = sorted(elsewhere.items(), key=lambda one: (-one[1], one[0]))[:_ELSEWHERE]
    picture = world("Places that statements are about", drawn, len(spots) - len(drawn))
    return MapPage(query, counted, NEWEST, picture, tuple(PlaceNamed(*one) for one in unplaced), asked.taken)


def _where(place: PlaceSpokenOf) -> Located | None:
    """Where to draw a place: where its article locates it; what was read before places were located, in its country."""
    where = place.location
    if where is not None and where.kind != "country":
        return where
    if where is not None:
        code: str | None = where.country
    elif place.looked_up:
        return None
    else:
        code = country_named(place.name) or country_of(place.name.split())
    middle = middle_of_country(code) if code is not None else None
    return Located(usual_name(code), "country", code, *middle) if code is not None and middle is not None else where


def _spot(where: Located, statements: int, names: Counter[str], query: str) -> Spot:
    """Its circle leads to the statements about it, under the name that they use most."""
    known = middle_of_country(where.country) is not None and where.kind != "country"
    name = f"{where.name}, {usual_name(where.country)}" if known else where.name
    said = where.name if where.name in names else min(names, key=lambda one: (-names[one], one))
    about = f'{_bracketed(query)} about:"{said.replace(chr(34), " ")}"'.strip()
    return Spot(name, where.latitude, where.longitude, statements, f"/search?{urlencode({'q': about})}")


@lru_cache(maxsize=64)
def _flows(overview: Overview, condition: Condition, state: tuple[int, int]) -> tuple[int, tuple[Flow, ...]]:
    return overview.flows(condition)


@lru_cache(maxsize=64)
def _places(overview: Overview, condition: Condition, state: tuple[int, int]) -> tuple[int, tuple[PlaceSpokenOf, ...]]:
    return overview.places(condition)


def _state(store: Store) -> tuple[int, int]:
    """Changes with every article that comes, and every ten minutes: until then nothing is counted again."""
    return store.overview.newest_article(), int(time.monotonic() // _KEPT_FOR)


def picture_of(title: str, query: str, days: Mapping[date | None, int]) -> Picture | None:
    """Statements over time, for a page about something else; the bars lead to a search for `query`."""
    return over_time(title, [_of_days(title, days)], lambda _, one: search_address(query, one))


def days_of(store: Store, condition: Condition) -> Mapping[date | None, int]:
    """How many statements that fit were published on each day; None stands for undated ones."""
    return dict(_counted(store.overview, condition, _state(store)))


def search_address(query: str, one: Bin) -> str:
    days = f"after:{one.first.isoformat()} before:{one.last.isoformat()}"
    return f"/search?{urlencode({'q': f'{_bracketed(query)} {days}'.strip()})}"


def speaker_words(name: str, *, exact: bool = True) -> str:
    """A name as the query language takes it, spelled just so where `exact`."""
    if not exact:
        return " ".join(f"speaker:{word}" for word in folded(name).split())
    plain = name.replace('"', " ")
    return f'speaker:"{plain}"'


def _bracketed(query: str) -> str:
    return f"({query})" if query.strip() else ""


def _series(store: Store, name: str, condition: Condition) -> Series:
    return _of_days(name, days_of(store, condition))


def _of_days(name: str, days: Mapping[date | None, int]) -> Series:
    return Series(name, {day: count for day, count in days.items() if day}, days.get(None, 0))


@lru_cache(maxsize=256)
def _counted(overview: Overview, condition: Condition, state: tuple[int, int]) -> tuple[tuple[date | None, int], ...]:
    """Counting a million statements takes a while, so it is done once for a state of the store."""
    return tuple(overview.statements_by_day(condition).items())


def _days(listed: Sequence[Sequence[Hit]]) -> tuple[DayCompared, ...]:
    """Newest first, undated last."""
    said: dict[str | None, list[list[StatementShown]]] = {}
    for place, hits in enumerate(listed):
        for hit in hits:
            day = hit.article.published[:10] if hit.article.published else None
            said.setdefault(day, [[] for _ in listed])[place].append(statement_shown(hit))
    return tuple(DayCompared(day, tuple(map(tuple, said[day]))) for day in sorted(said, key=lambda day: day or "", reverse=True))


def _suggested(store: Store, condition: Condition, asked: Sequence[str]) -> tuple[str, ...]:
    if condition == EVERYTHING:
        return ()
    facets = store.view.facets(condition)
    return tuple(one.value for one in facets.speakers if one.value and one.value not in asked)[:6]
