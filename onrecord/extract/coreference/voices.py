"""Whom the source of a statement means: somebody of the article, somebody without a name, the author, or nobody that can be
told. Imports text, places and record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from onrecord.extract.coreference.entities import Reference, Referent
from onrecord.extract.coreference.mentions import DETERMINERS, POSSESSIVES, PRONOUNS, NameMention
from onrecord.extract.coreference.phrases import FIRST_PERSON, QUANTIFIERS, RELATIVES, Part
from onrecord.extract.coreference.resolution import Coreference, Saying
from onrecord.extract.coreference.tracks import EntityTrack
from onrecord.extract.places.countries import country_of, is_place
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import documents, person_plurals, word_list
from onrecord.extract.text.results import FoundStatement
from onrecord.record import SpeakerType

NO_SOURCE = "no source is named"
NO_AGENT = "passive without an agent"
NO_ANTECEDENT = "no antecedent"

_TOGETHER = word_list("together")
_PASSIVE = word_list("passive")
_PLURAL_AFTER = word_list("plural after")
_FORMER_AND_LATTER = ("former", "latter")
_PEOPLES = word_list("relatives of people")
_OTHERS = word_list("others")
_NONE, _GOES_ON = "no-source", "goes-on"  # rules for statements without a source
_IN_APPOSITION = frozenset(("ADJ", "NOUN", "PROPN", "DET", "NUM"))
_LONGEST_NAME = 12  # words of a document's description


@dataclass(frozen=True, slots=True)
class Voice:
    """Who a source means: a referent, or nobody with a name (`name` for its words), or the author. `rule`: what settled it."""

    referent: Referent | None = None
    reference: Reference | None = None
    unknown: str | None = None
    type: SpeakerType = SpeakerType.UNNAMED
    name: str | None = None
    rule: str = "name"


@dataclass(frozen=True, slots=True)
class Told:
    """What is known when the source of one statement, that of `index`, is settled: whom the statements before mean, too."""

    layout: Layout
    coreference: Coreference
    sayings: Sequence[Saying]
    index: int
    before: Sequence[list[Voice]]

    @property
    def saying(self) -> Saying:
        return self.sayings[self.index]

    def recent(self, at: int) -> list[EntityTrack]:
        """The tracks that were mentioned before the word `at`, the last one first."""
        last = {t: max((s.at for s in t.mentions if s.at < at), default=-1) for t in self.coreference.tracks}
        return sorted((t for t in self.coreference.tracks if last[t] >= 0), key=lambda t: -last[t])


def voices_of(told: Told, statement: FoundStatement, parts: list[Part]) -> list[Voice]:
    """Whom each of the joined `parts` of the statement's source means."""
    if told.saying.source is None:
        return [_without_source(told, statement)]
    if not parts:
        return [Voice(unknown=NO_SOURCE, rule=_NONE)]
    if len(parts) == 1:
        parts = [replace(parts[0], last=max(parts[0].last, told.saying.source[1]))]
    return [_voice(told, part) for part in parts]


def _without_source(told: Told, statement: FoundStatement) -> Voice:
    """A quotation without a source goes on with the last speaker, where it stands in that speaker's paragraph and no sentence
    parts the two: it may be about somebody else."""
    layout, saying = told.layout, told.saying
    cues = (layout.words_in(span) for span in statement.cue)
    if any(not _PASSIVE.isdisjoint(layout.lower[max(0, cue.start - 2) : cue.stop]) for cue in cues):
        return Voice(unknown=NO_AGENT, rule=_NONE)
    last = next((k for k in range(told.index - 1, -1, -1) if _is_outermost(told.sayings, k)), None)
    if last is None or not saying.quoted or not _is_outermost(told.sayings, told.index):
        return Voice(unknown=NO_SOURCE, rule=_NONE)
    before = told.before[last]
    if len(before) == 1 and _goes_on(layout, told.sayings[last], saying):
        return replace(before[0], rule=_GOES_ON)
    return Voice(unknown=NO_SOURCE, rule=_NONE)


def _goes_on(layout: Layout, earlier: Saying, saying: Saying) -> bool:
    first, end = saying.content[0], max(earlier.content[1], earlier.source[1] if earlier.source else 0) - 1
    return layout.paragraph[end] == layout.paragraph[first] and layout.sentence[first] - layout.sentence[end] <= 1


