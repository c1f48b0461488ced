"""Which organization, country or city a description means: "the agency", "the Clinton campaign", "the city".

Imports text and places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.extract.coreference.entities import Reference, Referent
from onrecord.extract.coreference.evidence import Evidence, Weighed, best, weighed
from onrecord.extract.coreference.mentions import DETERMINERS, Nominal, modifiers
from onrecord.extract.coreference.tracks import EntityTrack
from onrecord.extract.places.countries import country_of, state_of
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import OrganizationHead, organization_heads, word_list, word_map

ENOUGH = 2.0  # a role's noun must agree, by itself or by another word for it
NEAR = 3  # sentences in which a description without a known role still means whoever was spoken of
_LATELY = 12  # sentences
_LEAST_GENERAL = 1.3  # "the group" may mean any organization
_GENERAL = word_list("general")
_NAMED_BY_WHOSE = word_list("named by whose")
_SAME = word_map("campaigns")
_GOVERNMENTS = word_list("governments")
_COUNTRIES = word_list("countries")
_OF = word_list("of")
_SETTLEMENTS = word_list("settlements")
_INDEFINITE = word_list("indefinite")
_SOMEBODYS = word_list("somebody's")


def match_thing(layout: Layout, nominal: Nominal, tracks: Sequence[EntityTrack]) -> Referent | None:
    """The organization, place or document seen before that a definite description means, None for a new one."""
    if nominal.kind == "document":
        return _same_description(layout, nominal, tracks)
    if nominal.kind != "organization":
        return None
    if nominal.plural:
        return _two_countries(layout, nominal, tracks) if "two" in layout.lower[nominal.first : nominal.head] else None
    if not isinstance(nominal.noun, OrganizationHead) or nominal.possessor is not None:
        return None
    return _place(layout, nominal, tracks) or _organization(layout, nominal, tracks)


def _place(layout: Layout, nominal: Nominal, tracks: Sequence[EntityTrack]) -> Referent | None:
    """ "The city", "the government": the city or the country that the article has named most so far, where it is one, and lately
    for a government."""
    word, sentence = layout.lower[nominal.head], layout.sentence[nominal.head]
    if nominal.head - nominal.first != 1 or layout.lower_at(nominal.head + 1) in _OF:
        return None
    if word in _GOVERNMENTS:
        track = _most_named([t for t in tracks if _is_country(t.referent)])
        return track.referent if track and sentence - track.mentions[-1].sentence <= NEAR else None
    if word in _SETTLEMENTS:
        track = _most_named([t for t in tracks if _may_be_settlement(t.referent)])
        return track.referent if track else None
    return None


def _most_named(tracks: list[EntityTrack]) -> EntityTrack | None:
    """The one that was named most often; None where two were."""
    ranked = sorted(tracks, key=lambda t: (-len(t.mentions), -t.mentions[-1].at))
    if not ranked or (len(ranked) > 1 and len(ranked[0].mentions) == len(ranked[1].mentions)):
        return None
    return ranked[0]


def _is_country(referent: Referent) -> bool:
    return referent.key[:1] == ("country",)


def _may_be_settlement(referent: Referent) -> bool:
    return referent.kind == "place" and not _is_country(referent) and not state_of(referent.name or "")


@dataclass(frozen=True, slots=True)
class DescribedThing:
    """What a description says of one organization or country."""

    noun: OrganizationHead
    modifiers: frozenset[str]
    sentence: int

    def gap(self, track: EntityTrack) -> int:
        return self.sentence - track.mentions[-1].sentence


def described_thing(layout: Layout, nominal: Nominal) -> DescribedThing | None:
    """None where the words describe no single organization, or say whose it is."""
    if not isinstance(nominal.noun, OrganizationHead) or nominal.plural or nominal.possessor is not None:
        return None
    return DescribedThing(nominal.noun, frozenset(modifiers(layout, nominal)), layout.sentence[nominal.head])


def _words(referent: Referent) -> set[str]:
    return set(referent.key) | referent.heads


def _noun(described: DescribedThing, track: EntityTrack, score: float) -> float:
    noun, referent, gap = described.noun, track.referent, described.gap(track)
    if referent.kind == "place":
        return 2.0 if noun.word in _COUNTRIES and referent.key[0] == "country" and gap <= NEAR else 0.0
    words = _words(referent)
    if noun.word in words:
        return 3.0
    heads = organization_heads()
    if noun.others & words or any(noun.word in heads[word].others for word in words if word in heads):
        return 2.0
    return 1.0 if gap <= 1 and noun.word in _GENERAL and referent.name else 0.0


def _agreeing(described: DescribedThing, track: EntityTrack, score: float) -> float:
    words = _words(track.referent)
    agreeing = sum(m in words for m in described.modifiers)
    return agreeing if agreeing or not described.modifiers else -0.8


def _lately(described: DescribedThing, track: EntityTrack, score: float) -> float:
    often = min(len(track.mentions), 10) / 5
    return 1.0 / (1 + max(described.gap(track), 0)) + 0.1 * often if score >= 1.0 else 0.0


THING_EVIDENCE = (
    Evidence("noun", _noun, "The Harbour Agency was late. The agency left.", "The agency", "Harbour Agency"),
    Evidence("modifiers", _agreeing, "The Harbour Agency was late. The river agency left.", "The river agency", "Harbour Agency"),
    Evidence("lately", _lately, "The Harbour Agency was late. The agency left.", "The agency", "Harbour Agency"),
)


def weighed_things(described: DescribedThing, tracks: Sequence[EntityTrack]) -> Iterator[Weighed]:
    """Every organization or country that may be meant, with what speaks for it."""
    for track in tracks:
        referent = track.referent
        if referent.kind in ("organization", "place", "other") and not referent.plural and not _is_demonym(referent):
            yield weighed(described, track, THING_EVIDENCE)


def _organization(layout: Layout, nominal: Nominal, tracks: Sequence[EntityTrack]) -> Referent | None:
    described = described_thing(layout, nominal)
    if described is None:
        return None
    track = best(weighed_things(described, tracks), _LEAST_GENERAL if described.noun.word in _GENERAL else ENOUGH)
    return track.referent if track else None


def _two_countries(layout: Layout, nominal: Nominal, tracks: Sequence[EntityTrack]) -> Referent | None:
    """ "The two countries": the two that the sentences before name most."""
    if not isinstance(nominal.noun, OrganizationHead) or nominal.noun.word not in _COUNTRIES:
        return None
    sentence = layout.sentence[nominal.head]

    def weight(track: EntityTrack) -> int:
        return sum(0 <= sentence - seen.sentence <= _LATELY for seen in track.mentions)

    countries = sorted((t for t in tracks if _is_country(t.referent)), key=lambda t: -weight(t))
    weights = [*map(weight, countries), 0, 0]
    if not weights[1] or weights[2] == weights[1]:
        return None
    members = countries[0].referent, countries[1].referent
    known = next((t.referent for t in tracks if set(t.referent.members) == set(members)), None)
    return known or Referent("place", plural=True, members=members)


def _is_demonym(referent: Referent) -> bool:
    return referent.kind == "other" and country_of((referent.name or "").split()) is not None


def _same_description(layout: Layout, nominal: Nominal, tracks: Sequence[EntityTrack]) -> Referent | None:
    word, sentence = layout.lower[nominal.head], layout.sentence[nominal.head]
    for track in sorted(tracks, key=lambda t: -t.mentions[-1].at):
        if track.referent.kind == "document" and word in track.referent.heads and sentence - track.mentions[-1].sentence <= NEAR:
            return track.referent
    return None


def named_by_modifier(layout: Layout, nominal: Nominal, known: Sequence[Referent]) -> Referent | None:
    """ "The Clinton campaign", "the Saudi government": an organization that its proper modifier names."""
    first = _proper_modifier(layout, nominal)
    if first is None:
        return None
    key = tuple(_SAME.get(w, w) for w in layout.lower[first : nominal.head + 1])
    name = layout.phrase(first, nominal.head + 1)
    referent = next((referent for referent in known if referent.key == key), None)
    if referent is None:
        return Referent("organization", name=name, key=key, heads={layout.lower[nominal.head]})
    referent.forms[name] += 1
    return referent


def _proper_modifier(layout: Layout, nominal: Nominal) -> int | None:
    """The first capitalised word before the noun of one organization that is named by whose it is; None where there is none."""
    if nominal.kind != "organization" or nominal.plural or nominal.possessor is not None:
        return None
    opening, noun = layout.lower[nominal.first], layout.lower[nominal.head]
    if opening in _INDEFINITE or noun not in _NAMED_BY_WHOSE:
        return None
    words = range(nominal.first + (opening in DETERMINERS), nominal.head)
    return next((at for at in words if layout.words[at][0].isupper()), None)


def named_by_possessor(
    layout: Layout, nominal: Nominal, by_head: Mapping[int, Reference], known: Sequence[Referent]
) -> Referent | None:
    """ "Her campaign", "Clinton’s campaign": the campaign of somebody with a name."""
    word, owner = layout.lower[nominal.head], _owner(nominal, by_head)
    if word not in _SOMEBODYS or owner is None or owner.kind != "person" or not owner.name:
        return None
    keys = (owner.key[-1], word), (*owner.key, word)
    same = next((referent for referent in known if referent.key in keys), None)
    return same or Referent("organization", name=f"{owner.name} {word}", key=keys[1], heads={word})


def _owner(nominal: Nominal, by_head: Mapping[int, Reference]) -> Referent | None:
    """Whose it is, where the possessor stands close by."""
    if nominal.possessor is None or nominal.head - nominal.possessor > 3:
        return None
    owner = by_head.get(nominal.possessor)
    return owner.referent if owner else None
