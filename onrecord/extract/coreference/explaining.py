"""Why a statement's source means whom it means: the rule that settled it, and all who were considered. Imports text and record.

Reading keeps none of this: it is made again by reading the same article with a watch on each choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.extract.coreference.antecedents import (
    FEATURES,
    candidates,
    choose,
    features,
    pronoun_kind,
    telling_mention,
    weights,
)
from onrecord.extract.coreference.entities import Reference, Referent
from onrecord.extract.coreference.evidence import Weighed
from onrecord.extract.coreference.mentions import Nominal, Pronoun
from onrecord.extract.coreference.nominals import match_nominal
from onrecord.extract.coreference.organization_nominals import described_thing, weighed_things
from onrecord.extract.coreference.person_nominals import described_person, weighed_people
from onrecord.extract.coreference.resolution import Coreference, read_references
from onrecord.extract.coreference.roles import FoundRole
from onrecord.extract.coreference.speakers import Sources, sources_of, voices_in
from onrecord.extract.coreference.tracks import EntityTrack, Mention
from onrecord.extract.coreference.vetoes import vetoes_for
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.results import FoundName, FoundStatement, TaggedWord
from onrecord.record import Article, Span


@dataclass(frozen=True, slots=True)
class Considered:
    """Somebody whom a source might have meant. `mention` is the word that names them where they were last spoken of. `evidence`:
    what counted, each feature or row with what it added to `score`. Whom `vetoes` bar is not weighed."""

    name: str
    mention: Span
    evidence: tuple[tuple[str, float], ...]
    score: float
    vetoes: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class SourceExplanation:
    """One of the joined parts of a source, or the whole statement where it has none: the id of the rule that settled it (of
    voices.RULES, or "name", "no-source", "goes-on"), and who was considered, the best first."""

    words: Span | None
    rule: str
    candidates: tuple[Considered, ...]


def explain_sources(
    article: Article, statements: Sequence[FoundStatement], names: Sequence[FoundName], words: Sequence[TaggedWord]
) -> list[list[SourceExplanation]]:
    """For each of `statements` an explanation of each part of its source, from what `resolve_speakers` is given."""
    sources = sources_of(article, statements, names, words)
    coreference, considered = watched(sources)
    voices = voices_in(sources, statements, coreference)
    return [
        [
            SourceExplanation(place and sources.layout.span(*place), voice.rule, considered.get(head, ()))
            for voice, (place, head) in zip(own, _places(sources, index), strict=True)
        ]
        for index, own in enumerate(voices)
    ]


def watched(sources: Sources) -> tuple[Coreference, Mapping[int, tuple[Considered, ...]]]:
    """What a reading of the references settles, and who was considered for each pronoun and description, by the word of its
    head."""
    watch = _Watch(sources.layout)
    return read_references(sources.layout, sources.names, sources.sayings, watch.choose, watch.match), watch.seen


def _places(sources: Sources, index: int) -> list[tuple[tuple[int, int] | None, int]]:
    """The words of each part of a source, and its head."""
    if sources.sayings[index].source is None or not sources.parts[index]:
        return [(sources.sayings[index].source, -1)]
    return [((part.first, part.last), part.name.last - 1 if part.name else part.head or 0) for part in sources.parts[index]]


class _Watch:
    """Chooses as reading does, and keeps who was considered, by the head of what was chosen for."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.seen: dict[int, tuple[Considered, ...]] = {}

    def choose(
        self,
        pronoun: Pronoun,
        own: Mention,
        tracks: Sequence[EntityTrack],
        last_speaker: Referent | None,
        content: tuple[int, int] | None,
        barred: frozenset[int],
    ) -> EntityTrack | None:
        chosen = choose(pronoun, own, tracks, last_speaker, content, barred)
        row = weights()[pronoun_kind(pronoun, content)]
        found = []
        for rank, (track, last) in enumerate(candidates(pronoun, own, tracks, barred, content)):
            values = features(pronoun, own, track, last, rank, last_speaker, content)
            counted = tuple((name, w * v) for name, w, v in zip(FEATURES, row, values, strict=True) if w * v)
            found.append(self._considered(track, last, counted, (), chosen=track is chosen))
        for track in tracks:
            last = telling_mention(track, content)
            vetoes = tuple(v.id for v in vetoes_for(pronoun) if v.bars(pronoun, own, track, last, barred))
            if vetoes:
                found.append(self._considered(track, last, (), vetoes, chosen=False))
        self.seen[pronoun.at] = _best_first(found)
        return chosen

    def match(
        self,
        layout: Layout,
        nominal: Nominal,
        tracks: Sequence[EntityTrack],
        roles: Mapping[Referent, Sequence[FoundRole]],
        by_head: Mapping[int, Reference],
    ) -> Referent | None:
        chosen = match_nominal(layout, nominal, tracks, roles, by_head)
        self.seen[nominal.head] = _best_first(
            self._considered(one.track, one.track.mentions[-1], one.evidence, (), chosen=one.track.referent is chosen)
            for one in _weighed(layout, nominal, tracks, roles)
        )
        return chosen

    def _considered(
        self, track: EntityTrack, last: Mention, evidence: tuple[tuple[str, float], ...], vetoes: tuple[str, ...], *, chosen: bool
    ) -> Considered:
        referent = track.referent
        name = referent.name or " & ".join(member.name or "" for member in referent.members) or self.layout.words[last.at]
        score = sum(added for _, added in evidence)
        return Considered(name, self.layout.span(last.at, last.at + 1), evidence, score, vetoes, chosen)


def _weighed(
    layout: Layout, nominal: Nominal, tracks: Sequence[EntityTrack], roles: Mapping[Referent, Sequence[FoundRole]]
) -> Iterator[Weighed]:
    """Everybody whom the rows of evidence are asked about; nobody where a description is settled in another way."""
    if not nominal.definite or nominal.plural:
        return
    person, thing = described_person(layout, nominal, roles), described_thing(layout, nominal)
    if nominal.kind == "person" and person is not None:
        yield from weighed_people(person, tracks)
    elif nominal.kind == "organization" and thing is not None:
        yield from weighed_things(thing, tracks)


def _best_first(found: Iterator[Considered] | Sequence[Considered]) -> tuple[Considered, ...]:
    return tuple(sorted(found, key=lambda one: (not one.chosen, bool(one.vetoes), -one.score)))