def _is_outermost(sayings: Sequence[Saying], index: int) -> bool:
    own = sayings[index]
    return not any(_within(own.content, saying.content) for saying in sayings if saying is not own)


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _voice(told: Told, part: Part) -> Voice:
    """The first of the rules below that speaks."""
    if part.name is not None:
        return _named(told.layout, part, part.name, told.coreference.by_head.get(part.name.last - 1))
    assert part.head is not None
    spoken = ((rule.id, rule.voice(told, part, part.head)) for rule in RULES)
    return next(replace(voice, rule=id_) for id_, voice in spoken if voice is not None)


def _first_person(told: Told, part: Part, head: int) -> Voice | None:
    """ "I" inside what somebody says is that speaker; elsewhere it is the author."""
    if told.layout.lower[head] not in FIRST_PERSON:
        return None
    around = [i for i, saying in enumerate(told.sayings) if i != told.index and _speaks_around(saying, head)]
    if not around:
        return Voice(type=SpeakerType.AUTHOR)
    inner = min(around, key=lambda i: told.sayings[i].content[1] - told.sayings[i].content[0])
    known = told.before[inner] if inner < len(told.before) else []
    return known[0] if known else Voice(unknown=NO_ANTECEDENT)


def _speaks_around(saying: Saying, at: int) -> bool:
    in_source = saying.source is not None and saying.source[0] <= at < saying.source[1]
    return saying.content[0] <= at < saying.content[1] and not in_source


def _pronoun(told: Told, part: Part, head: int) -> Voice | None:
    if told.layout.lower[head] not in PRONOUNS:
        return None
    return _of(told.coreference.by_head.get(head))


def _relative(told: Told, part: Part, head: int) -> Voice | None:
    """ "NAME, who": the nearest mention before it in its sentence that can be meant."""
    layout = told.layout
    if layout.lower[head] not in RELATIVES or head != part.first:
        return None
    wants_person = layout.lower[head] in _PEOPLES
    plural = layout.lower_at(head + 1) in _PLURAL_AFTER
    for word in range(head - 1, layout.sentence_start(head) - 1, -1):
        reference = told.coreference.by_head.get(word)
        if reference is None or reference.referent is None or not _may_be_told_of(layout, reference):
            continue
        reference = _apposed_to(layout, reference, told.coreference) or reference
        group = told.coreference.joined.get(reference.head)
        if group is not None and plural:
            return Voice(referent=group)
        if _fits(reference.referent, wants_person=wants_person):
            return _of(reference)
    return Voice()


def _may_be_told_of(layout: Layout, reference: Reference) -> bool:
    """Not a pronoun, nor a noun that is a part of something else ("state" in "state officials who")."""
    nominal = reference.nominal
    if nominal is None or nominal.plural or nominal.possessor is not None:
        return reference.form != "pronoun"
    return layout.lower[nominal.first] in DETERMINERS


def _fits(referent: Referent | None, *, wants_person: bool) -> bool:
    if referent is None:
        return False
    return wants_person == (referent.kind == "person") or (wants_person and referent.plural)


def _apposed_to(layout: Layout, reference: Reference, coreference: Coreference) -> Reference | None:
    """ "Future45, a super PAC that": the name before the comma."""
    first = layout.back_over_tags(reference.first, layout.sentence_start(reference.first), _IN_APPOSITION)
    if first < 2 or layout.words[first - 1] != "," or layout.lower[first] not in DETERMINERS:
        return None
    before = coreference.by_head.get(first - 2)
    return before if before and before.form == "name" else None


def _one_of_two(told: Told, part: Part, head: int) -> Voice | None:
    word = told.layout.lower[head]
    if word not in _FORMER_AND_LATTER:
        return None
    pair = next((t.referent.members for t in told.recent(head) if len(t.referent.members) == 2), None)
    return Voice(pair[_FORMER_AND_LATTER.index(word)]) if pair else Voice(unknown=NO_ANTECEDENT)


def _together(told: Told, part: Part, head: int) -> Voice | None:
    """ "Both": the last two who were named together."""
    if told.layout.lower[head] not in _TOGETHER:
        return None
    return Voice(next((t.referent for t in told.recent(head) if t.referent.members), None))


