"""Whom a description means: "the Kremlin spokesman", "the senator", "the agency", "the Clinton campaign".

Imports layout, lexicon, countries, mentions, entities, roles and antecedents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.extract.antecedents import Track
from onrecord.extract.countries import country_of, state_of
from onrecord.extract.entities import Reference, Referent
from onrecord.extract.layout import Layout
from onrecord.extract.lexicon import OrganizationHead, PersonHead, organization_heads, person_heads, word_list
from onrecord.extract.mentions import DETERMINERS, NameMention, Nominal
from onrecord.extract.roles import FoundRole

_ENOUGH = 2.0  # a role's noun must agree, by itself or by another word for it
_VAGUE = frozenset(("member", "person", "player", "kid", "friend", "official", "critic", "opponent", "rival", "star"))
_SINGLED_OUT = frozenset(("only", "last", "first", "next", "youngest", "oldest", "best", "other"))  # somebody new
_SPOUSES = word_list("spouses")
_PARTS_OF_OFFICES = frozenset(("minister", "secretary"))  # "the home secretary" is not the prime minister
_SPOKEN_OF = frozenset(("senator", "congressman", "congresswoman", "lawmaker", "legislator"))  # offices of many: one met before
_NEAR = 3  # sentences in which a description without a known role still means whoever was spoken of
_INTRODUCTION = 12  # sentences between a description and the name it stands for
_PARTY = {"gop": "republican", "democratic": "democrat", "tory": "conservative"}


def head_words(head: str) -> set[str]:
    """A noun for a person and the other words for the same role."""
    noun = person_heads().get(head)
    return {head, head.split()[-1]} | (set(noun.others) if noun else set())


def _modifiers(layout: Layout, nominal: Nominal) -> list[str]:
    words = layout.lower[nominal.first : nominal.head]
    return [
        _PARTY.get(w, w) for w in words if w not in DETERMINERS and w not in ("'s", "former", "then", "own") and w[0].isalnum()
    ]


def match_nominal(
    layout: Layout,
    nominal: Nominal,
    tracks: Sequence[Track],
    roles: Mapping[Referent, Sequence[FoundRole]],
    by_head: Mapping[int, Reference],
) -> Referent | None:
    """The referent seen before that a definite description means, None for a new one."""
    if not nominal.definite:
        return None
    if nominal.kind == "person":
        if nominal.plural:
            return _plural_people(nominal, tracks, layout)
        return _somebodys(nominal, tracks, roles, by_head) or _person(layout, nominal, tracks, roles)
    if nominal.kind == "organization" and nominal.plural and "two" in layout.lower[nominal.first : nominal.head]:
        return _two_countries(layout, nominal, tracks)
    if nominal.kind == "organization" and isinstance(nominal.noun, OrganizationHead) and not nominal.plural:
        return _organization(layout, nominal, tracks)
    if nominal.kind == "document":
        return _same_description(layout, nominal, tracks)
    return None


def _somebodys(
    nominal: Nominal, tracks: Sequence[Track], roles: Mapping[Referent, Sequence[FoundRole]], by_head: Mapping[int, Reference]
) -> Referent | None:
    """ "His ex-wife", "the firm’s lawyer": whom the text has called that of the same owner, or, among kin, the owner that of."""
    noun = nominal.noun
    owner = _referent_at(nominal.possessor, by_head)
    if owner is None or not isinstance(noun, PersonHead):
        return None
    for track in sorted(tracks, key=lambda t: -t.sightings[-1].at):
        referent = track.referent
        if referent.kind != "person" or referent is owner or (noun.gender and referent.gender not in (None, noun.gender)):
            continue
        if any(
            role.head in (noun.word, *noun.others) and _referent_at(role.owner, by_head) is owner
            for role in roles.get(referent, ())
        ):
            return referent
        if any(_returns(role.head, noun.word) and _referent_at(role.owner, by_head) is referent for role in roles.get(owner, ())):
            return referent
    return None


def _referent_at(word: int | None, by_head: Mapping[int, Reference]) -> Referent | None:
    reference = by_head.get(word) if word is not None else None
    return reference.referent if reference else None


def _returns(head: str, word: str) -> bool:
    """Whether somebody whose `head` another is may be the other's `word`: a brother’s sister, a wife’s husband."""
    pairs = (("spouses", "spouses"), ("siblings", "siblings"), ("parents", "children"), ("children", "parents"))
    return any(head in word_list(a) and word in word_list(b) for a, b in pairs)


