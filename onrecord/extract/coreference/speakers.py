"""Who speaks in each statement, with the mentions and entities of the article. Imports text and record.

`resolve_speakers` is a pure function: the same article, statements, names and words give the same resolution.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.extract.coreference.mentions import NameMention
from onrecord.extract.coreference.names import find_names
from onrecord.extract.coreference.phrases import Part, parts_of, whole_list
from onrecord.extract.coreference.replies import answered, find_addressee, find_venue
from onrecord.extract.coreference.resolution import Coreference, Saying, read_references
from onrecord.extract.coreference.roster import Roster
from onrecord.extract.coreference.voices import Told, Voice, voices_of
from onrecord.extract.text.layout import Layout, lay_out
from onrecord.extract.text.results import FoundName, FoundStatement, TaggedWord
from onrecord.record import Article, Entity, Mention, Span, Speaker, SpeakerType


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


def resolve_speakers(
    article: Article, statements: Sequence[FoundStatement], names: Sequence[FoundName], words: Sequence[TaggedWord]
) -> Resolution:
    """Settle the speaker of each of `statements` (offsets are code points of `article.text`).

    A name is the fullest form anywhere in the article. Nothing is invented: an unnamed speaker stays so, and where the text does
    not tell, the speaker is None and `unknown` gives the reason.
    """
    sources = sources_of(article, statements, names, words)
    layout, sayings = sources.layout, sources.sayings
    coreference = read_references(layout, sources.names, sayings)
    voices = voices_in(sources, statements, coreference)
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


@dataclass(frozen=True, slots=True)
class Sources:
    """An article's words and names, and of each statement the parts of its source and where it stands."""

    layout: Layout
    names: list[NameMention]
    parts: list[list[Part]]
    sayings: list[Saying]


def sources_of(
    article: Article, statements: Sequence[FoundStatement], names: Sequence[FoundName], words: Sequence[TaggedWord]
) -> Sources:
    layout = lay_out(article.text, words)
    found = find_names(layout, names)
    by_name = {name.first: name for name in found}
    parts = [_parts(layout, statement, by_name) for statement in statements]
    sayings = [_saying(layout, statement, own) for statement, own in zip(statements, parts, strict=True)]
    return Sources(layout, found, parts, sayings)


def voices_in(sources: Sources, statements: Sequence[FoundStatement], coreference: Coreference) -> list[list[Voice]]:
    """Whom the source of each statement means, a voice for each of its parts; a statement may go on with those before it."""
    voices: list[list[Voice]] = []
    for index, statement in enumerate(statements):
        told = Told(sources.layout, coreference, sources.sayings, index, voices)
        voices.append(voices_of(told, statement, sources.parts[index]))
    return voices


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


def _speaker(voices: Sequence[Voice], roster: Roster) -> tuple[Speaker | None, str | None]:
    """The speaker, or why there is none."""
    if len(voices) > 1:
        return _joint_speaker(voices, roster), None
    voice = voices[0]
    if voice.unknown:
        return None, voice.unknown
    if voice.referent and (voice.referent.name or voice.referent.members):
        return roster.speaker(voice.referent, voice.reference), None
    if voice.type is SpeakerType.DOCUMENT or (voice.type is SpeakerType.GROUP and voice.referent is None):
        return Speaker(voice.name, voice.type), None
    return Speaker(None, voice.type), None


def _joint_speaker(voices: Sequence[Voice], roster: Roster) -> Speaker:
    """Several with one voice: all of them where each has a name of some kind, else those that have one."""
    named = [v.referent for v in voices if v.referent and v.referent.name and not v.referent.members]
    if not named:
        return Speaker(None, SpeakerType.UNNAMED)
    others = [v for v in voices if not (v.referent and v.referent.name)]
    return roster.joined(named, [v.name for v in others if v.name] if all(v.name for v in others) else [])
