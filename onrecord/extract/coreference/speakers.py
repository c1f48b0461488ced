"""Who speaks in each statement, with the mentions and entities of the article. Imports text, places and record.

`resolve_speakers` is a pure function: the same article, statements, names and words give the same resolution.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.extract.coreference.entities import Reference, Referent
from onrecord.extract.coreference.mentions import DETERMINERS, POSSESSIVES, PRONOUNS, NameMention
from onrecord.extract.coreference.names import find_names
from onrecord.extract.coreference.phrases import FIRST_PERSON, QUANTIFIERS, RELATIVES, Part, parts_of, whole_list
from onrecord.extract.coreference.replies import answered, find_addressee, find_venue
from onrecord.extract.coreference.resolution import Coreference, Saying, read_references
from onrecord.extract.coreference.roster import Roster
from onrecord.extract.coreference.tracks import EntityTrack
from onrecord.extract.places.countries import country_of, is_place
from onrecord.extract.text.layout import Layout, lay_out
from onrecord.extract.text.lexicon import documents, person_plurals
from onrecord.extract.text.results import FoundName, FoundStatement, TaggedWord
from onrecord.record import Article, Entity, Mention, Span, Speaker, SpeakerType

NO_SOURCE = "no source is named"
NO_AGENT = "passive without an agent"
NO_ANTECEDENT = "no antecedent"

_TOGETHER = frozenset(("each", "both", "neither", "two", "pair", "duo", "either"))
_PASSIVE = frozenset(("is", "are", "was", "were", "been", "being", "be"))
_PLURAL_AFTER = frozenset(("are", "were", "have", "do", "together", "both"))
_LONGEST_NAME = 12  # words of a document's description


@dataclass(frozen=True, slots=True)
class ResolvedStatement:
    """What was settled about one found statement; `unknown` says why where `speaker` is None; `reply_to` is the index of the
    statement that it answers."""

    speaker: Speaker | None
    unknown: str | None = None
    addressee: Span | None = None
    venue: Span | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """`mentions` and `entities` in text order; `statements` one for each that was given, in the same order. `layout` and
    `coreference` are what they were found in, for the stages that follow."""

    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    statements: tuple[ResolvedStatement, ...]
    layout: Layout = field(compare=False, repr=False)
    coreference: Coreference = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who a source means: a referent, or nobody with a name (`described` for its words), or the author."""

    referent: Referent | None = None
    reference: Reference | None = None
    unknown: str | None = None
    type: SpeakerType = SpeakerType.UNNAMED
    name: str | None = None
    members: tuple[Referent, ...] = ()


def resolve_speakers(
    article: Article, statements: Sequence[FoundStatement], names: Sequence[FoundName], words: Sequence[TaggedWord]
) -> Resolution:
    """Settle the speaker of each of `statements` (offsets are code points of `article.text`).

    A name is the fullest form anywhere in the article. Nothing is invented: an unnamed speaker stays so, and where the text does
    not tell, the speaker is None and `unknown` gives the reason.
    """
    layout = lay_out(article.text, words)
    found = find_names(layout, names)
    by_name = {name.first: name for name in found}
    parts = [_parts(layout, s, by_name) for s in statements]
    sayings = [_saying(layout, s, p) for s, p in zip(statements, parts, strict=True)]
    coreference = read_references(layout, found, sayings)
    voices: list[list[_Voice]] = []
    for i, statement in enumerate(statements):
        voices.append(_voices(layout, i, statement, parts[i], sayings, coreference, voices))
    roster = Roster(article, layout, coreference)
    speakers = [_speaker(v, roster) for v in voices]
    said_by = [v[0].referent if len(v) == 1 else None for v in voices]
    replies = answered(layout, statements, sayings, said_by, coreference)
    settled = tuple(
        ResolvedStatement(speaker, unknown, find_addressee(layout, s), find_venue(layout, s), reply)
        for (speaker, unknown), s, reply in zip(speakers, statements, replies, strict=True)
    )
    mentions, entities = roster.listed()
    return Resolution(mentions, entities, settled, layout, coreference)


def _parts(layout: Layout, statement: FoundStatement, by_name: Mapping[int, NameMention]) -> list[Part]:
    sources = (whole_list(layout, r.start, r.stop, by_name) for span in statement.source if (r := layout.words_in(span)))
    return [part for first, last in sources for part in parts_of(layout, first, last, by_name)]


def _saying(layout: Layout, statement: FoundStatement, parts: Sequence[Part]) -> Saying:
    content = [layout.words_in(span) for span in statement.content]
    source = [r for span in statement.source if (r := layout.words_in(span))]
    inside = [w for r in content for w in r]
    quoted = bool(inside) and all(layout.quotation[w] for w in inside if layout.words[w][0].isalnum())
    first = min((r.start for r in content), default=0)
    last = max((r.stop for r in content), default=0)
    heads = frozenset(p.name.last - 1 if p.name else p.head or 0 for p in parts)
    return Saying((source[0].start, source[-1].stop) if source else None, (first, last), quoted, heads)


