"""Which place on Earth a place of an article is, by the article's own words; unknown, and why, where they do not tell.

Imports text and record. docs/places.md lists the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.extract.places.context import (
    SAME_REGION,
    Evidence,
    Qualifier,
    areas_named,
    called_region,
    lies_in,
    nations_named,
    qualifier_of,
)
from onrecord.extract.places.countries import country_named, state_of
from onrecord.extract.places.gazetteer import GazetteerPlace, PlaceKind, country_place, place_key, places_named
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import word_list
from onrecord.record import Article, Entity, EntityType, Form, Location, Mention, Role, Span

UNLISTED = "the gazetteer has no place of this name"
SEVERAL = "several places have this name, and the article does not tell which"
BOTH = "the article itself speaks of several places of this name"
ELSEWHERE = "the gazetteer has no place of this name where the article says that it lies"
SMALL = "only small places of this name are known, and nothing in the article speaks for one of them"
CONTESTED = "the best known place has this name, but the article speaks for another one"

LARGE = 100_000  # people; a smaller place is not taken without anything that speaks for it
WELL_KNOWN = 500_000  # people
FAR_LARGER, LARGER = 10, 3  # times as many people as any other of the name; of a capital the second is enough
_CITY = "City"
COMPARABLE = 30  # a rival with as many people as the thirtieth part
CITY_OF_REGION = 8  # a region and its city share a name: the city is meant, unless it has less than the eighth part of the people


@dataclass(frozen=True, slots=True)
class _Settled:
    place: GazetteerPlace
    rule: str
    basis: Span | None = None


_Weighed = tuple[int, Span | None, GazetteerPlace]  # how strongly the article speaks for a place, with which words


@dataclass(frozen=True, slots=True)
class _Named:
    """A place of the article, where it is named (not in the dateline), and what it may be. `country`: whose name it is."""

    entity: Entity
    mentions: tuple[Mention, ...]
    candidates: tuple[GazetteerPlace, ...]
    qualifiers: tuple[Qualifier, ...]
    country: str | None


def locate_places(
    article: Article, layout: Layout, mentions: Sequence[Mention], entities: Sequence[Entity]
) -> tuple[Entity, ...]:
    """`entities`, in order; each place with its location, or with why it has none."""
    places = [entity for entity in entities if entity.type is EntityType.PLACE]
    if not places:
        return tuple(entities)
    dateline = _dateline(article)
    by_id = {entity.id: entity for entity in entities}
    named = [_named(layout, entity, mentions, dateline) for entity in places]
    by_itself = {one.entity.id: _by_itself(article, one) for one in named}
    evidence = Evidence(nations_named(layout, mentions, by_id, dateline))
    for one in named:
        known = by_itself[one.entity.id] or _only(one)
        if isinstance(known, _Settled) and one.mentions:
            evidence.places[one.entity.id] = known.place, known.basis or one.mentions[0].span
    settled = {one.entity.id: by_itself[one.entity.id] or _by_context(one, evidence) for one in named}
    return tuple(_located(entity, settled.get(entity.id)) for entity in entities)


def _located(entity: Entity, found: _Settled | str | None) -> Entity:
    """An entity's country as an actor gives way where its location speaks against it."""
    if found is None:
        return entity
    if isinstance(found, str):
        return replace(entity, unplaced=found)
    place = found.place
    where = Location(
        place.name, str(place.kind), place.country, place.latitude, place.longitude, place.geonames, found.rule, found.basis
    )
    return replace(entity, location=where, country=place.country if entity.country else None)


def _dateline(article: Article) -> Span | None:
    first = next((region.span for region in article.regions if region.role is Role.BODY), None)
    if first is None or not article.dateline or not article.text.startswith(article.dateline, first.start):
        return None
    return Span(first.start, first.start + len(article.dateline))