def _person(
    layout: Layout, nominal: Nominal, tracks: Sequence[Track], roles: Mapping[Referent, Sequence[FoundRole]]
) -> Referent | None:
    noun = nominal.noun
    if not isinstance(noun, PersonHead) or (
        nominal.possessor is not None and noun.kind != "kin" and layout.lower[nominal.possessor] in _OWN
    ):
        return None
    sentence = layout.sentence[nominal.head]
    modifiers = _modifiers(layout, nominal)
    place, state = country_of(layout.words[nominal.first : nominal.head]), _state(layout, nominal)
    best, top = None, 0.0
    for track in tracks:
        referent = track.referent
        if referent.kind != "person" or referent.plural or (noun.gender and referent.gender not in (None, noun.gender)):
            continue
        score = 0.0
        if referent.name is None and (noun.word not in referent.heads or sentence - track.sightings[-1].sentence > _NEAR + 2):
            continue
        if noun.word in referent.heads:
            score = 3.0
        elif (noun.others - _PARTS_OF_OFFICES if " " in noun.word else noun.others) & referent.heads:
            score = 2.0
        gap = sentence - track.sightings[-1].sentence
        own = roles.get(referent, ())
        known = {_PARTY.get(w, w) for role in own for w in role.words}
        score += 0.8 * sum(m in known for m in modifiers)
        if own and place and any(r.country and r.country != place for r in own) and not any(r.country == place for r in own):
            score -= 3.0
        elif own and place and score < 3.0 and not any(r.country for r in own):
            score -= 1.0
        if state and any(r.state for r in own):
            score += 1.5 if any(r.state == state for r in own) else -3.0
        if score >= _ENOUGH or (score == 0 and gap <= _NEAR and noun.kind in ("trait", "plain", "kin") and not nominal.possessor):
            score += 1.0 / (1 + max(gap, 0)) + 0.1 * (track.sightings[-1].subject) + (0.3 if referent.name else 0)
            if score > top:
                best, top = referent, score
    if top >= _ENOUGH:
        return best
    spouse = noun.word in _SPOUSES and nominal.possessor is not None and layout.lower[nominal.possessor] in ("his", "her")
    if (nominal.possessor is not None and not spouse) or noun.word in _VAGUE:
        return None
    if _SINGLED_OUT & (set(modifiers) - set(noun.word.split())):
        return None
    if noun.kind in ("trait", "plain") or noun.word in _SPOKEN_OF or (noun.gender == "f" and noun.kind == "kin"):
        return _spoken_of(layout, nominal, tracks, sentence, noun, roles)
    return None


_OWN = frozenset(("my", "your", "our", "his", "her", "their", "its", "whose"))


def _state(layout: Layout, nominal: Nominal) -> str | None:
    words = layout.words[nominal.first : nominal.head]
    for k in range(len(words)):
        for size in (2, 1):
            phrase = " ".join(words[k : k + size])
            if phrase[0].isupper() and len(phrase) > 2 and (state := state_of(phrase)):
                return state
    return None


def _spoken_of(
    layout: Layout,
    nominal: Nominal,
    tracks: Sequence[Track],
    sentence: int,
    noun: PersonHead,
    roles: Mapping[Referent, Sequence[FoundRole]],
) -> Referent | None:
    """A description that names no known role ("the New York businessman") means whoever the text speaks of, if that is one
    person by name; in "she said to the nominee" somebody from an earlier sentence."""
    object_ = nominal.first > 0 and layout.tags[nominal.first - 1] in ("ADP", "VERB")
    near = [
        t
        for t in tracks
        if t.referent.kind == "person"
        and t.referent.name
        and not t.referent.plural
        and object_ <= sentence - t.sightings[-1].sentence <= _NEAR
        and (noun.sector != "PTY" or _in_politics(roles.get(t.referent, ())))
        and (noun.gender is None or t.referent.gender in (None, noun.gender))
    ]
    if noun.kind == "plain" or noun.kind == "kin":
        near = [t for t in near if t.referent.gender == noun.gender]
    if not near:
        return None
    return max(
        near,
        key=lambda t: (
            sentence - t.sightings[-1].sentence <= 1,
            t.sightings[-1].subject and sentence - t.sightings[-1].sentence <= 1,
            len(t.sightings),
            t.sightings[-1].at,
        ),
    ).referent


