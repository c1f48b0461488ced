"""Which person a description means: "the Kremlin spokesman", "the senator", "his ex-wife". Imports text and places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.extract.coreference.entities import Reference, Referent
from onrecord.extract.coreference.evidence import Evidence, Weighed, best, weighed
from onrecord.extract.coreference.mentions import POSSESSIVES, Nominal, modifiers, party_word
from onrecord.extract.coreference.organization_nominals import ENOUGH, NEAR
from onrecord.extract.coreference.roles import FoundRole
from onrecord.extract.coreference.tracks import EntityTrack
from onrecord.extract.places.countries import country_of, state_of
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import PersonHead, word_list, word_map

_VAGUE = word_list("vague people")
_SINGLED_OUT = word_list("singled out")
_FORMER = word_list("former")
_PREDECESSOR = word_list("predecessor")
_SPOUSES = word_list("spouses")
_PARTS_OF_OFFICES = word_list("parts of offices")  # "the home secretary" is not the prime minister
_SPOKEN_OF = word_list("offices of many")  # one met before
_HIS_OR_HER = word_list("his or her")
_POLITICAL = ("PTY", "GOV", "LEG", "ELI", None)

Roles = Mapping[Referent, Sequence[FoundRole]]


def match_person(
    layout: Layout, nominal: Nominal, tracks: Sequence[EntityTrack], roles: Roles, by_head: Mapping[int, Reference]
) -> Referent | None:
    """The person or people seen before that a definite description means, None for somebody new."""
    if nominal.plural:
        return _plural_people(nominal, tracks, layout)
    return _somebodys(nominal, tracks, roles, by_head) or _by_role(layout, nominal, tracks, roles)


def singled_out(layout: Layout, nominal: Nominal) -> bool:
    """ "The only candidate", "the next president": somebody not spoken of before, and not again by "the candidate"."""
    own = nominal.noun.word.split() if nominal.noun else []
    return bool(_SINGLED_OUT & (set(modifiers(layout, nominal)) - set(own)))


def _somebodys(
    nominal: Nominal, tracks: Sequence[EntityTrack], roles: Roles, by_head: Mapping[int, Reference]
) -> Referent | None:
    """ "His ex-wife", "the firm’s lawyer": whom the text has called that of the same owner, or, among kin, the owner that of."""
    noun = nominal.noun
    owner = _referent_at(nominal.possessor, by_head)
    if owner is None or not isinstance(noun, PersonHead):
        return None
    owned = (noun.word, *noun.others)
    for track in sorted(tracks, key=lambda t: -t.mentions[-1].at):
        referent = track.referent
        if referent is owner or not _may_be(referent, noun):
            continue
        own = roles.get(referent, ())
        if any(role.head in owned and _referent_at(role.owner, by_head) is owner for role in own):
            return referent
        if any(_returns(role.head, noun.word) and _referent_at(role.owner, by_head) is referent for role in roles.get(owner, ())):
            return referent
    return None


def _may_be(referent: Referent, noun: PersonHead) -> bool:
    return referent.kind == "person" and (not noun.gender or referent.gender in (None, noun.gender))


def _referent_at(word: int | None, by_head: Mapping[int, Reference]) -> Referent | None:
    reference = by_head.get(word) if word is not None else None
    return reference.referent if reference else None


def _returns(head: str, word: str) -> bool:
    """Whether somebody whose `head` another is may be the other's `word`: a brother’s sister, a wife’s husband."""
    pairs = word_map("relatives").items()
    return any(head in word_list(one) and word in word_list(other) for one, other in pairs)


@dataclass(frozen=True, slots=True)
class DescribedPerson:
    """What a description says of one person, and the roles of everybody."""

    noun: PersonHead
    modifiers: tuple[str, ...]
    former: bool
    country: str | None
    state: str | None
    sentence: int
    owned: bool
    roles: Roles

    def gap(self, track: EntityTrack) -> int:
        return self.sentence - track.mentions[-1].sentence


