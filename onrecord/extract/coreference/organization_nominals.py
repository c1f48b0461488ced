"""Which organization, country or city a description means: "the agency", "the Clinton campaign", "the city".

Imports text and places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.extract.coreference.entities import Reference, Referent
from onrecord.extract.coreference.mentions import DETERMINERS, Nominal, modifiers
from onrecord.extract.coreference.tracks import EntityTrack
from onrecord.extract.places.countries import country_of, state_of
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import OrganizationHead, organization_heads, word_list

ENOUGH = 2.0  # a role's noun must agree, by itself or by another word for it
NEAR = 3  # sentences in which a description without a known role still means whoever was spoken of
INTRODUCTION = 12  # sentences between a description and the name it stands for
_GENERAL = word_list("general")
_NAMED_BY_WHOSE = word_list("named by whose")
_SAME = {"camp": "campaign", "team": "campaign"}
_GOVERNMENTS = frozenset(("government", "regime"))
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
    word, after = layout.lower[nominal.head], layout.lower[nominal.head + 1 : nominal.head + 2]
    if nominal.head - nominal.first != 1 or after == ["of"]:
        return None
    sentence = layout.sentence[nominal.head]
    if word in _GOVERNMENTS:
        fitting = [t for t in tracks if t.referent.key[:1] == ("country",)]
    elif word in _SETTLEMENTS:
        fitting = [t for t in tracks if _may_be_settlement(t.referent)]
    else:
        return None
    fitting.sort(key=lambda t: (-len(t.mentions), -t.mentions[-1].at))
    if not fitting or (len(fitting) > 1 and len(fitting[0].mentions) == len(fitting[1].mentions)):
        return None
    last = fitting[0].mentions[-1].sentence
    return fitting[0].referent if word in _SETTLEMENTS or sentence - last <= NEAR else None


def _may_be_settlement(referent: Referent) -> bool:
    return referent.kind == "place" and referent.key[:1] != ("country",) and not state_of(referent.name or "")


def _organization(layout: Layout, nominal: Nominal, tracks: Sequence[EntityTrack]) -> Referent | None:
    noun = nominal.noun
    assert isinstance(noun, OrganizationHead)
    sentence = layout.sentence[nominal.head]
    modifying = set(modifiers(layout, nominal))
    best, top = None, 0.0
    for track in tracks:
        referent = track.referent
        if referent.kind not in ("organization", "place", "other") or referent.plural or _is_demonym(referent):
            continue
        gap = sentence - track.mentions[-1].sentence
        words = set(referent.key) | referent.heads
        others = {o for w in words if w in organization_heads() for o in organization_heads()[w].others}
        if referent.kind == "place":
            score = 2.0 if noun.word in ("country", "nation") and referent.key[0] == "country" and gap <= NEAR else 0.0
        elif noun.word in words:
            score = 3.0
        elif noun.others & words or noun.word in others:
            score = 2.0
        else:
            score = 1.0 if gap <= 1 and noun.word in _GENERAL and referent.name else 0.0
        agreeing = sum(m in words for m in modifying)
        score += agreeing if agreeing or not modifying else -0.8
        if score >= 1.0:
            score += 1.0 / (1 + max(gap, 0)) + 0.1 * _often(len(track.mentions))
            if score > top:
                best, top = referent, score
    return best if top >= (ENOUGH if noun.word not in _GENERAL else 1.3) else None


def _two_countries(layout: Layout, nominal: Nominal, tracks: Sequence[EntityTrack]) -> Referent | None:
    """ "The two countries": the two that the sentences before name most."""
    if not isinstance(nominal.noun, OrganizationHead) or nominal.noun.word not in ("country", "nation"):
        return None
    sentence = layout.sentence[nominal.head]

    def weight(track: EntityTrack) -> int:
        return sum(0 <= sentence - seen.sentence <= INTRODUCTION for seen in track.mentions)

    countries = sorted((t for t in tracks if t.referent.key[:1] == ("country",)), key=lambda t: -weight(t))
    if len(countries) < 2 or not weight(countries[1]) or (len(countries) > 2 and weight(countries[2]) == weight(countries[1])):
        return None
    members = countries[0].referent, countries[1].referent
    known = next((t.referent for t in tracks if set(t.referent.members) == set(members)), None)
    return known or Referent("place", plural=True, members=members)


def _is_demonym(referent: Referent) -> bool:
    return referent.kind == "other" and country_of((referent.name or "").split()) is not None


def _often(count: int) -> float:
    return min(count, 10) / 5


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