def _in_politics(roles: Sequence[FoundRole]) -> bool:
    return not roles or any(role.sector in ("PTY", "GOV", "LEG", "ELI", None) for role in roles)


def _plural_people(nominal: Nominal, tracks: Sequence[Track], layout: Layout) -> Referent | None:
    """ "The senators", "the candidates": people named together before whose roles agree, or the same plural again; candidates may
    be any two whom the article has named together."""
    noun = nominal.noun
    if not isinstance(noun, PersonHead) or nominal.possessor is not None:
        return None
    words = {noun.word, *noun.others}
    sentence = layout.sentence[nominal.head]
    people = sorted((t for t in tracks if t.referent.plural and t.referent.kind == "person"), key=lambda t: -t.sightings[-1].at)
    for track in people:
        referent = track.referent
        if referent.members and all(words & m.heads for m in referent.members):
            return referent
        if not referent.members and noun.word in referent.heads and sentence - track.sightings[-1].sentence <= _NEAR:
            return referent
    together = [t.referent for t in people if t.referent.members]
    if not together or noun.kind != "trait" or noun.sector != "PTY":
        return None
    return max(people, key=lambda t: len(t.sightings) if t.referent.members else 0).referent


def _organization(layout: Layout, nominal: Nominal, tracks: Sequence[Track]) -> Referent | None:
    noun = nominal.noun
    assert isinstance(noun, OrganizationHead)
    if nominal.possessor is not None:
        return None
    sentence = layout.sentence[nominal.head]
    modifiers = set(_modifiers(layout, nominal))
    best, top = None, 0.0
    for track in tracks:
        referent = track.referent
        if referent.kind not in ("organization", "place", "other") or referent.plural or _is_demonym(referent):
            continue
        gap = sentence - track.sightings[-1].sentence
        words = set(referent.key) | referent.heads
        others = {o for w in words if w in organization_heads() for o in organization_heads()[w].others}
        if referent.kind == "place":
            score = 2.0 if noun.word in ("country", "nation") and referent.key[0] == "country" and gap <= _NEAR else 0.0
        elif noun.word in words:
            score = 3.0
        elif noun.others & words or noun.word in others:
            score = 2.0
        else:
            score = 1.0 if gap <= 1 and noun.word in _GENERAL and referent.name else 0.0
        agreeing = sum(m in words for m in modifiers)
        score += agreeing if agreeing or not modifiers else -0.8
        if score >= 1.0:
            score += 1.0 / (1 + max(gap, 0)) + 0.1 * math_log(len(track.sightings))
            if score > top:
                best, top = referent, score
    return best if top >= (_ENOUGH if noun.word not in _GENERAL else 1.3) else None


_GENERAL = word_list("general")


def _two_countries(layout: Layout, nominal: Nominal, tracks: Sequence[Track]) -> Referent | None:
    """ "The two countries": the two that the sentences before name most."""
    if not isinstance(nominal.noun, OrganizationHead) or nominal.noun.word not in ("country", "nation"):
        return None
    sentence = layout.sentence[nominal.head]

    def weight(track: Track) -> int:
        return sum(0 <= sentence - seen.sentence <= _INTRODUCTION for seen in track.sightings)

    countries = sorted((t for t in tracks if t.referent.key[:1] == ("country",)), key=lambda t: -weight(t))
    if len(countries) < 2 or not weight(countries[1]) or (len(countries) > 2 and weight(countries[2]) == weight(countries[1])):
        return None
    members = countries[0].referent, countries[1].referent
    known = next((t.referent for t in tracks if set(t.referent.members) == set(members)), None)
    return known or Referent("place", plural=True, members=members)