def _voices(
    layout: Layout,
    index: int,
    statement: FoundStatement,
    parts: list[Part],
    sayings: Sequence[Saying],
    coreference: Coreference,
    before: Sequence[list[_Voice]],
) -> list[_Voice]:
    saying = sayings[index]
    if saying.source is None:
        return [_without_source(layout, index, statement, sayings, before)]
    if not parts:
        return [_Voice(unknown=NO_SOURCE)]
    if len(parts) == 1:
        parts = [replace(parts[0], last=max(parts[0].last, saying.source[1]))]
    return [_voice(layout, part, saying, index, sayings, coreference, before) for part in parts]


def _without_source(
    layout: Layout, index: int, statement: FoundStatement, sayings: Sequence[Saying], before: Sequence[list[_Voice]]
) -> _Voice:
    """A quotation without a source goes on with the last speaker, where it stands in that speaker's paragraph and no sentence
    parts the two: it may be about somebody else."""
    for span in statement.cue:
        cue = layout.words_in(span)
        if any(layout.lower[w] in _PASSIVE for w in range(max(0, cue.start - 2), cue.stop)):
            return _Voice(unknown=NO_AGENT)
    own = sayings[index].content
    outer = [k for k in range(index) if not any(_within(sayings[k].content, s.content) for s in sayings if s is not sayings[k])]
    nested = any(_within(own, s.content) for s in sayings if s is not sayings[index])
    if outer and not nested and sayings[index].quoted:
        last = outer[-1]
        source = sayings[last].source
        ends = max(sayings[last].content[1], source[1] if source else 0) - 1
        same = layout.paragraph[ends] == layout.paragraph[own[0]] and layout.sentence[own[0]] - layout.sentence[ends] <= 1
        if same and len(before[last]) == 1:
            return before[last][0]
    return _Voice(unknown=NO_SOURCE)


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _voice(
    layout: Layout,
    part: Part,
    saying: Saying,
    index: int,
    sayings: Sequence[Saying],
    coreference: Coreference,
    before: Sequence[list[_Voice]],
) -> _Voice:
    if part.name is not None:
        reference = coreference.by_head.get(part.name.last - 1)
        return _named(layout, part, part.name, reference) if reference else _Voice(unknown=NO_ANTECEDENT)
    assert part.head is not None
    word = layout.lower[part.head]
    if word in FIRST_PERSON:
        return _first_person(part.head, index, sayings, before)
    if word in PRONOUNS:
        reference = coreference.by_head.get(part.head)
        return _of(reference) if reference else _Voice(unknown=NO_ANTECEDENT)
    if word in RELATIVES and part.head == part.first:
        return _relative(layout, part.head, coreference)
    if word in ("former", "latter"):
        pair = next((t.referent.members for t in _recent(coreference, part.head) if len(t.referent.members) == 2), None)
        return _Voice(pair[word == "latter"]) if pair else _Voice(unknown=NO_ANTECEDENT)
    if word in _TOGETHER:
        group = next((t.referent for t in _recent(coreference, part.head) if t.referent.members), None)
        return _Voice(referent=group) if group else _Voice()
    if word in QUANTIFIERS:
        return _Voice()
    holder = _role_holder(part, coreference)
    if holder is not None:
        return _of(holder)
    reference = coreference.by_head.get(part.head)
    if reference is not None and reference.referent is not None:
        return _described(layout, part, reference)
    if word in documents():
        return _Voice(type=SpeakerType.DOCUMENT, name=_words(layout, part.first, part.last))
    if word == "others":
        return _Voice(name="others")
    return _Voice()


def _role_holder(part: Part, coreference: Coreference) -> Reference | None:
    """The name within the source whose role its head word is: "Secretary of State John Kerry"."""
    for name in coreference.by_name.values():
        if part.first <= name.first and name.last <= part.last:
            reference = coreference.by_head.get(name.last - 1)
            roles = coreference.roles.get(reference.referent, ()) if reference and reference.referent else ()
            if any(role.first <= (part.head or 0) < role.last for role in roles):
                return reference
    return None


def _of(reference: Reference) -> _Voice:
    referent = reference.referent
    if referent is None:
        return _Voice(unknown=NO_ANTECEDENT)
    if referent.ambiguous:
        return _Voice(unknown=f"ambiguous between {' and '.join(referent.ambiguous)}")
    if referent.members or referent.name:
        return _Voice(referent, reference)
    return _Voice(referent)


