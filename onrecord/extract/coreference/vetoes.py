"""What a pronoun cannot mean, as rows: each has an id, the condition that bars, and an example, which is its test. Imports the
standard library only.

A referent that one row bars is no candidate, however well it would score (antecedents).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.extract.coreference.entities import Referent
from onrecord.extract.coreference.mentions import Pronoun
from onrecord.extract.coreference.tracks import EntityTrack, Mention

REACH = 25  # sentences


@dataclass(frozen=True, slots=True)
class Veto:
    """`bars(pronoun, own, track, last, barred)`: whether the pronoun, mentioned as `own`, cannot mean `track`, of which the
    mention `last` counts; asked only of the `pronouns` named. In `example`, `pronoun` cannot mean `name` for this reason."""

    id: str
    pronouns: frozenset[str]
    bars: Callable[[Pronoun, Mention, EntityTrack, Mention, frozenset[int]], bool]
    example: str
    pronoun: str
    name: str


_PERSON, _IT, _THEY = frozenset(("person",)), frozenset(("it",)), frozenset(("they",))
_ANY = _PERSON | _IT | _THEY


def vetoes_for(pronoun: Pronoun) -> tuple[Veto, ...]:
    """The rows that are asked of a pronoun."""
    if pronoun.gender in ("m", "f"):
        return _BY_PRONOUN["person"]
    return _BY_PRONOUN["they" if pronoun.plural else "it"]


def _no_person(pronoun: Pronoun, own: Mention, track: EntityTrack, last: Mention, barred: frozenset[int]) -> bool:
    return track.referent.kind != "person"


def _several(pronoun: Pronoun, own: Mention, track: EntityTrack, last: Mention, barred: frozenset[int]) -> bool:
    return track.referent.plural


def _other_gender(pronoun: Pronoun, own: Mention, track: EntityTrack, last: Mention, barred: frozenset[int]) -> bool:
    return track.referent.gender not in (None, pronoun.gender)


def _no_thing(pronoun: Pronoun, own: Mention, track: EntityTrack, last: Mention, barred: frozenset[int]) -> bool:
    return track.referent.kind == "person"


def _only_one(pronoun: Pronoun, own: Mention, track: EntityTrack, last: Mention, barred: frozenset[int]) -> bool:
    """ "They" are several, an organization, or the people of a country, not of a city."""
    referent = track.referent
    return not (
        referent.plural
        or referent.kind in ("organization", "other")
        or (referent.kind == "place" and referent.key[:1] == ("country",))
        or _is_hardly_person(referent)
    )


def _one_name(pronoun: Pronoun, own: Mention, track: EntityTrack, last: Mention, barred: frozenset[int]) -> bool:
    """What may be taken for a person is "they" only where it goes on as the subject."""
    goes_on = own.subject and last.subject and own.sentence - last.sentence <= 1
    return _is_hardly_person(track.referent) and not goes_on


def _is_hardly_person(referent: Referent) -> bool:
    """Of one word, with no role and of no gender: "Politifact" may be taken for a person."""
    return referent.kind == "person" and len(referent.key) == 1 and referent.gender is None and not referent.heads


def _speaks_here(pronoun: Pronoun, own: Mention, track: EntityTrack, last: Mention, barred: frozenset[int]) -> bool:
    return id(track.referent) in barred


def _too_far(pronoun: Pronoun, own: Mention, track: EntityTrack, last: Mention, barred: frozenset[int]) -> bool:
    return own.sentence - last.sentence > REACH


VETOES = (
    Veto("no-person", _PERSON, _no_person, "The Harbour Board met Ada Lund. She said it was late.", "She", "Harbour Board"),
    Veto("no-thing", _IT, _no_thing, "Peter Lund runs the Harbour Board. It said the quay was closed.", "It", "Peter Lund"),
    Veto("only-one", _THEY, _only_one, "Peter Lund met them in Oslo. They said the quay was closed.", "They", "Oslo"),
    Veto("other-gender", _PERSON, _other_gender, "Peter Lund met Eva Brandvold. She said it was late.", "She", "Peter Lund"),
    Veto(
        "several",
        _PERSON | _IT,
        _several,
        "Ada Lund and Eva Brandvold met. She said it was late.",
        "She",
        "Ada Lund & Eva Brandvold",
    ),
    Veto(
        "one-name",
        _THEY,
        _one_name,
        "The quay was closed, wrote Brandvold. The ferry was late. The bus left. They said it was wrong.",
        "They",
        "Brandvold",
    ),
    Veto("speaks-here", _ANY, _speaks_here, "Peter Lund said on Monday: “He never came to the harbour.”", "He", "Peter Lund"),
    Veto(
        "too-far", _ANY, _too_far, "Peter Lund left." + " It rained." * (REACH + 1) + " He said it was late.", "He", "Peter Lund"
    ),
)
_BY_PRONOUN = {kind: tuple(veto for veto in VETOES if kind in veto.pronouns) for kind in sorted(_ANY)}
