"""Whom a pronoun means: every referent seen so far is scored by where and how it was last seen.

Imports text only.

The score is a weighted sum of FEATURES; the weights, one row a kind of pronoun, were fitted on GUM by training/antecedents.py.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from onrecord.extract.coreference.entities import Referent
from onrecord.extract.coreference.mentions import Pronoun
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import cue_verbs, word_list

KINDS = ("speaker", "person", "they", "it")
FEATURES = (
    "same sentence",
    "last sentence",
    "two sentences back",
    "three to five back",
    "farther back",
    "same paragraph",
    "two paragraphs back or more",
    "was subject",
    "was subject of a cue",
    "was possessive",
    "was first in its sentence",
    "by name",
    "by description",
    "by pronoun",
    "how often",
    "most recent",
    "second most recent",
    "gender agrees",
    "has a name",
    "plural",
    "person",
    "organization",
    "place",
    "document",
    "both subjects",
    "quoted alone",
    "pronoun quoted alone",
    "both subjects of cues",
    "last speaker",
    "inside what is said",
    "joined",
    "seen once",
    "subject of the clause it hangs on",
)
_SUBORDINATORS = word_list("subordinators")
_BEFORE_HEAD = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM", "PUNCT"))
_REACH = 25  # sentences
_MOST = 16  # referents weighed
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


@cache
def weights() -> dict[str, list[float]]:
    """By kind of pronoun, one weight a feature. Raises ValueError where the file does not fit FEATURES."""
    data = json.loads((files(__package__) / "antecedent_weights.json").read_text("utf-8"))
    if tuple(data["features"]) != FEATURES:
        raise ValueError("antecedent_weights.json was fitted to other features: run training/antecedents.py again")
    return {kind: [float(value) for value in data["weights"][kind]] for kind in KINDS}


def mention_at(layout: Layout, first: int, last: int, head: int, form: str) -> Mention:
    """How the mention of words `[first, last)` stands in its sentence."""
    subject, speaks = _subject(layout, first, last)
    possessive = (last < len(layout) and layout.lower[last] in ("'s", "'")) or layout.lower[head] in (
        "his",
        "her",
        "its",
        "their",
    )
    begin = first
    while (
        begin > max(0, first - _LONGEST_LEAD)
        and layout.tags[begin - 1] in _BEFORE_HEAD
        and layout.sentence[begin - 1] == layout.sentence[first]
    ):
        begin -= 1
    leads = begin == 0 or layout.sentence[begin - 1] != layout.sentence[first]
    if leads and form == "name" and last < len(layout) and layout.words[last] in (",", "("):
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
    added = first > 1 and layout.lower[first - 1] in _SUBORDINATORS and layout.sentence[first - 1] == layout.sentence[first]
    before = layout.words[first - 2]
    return added and layout.sentence[first - 2] == layout.sentence[first] and (before[0].isalnum() or before == ",")


def _subject(layout: Layout, first: int, last: int) -> tuple[bool, bool]:
    """Whether a verb follows, or a cue comes right before ("said Jones"), and whether the verb is one of saying."""
    tags, lower, count = layout.tags, layout.lower, len(layout)
    sentence = layout.sentence[last - 1]
    before = first - 1
    while before >= 0 and tags[before] in ("DET", "ADJ") and layout.sentence[before] == sentence:
        before -= 1
    inverted = before >= 0 and lower[before] in cue_verbs() and tags[before] in ("VERB", "X") and _after_quotation(layout, before)
    if inverted:
        return True, True
    if (
        before >= 0
        and layout.sentence[before] == sentence
        and tags[before] in ("ADP", "VERB")
        and lower[before] != "that"
        and lower[before] not in _SUBORDINATORS
    ):
        return False, False
    i, skipped = last, 0
    if (
        before >= 0
        and layout.words[before] == ","
        and i + 1 < count
        and layout.words[i] == ","
        and tags[i + 1] in ("VERB", "AUX")
    ):
        i += 1  # the aside that the comma before began
    elif i < count and layout.words[i] in (",", "(", "—", "–"):
        closing = {"(": ")"}.get(layout.words[i], layout.words[i])
        i += 1
        while i < count and layout.words[i] != closing and skipped < 25 and layout.sentence[i] == sentence:
            i, skipped = i + 1, skipped + 1
        i += 1
    skipped = 0
    while i < count and skipped < 3 and tags[i] in ("ADV", "PART") and layout.sentence[i] == sentence:
        i, skipped = i + 1, skipped + 1
    if i >= count or layout.sentence[i] != sentence or tags[i] not in ("VERB", "AUX"):
        return False, False
    for k in range(i, min(i + 4, count)):
        if lower[k] in cue_verbs():
            return True, True
        if tags[k] not in ("AUX", "ADV", "PART"):
            break
    return True, False


def _after_quotation(layout: Layout, verb: int) -> bool:
    return verb > 0 and (
        layout.words[verb - 1] in (",", "”", '"', "''", "?", "!", "’") or layout.lower[verb - 1] in ("as", "than")
    )


def compatible(pronoun: Pronoun, referent: Referent) -> bool:
    if pronoun.gender in ("m", "f"):
        return referent.kind == "person" and not referent.plural and referent.gender in (None, pronoun.gender)
    if pronoun.plural:
        country = referent.kind == "place" and referent.key[:1] == ("country",)  # "they" are its people; no city's
        return referent.plural or country or _hardly_person(referent) or referent.kind in ("organization", "other")
    return referent.kind in ("organization", "place", "document", "other") and not referent.plural


def _hardly_person(referent: Referent) -> bool:
    """Of one word, with no role and of no gender: "Politifact" may be taken for a person."""
    return referent.kind == "person" and len(referent.key) == 1 and referent.gender is None and not referent.heads


def pronoun_kind(pronoun: Pronoun, content: tuple[int, int] | None) -> str:
    """Which row of weights counts: "he" and "she" as sources of a statement have their own."""
    if pronoun.gender in ("m", "f"):
        return "person" if content is None else "speaker"
    return "they" if pronoun.plural else "it"


def candidates(
    pronoun: Pronoun, own: Mention, tracks: Sequence[EntityTrack], barred: frozenset[int], content: tuple[int, int] | None
) -> list[tuple[EntityTrack, Mention]]:
    """The tracks that the pronoun may mean, with the sighting that counts, most recent first. Where the pronoun is the source of
    the words `content`, mentions before them count more than those inside. `barred`: ids of referent objects that cannot be
    meant."""
    fitting = []
    for track in tracks:
        if not compatible(pronoun, track.referent) or id(track.referent) in barred:
            continue
        last = track.mentions[-1]
        if content is not None and content[0] <= last.at < content[1]:
            last = next((s for s in reversed(track.mentions) if s.at < content[0]), last)
        goes_on = own.subject and last.subject and own.sentence - last.sentence <= 1
        if pronoun.plural and _hardly_person(track.referent) and not goes_on:
            continue
        if own.sentence - last.sentence <= _REACH:
            fitting.append((track, last))
    fitting.sort(key=lambda pair: -pair[1].at)
    return fitting[:_MOST]


def features(
    pronoun: Pronoun,
    own: Mention,
    track: EntityTrack,
    last: Mention,
    rank: int,
    last_speaker: Referent | None,
    content: tuple[int, int] | None,
) -> list[float]:
    """One value for each of FEATURES; `content`: the words that the pronoun is the source of, if it is one."""
    referent = track.referent
    gap, blocks = own.sentence - last.sentence, own.paragraph - last.paragraph
    kind = referent.kind
    return [
        float(value)
        for value in (
            gap == 0,
            gap == 1,
            gap == 2,
            3 <= gap <= 5,
            gap > 5,
            blocks == 0,
            blocks >= 2,
            last.subject,
            last.speaks,
            last.possessive,
            last.leads,
            last.form == "name",
            last.form == "nominal",
            last.form == "pronoun",
            math.log1p(len(track.mentions)),
            rank == 0,
            rank == 1,
            pronoun.gender is not None and referent.gender == pronoun.gender,
            referent.name is not None,
            referent.plural,
            kind == "person",
            kind == "organization",
            kind == "place",
            kind == "document",
            own.subject and last.subject,
            bool(last.quotation) and last.quotation != own.quotation,
            bool(own.quotation) and not last.quotation,
            own.speaks and last.speaks,
            last_speaker is referent,
            content is not None and content[0] <= last.at < content[1],
            bool(referent.members),
            len(track.mentions) == 1,
            own.hangs and gap == 0 and last.subject and last.quotation == own.quotation,
        )
    ]


def choose(
    pronoun: Pronoun,
    own: Mention,
    tracks: Sequence[EntityTrack],
    last_speaker: Referent | None,
    content: tuple[int, int] | None,
    barred: frozenset[int],
) -> EntityTrack | None:
    """The track that scores best, None where none fits."""
    row = weights()[pronoun_kind(pronoun, content)]
    best, top = None, -math.inf
    for rank, (track, last) in enumerate(candidates(pronoun, own, tracks, barred, content)):
        values = features(pronoun, own, track, last, rank, last_speaker, content)
        score = sum(w * v for w, v in zip(row, values, strict=True) if v)
        if score > top:
            best, top = track, score
    return best