def described_person(layout: Layout, nominal: Nominal, roles: Roles) -> DescribedPerson | None:
    """None where the words are no description of a single person's role ("his lawyer")."""
    noun, possessor = nominal.noun, nominal.possessor
    if not isinstance(noun, PersonHead):
        return None
    if possessor is not None and noun.kind != "kin" and layout.lower[possessor] in POSSESSIVES:
        return None
    words = layout.words[nominal.first : nominal.head]
    return DescribedPerson(
        noun,
        tuple(modifiers(layout, nominal)),
        not _FORMER.isdisjoint(layout.lower[nominal.first : nominal.head]),
        country_of(words),
        _state_in(words),
        layout.sentence[nominal.head],
        possessor is not None,
        roles,
    )


def _state_in(words: Sequence[str]) -> str | None:
    phrases = (" ".join(words[k : k + size]) for k in range(len(words)) for size in (2, 1))
    return next((state for p in phrases if p[0].isupper() and len(p) > 2 and (state := state_of(p))), None)


def _role(described: DescribedPerson, track: EntityTrack, score: float) -> float:
    noun, heads = described.noun, track.referent.heads
    if noun.word in heads:
        return 3.0
    others = noun.others - _PARTS_OF_OFFICES if " " in noun.word else noun.others
    return 2.0 if others & heads else 0.0


def _former(described: DescribedPerson, track: EntityTrack, score: float) -> float:
    if not described.former:
        return 0.0
    if _PREDECESSOR & track.referent.heads:
        return max(0.0, 2.5 - score)
    roles = described.roles.get(track.referent, ())
    return -1.5 if score and not any(_FORMER & role.words for role in roles) else 0.0


def _modifiers(described: DescribedPerson, track: EntityTrack, score: float) -> float:
    known = {party_word(w) for role in described.roles.get(track.referent, ()) for w in role.words}
    return 0.8 * sum(m in known for m in described.modifiers)


def _country(described: DescribedPerson, track: EntityTrack, score: float) -> float:
    roles = described.roles.get(track.referent, ())
    if not roles or not described.country:
        return 0.0
    countries = {role.country for role in roles if role.country}
    if countries:
        return 0.0 if described.country in countries else -3.0
    return -1.0 if score < 3.0 else 0.0


def _state(described: DescribedPerson, track: EntityTrack, score: float) -> float:
    states = {role.state for role in described.roles.get(track.referent, ()) if role.state}
    if not described.state or not states:
        return 0.0
    return 1.5 if described.state in states else -3.0


def _lately(described: DescribedPerson, track: EntityTrack, score: float) -> float:
    """Only for whom enough speaks, or where nothing has to: "the man"."""
    gap = described.gap(track)
    plain = score == 0 and gap <= NEAR and described.noun.kind in ("trait", "plain", "kin") and not described.owned
    if score < ENOUGH and not plain:
        return 0.0
    return 1.0 / (1 + max(gap, 0)) + 0.1 * (track.mentions[-1].subject) + (0.3 if track.referent.name else 0)


PERSON_EVIDENCE = (
    Evidence("role", _role, "Mayor Ada Lund left. The mayor was late.", "The mayor", "Ada Lund"),
    Evidence(
        "former",
        _former,
        "Mayor Ada Lund met former mayor Eva Sund. The former mayor was late.",
        "The former mayor",
        "Ada Lund",
    ),
    Evidence(
        "modifiers",
        _modifiers,
        "Finance minister Ada Lund left. The finance minister was late.",
        "The finance minister",
        "Ada Lund",
    ),
    Evidence(
        "country",
        _country,
        "French minister Ada Lund met the press. The Danish minister was late.",
        "The Danish minister",
        "Ada Lund",
    ),
    Evidence(
        "state",
        _state,
        "Texas senator Ada Lund met Ohio senator Eva Sund. The Ohio senator was late.",
        "The Ohio senator",
        "Ada Lund",
    ),
    Evidence("lately", _lately, "Mayor Ada Lund left. The mayor was late.", "The mayor", "Ada Lund"),
)


