"""The learned reader of events at work: which words tell of one, and which noun phrases are its parties.

Imports numpy, network and record. Trained by training/events.py; what it sees of words and phrases is made by scene.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from onrecord.extract.events.chunks import Chunk
from onrecord.extract.events.scene import TYPES, Scene, circumstances, may_trigger, pair_features, parties_near, trigger_features
from onrecord.extract.network.encoder import softmax
from onrecord.extract.network.linking import Floats
from onrecord.extract.network.tokens import WEIGHTS
from onrecord.record import Status, plover

STATUSES = (Status.OCCURRED, Status.PLANNED, Status.CONDITIONAL, Status.DENIED, Status.BACKGROUND)
MODES = tuple((type_, mode) for type_ in TYPES for mode in plover.modes(type_))
MODEL = WEIGHTS / "events.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """A word that tells of an event, with probabilities: of its type, of each status, and of being somebody's claim.

    `parties` are the noun phrases near it, `acts` and `undergoes` the probability of each that it does it, or has it done to it.
    """

    word: int
    type: str
    mode: str | None
    sure: float
    status: Floats
    claimed: float
    parties: Sequence[Chunk]
    acts: Floats
    undergoes: Floats


@cache
def _model() -> dict[str, Floats]:
    with np.load(MODEL) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def find(scene: Scene, least: float) -> list[Trigger]:
    """The words that tell of an event with a probability of at least `least`, in order."""
    m, may = _model(), may_trigger(scene)
    if not may:
        return []
    z = _words(scene, may)
    types = softmax(z @ m["types.weight"].T + m["types.bias"])
    best = types[:, 1:].argmax(axis=1)
    sure = types[np.arange(len(may)), best + 1]
    rows = [n for n in np.flatnonzero(sure >= least).tolist() if not _beaten(scene, may, best, sure, n)]
    return [_trigger(scene, may[n], int(best[n]), float(sure[n]), z[n]) for n in rows]


def _beaten(scene: Scene, may: list[int], best: Floats, sure: Floats, n: int) -> bool:
    """Whether a word close by tells of an event of this type with more certainty: "held talks"."""
    for other in range(max(0, n - 3), min(len(may), n + 4)):
        near = abs(may[other] - may[n]) <= 3 and scene.layout.sentence[may[other]] == scene.layout.sentence[may[n]]
        if other != n and near and best[other] == best[n] and (sure[other], -other) > (sure[n], -n):
            return True
    return False


def _words(scene: Scene, may: list[int]) -> Floats:
    m, states = _model(), scene.states
    padded = np.pad(states, ((1, 1), (0, 0)))
    at = np.array(may)
    beside = padded[at] + padded[at + 2]
    counts = (at > 0).astype(np.float32) + (at + 1 < len(states))
    beside = beside / np.maximum(counts, 1)[:, None]
    z = states[at] @ m["word.weight"].T + m["word.bias"] + beside @ m["beside.weight"].T
    table = m["features.weight"]
    z += np.stack([table[trigger_features(scene, w)].sum(axis=0) for w in may])
    return _gelu(z)


def _trigger(scene: Scene, word: int, type_: int, sure: float, z: Floats) -> Trigger:
    m = _model()
    name = TYPES[type_]
    near = parties_near(scene, word)
    parts = np.zeros((0, 4), dtype=np.float32)
    if near:
        asked, wanted = np.split(z @ m["asked.weight"].T + m["asked.bias"], 2)
        heads = scene.states[[c.head for c in near]] @ m["head.weight"].T + m["head.bias"]
        seen, matched = np.split(heads, 2, axis=1)
        relation = m["relation.weight"][np.array(pair_features(scene, word, type_, near))].sum(axis=1)
        y = _gelu(asked + seen + wanted * matched + relation)
        y = y + _gelu(y @ m["inner.weight"].T + m["inner.bias"])
        parts = softmax(y @ m["part.weight"].T + m["part.bias"])
    settled = m["circumstances.weight"][circumstances(scene, word, type_)].sum(axis=0)
    settled[:-1] += z @ m["status.weight"].T + m["status.bias"]
    settled[-1:] += z @ m["claimed.weight"].T + m["claimed.bias"]
    modes = z @ m["mode.weight"].T + m["mode.bias"]
    own = [n for n, (owner, _) in enumerate(MODES) if owner == name]
    mode = MODES[max(own, key=lambda n: modes[n])][1] if own else None
    return Trigger(
        word,
        name,
        mode,
        sure,
        softmax(settled[:-1]),
        float(1 / (1 + np.exp(-settled[-1]))),
        near,
        parts[:, 1] + parts[:, 3],
        parts[:, 2] + parts[:, 3],
    )


def _gelu(x: Floats) -> Floats:
    """As approximated with tanh (Hendrycks & Gimpel 2016)."""
    out: Floats = 0.5 * x * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)))
    return out
