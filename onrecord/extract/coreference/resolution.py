"""One pass over an article that settles whom every name, description and pronoun means.

Imports text only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from onrecord.extract.coreference.antecedents import EntityTrack, Mention, choose, mention_at
from onrecord.extract.coreference.entities import Reference, Referent, group_names, title_gender
from onrecord.extract.coreference.mentions import NameMention, Nominal, Pronoun, find_nominals, find_pronouns
from onrecord.extract.coreference.nominals import head_words, introduced_later, match_nominal, singled_out
from onrecord.extract.coreference.organization_nominals import named_by_modifier, named_by_possessor
from onrecord.extract.coreference.roles import FoundRole, roles_of
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import PersonHead

Chooser = Callable[
    [Pronoun, Mention, Sequence[EntityTrack], Referent | None, tuple[int, int] | None, frozenset[int]], EntityTrack | None
]
_ASIDE = 8  # words


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
    layout: Layout, names: Sequence[NameMention], sayings: Sequence[Saying], choose: Chooser = choose
) -> Coreference:
    """Read the article once, front to back; `choose` picks whom a pronoun means (training puts its own in)."""
    referents = group_names(layout, names)
    coreference = Coreference(by_name={name.first: name for name in names})
    for name, named in zip(names, referents, strict=True):
        _learn(layout, name, named, coreference)
    nominals = [n for n in find_nominals(layout, names) if not _beside_name(n, coreference)]
    items: list[tuple[int, NameMention | Nominal | Pronoun]] = [(n.first, n) for n in names]
    items += [(n.head, n) for n in nominals]
    items += [(p.at, p) for p in find_pronouns(layout)]
    items.sort(key=lambda item: item[0])
    tracks: dict[Referent, EntityTrack] = {}
    by_name = dict(zip(names, referents, strict=True))
    last_speaker: Referent | None = None
    previous: dict[bool, tuple[NameMention, Referent]] = {}
    speaking = frozenset().union(*(saying.heads for saying in sayings))
    said_at = {word: saying for saying in sayings if saying.source for word in range(*saying.source)}
    referent: Referent | None
    for _, item in items:
        if isinstance(item, NameMention):
            referent = by_name[item]
            first, last, head, form = item.first, item.last, item.last - 1, "name"
            person = item.type == "person"
            if person in previous and previous[person][1] is not referent and _joined(layout, previous[person][0], item):
                _join(layout, previous[person], (item, by_name[item]), coreference, tracks, speaks=head in speaking)
            previous[person] = item, by_name[item]
        elif isinstance(item, Nominal):
            first, last, head, form = item.first, item.last, item.head, "nominal"
            known = [t.referent for t in tracks.values()]
            referent = named_by_modifier(layout, item, coreference.by_name, known) or named_by_possessor(
                layout, item, coreference.by_head, known
            )
            referent = referent or match_nominal(layout, item, list(tracks.values()), coreference.roles, coreference.by_head)
            if referent and referent.name and isinstance(item.noun, PersonHead) and item.noun.kind == "trait":
                referent.heads.add(item.noun.word)  # whom the text has once called "the candidate" is so later
            referent = referent or _described(layout, item)
        else:
            first, last, head, form = item.at, item.at + 1, item.at, "pronoun"
            own = mention_at(layout, first, last, head, form)
            content = said_at[item.at].content if item.at in said_at else None
            barred = _speakers_around(item.at, sayings, coreference)
            chosen = choose(item, own, list(tracks.values()), last_speaker, content, barred)
            referent = chosen.referent if chosen else None
            if referent and item.gender in ("m", "f") and referent.gender is None:
                referent.gender = item.gender
        reference = Reference(first, last, head, form, referent, item if isinstance(item, Nominal) else None)
        coreference.references.append(reference)
        coreference.by_head[head] = reference
        if referent is not None:
            track = tracks.setdefault(referent, EntityTrack(referent))
            seen = mention_at(layout, first, last, head, form)
            somebody = referent.name is not None or not referent.plural
            track.add(replace(seen, subject=True, speaks=True) if head in speaking and somebody else seen)
            if head in speaking and referent.kind in ("person", "organization", "other", "place"):
                last_speaker = coreference.joined.get(head, referent)
    coreference.tracks = list(tracks.values())
    _merge_introduced(layout, coreference)
    return coreference


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
    if (a.type == "person") != (b.type == "person") or not between or between[-1] not in ("and", "&"):
        return False
    aside = range(a.last, a.last + len(between) - 1)
    return not aside or (
        between[0] in (",", "(") and len(aside) <= _ASIDE and all(layout.tags[k] not in ("VERB", "AUX") for k in aside)
    )


def _join(
    layout: Layout,
    a: tuple[NameMention, Referent],
    b: tuple[NameMention, Referent],
    coreference: Coreference,
    tracks: dict[Referent, EntityTrack],
    *,
    speaks: bool,
) -> None:
    """ "Clinton and Kaine": the two together, whom "they" may mean later."""
    members = (a[1], b[1])
    if any(word.endswith(("s", "s.")) for word in a[0].titles(layout)):
        b[1].heads |= a[1].heads
    known = next((t.referent for t in tracks.values() if set(t.referent.members) == set(members)), None)
    group = known or Referent(a[1].kind, plural=True, members=members, heads=a[1].heads & b[1].heads)
    seen = mention_at(layout, a[0].first, b[0].last, b[0].last - 1, "name")
    tracks.setdefault(group, EntityTrack(group)).add(replace(seen, subject=True, speaks=True) if speaks else seen)
    coreference.joined[b[0].last - 1] = group


def _speakers_around(at: int, sayings: Sequence[Saying], coreference: Coreference) -> frozenset[int]:
    """Whoever speaks inside quotation marks does not call himself "he"."""
    barred = set()
    for saying in sayings:
        if (
            saying.quoted
            and saying.source
            and saying.content[0] <= at < saying.content[1]
            and not saying.source[0] <= at < saying.source[1]
        ):
            for word in range(*saying.source):
                reference = coreference.by_head.get(word)
                if reference and reference.referent:
                    barred.add(id(reference.referent))
    return frozenset(barred)


def _merge_introduced(layout: Layout, coreference: Coreference) -> None:
    """A description that comes before the name it stands for: "A judge has rejected … Justice Frank Nervo wrote"."""
    changes = introduced_later(layout, coreference.references, coreference.roles)
    if changes:
        coreference.references = [
            Reference(r.first, r.last, r.head, r.form, changes.get(r.referent, r.referent) if r.referent else None, r.nominal)
            for r in coreference.references
        ]
        coreference.by_head = {r.head: r for r in coreference.references}
