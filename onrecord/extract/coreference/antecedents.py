"""Whom a pronoun means: every referent seen so far is scored by where and how it was last seen.

Imports the standard library only.

The score is a weighted sum of FEATURES; the weights, one row a kind of pronoun, were fitted on GUM by training/antecedents.py.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from onrecord.extract.coreference.entities import Referent
from onrecord.extract.coreference.mentions import Pronoun
from onrecord.extract.coreference.tracks import EntityTrack, Mention
from onrecord.extract.coreference.vetoes import vetoes_for

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
_MOST = 16  # referents weighed


@cache
def weights() -> dict[str, list[float]]:
    """By kind of pronoun, one weight a feature. Raises ValueError where the file does not fit FEATURES."""
    data = json.loads((files(__package__) / "antecedent_weights.json").read_text("utf-8"))
    if tuple(data["features"]) != FEATURES:
        raise ValueError("antecedent_weights.json was fitted to other features: run training/antecedents.py again")
    return {kind: [float(value) for value in data["weights"][kind]] for kind in KINDS}


def pronoun_kind(pronoun: Pronoun, content: tuple[int, int] | None) -> str:
    """Which row of weights counts: "he" and "she" as sources of a statement have their own."""
    if pronoun.gender in ("m", "f"):
        return "person" if content is None else "speaker"
    return "they" if pronoun.plural else "it"


def candidates(
    pronoun: Pronoun, own: Mention, tracks: Sequence[EntityTrack], barred: frozenset[int], content: tuple[int, int] | None
) -> list[tuple[EntityTrack, Mention]]:
    """The tracks that the pronoun may mean, with the mention that counts, most recent first: those that no veto bars. `barred`:
    ids of referent objects that cannot be meant."""
    vetoes = vetoes_for(pronoun)
    fitting = []
    for track in tracks:
        last = telling_mention(track, content)
        for veto in vetoes:
            if veto.bars(pronoun, own, track, last, barred):
                break
        else:
            fitting.append((track, last))
    fitting.sort(key=lambda pair: -pair[1].at)
    return fitting[:_MOST]


def telling_mention(track: EntityTrack, content: tuple[int, int] | None) -> Mention:
    """The mention that counts for a pronoun: the last; where the pronoun is the source of the words `content`, the last before
    them."""
    last = track.mentions[-1]
    if content is None or not content[0] <= last.at < content[1]:
        return last
    return next((mention for mention in reversed(track.mentions) if mention.at < content[0]), last)


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
        score = weighted(row, features(pronoun, own, track, last, rank, last_speaker, content))
        if score > top:
            best, top = track, score
    return best


def weighted(row: Sequence[float], values: Sequence[float]) -> float:
    return sum(w * v for w, v in zip(row, values, strict=True) if v)
