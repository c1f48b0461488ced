"""What an article's words say of where its places lie. Imports text and record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.extract.places.countries import country_named, nation_of, state_of, usual_name
from onrecord.extract.places.gazetteer import GazetteerPlace, PlaceKind, place_key, places_named
from onrecord.extract.text.layout import UNREAD, Layout
from onrecord.extract.text.lexicon import word_list
from onrecord.record import Entity, EntityType, Mention, Span

Area = tuple[str, str]  # a country's alpha-3 and a region's code, "" for the whole country

_LONGEST = 4  # words of an area's name
_BEFORE = 4  # words before "city of"
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
        best: tuple[int, Span | None] = (0, None)
        if place.country in self.nations:
            strength = SAME_COUNTRY if place.kind is PlaceKind.COUNTRY else COUNTRY_NAMED
            best = strength, self.nations[place.country]
        for other, (known, words) in self.places.items():
            if other == entity or known.country != place.country:
                continue
            if known.kind is PlaceKind.COUNTRY or (known.capital and known.region != place.region):
                strength = SAME_COUNTRY if place.kind is PlaceKind.COUNTRY else COUNTRY_NAMED
            elif known.region == place.region:
                strength = SAME_REGION
            else:
                strength = SAME_COUNTRY
            if strength > best[0]:
                best = strength, words
        return best


def areas_named(phrase: str) -> frozenset[Area]:
    """Every country and region that a name can mean: "Georgia" is two; of a state "Ala." is enough."""
    if not phrase[:1].isupper():
        return frozenset()
    code = country_named(phrase)
    if code is not None and place_key(usual_name(code)) == place_key(phrase):
        return frozenset(((code, ""),))
    state = state_of(phrase) if len(phrase) > 2 or phrase.isupper() else None
    named = [p for p in places_named(state or phrase) if p.kind is not PlaceKind.CITY]
    areas = frozenset((p.country, p.region) for p in named if code in (None, p.country) and (state is None or p.country == "USA"))
    if state is not None and place_key(state) == place_key(phrase):  # "Georgia", not "Ga."
        areas |= frozenset((p.country, p.region) for p in named)
    return areas or (frozenset(((code, ""),)) if code is not None else frozenset())


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
    if at >= len(layout) or layout.lower[at] not in (",", "(", "in"):
        return None
    for size in range(min(_LONGEST, len(layout) - at - 1), 0, -1):
        if layout.sentence[at + size] != layout.sentence[at - 1] or not layout.words[at + size][0].isalnum():
            continue
        if areas := areas_named(layout.phrase(at + 1, at + 1 + size)):
            end = at + 1 + size
            listed = end < len(layout) and layout.lower[end] in ("and", "or", "&")
            return Qualifier(areas, layout.span(at + 1, end), layout.lower[at] != "in" and not listed)
    return None


def _before(layout: Layout, first: int) -> Qualifier | None:
    """In "the Alabama city of Birmingham"."""
    if first < 3 or layout.lower[first - 1] != "of" or layout.lower[first - 2] not in word_list("settlements"):
        return None
    for start in range(first - 3, max(-1, first - 3 - _BEFORE), -1):
        if layout.tags[start] not in _DESCRIBING or layout.sentence[start] != layout.sentence[first]:
            return None
        for end in range(first - 2, start, -1):
            phrase = layout.phrase(start, end)
            code = nation_of(phrase)
            if areas := areas_named(phrase) or (frozenset(((code, ""),)) if code else frozenset()):
                return Qualifier(areas, layout.span(start, end), firm=True)
    return None


def called_region(layout: Layout, mention: Mention) -> bool:
    """Whether the words beside a name call it a region: "Washington state", "the province of Quebec"."""
    words = layout.words_in(mention.span)
    first, last = words.start, words.stop
    after = last < len(layout) and layout.lower[last] in word_list("regions")
    before = first > 1 and layout.lower[first - 1] == "of" and layout.lower[first - 2] in word_list("regions")
    return after or before


def nations_named(
    layout: Layout, mentions: Sequence[Mention], entities: Mapping[str, Entity], dateline: Span | None
) -> dict[str, Span]:
    """Countries that the readable text names, or their people, each with where it does first; not in names of people."""
    people = {w for m in mentions if entities[m.entity].type is EntityType.PERSON for w in layout.words_in(m.span)}
    found: dict[str, Span] = {}
    for i, word in enumerate(layout.words):
        if not word[0].isupper() or layout.tags[i] == UNREAD or i in people:
            continue
        for j in range(min(i + _LONGEST, len(layout)), i, -1):
            code = nation_of(layout.phrase(i, j))
            if code is not None:
                span = layout.span(i, j)
                if dateline is None or not dateline.overlaps(span):
                    found.setdefault(code, span)
                break
    return found