def _named(layout: Layout, part: Part, name: NameMention, reference: Reference) -> _Voice:
    """A name that is no single somebody's: "Americans worried about …" are a group, "Article 21 in the charter" is a document."""
    words = layout.lower[name.first : name.last]
    if name.type in ("other", "place") and not is_place(" ".join(words)):
        if documents() & set(words):
            return _Voice(type=SpeakerType.DOCUMENT, name=_words(layout, part.first, part.last))
        if words[-1] in person_plurals() or country_of(layout.words[name.last - 1 : name.last]):
            return _Voice(type=SpeakerType.GROUP, name=_words(layout, part.first, part.last))
    return _of(reference)


def _described(layout: Layout, part: Part, reference: Reference) -> _Voice:
    referent = reference.referent
    assert referent is not None
    if referent.name or referent.members or referent.ambiguous:
        return _of(reference)
    if referent.kind == "document":
        return _Voice(referent, type=SpeakerType.DOCUMENT, name=_words(layout, part.first, part.last))
    proper = any(layout.words[w][0].isupper() for w in range(part.first + 1, part.last))
    kind = SpeakerType.GROUP if referent.plural and proper else SpeakerType.UNNAMED
    others = _words(layout, part.first, part.head + 1) if referent.plural and part.head is not None else None
    return _Voice(referent, type=kind, name=others)


def _words(layout: Layout, first: int, last: int) -> str:
    while first < last - 1 and (layout.lower[first] in DETERMINERS or layout.lower[first] in POSSESSIVES):
        first += 1
    return layout.phrase(first, min(last, first + _LONGEST_NAME))


def _first_person(at: int, index: int, sayings: Sequence[Saying], before: Sequence[list[_Voice]]) -> _Voice:
    """ "I" inside what somebody says is that speaker; elsewhere it is the author."""
    around = [
        i
        for i, s in enumerate(sayings)
        if i != index and s.content[0] <= at < s.content[1] and not (s.source and s.source[0] <= at < s.source[1])
    ]
    if around:
        inner = min(around, key=lambda i: sayings[i].content[1] - sayings[i].content[0])
        return before[inner][0] if inner < len(before) and before[inner] else _Voice(unknown=NO_ANTECEDENT)
    return _Voice(type=SpeakerType.AUTHOR)


def _relative(layout: Layout, at: int, coreference: Coreference) -> _Voice:
    """ "NAME, who": the nearest mention before it in its sentence that can be meant."""
    wants_person = layout.lower[at] in ("who", "whom", "whose")
    for word in range(at - 1, -1, -1):
        if layout.sentence[word] != layout.sentence[at]:
            break
        reference = coreference.by_head.get(word)
        if reference is None or reference.referent is None or reference.form == "pronoun":
            continue
        nominal = reference.nominal
        if nominal and not nominal.plural and layout.lower[nominal.first] not in DETERMINERS and nominal.possessor is None:
            continue
        reference = _apposed_to(layout, reference, coreference) or reference
        referent = reference.referent
        group = coreference.joined.get(reference.head)
        if group is not None and at + 1 < len(layout) and layout.lower[at + 1] in _PLURAL_AFTER:
            return _Voice(referent=group)
        if referent and (wants_person == (referent.kind == "person") or (wants_person and referent.plural)):
            return _of(reference)
    return _Voice()


def _apposed_to(layout: Layout, reference: Reference, coreference: Coreference) -> Reference | None:
    """ "Future45, a super PAC that": the name before the comma."""
    first = reference.first
    while (
        first > 0
        and layout.tags[first - 1] in ("ADJ", "NOUN", "PROPN", "DET", "NUM")
        and layout.sentence[first - 1] == layout.sentence[first]
    ):
        first -= 1
    before = (
        coreference.by_head.get(first - 2)
        if first > 1 and layout.words[first - 1] == "," and layout.lower[first] in DETERMINERS
        else None
    )
    return before if before and before.form == "name" else None


def _recent(coreference: Coreference, at: int) -> list[EntityTrack]:
    seen = [t for t in coreference.tracks if any(s.at < at for s in t.mentions)]
    return sorted(seen, key=lambda t: -max(s.at for s in t.mentions if s.at < at))


def _speaker(voices: Sequence[_Voice], roster: Roster) -> tuple[Speaker | None, str | None]:
    if len(voices) > 1:
        named = [v.referent for v in voices if v.referent and v.referent.name and not v.referent.members]
        if named and all((v.referent and v.referent.name) or v.name for v in voices):
            return roster.joined(named, [v.name for v in voices if v.name and not (v.referent and v.referent.name)]), None
        if not named:
            return Speaker(None, SpeakerType.UNNAMED), None
        return roster.joined(named, []), None
    voice = voices[0]
    if voice.unknown:
        return None, voice.unknown
    if voice.referent and (voice.referent.name or voice.referent.members):
        return roster.speaker(voice.referent, voice.reference), None
    if voice.type is SpeakerType.DOCUMENT or (voice.type is SpeakerType.GROUP and voice.referent is None):
        return Speaker(voice.name, voice.type), None
    return Speaker(None, voice.type), None