def _is_demonym(referent: Referent) -> bool:
    return referent.kind == "other" and country_of((referent.name or "").split()) is not None


def math_log(count: int) -> float:
    return min(count, 10) / 5


def _same_description(layout: Layout, nominal: Nominal, tracks: Sequence[Track]) -> Referent | None:
    word, sentence = layout.lower[nominal.head], layout.sentence[nominal.head]
    for track in sorted(tracks, key=lambda t: -t.sightings[-1].at):
        if (
            track.referent.kind == "document"
            and word in track.referent.heads
            and sentence - track.sightings[-1].sentence <= _NEAR
        ):
            return track.referent
    return None


def named_by_modifier(
    layout: Layout, nominal: Nominal, names: Mapping[int, NameMention], known: Sequence[Referent]
) -> Referent | None:
    """ "The Clinton campaign", "the Saudi government": an organization that its proper modifier names."""
    if (
        nominal.kind != "organization"
        or nominal.plural
        or layout.lower[nominal.first] in ("a", "an", "another", "no", "every", "each")
    ):
        return None
    first = nominal.first
    if layout.lower[first] in DETERMINERS:
        first += 1
    if first >= nominal.head or nominal.possessor is not None:
        return None
    if layout.lower[nominal.head] not in _NAMED_BY_WHOSE or not any(
        layout.words[k][0].isupper() for k in range(first, nominal.head)
    ):
        return None
    while first < nominal.head and not layout.words[first][0].isupper():
        first += 1
    key = tuple(_SAME.get(w, w) for w in layout.lower[first : nominal.head + 1])
    for referent in known:
        if referent.key == key:
            referent.forms[layout.phrase(first, nominal.head + 1)] += 1
            return referent
    name = layout.phrase(first, nominal.head + 1)
    return Referent("organization", name=name, key=key, heads={layout.lower[nominal.head]})


_NAMED_BY_WHOSE = word_list("named by whose")
_SAME = {"camp": "campaign", "team": "campaign"}


def named_by_possessor(
    layout: Layout, nominal: Nominal, by_head: Mapping[int, Reference], known: Sequence[Referent]
) -> Referent | None:
    """ "Her campaign", "Clinton’s campaign": the campaign of somebody with a name."""
    word = layout.lower[nominal.head]
    if word not in ("campaign", "administration") or nominal.possessor is None or nominal.head - nominal.possessor > 3:
        return None
    owner = by_head.get(nominal.possessor)
    if owner is None or owner.referent is None or owner.referent.kind != "person" or not owner.referent.name:
        return None
    for referent in known:
        if referent.key in ((owner.referent.key[-1], word), (*owner.referent.key, word)):
            return referent
    return Referent("organization", name=f"{owner.referent.name} {word}", key=(*owner.referent.key, word), heads={word})


def introduced_later(
    layout: Layout, references: Sequence[Reference], roles: Mapping[Referent, Sequence[FoundRole]]
) -> dict[Referent, Referent]:
    """Unnamed people who turn out to have a name: a description by office, and later the one person who first comes in with that
    office; not where two such come in."""
    first_named: dict[Referent, Reference] = {}
    for reference in references:
        if reference.referent and reference.form == "name":
            first_named.setdefault(reference.referent, reference)
    changes: dict[Referent, Referent] = {}
    for reference in references:
        referent, nominal = reference.referent, reference.nominal
        if (
            referent is None
            or nominal is None
            or referent.name
            or referent.kind != "person"
            or referent.plural
            or referent in changes
        ):
            continue
        if not isinstance(nominal.noun, PersonHead) or nominal.noun.kind != "office" or nominal.possessor is not None:
            continue
        words = {nominal.noun.word, *nominal.noun.others}
        fitting = [
            person
            for person, first in first_named.items()
            if person.kind == "person"
            and reference.head < first.head
            and layout.sentence[first.head] - layout.sentence[reference.head] <= _INTRODUCTION
            and any(role.head in words or role.head.split()[-1] in words for role in roles.get(person, ()))
            and (nominal.noun.gender is None or person.gender in (None, nominal.noun.gender))
        ]
        if len(fitting) == 1:
            changes[referent] = fitting[0]
    return changes