def _some(told: Told, part: Part, head: int) -> Voice | None:
    return Voice() if told.layout.lower[head] in QUANTIFIERS else None


def _role_holder(told: Told, part: Part, head: int) -> Voice | None:
    """The name within the source whose role its head word is: "Secretary of State John Kerry"."""
    coreference = told.coreference
    for name in coreference.by_name.values():
        if part.first <= name.first and name.last <= part.last:
            reference = coreference.by_head.get(name.last - 1)
            roles = coreference.roles.get(reference.referent, ()) if reference and reference.referent else ()
            if any(role.first <= head < role.last for role in roles):
                return _of(reference)
    return None


def _described(told: Told, part: Part, head: int) -> Voice | None:
    layout, reference = told.layout, told.coreference.by_head.get(head)
    if reference is None or reference.referent is None:
        return None
    referent = reference.referent
    if referent.name or referent.members or referent.ambiguous:
        return _of(reference)
    if referent.kind == "document":
        return Voice(referent, type=SpeakerType.DOCUMENT, name=_words(layout, part.first, part.last))
    if not referent.plural:
        return Voice(referent)
    proper = any(word[0].isupper() for word in layout.words[part.first + 1 : part.last])
    kind = SpeakerType.GROUP if proper else SpeakerType.UNNAMED
    return Voice(referent, type=kind, name=_words(layout, part.first, head + 1))


def _document(told: Told, part: Part, head: int) -> Voice | None:
    if told.layout.lower[head] not in documents():
        return None
    return Voice(type=SpeakerType.DOCUMENT, name=_words(told.layout, part.first, part.last))


def _nobody(told: Told, part: Part, head: int) -> Voice:
    word = told.layout.lower[head]
    return Voice(name=word if word in _OTHERS else None)


@dataclass(frozen=True, slots=True)
class SourceRule:
    """`voice(told, part, head)`: whom a source means whose head is the word `head`; None where the rule does not speak. It does
    of the words in brackets of its `example`."""

    id: str
    voice: Callable[[Told, Part, int], Voice | None]
    example: str


# The first that speaks decides.
RULES = (
    SourceRule("first-person", _first_person, "The ferry is late, [I] think it will come."),
    SourceRule("pronoun", _pronoun, "Ada Lund left. [She] said it was late."),
    SourceRule("relative", _relative, "Ada Lund, [who] said it was late, left."),
    SourceRule("former-or-latter", _one_of_two, "Ada Lund and Eva Sund met. [The latter] said it was late."),
    SourceRule("together", _together, "Ada Lund and Eva Sund met. [Both] said it was late."),
    SourceRule("quantifier", _some, "[Many] said it was late."),
    SourceRule("role-of-name", _role_holder, "[Secretary of State Ada Lund] said it was late."),
    SourceRule("description", _described, "Mayor Ada Lund left. [The mayor] said it was late."),
    SourceRule("document", _document, "[One slide] said it was late."),
    SourceRule("nobody", _nobody, "[Others] said it was late."),
)


def _of(reference: Reference | None) -> Voice:
    referent = reference.referent if reference else None
    if referent is None:
        return Voice(unknown=NO_ANTECEDENT)
    if referent.ambiguous:
        return Voice(unknown=f"ambiguous between {' and '.join(referent.ambiguous)}")
    return Voice(referent, reference if referent.members or referent.name else None)


def _named(layout: Layout, part: Part, name: NameMention, reference: Reference | None) -> Voice:
    """A name that is no single somebody's: "Americans worried about …" are a group, "Article 21 in the charter" is a document."""
    words = layout.lower[name.first : name.last]
    if reference is not None and name.type in ("other", "place") and not is_place(" ".join(words)):
        if not documents().isdisjoint(words):
            return Voice(type=SpeakerType.DOCUMENT, name=_words(layout, part.first, part.last))
        if words[-1] in person_plurals() or country_of(layout.words[name.last - 1 : name.last]):
            return Voice(type=SpeakerType.GROUP, name=_words(layout, part.first, part.last))
    return _of(reference)


def _words(layout: Layout, first: int, last: int) -> str:
    while first < last - 1 and (layout.lower[first] in DETERMINERS or layout.lower[first] in POSSESSIVES):
        first += 1
    return layout.phrase(first, min(last, first + _LONGEST_NAME))
