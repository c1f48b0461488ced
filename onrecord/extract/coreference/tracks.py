"""How each mention of somebody stands in its sentence, and what has been seen of each referent. Imports text only."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from onrecord.extract.coreference.entities import Referent
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import cue_verbs, word_list

_SUBORDINATORS = word_list("subordinators")
_CONJUNCTIONS = word_list("complementizers")
_COMPARING = word_list("comparing")
_POSSESSIVE = word_list("their")
_BEFORE_CUE = frozenset((",", "”", '"', "''", "?", "!", "’"))
_BEFORE_HEAD = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM", "PUNCT"))
_BEFORE_NOUN = frozenset(("DET", "ADJ"))
VERBS = frozenset(("VERB", "AUX"))
_ADVERBS = frozenset(("ADV", "PART"))
_BESIDE_VERB = frozenset(("AUX", "ADV", "PART"))
_ASIDES = {",": (",",), "(": (")",), "—": ("—",), "–": ("–",)}  # the mark that opens one, and what closes it
_LONGEST_ASIDE = 25  # words
_LONGEST_LEAD = 50  # words from the start of a sentence to a name that leads it


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a referent: the word of its head, and how it stands there; `hangs`: as the subject of a clause that "as",
    "after", "because" or the like adds to its sentence."""

    at: int
    sentence: int
    paragraph: int
    subject: bool
    speaks: bool
    possessive: bool
    leads: bool
    form: str
    quotation: int
    hangs: bool = False


@dataclass(slots=True, eq=False)
class EntityTrack:
    """What has been seen of one referent."""

    referent: Referent
    mentions: list[Mention] = field(default_factory=list)

    def add(self, seen: Mention) -> None:
        """Whoever was the subject of a sentence stays so when mentioned again in it."""
        last = self.mentions[-1] if self.mentions else None
        if last and last.sentence == seen.sentence and last.quotation == seen.quotation:
            seen = replace(
                seen, subject=seen.subject or last.subject, speaks=seen.speaks or last.speaks, leads=seen.leads or last.leads
            )
        self.mentions.append(seen)


def mention_at(layout: Layout, first: int, last: int, head: int, form: str) -> Mention:
    """How the mention of words `[first, last)` stands in its sentence."""
    subject, speaks = _subject(layout, first, last)
    possessive = layout.lower_at(last) in ("'s", "'") or layout.lower[head] in _POSSESSIVE
    start = layout.sentence_start(first)
    leads = layout.back_over_tags(first, max(start, first - _LONGEST_LEAD), _BEFORE_HEAD) == start
    if leads and form == "name" and layout.word_at(last) in (",", "("):
        subject = True
    return Mention(
        at=head,
        sentence=layout.sentence[head],
        paragraph=layout.paragraph[head],
        subject=subject and not possessive,
        speaks=speaks and not possessive,
        possessive=possessive,
        leads=leads,
        form=form,
        quotation=layout.quotation[head],
        hangs=subject and _hangs(layout, first),
    )


def _hangs(layout: Layout, first: int) -> bool:
    """Whether the clause that begins with the word `first` is added to one before it in its sentence."""
    if first < 2 or layout.lower[first - 1] not in _SUBORDINATORS or not layout.together(first, first - 2):
        return False
    before = layout.words[first - 2]
    return before[0].isalnum() or before == ","


def _subject(layout: Layout, first: int, last: int) -> tuple[bool, bool]:
    """Whether a verb follows, or a cue comes right before ("said Jones"), and whether the verb is one of saying."""
    end = layout.sentence_end(last - 1)
    before = layout.back_over_tags(first, layout.sentence_start(last - 1), _BEFORE_NOUN) - 1
    if _is_inverted_cue(layout, before):
        return True, True
    if layout.together(last - 1, before) and _governs(layout, before):
        return False, False
    verb = _verb_after(layout, before, last, end)
    if verb >= end or layout.tags[verb] not in VERBS:
        return False, False
    limit = min(verb + 4, len(layout))
    main = layout.past_tags(verb, limit, _BESIDE_VERB)
    return True, any(word in cue_verbs() for word in layout.lower[verb : min(main + 1, limit)])


def _is_inverted_cue(layout: Layout, at: int) -> bool:
    """ "Said" in “…,” said Jones."""
    return layout.lower_at(at) in cue_verbs() and layout.tags[at] in ("VERB", "X") and _after_quotation(layout, at)


def _after_quotation(layout: Layout, verb: int) -> bool:
    return verb > 0 and (layout.words[verb - 1] in _BEFORE_CUE or layout.lower[verb - 1] in _COMPARING)


def _governs(layout: Layout, at: int) -> bool:
    """A preposition or a verb whose object what follows is."""
    word = layout.lower[at]
    return layout.tags[at] in ("ADP", "VERB") and word not in _SUBORDINATORS and word not in _CONJUNCTIONS


def _verb_after(layout: Layout, before: int, last: int, end: int) -> int:
    """Where the verb of a subject that ends before `last` is looked for: past an aside and adverbs."""
    at, mark = last, layout.word_at(last)
    if mark == "," == layout.word_at(before) and layout.tag_at(last + 1) in VERBS:
        at += 1  # the aside that the comma before began
    elif mark in _ASIDES:
        at = layout.find_word(last + 1, min(last + 1 + _LONGEST_ASIDE, end), _ASIDES[mark]) + 1
    return layout.past_tags(at, min(at + 3, end), _ADVERBS)
