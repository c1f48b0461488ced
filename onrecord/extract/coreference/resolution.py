"""One pass over an article that settles whom every name, description and pronoun means.

Imports text only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.extract.coreference.antecedents import choose
from onrecord.extract.coreference.entities import Reference, Referent, group_names, title_gender
from onrecord.extract.coreference.mentions import JOINING, NameMention, Nominal, Pronoun, find_nominals, find_pronouns
from onrecord.extract.coreference.nominals import head_words, introduced_later, match_nominal
from onrecord.extract.coreference.organization_nominals import named_by_modifier, named_by_possessor
from onrecord.extract.coreference.person_nominals import singled_out
from onrecord.extract.coreference.roles import FoundRole, roles_of
from onrecord.extract.coreference.tracks import VERBS, EntityTrack, Mention, mention_at
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import PersonHead

Chooser = Callable[
    [Pronoun, Mention, Sequence[EntityTrack], Referent | None, tuple[int, int] | None, frozenset[int]], EntityTrack | None
]
Matcher = Callable[
    [Layout, Nominal, Sequence[EntityTrack], Mapping[Referent, Sequence[FoundRole]], Mapping[int, Reference]], Referent | None
]
_ASIDE = 8  # words
_SPEAKERS = frozenset(("person", "organization", "other", "place"))


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement in words: those of its source and its content (from the first to after the last), and the
    heads of its source."""

    source: tuple[int, int] | None
    content: tuple[int, int]
    quoted: bool
    heads: frozenset[int] = frozenset()


@dataclass(slots=True)
class Coreference:
    """All references in text order; `roles` by referent in text order."""

    references: list[Reference] = field(default_factory=list)
    by_head: dict[int, Reference] = field(default_factory=dict)
    by_name: dict[int, NameMention] = field(default_factory=dict)
    roles: dict[Referent, list[FoundRole]] = field(default_factory=dict)
    tracks: list[EntityTrack] = field(default_factory=list)
    joined: dict[int, Referent] = field(default_factory=dict)


def read_references(
    layout: Layout,
    names: Sequence[NameMention],
    sayings: Sequence[Saying],
    choose: Chooser = choose,
    match: Matcher = match_nominal,
) -> Coreference:
    """Read the article once, front to back; `choose` picks whom a pronoun means, `match` whom a description (training and
    explaining put their own in)."""
    reading = _Reading(layout, names, sayings, choose, match)
    for item in reading.items():
        if isinstance(item, NameMention):
            reading.name(item)
        elif isinstance(item, Nominal):
            reading.nominal(item)
        else:
            reading.pronoun(item)
    coreference = reading.coreference
    coreference.tracks = list(reading.tracks.values())
    _merge_introduced(layout, coreference)
    return coreference