def _named(layout: Layout, entity: Entity, mentions: Sequence[Mention], dateline: Span | None) -> _Named:
    own = tuple(m for m in mentions if m.entity == entity.id and m.form is Form.NAME)
    if dateline is not None:
        own = tuple(m for m in own if not dateline.overlaps(m.span))
    forms = (entity.name, *entity.aliases)
    candidates = next((found for form in forms if (found := _candidates(form))), ())
    country = next((code for form in forms if (code := country_named(form))), None)
    return _Named(entity, own, _regions_meant(layout, own, candidates), _qualifiers(layout, entity, own), country)


def _regions_meant(layout: Layout, own: Sequence[Mention], candidates: tuple[GazetteerPlace, ...]) -> tuple[GazetteerPlace, ...]:
    """Only the regions among `candidates` where the words beside the name call it one; where they do so only once, those that no
    city of theirs shares the name with."""
    marked = [called_region(layout, mention) for mention in own]
    if not any(marked):
        return candidates
    beside = set() if all(marked) else {(c.country, c.region) for c in candidates if c.kind is PlaceKind.CITY}
    regions = (c for c in candidates if c.kind is PlaceKind.REGION)
    return tuple(region for region in regions if (region.country, region.region) not in beside) or candidates


def _qualifiers(layout: Layout, entity: Entity, own: Sequence[Mention]) -> tuple[Qualifier, ...]:
    """What stands beside the name, and what the name itself says after a comma."""
    found = tuple(q for m in own if (q := qualifier_of(layout, m)) is not None)
    areas = areas_named(entity.name.partition(", ")[2])
    return (*found, Qualifier(areas, own[0].span, firm=True)) if areas and own else found


def _candidates(name: str) -> tuple[GazetteerPlace, ...]:
    state = state_of(name) if name.endswith(".") else None
    if state is not None:
        return tuple(p for p in places_named(state) if p.country == "USA" and p.kind is PlaceKind.REGION)
    found = places_named(name) or places_named(name.partition(", ")[0])
    start, _, last = " ".join(name.split()).rpartition(" ")
    kind = PlaceKind.REGION if last.casefold() in word_list("regions") else PlaceKind.CITY if last == _CITY else None
    if found or not start or kind is None:
        return found
    return tuple(place for place in places_named(start) if place.kind is kind)


def _by_itself(article: Article, one: _Named) -> _Settled | str | None:
    """What the words beside the name say, or the name alone where it is a country's; None where neither tells."""
    qualified = _by_qualifiers(one)
    if qualified is not None:
        return qualified
    if one.country is not None:
        return _country(one.country, one)
    if not one.candidates:
        return UNLISTED
    if any(q.firm for q in one.qualifiers):
        return ELSEWHERE
    return _by_dateline(article, one)


def _by_qualifiers(one: _Named) -> _Settled | str | None:
    fitting: dict[GazetteerPlace, Span] = {}
    for qualifier in one.qualifiers:
        inside = _one_of_each([c for c in one.candidates if lies_in(c, qualifier.areas)])
        if len(inside) > 1 and inside[0].population < FAR_LARGER * inside[1].population:
            return SEVERAL
        if inside:
            fitting.setdefault(inside[0], qualifier.words)
    if len(fitting) > 1:
        return BOTH
    if not fitting:
        return None
    place, words = fitting.popitem()
    return _Settled(place, "qualified", words)


def _country(code: str, one: _Named) -> _Settled | str:
    """A country, or the part of it that the name means: England."""
    place = country_place(code)
    if place is None:
        return UNLISTED
    parts = [c for c in one.candidates if c.kind is PlaceKind.REGION and c.country == code]
    usual = place_key(place.name) == place_key(one.entity.name)
    return _Settled(parts[0], "country") if parts and not usual and len(one.entity.name) > 3 else _Settled(place, "country")


def _by_dateline(article: Article, one: _Named) -> _Settled | None:
    """The dateline does not say where something happened, but in which Springfield the article was written."""
    name, _, area = (article.dateline or "").partition(", ")
    if area and place_key(name) == place_key(one.entity.name):
        inside = _one_of_each([c for c in one.candidates if lies_in(c, areas_named(area))])
        if len(inside) == 1:
            return _Settled(inside[0], "dateline", _dateline(article))
    return None


