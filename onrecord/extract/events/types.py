"""The type of what one party does to another, where both are given: two linear models, whose scores are added.

One looks at words around the two and at the events that were found, the other at what a layer of the encoder makes of the
words. Imports numpy, network and record. The models are in `weights/event_types.npz`; training/event_types.py makes them with
the features that are made here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from onrecord.extract.network.encoder import middle
from onrecord.extract.network.linking import Floats
from onrecord.extract.network.tokens import WEIGHTS
from onrecord.extract.text.paragraphs import Paragraph
from onrecord.record import Record, Span

MODEL = WEIGHTS / "event_types.npz"
NORM = 6.0  # length of a sentence's vector of words, beside which its events count
MEANT_WEIGHS = 1.0
_PARTS, _HIDDEN = 6, 384
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[A-Za-z]+|\d+|[^\w\s]")
_SUFFIXES = ("ing", "ed", "es", "s")
_WEIGHT_OF_MATCH = {(True, True): 3.0, (True, False): 2.0, (False, True): 1.5, (False, False): 0.7}


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """`weights` [features, types], `bias` [types] of the one; `meant` [vector, types], `meant_bias` [types] of the other."""

    types: tuple[str, ...]
    columns: dict[str, int]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    meant: npt.NDArray[np.float32]
    meant_bias: npt.NDArray[np.float32]


@cache
def model() -> Model:
    with np.load(MODEL, allow_pickle=False) as loaded:
        names = str(loaded["names"]).split("\n")
        return Model(
            tuple(str(loaded["types"]).split("\n")),
            {name: i for i, name in enumerate(names)},
            loaded["weights"].astype(np.float32),
            loaded["bias"].astype(np.float32),
            loaded["meant"].astype(np.float32),
            loaded["meant_bias"].astype(np.float32),
        )


def root_of(record: Record, source: Span, target: Span) -> str:
    """PLOVER's root type (CONCEDE and RETREAT are YIELD) of what `source` does to `target` in the record's text."""
    chosen = model()
    scores = chosen.bias.copy()
    for name, value in features(record, source, target).items():
        if (column := chosen.columns.get(name)) is not None:
            scores += value * chosen.weights[column]
    meant = vector(record.article.text, source, target) @ chosen.meant + chosen.meant_bias
    return chosen.types[int((even(scores) + MEANT_WEIGHS * even(meant)).argmax())]


def even(scores: Floats) -> Floats:
    """Scores [..., types] with mean 0 and deviation 1 over the types, so that those of two models can be added."""
    moved: Floats = scores - scores.mean(axis=-1, keepdims=True)
    spread: Floats = moved.std(axis=-1, keepdims=True) + 1e-6
    return moved / spread


def vector(text: str, source: Span, target: Span) -> npt.NDArray[np.float32]:
    """What the encoder makes of the source, the target, what stands between and after them, and of it all, in one vector."""
    read = middle(text, [Paragraph(Span(line.start(), line.end())) for line in _LINE.finditer(text)])
    if read is None:
        return np.zeros(_PARTS * _HIDDEN, np.float32)
    tokens, hidden = read
    after, between = max(source.end, target.end), (min(source.end, target.end), max(source.start, target.start))

    def within(start: int, end: int) -> Floats:
        return hidden[(tokens.starts < end) & (tokens.ends > start)]

    parts = [
        _mean(within(source.start, source.end), hidden),
        _mean(within(target.start, target.end), hidden),
        _mean(within(*between), hidden),
        _mean(within(after, len(text)), hidden),
        hidden.mean(axis=0),
        within(*between).max(axis=0, initial=-1e3) if len(within(*between)) else np.zeros(hidden.shape[1]),
    ]
    return np.concatenate(parts).astype(np.float32)


def _mean(vectors: Floats, like: Floats) -> Floats:
    mean: Floats = vectors.mean(axis=0) if len(vectors) else np.zeros(like.shape[1], np.float32)
    return mean


def features(record: Record, source: Span, target: Span) -> dict[str, float]:
    """What the model looks at: the words around and between the two, and the events that were found, by how far their parties
    are these two."""
    return words_around(record.article.text, source, target) | _events_found(record, source, target)


def words_around(text: str, source: Span, target: Span) -> dict[str, float]:
    """Words, pairs and triples of them, by where they stand to the two parties; of length NORM together."""
    words = _words(text, source, target)
    i = words.index("SRC") if "SRC" in words else 0
    j = words.index("TGT") if "TGT" in words else min(len(words) - 1, i + 1)
    first, last = min(i, j), max(i, j)
    middle, after = words[first : last + 1], words[last : last + 8]
    found: dict[str, float] = {}
    found.update((f"m:{w}", 1.0) for w in middle[1:-1])
    found.update((f"mb:{gram}", 1.0) for gram in _grams(middle, 2))
    found.update((f"mt:{gram}", 1.0) for gram in _grams(middle, 3))
    found.update((f"p:{w}", 0.7) for w in after[1:])
    found.update((f"pb:{gram}", 0.7) for gram in _grams(after, 2))
    found.update((f"b:{w}", 0.5) for w in words[max(0, first - 3) : first])
    found.update((f"w:{w}", 0.5) for w in words)
    found.update((f"wb:{gram}", 0.4) for gram in _grams(words, 2))
    found.update((f"s:{w}", 1.0) for w in words[i + 1 : i + 5])
    found["order:" + ("source" if i < j else "target")] = 0.3
    length = sum(v * v for v in found.values()) ** 0.5
    return {name: value * NORM / length for name, value in found.items()}


def _grams(words: Sequence[str], size: int) -> list[str]:
    return [" ".join(words[k : k + size]) for k in range(len(words) - size + 1)]


def _words(text: str, source: Span, target: Span) -> list[str]:
    """Stems, with SRC and TGT in the place of the two parties."""
    parts, at = [], 0
    for span, name in sorted(((source, " SRC "), (target, " TGT ")), key=lambda p: p[0].start):
        parts += [text[at : span.start] if span.start > at else "", name]
        at = max(at, span.end)
    joined = "".join([*parts, text[at:]])
    return [w if w in ("SRC", "TGT") else "#" if w.isdigit() else _stem(w.lower()) for w in _WORD.findall(joined)]


def _stem(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word.removesuffix(suffix)
            break
    return word.removesuffix("e")


def _events_found(record: Record, source: Span, target: Span) -> dict[str, float]:
    spans: dict[str, list[Span]] = {}
    for mention in record.mentions:
        spans.setdefault(mention.entity, []).append(mention.span)

    def meets(entities: tuple[str, ...], party: Span) -> bool:
        return any(span.overlaps(party) for entity in entities for span in spans.get(entity, ()))

    found: dict[str, float] = {}
    for event in record.events:
        root = "YIELD" if event.type in ("CONCEDE", "RETREAT") else event.type
        match = meets(event.actors, source), meets(event.recipients, target)
        found[f"event:{'A' if match[0] else ''}{'B' if match[1] else ''}:{root}"] = _WEIGHT_OF_MATCH[match]
        found[f"status:{root}:{event.status}"] = 0.7
        if any(match):
            found[f"either:{root}"] = 1.5
    return found
