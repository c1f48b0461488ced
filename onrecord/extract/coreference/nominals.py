"""Whom a description of people means: "the Kremlin spokesman", "the senator", "his ex-wife".

Imports text and places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.extract.coreference.entities import Reference, Referent
from onrecord.extract.coreference.mentions import Nominal, modifiers, party_word
from onrecord.extract.coreference.organization_nominals import ENOUGH, INTRODUCTION, NEAR, match_thing
from onrecord.extract.coreference.roles import FoundRole
from onrecord.extract.coreference.tracks import EntityTrack
from onrecord.extract.places.countries import country_of, state_of
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import PersonHead, person_heads, word_list

_VAGUE = frozenset(("member", "person", "player", "kid", "friend", "official", "critic", "opponent", "rival", "star"))
_SINGLED_OUT = frozenset(("only", "last", "first", "next", "youngest", "oldest", "best", "other"))
_FORMER = frozenset(("former", "ex", "then", "late"))
_SPOUSES = word_list("spouses")
_PARTS_OF_OFFICES = frozenset(("minister", "secretary"))  # "the home secretary" is not the prime minister
_SPOKEN_OF = frozenset(("senator", "congressman", "congresswoman", "lawmaker", "legislator"))  # offices of many: one met before


def head_words(head: str) -> set[str]:
    """A noun for a person and the other words for the same role."""
    noun = person_heads().get(head)
    return {head, head.split()[-1]} | (set(noun.others) if noun else set())


def match_nominal(
    layout: Layout,
    nominal: Nominal,
    tracks: Sequence[EntityTrack],
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
    return match_thing(layout, nominal, tracks)


def singled_out(layout: Layout, nominal: Nominal) -> bool:
    """ "The only candidate", "the next president": somebody not spoken of before, and not again by "the candidate"."""
    own = nominal.noun.word.split() if nominal.noun else []
    return bool(_SINGLED_OUT & (set(modifiers(layout, nominal)) - set(own)))


def _somebodys(
    nominal: Nominal,
    tracks: Sequence[EntityTrack],
    roles: Mapping[Referent, Sequence[FoundRole]],
    by_head: Mapping[int, Reference],
) -> Referent | None:
    """ "His ex-wife", "the firm’s lawyer": whom the text has called that of the same owner, or, among kin, the owner that of."""
    noun = nominal.noun
    owner = _referent_at(nominal.possessor, by_head)
    if owner is None or not isinstance(noun, PersonHead):
        return None
    for track in sorted(tracks, key=lambda t: -t.mentions[-1].at):
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
    layout: Layout, nominal: Nominal, tracks: Sequence[EntityTrack], roles: Mapping[Referent, Sequence[FoundRole]]
) -> Referent | None:
    noun = nominal.noun
    if not isinstance(noun, PersonHead) or (
        nominal.possessor is not None and noun.kind != "kin" and layout.lower[nominal.possessor] in _OWN
    ):
        return None
    sentence = layout.sentence[nominal.head]
    modifying = modifiers(layout, nominal)
    former = bool(_FORMER & set(layout.lower[nominal.first : nominal.head]))
    place, state = country_of(layout.words[nominal.first : nominal.head]), _state(layout, nominal)
    best, top = None, 0.0
    for track in tracks:
        referent = track.referent
        if referent.kind != "person" or referent.plural or (noun.gender and referent.gender not in (None, noun.gender)):
            continue
        score = 0.0
        if referent.name is None and (noun.word not in referent.heads or sentence - track.mentions[-1].sentence > NEAR + 2):
            continue
        if noun.word in referent.heads:
            score = 3.0
        elif (noun.others - _PARTS_OF_OFFICES if " " in noun.word else noun.others) & referent.heads:
            score = 2.0
        gap = sentence - track.mentions[-1].sentence
        own = roles.get(referent, ())
        if former and "predecessor" in referent.heads:
            score = max(score, 2.5)
        elif former and score and not any(_FORMER & role.words for role in own):
            score -= 1.5
        known = {party_word(w) for role in own for w in role.words}
        score += 0.8 * sum(m in known for m in modifying)
        if own and place and any(r.country and r.country != place for r in own) and not any(r.country == place for r in own):
            score -= 3.0
        elif own and place and score < 3.0 and not any(r.country for r in own):
            score -= 1.0
        if state and any(r.state for r in own):
            score += 1.5 if any(r.state == state for r in own) else -3.0
        if score >= ENOUGH or (score == 0 and gap <= NEAR and noun.kind in ("trait", "plain", "kin") and not nominal.possessor):
            score += 1.0 / (1 + max(gap, 0)) + 0.1 * (track.mentions[-1].subject) + (0.3 if referent.name else 0)
            if score > top:
                best, top = referent, score
    if top >= ENOUGH:
        return best
    spouse = noun.word in _SPOUSES and nominal.possessor is not None and layout.lower[nominal.possessor] in ("his", "her")
    if (nominal.possessor is not None and not spouse) or noun.word in _VAGUE:
        return None
    if singled_out(layout, nominal):
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
    tracks: Sequence[EntityTrack],
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
        and object_ <= sentence - t.mentions[-1].sentence <= NEAR
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
            sentence - t.mentions[-1].sentence <= 1,
            t.mentions[-1].subject and sentence - t.mentions[-1].sentence <= 1,
            len(t.mentions),
            t.mentions[-1].at,
        ),
    ).referent


def _in_politics(roles: Sequence[FoundRole]) -> bool:
    return not roles or any(role.sector in ("PTY", "GOV", "LEG", "ELI", None) for role in roles)


def _plural_people(nominal: Nominal, tracks: Sequence[EntityTrack], layout: Layout) -> Referent | None:
    """ "The senators", "the candidates": people named together before whose roles agree, or the same plural again; candidates may
    be any two whom the article has named together."""
    noun = nominal.noun
    if not isinstance(noun, PersonHead) or nominal.possessor is not None:
        return None
    words = {noun.word, *noun.others}
    sentence = layout.sentence[nominal.head]
    people = sorted((t for t in tracks if t.referent.plural and t.referent.kind == "person"), key=lambda t: -t.mentions[-1].at)
    for track in people:
        referent = track.referent
        if referent.members and all(words & m.heads for m in referent.members):
            return referent
        if not referent.members and noun.word in referent.heads and sentence - track.mentions[-1].sentence <= NEAR:
            return referent
    together = [t.referent for t in people if t.referent.members]
    if not together or noun.kind != "trait" or noun.sector != "PTY":
        return None
    return max(people, key=lambda t: len(t.mentions) if t.referent.members else 0).referent


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
            and layout.sentence[first.head] - layout.sentence[reference.head] <= INTRODUCTION
            and any(role.head in words or role.head.split()[-1] in words for role in roles.get(person, ()))
            and (nominal.noun.gender is None or person.gender in (None, nominal.noun.gender))
        ]
        if len(fitting) == 1:
            changes[referent] = fitting[0]
    return changes