class _Reading:
    """What is known at one word of the article, as the reading goes on."""

    def __init__(
        self, layout: Layout, names: Sequence[NameMention], sayings: Sequence[Saying], choose: Chooser, match: Matcher
    ) -> None:
        self.layout, self.names, self.sayings, self.choose, self.match = layout, names, sayings, choose, match
        self.coreference = Coreference(by_name={name.first: name for name in names})
        self.tracks: dict[Referent, EntityTrack] = {}
        self.last_speaker: Referent | None = None
        referents = group_names(layout, names)
        self._named = dict(zip(names, referents, strict=True))
        self._previous: dict[bool, NameMention] = {}  # the last name of a person, and of anything else
        self._speaking = frozenset().union(*(saying.heads for saying in sayings))
        self._said_at = {word: saying for saying in sayings if saying.source for word in range(*saying.source)}
        for name, referent in zip(names, referents, strict=True):
            _learn(layout, name, referent, self.coreference)

    def items(self) -> list[NameMention | Nominal | Pronoun]:
        """All that refers, in text order."""
        nominals = [n for n in find_nominals(self.layout, self.names) if not _beside_name(n, self.coreference)]
        items: list[tuple[int, NameMention | Nominal | Pronoun]] = [(n.first, n) for n in self.names]
        items += [(n.head, n) for n in nominals]
        items += [(p.at, p) for p in find_pronouns(self.layout)]
        return [item for _, item in sorted(items, key=lambda item: item[0])]

    def name(self, name: NameMention) -> None:
        referent, head, person = self._named[name], name.last - 1, name.type == "person"
        before = self._previous.get(person)
        if before is not None and self._named[before] is not referent and _joined(self.layout, before, name):
            self._join((before, self._named[before]), (name, referent), speaks=head in self._speaking)
        self._previous[person] = name
        self._refer(Reference(name.first, name.last, head, "name", referent))

    def nominal(self, nominal: Nominal) -> None:
        referent = self._matched(nominal) or _described(self.layout, nominal)
        self._refer(Reference(nominal.first, nominal.last, nominal.head, "nominal", referent, nominal))

    def _matched(self, nominal: Nominal) -> Referent | None:
        layout, coreference = self.layout, self.coreference
        known = [t.referent for t in self.tracks.values()]
        named = named_by_modifier(layout, nominal, known) or named_by_possessor(layout, nominal, coreference.by_head, known)
        matched = named or self.match(layout, nominal, list(self.tracks.values()), coreference.roles, coreference.by_head)
        if matched and matched.name and isinstance(nominal.noun, PersonHead) and nominal.noun.kind == "trait":
            matched.heads.add(nominal.noun.word)  # whom the text has once called "the candidate" is so later
        return matched

    def pronoun(self, pronoun: Pronoun) -> None:
        at = pronoun.at
        own = mention_at(self.layout, at, at + 1, at, "pronoun")
        content = self._said_at[at].content if at in self._said_at else None
        barred = _speakers_around(at, self.sayings, self.coreference)
        chosen = self.choose(pronoun, own, list(self.tracks.values()), self.last_speaker, content, barred)
        referent = chosen.referent if chosen else None
        if referent and pronoun.gender in ("m", "f") and referent.gender is None:
            referent.gender = pronoun.gender
        self._refer(Reference(at, at + 1, at, "pronoun", referent))

    def _refer(self, reference: Reference) -> None:
        """Enter a reference, and what it shows of its referent."""
        head, referent = reference.head, reference.referent
        self.coreference.references.append(reference)
        self.coreference.by_head[head] = reference
        if referent is None:
            return
        somebody = referent.name is not None or not referent.plural
        seen = mention_at(self.layout, reference.first, reference.last, head, reference.form)
        self._track(referent, seen, speaks=somebody and head in self._speaking)
        if head in self._speaking and referent.kind in _SPEAKERS:
            self.last_speaker = self.coreference.joined.get(head, referent)

    def _track(self, referent: Referent, seen: Mention, *, speaks: bool) -> None:
        track = self.tracks.setdefault(referent, EntityTrack(referent))
        track.add(replace(seen, subject=True, speaks=True) if speaks else seen)

    def _join(self, a: tuple[NameMention, Referent], b: tuple[NameMention, Referent], *, speaks: bool) -> None:
        """ "Clinton and Kaine": the two together, whom "they" may mean later."""
        members = (a[1], b[1])
        if any(word.endswith(("s", "s.")) for word in a[0].titles(self.layout)):
            b[1].heads |= a[1].heads
        known = next((t.referent for t in self.tracks.values() if set(t.referent.members) == set(members)), None)
        group = known or Referent(a[1].kind, plural=True, members=members, heads=a[1].heads & b[1].heads)
        head = b[0].last - 1
        self._track(group, mention_at(self.layout, a[0].first, b[0].last, head, "name"), speaks=speaks)
        self.coreference.joined[head] = group


def _learn(layout: Layout, name: NameMention, referent: Referent, coreference: Coreference) -> None:
    """Roles tell gender and what the same person may be called."""
    for role in roles_of(layout, name, coreference.by_name):
        known = coreference.roles.setdefault(referent, [])
        if all((r.first, r.last) != (role.first, role.last) for r in known):
            known.append(role)
        referent.heads |= head_words(role.head)
        if role.gender and title_gender(layout, name) is None:
            referent.gender = role.gender


def _beside_name(nominal: Nominal, coreference: Coreference) -> bool:
    """A description that is a role of the name beside it refers to nobody else."""
    return any(role.first <= nominal.head < role.last for roles in coreference.roles.values() for role in roles)


def _described(layout: Layout, nominal: Nominal) -> Referent:
    gender = nominal.noun.gender if isinstance(nominal.noun, PersonHead) else None
    heads = {layout.lower[nominal.head], nominal.noun.word if nominal.noun else layout.lower[nominal.head]}
    return Referent(nominal.kind, gender=gender, plural=nominal.plural, heads=set() if singled_out(layout, nominal) else heads)


def _joined(layout: Layout, a: NameMention, b: NameMention) -> bool:
    """Two names that "and" joins, with no more between than a party label or the like."""
    between = [w for w in layout.lower[a.last : b.title_first] if w != "the"]
    if (a.type == "person") != (b.type == "person") or not between or between[-1] not in JOINING:
        return False
    aside = range(a.last, a.last + len(between) - 1)
    return not aside or (between[0] in (",", "(") and len(aside) <= _ASIDE and VERBS.isdisjoint(layout.tags[k] for k in aside))


def _speakers_around(at: int, sayings: Sequence[Saying], coreference: Coreference) -> frozenset[int]:
    """Whoever speaks inside quotation marks does not call himself "he"."""
    around = [s.source for s in sayings if s.quoted and s.source and _in(at, s.content) and not _in(at, s.source)]
    references = (coreference.by_head.get(word) for source in around for word in range(*source))
    return frozenset(id(reference.referent) for reference in references if reference and reference.referent)


def _in(at: int, words: tuple[int, int]) -> bool:
    return words[0] <= at < words[1]


def _merge_introduced(layout: Layout, coreference: Coreference) -> None:
    """A description that comes before the name it stands for: "A judge has rejected … Justice Frank Nervo wrote"."""
    changes = introduced_later(layout, coreference.references, coreference.roles)
    if changes:
        coreference.references = [
            Reference(r.first, r.last, r.head, r.form, changes.get(r.referent, r.referent) if r.referent else None, r.nominal)
            for r in coreference.references
        ]
        coreference.by_head = {r.head: r for r in coreference.references}