def weighed_people(described: DescribedPerson, tracks: Sequence[EntityTrack]) -> Iterator[Weighed]:
    """Everybody who may be meant, with what speaks for them."""
    for track in tracks:
        referent = track.referent
        if referent.plural or not _may_be(referent, described.noun):
            continue
        if referent.name is None and (described.noun.word not in referent.heads or described.gap(track) > NEAR + 2):
            continue
        yield weighed(described, track, PERSON_EVIDENCE)


def _by_role(layout: Layout, nominal: Nominal, tracks: Sequence[EntityTrack], roles: Roles) -> Referent | None:
    described = described_person(layout, nominal, roles)
    if described is None:
        return None
    track = best(weighed_people(described, tracks), ENOUGH)
    if track is not None:
        return track.referent
    if not _may_be_spoken_of(layout, nominal, described.noun):
        return None
    return _spoken_of(layout, nominal, tracks, described)


def _may_be_spoken_of(layout: Layout, nominal: Nominal, noun: PersonHead) -> bool:
    """Whether the description fits whoever the text speaks of."""
    if noun.word in _VAGUE or singled_out(layout, nominal):
        return False
    if nominal.possessor is not None and not (noun.word in _SPOUSES and layout.lower[nominal.possessor] in _HIS_OR_HER):
        return False
    return noun.kind in ("trait", "plain") or noun.word in _SPOKEN_OF or (noun.gender == "f" and noun.kind == "kin")


def _spoken_of(layout: Layout, nominal: Nominal, tracks: Sequence[EntityTrack], described: DescribedPerson) -> Referent | None:
    """A description that names no known role ("the New York businessman") means whoever the text speaks of, if that is one
    person by name; in "she said to the nominee" somebody from an earlier sentence."""
    noun = described.noun
    least = 1 if layout.tag_at(nominal.first - 1) in ("ADP", "VERB") else 0
    people = (t for t in tracks if t.referent.name and not t.referent.plural and _may_be(t.referent, noun))
    near = [t for t in people if least <= described.gap(t) <= NEAR]
    if noun.sector == "PTY":
        near = [t for t in near if _in_politics(described.roles.get(t.referent, ()))]
    if noun.kind in ("plain", "kin"):
        near = [t for t in near if t.referent.gender == noun.gender]

    def rank(track: EntityTrack) -> tuple[bool, bool, int, int]:
        last, recent = track.mentions[-1], described.gap(track) <= 1
        return recent, last.subject and recent, len(track.mentions), last.at

    return max(near, key=rank).referent if near else None


def _in_politics(roles: Sequence[FoundRole]) -> bool:
    return not roles or any(role.sector in _POLITICAL for role in roles)


def _plural_people(nominal: Nominal, tracks: Sequence[EntityTrack], layout: Layout) -> Referent | None:
    """ "The senators", "the candidates": people named together before whose roles agree, or the same plural again; candidates may
    be any two whom the article has named together."""
    noun = nominal.noun
    if not isinstance(noun, PersonHead) or nominal.possessor is not None:
        return None
    sentence = layout.sentence[nominal.head]
    people = sorted((t for t in tracks if t.referent.plural and t.referent.kind == "person"), key=lambda t: -t.mentions[-1].at)
    same = next((t.referent for t in people if _are_the_same(noun, t, sentence)), None)
    if same is not None:
        return same
    together = [t for t in people if t.referent.members]
    if not together or noun.kind != "trait" or noun.sector != "PTY":
        return None
    return max(together, key=lambda t: len(t.mentions)).referent


def _are_the_same(noun: PersonHead, track: EntityTrack, sentence: int) -> bool:
    referent = track.referent
    if referent.members:
        words = {noun.word, *noun.others}
        return all(words & member.heads for member in referent.members)
    return noun.word in referent.heads and sentence - track.mentions[-1].sentence <= NEAR
