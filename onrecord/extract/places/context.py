"""What an article's words say of where its places lie. Imports text and record."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.extract.places.countries import country_named, nation_of, state_of, usual_name
from onrecord.extract.places.gazetteer import GazetteerPlace, PlaceKind, place_key, places_named
from onrecord.extract.text.layout import UNREAD, Layout
from onrecord.extract.text.lexicon import word_list
from onrecord.record import Entity, EntityType, Mention, Span

Area = tuple[str, str]  # a country's alpha-3 and a region's code, "" for the whole country

_LONGEST = 4  # words of an area's name
_BEFORE = 4  # words before "city of"
_IN = word_list("inside a place")
_OF = word_list("of")
_OPENING = _IN | {",", "("}
_LISTING = word_list("listing")
_DESCRIBING = frozenset(("ADJ", "NOUN", "PROPN"))
SAME_REGION, SAME_COUNTRY, COUNTRY_NAMED = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Words beside a name that say in what the place lies. `firm` where they can mean nothing else: in "Paris, Italy and Spain"
    the comma only lists."""

    areas: frozenset[Area]
    words: Span
    firm: bool


@dataclass(slots=True)
class Evidence:
    """What speaks for countries and regions, each with the first words that do. `places` are located ones, by entity; of these
    `weak` speak for their country only as its name would: a country itself, its capital."""

    nations: dict[str, Span] = field(default_factory=dict)
    places: dict[str, tuple[GazetteerPlace, Span]] = field(default_factory=dict)

    def speaks_for(self, place: GazetteerPlace, entity: str) -> tuple[int, Span | None]:
        """How strongly other words than `entity` speak for `place`, 0 to SAME_REGION, and the first words that do so most."""
        named = self.nations.get(place.country)
        best: tuple[int, Span | None] = (0, None) if named is None else (_as_named(place), named)
        for other, (known, words) in self.places.items():
            if other != entity and known.country == place.country:
                strength = _strength(known, place)
                if strength > best[0]:
                    best = strength, words
        return best


def _as_named(place: GazetteerPlace) -> int:
    """How strongly its country's name speaks for a place."""
    return SAME_COUNTRY if place.kind is PlaceKind.COUNTRY else COUNTRY_NAMED


def _strength(known: GazetteerPlace, place: GazetteerPlace) -> int:
    """How strongly a located place speaks for another one of its country."""
    if known.kind is PlaceKind.COUNTRY or (known.capital and known.region != place.region):
        return _as_named(place)
    return SAME_REGION if known.region == place.region else SAME_COUNTRY


def areas_named(phrase: str) -> frozenset[Area]:
    """Every country and region that a name can mean: "Georgia" is two; of a state "Ala." is enough."""
    if not phrase[:1].isupper():
        return frozenset()
    code = country_named(phrase)
    whole = frozenset() if code is None else frozenset(((code, ""),))
    if code is not None and place_key(usual_name(code)) == place_key(phrase):
        return whole
    state = state_of(phrase) if len(phrase) > 2 or phrase.isupper() else None
    named = [p for p in places_named(state or phrase) if p.kind is not PlaceKind.CITY]
    if state is None:
        return _areas(p for p in named if code in (None, p.country)) or whole
    if place_key(state) != place_key(phrase):  # "Ga.", not "Georgia"
        named = [p for p in named if p.country == "USA" and code in (None, p.country)]
    return _areas(named) or whole


def _areas(places: Iterable[GazetteerPlace]) -> frozenset[Area]:
    return frozenset((place.country, place.region) for place in places)


def lies_in(place: GazetteerPlace, areas: frozenset[Area]) -> bool:
    """Whether a place lies in one of `areas` and is not itself that area."""
    return any(
        place.country == country and (place.kind is PlaceKind.CITY or (place.kind is PlaceKind.REGION and not region))
        and region in ("", place.region)
        for country, region in areas
    )  # fmt: skip


def qualifier_of(layout: Layout, mention: Mention) -> Qualifier | None:
    """What stands beside a name: "Paris, Texas", "Paris (France)", "Birmingham in England", "the Syrian city of Homs"."""
    words = layout.words_in(mention.span)
    return _after(layout, words.stop) or _before(layout, words.start)


def _after(layout: Layout, at: int) -> Qualifier | None:
    opening = layout.lower_at(at)
    if opening not in _OPENING:
        return None
    for size in range(min(_LONGEST, len(layout) - at - 1), 0, -1):
        end = at + 1 + size
        if layout.sentence[end - 1] != layout.sentence[at - 1] or not layout.words[end - 1][0].isalnum():
            continue
        if areas := areas_named(layout.phrase(at + 1, end)):
            firm = opening not in _IN and layout.lower_at(end) not in _LISTING
            return Qualifier(areas, layout.span(at + 1, end), firm)
    return None


def _before(layout: Layout, first: int) -> Qualifier | None:
    """In "the Alabama city of Birmingham"."""
    if not _is_called(layout, first, word_list("settlements")):
        return None
    for start in range(first - 3, max(-1, first - 3 - _BEFORE), -1):
        if layout.tags[start] not in _DESCRIBING or layout.sentence[start] != layout.sentence[first]:
            return None
        for end in range(first - 2, start, -1):
            if areas := _areas_of_people(layout.phrase(start, end)):
                return Qualifier(areas, layout.span(start, end), firm=True)
    return None


def _areas_of_people(phrase: str) -> frozenset[Area]:
    """With the country of a people: "Syrian"."""
    code = nation_of(phrase)
    return areas_named(phrase) or (frozenset(((code, ""),)) if code else frozenset())


def _is_called(layout: Layout, first: int, nouns: Container[str]) -> bool:
    """ "City of" before a name that begins with the word `first`."""
    return first > 1 and layout.lower[first - 1] in _OF and layout.lower[first - 2] in nouns


def called_region(layout: Layout, mention: Mention) -> bool:
    """Whether the words beside a name call it a region: "Washington state", "the province of Quebec"."""
    words = layout.words_in(mention.span)
    return layout.lower_at(words.stop) in word_list("regions") or _is_called(layout, words.start, word_list("regions"))


def nations_named(
    layout: Layout, mentions: Sequence[Mention], entities: Mapping[str, Entity], dateline: Span | None
) -> dict[str, Span]:
    """Countries that the readable text names, or their people, each with where it does first; not in names of people."""
    people = {w for m in mentions if entities[m.entity].type is EntityType.PERSON for w in layout.words_in(m.span)}
    found: dict[str, Span] = {}
    for at, word in enumerate(layout.words):
        if not word[0].isupper() or layout.tags[at] == UNREAD or at in people:
            continue
        named = _nation_at(layout, at)
        if named is not None and not (dateline is not None and dateline.overlaps(named[1])):
            found.setdefault(*named)
    return found


def _nation_at(layout: Layout, first: int) -> tuple[str, Span] | None:
    """The country that the longest words from `first` on name, and those words."""
    ends = range(min(first + _LONGEST, len(layout)), first, -1)
    found = ((code, layout.span(first, end)) for end in ends if (code := nation_of(layout.phrase(first, end))) is not None)
    return next(found, None)