def _one_of_each(candidates: Sequence[GazetteerPlace]) -> list[GazetteerPlace]:
    """Without regions that a city of theirs shares the name with, or without the city where it is the lesser of the two."""
    cities = {(c.country, c.region): c for c in reversed(candidates) if c.kind is PlaceKind.CITY}
    regions = {(c.country, c.region): c for c in candidates if c.kind is PlaceKind.REGION}

    def stays(place: GazetteerPlace) -> bool:
        area = place.country, place.region
        if place.kind is PlaceKind.COUNTRY or area not in cities or area not in regions:
            return True
        city_meant = cities[area].capital or cities[area].population * CITY_OF_REGION >= regions[area].population
        return city_meant == (place.kind is PlaceKind.CITY)

    return [c for c in candidates if stays(c)]


def _only(one: _Named) -> _Settled | None:
    """The only large place of the name, or the one that everybody thinks of first."""
    left = _one_of_each(one.candidates)
    if len(left) == 1 and (left[0].population >= LARGE or left[0].kind is not PlaceKind.CITY):
        return _Settled(left[0], "only")
    place = _dominant(left)
    return _Settled(place, "dominant") if place is not None else None


def _dominant(left: Sequence[GazetteerPlace]) -> GazetteerPlace | None:
    return next((place for place in left if _is_best_known(place, left) or _is_known_capital(place, left)), None)


def _is_best_known(place: GazetteerPlace, left: Sequence[GazetteerPlace]) -> bool:
    others = (p.population for p in left if p is not place)
    return place.population >= WELL_KNOWN and all(place.population >= FAR_LARGER * people for people in others)


def _is_known_capital(place: GazetteerPlace, left: Sequence[GazetteerPlace]) -> bool:
    cities = (p.population for p in left if p is not place and p.kind is not PlaceKind.REGION)
    return place.capital and place.population >= LARGE and all(place.population >= LARGER * people for people in cities)


def _by_context(one: _Named, evidence: Evidence) -> _Settled | str:
    left = _one_of_each(one.candidates)
    weighed = sorted(((*evidence.speaks_for(c, one.entity.id), c) for c in left), key=lambda w: (-w[0], -w[2].population))
    known = _only(one)
    if known is not None:
        return _uncontested(known, weighed)
    strength, words, best = weighed[0]
    if strength == 0:
        small = all(place.population < LARGE for place in left)
        return _abroad(left, evidence) or (SMALL if small else SEVERAL)
    return SEVERAL if _has_rivals(weighed) else _Settled(best, "context", words)


def _has_rivals(weighed: Sequence[_Weighed]) -> bool:
    """Whether the article speaks for others, too: in another way than for the first, or as much for one not far smaller."""
    strength, _, best = weighed[0]
    rivals = [w for w in weighed[1:] if w[0] == strength or (w[0] and strength < SAME_REGION)]
    return any(w[0] != strength or best.population < FAR_LARGER * w[2].population for w in rivals)


def _abroad(left: Sequence[GazetteerPlace], evidence: Evidence) -> _Settled | None:
    """The country that shares its name ("Georgia"), where the article is about further countries, but not about its namesakes."""
    countries = [place for place in left if place.kind is PlaceKind.COUNTRY]
    further = [words for code, words in evidence.nations.items() if all(place.country != code for place in left)]
    return _Settled(countries[0], "context", min(further)) if len(countries) == 1 and further else None


def _uncontested(known: _Settled, weighed: Sequence[_Weighed]) -> _Settled | str:
    """The place that comes to mind first, unless the article speaks for another one and not for it."""
    own = next(strength for strength, _, place in weighed if place is known.place)
    strength, words, best = weighed[0]
    if best is known.place or strength == own:
        return known
    in_region = strength == SAME_REGION
    if in_region and best.country == known.place.country:
        return CONTESTED
    if own:
        return known
    if known.place.population < FAR_LARGER * best.population:
        return _Settled(best, "context", words)
    return CONTESTED if in_region or best.population * COMPARABLE >= known.place.population else known
