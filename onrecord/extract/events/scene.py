"""What events are read from: the words of an article with the encoder's vectors, its noun phrases, and features of both.

Imports numpy, text, coreference, network and record. Training (training/events.py) and reading use exactly these functions: a
change here needs new weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.extract.coreference.mentions import PRONOUNS
from onrecord.extract.events.actor_codes import names_actor, names_doer
from onrecord.extract.events.chunks import Chunk, Chunks
from onrecord.extract.events.lexicon import nouns, verbs
from onrecord.extract.network.linking import Floats
from onrecord.extract.text.layout import UNREAD, Layout
from onrecord.extract.text.results import TokenVectors
from onrecord.record import EntityType, Span, Spans, plover

TYPES = tuple(sorted(plover.TYPES))
_PARTS = ("VERB", "NOUN", "ADJ", "PROPN", "AUX", "ADV")
_MODALS = {
    **dict.fromkeys(("will", "'ll", "shall", "wo"), 0),
    **dict.fromkeys(("would", "could", "may", "might", "can", "should", "must"), 1),
    **dict.fromkeys(("not", "n't", "never", "no", "without"), 2),
    **dict.fromkeys(("has", "have", "had"), 3),
    **dict.fromkeys(("is", "are", "was", "were", "been", "be", "being"), 4),
    "to": 5,
    "if": 6,
}
_PREPOSITIONS = {
    word: n
    for n, word in enumerate(
        ("by", "of", "with", "on", "against", "in", "to", "from", "for", "at", "between", "over", "after"), 1
    )
}
_LONGEST_SENTENCE = 150  # words; longer ones are lists and tables
BEFORE, AFTER = 2, 1  # sentences around a trigger's own in which its parties are looked for


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """`states` [words, 2 hidden] are those of the tokens of each word; `chunks` the noun phrases of each sentence by its number;
    `named` the type of the entity whose name a word belongs to; `content` and `source` the number of the innermost statement
    that a word is part of, or -1; `cue` true in the cue of one."""

    layout: Layout
    states: Floats
    chunks: dict[int, Chunks]
    named: dict[int, EntityType]
    content: list[int]
    source: list[int]
    cue: list[bool]


def scene_of(
    layout: Layout,
    vectors: TokenVectors,
    names: dict[int, int],
    named: Sequence[tuple[Span, EntityType]],
    statements: Sequence[tuple[Spans, Spans, Spans]],
) -> Scene:
    """`statements` are (source, cue, content) of each; `names` maps the first word of each name to the one after its last."""
    by_word: dict[int, EntityType] = {}
    for span, type_ in named:
        for word in layout.words_in(span):
            by_word[word] = type_
    content, source, cue = [-1] * len(layout), [-1] * len(layout), [False] * len(layout)
    by_length = sorted(range(len(statements)), key=lambda n: -sum(map(len, statements[n][2])))
    for n in by_length:  # the innermost comes last
        for spans, column in ((statements[n][2], content), (statements[n][0], source)):
            for span in spans:
                for word in layout.words_in(span):
                    column[word] = n
        for span in statements[n][1]:
            for word in layout.words_in(span):
                cue[word] = True
    chunks = {}
    for first, last in sentences(layout):
        if last - first <= _LONGEST_SENTENCE:
            chunks[layout.sentence[first]] = Chunks(layout, first, last, names)
    return Scene(layout, _by_word(layout, vectors), chunks, by_word, content, source, cue)


def _by_word(layout: Layout, vectors: TokenVectors) -> Floats:
    """The mean over the tokens of each word; zeros for words outside the readable regions."""
    at = np.searchsorted(np.array(layout.ends), vectors.starts, side="right").clip(max=len(layout) - 1)
    found = np.zeros((len(layout), vectors.values.shape[1]), dtype=np.float32)
    counts = np.zeros(len(layout), dtype=np.float32)
    np.add.at(found, at, vectors.values.astype(np.float32))
    np.add.at(counts, at, 1)
    shared: Floats = (found / np.maximum(counts, 1)[:, None]).astype(np.float32)
    return shared


def sentences(layout: Layout) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    for i in range(1, len(layout) + 1):
        if i == len(layout) or layout.sentence[i] != layout.sentence[start]:
            if layout.tags[start] != UNREAD:
                found.append((start, i))
            start = i
    return found


def may_trigger(scene: Scene) -> list[int]:
    """The words that may tell of an event."""
    layout = scene.layout
    return [
        i
        for chunks in scene.chunks.values()
        for i in range(chunks.first, chunks.last)
        if layout.tags[i] in ("VERB", "NOUN", "ADJ")
        or (layout.tags[i] != UNREAD and (layout.lower[i] in verbs() or layout.lower[i] in nouns()))
    ]


TRIGGER_FEATURES = len(_PARTS) + 1 + 2 * len(TYPES) + 7 + 4 + 1


def trigger_features(scene: Scene, word: int) -> list[int]:
    """Numbers in 0..TRIGGER_FEATURES: part of speech, what the lexicons say of the word, what stands before it, and where."""
    layout = scene.layout
    tag = layout.tags[word]
    found = [_PARTS.index(tag) if tag in _PARTS else len(_PARTS)]
    at = len(_PARTS) + 1
    found += {at + TYPES.index(entry.type) for entry in verbs().get(layout.lower[word], ())}
    at += len(TYPES)
    if (noun := nouns().get(layout.lower[word])) is not None:
        found.append(at + TYPES.index(noun.type))
    at += len(TYPES)
    first = next(c.first for n, c in scene.chunks.items() if n == layout.sentence[word])
    found += {at + _MODALS[w] for w in layout.lower[max(first, word - 4) : word] if w in _MODALS}
    at += 7
    if scene.content[word] >= 0:
        found.append(at)
    if scene.cue[word]:
        found.append(at + 1)
    if layout.quotation[word]:
        found.append(at + 2)
    if layout.paragraph[word] == 0 < layout.paragraph[-1]:  # the headline, or the lead
        found.append(at + 3)
    found.append(at + 4)
    return found


_KINDS = tuple(EntityType)
_PAST = frozenset(
    ("ago", "previously", "earlier", "formerly", "decades", "decade", "since", "once", "former", "years", "history")
)
_NEAR = (1, 2, 3, 4, 6, 9, 13, 20, 40)
PAIR_GROUPS = (2 * (len(_NEAR) + 1), 14, 4, 12, 14, 4, 4, 8, 4, 4 * len(TYPES), 3, 8)
PAIR_FEATURES = sum(PAIR_GROUPS)


CIRCUMSTANCES = 2 * len(TYPES) + 2 + 2 + 3 + 3 + 5 + 4 + 7


def circumstances(scene: Scene, word: int, type_: int) -> list[int]:
    """Numbers in 0..CIRCUMSTANCES of what bears on whether an event took place, and on whether somebody claims it."""
    layout = scene.layout
    chunks = scene.chunks[layout.sentence[word]]
    words = layout.lower[chunks.first : chunks.last]
    near = layout.lower[max(chunks.first, word - 4) : word]
    years = [w for w in words if len(w) == 4 and w.isdigit() and w[:2] in ("19", "20")]
    form = next((n for n, end in enumerate(("ing", "ed")) if layout.lower[word].endswith(end)), 2)
    values = (
        (2 * len(TYPES), 2 * type_ + (scene.content[word] >= 0)),
        (2, scene.cue[word]),
        (2, layout.quotation[word] > 0),
        (3, 0 if not years else 1 if "in" in words else 2),
        (3, 2 if "last" in words and "year" in words else bool(_PAST.intersection(words))),
        (5, sum(layout.sentence[word] > n for n in (0, 3, 8, 20))),
        (4, form if layout.tags[word] == "VERB" else 3),
    )
    at, found = 0, []
    for size, value in values:
        found.append(at + int(value))
        at += size
    return [*found, *sorted({at + _MODALS[w] for w in near if w in _MODALS})]


def parties_near(scene: Scene, word: int) -> list[Chunk]:
    """The noun phrases that may be parties to what the word tells of."""
    number = scene.layout.sentence[word]
    return [
        chunk
        for n in range(number - BEFORE, number + AFTER + 1)
        if n in scene.chunks
        for chunk in scene.chunks[n].all
        if not chunk.temporal and not chunk.first <= word < chunk.head + (chunk.head != word)
    ]


def pair_features(scene: Scene, word: int, type_: int, near: Sequence[Chunk]) -> list[list[int]]:
    """For each phrase one number of each of PAIR_GROUPS, counted through."""
    layout = scene.layout
    number = layout.sentence[word]
    tag, passive = layout.tags[word], _passive(layout, word)
    inside = scene.content[word]
    order = _order(near, word)
    rows = []
    for chunk in near:
        away = chunk.first - word if chunk.first > word else word - chunk.last + 1
        after = chunk.first > word
        low, high = (word + 1, chunk.first) if after else (chunk.last, word)
        verbs_between = sum(t == "VERB" for t in layout.tags[low:high])
        before = chunk.first - 1
        preposition = 0
        if before >= 0 and layout.sentence[before] == layout.sentence[chunk.first]:
            preposition = _PREPOSITIONS.get(layout.lower[before], 0)
        sentence = layout.sentence[chunk.first] - number
        follows = layout.lower[chunk.last] if chunk.last < len(layout) else ""
        ends = 0 if follows in ("'s", "'") else 1 if follows == "," else 2 if follows in ("and", "&", "or") else 3
        values = (
            sum(away > n for n in _NEAR) + (len(_NEAR) + 1) * after,
            preposition,
            {0: 0, -1: 1, 1: 3}.get(sentence, 2),
            _what(scene, chunk),
            preposition if after and sentence == 0 else 0,
            passive * 2 + after,
            min(verbs_between, 3),
            ("VERB", "NOUN", "ADJ").index(tag) * 2 + after if tag in ("VERB", "NOUN", "ADJ") else 6 + after,
            ends,
            type_ * 4 + passive * 2 + after,
            _spoken(scene, chunk, inside, word),
            order[chunk.first],
        )
        at, row = 0, []
        for size, value in zip(PAIR_GROUPS, values, strict=True):
            row.append(at + value)
            at += size
        rows.append(row)
    return rows


def _order(near: Sequence[Chunk], word: int) -> dict[int, int]:
    """By the first word of each phrase: 0 to 3 for the nearest to the fourth before the word and farther, 4 to 7 behind it."""
    before = [c.first for c in reversed(near) if c.first <= word]
    after = [c.first for c in near if c.first > word]
    return {first: min(n, 3) + 4 * side for side, some in enumerate((before, after)) for n, first in enumerate(some)}


def _what(scene: Scene, chunk: Chunk) -> int:
    """What the phrase may be by its head: 0 a pronoun, 1 to 6 what has a name, 7 a word for people, 8 another name,
    9 a number, 10 a thing."""
    word, tag = scene.layout.lower[chunk.head], scene.layout.tags[chunk.head]
    if word in PRONOUNS:
        return 0
    if (kind := scene.named.get(chunk.head)) is not None:
        return 1 + _KINDS.index(kind)
    if names_actor(word) or names_doer(word):
        return 7
    return 8 if tag == "PROPN" else 9 if tag == "NUM" else 10


def _spoken(scene: Scene, chunk: Chunk, inside: int, word: int) -> int:
    """Whether the phrase is the source of the statement that has the word in its content, or in its cue."""
    source = scene.source[chunk.head]
    if source < 0:
        return 0
    if inside >= 0 and source == inside:
        return 1
    return 2 if scene.cue[word] else 0


def _passive(layout: Layout, word: int) -> bool:
    """A participle behind a form of "be", or in front of "by"."""
    if not layout.lower[word].endswith(("ed", "en", "t", "d")):
        return False
    near = layout.lower[max(0, word - 3) : word]
    return any(w in ("is", "are", "was", "were", "been", "be", "being", "get", "got") for w in near) or (
        word + 1 < len(layout) and layout.lower[word + 1] == "by"
    )
