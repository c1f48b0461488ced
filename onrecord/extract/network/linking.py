"""From token scores to linked spans: which source and content go with which cue. Imports numpy only.

The linker tags the tokens around one cue with TAGS, as a linear-chain conditional random field (Lafferty et al. 2001); all the
cues of a text are decoded side by side.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from onrecord.extract.network.tokens import Ints

Floats = npt.NDArray[np.float32]

TAGS = ("outside", "source begins", "source", "content begins", "content")
O, BS, IS, BC, IC = range(5)  # noqa: E741
FORBIDDEN = ((O, IS), (O, IC), (BS, IC), (IS, IC), (BC, IS), (IC, IS))
IMPOSSIBLE = -1e4

REACH = 128  # tokens on each side of a cue that the linker looks at
DISTANCES = 32
CROWDS = 8
STRIDES = 5
PLACES = DISTANCES * CROWDS * STRIDES

_EVERY = 8  # tokens; between them no probability shrinks as far as to e-700, where it would vanish


# Distances in tokens, on a scale that coarsens with the logarithm: 0..6 as they are, 15 for the farthest.
_COARSE = np.array([n if n <= 6 else min(int(2.2 * np.log2(n) + 1), 15) for n in range(REACH + 1)])


def relations(position: Ints, cue: tuple[int, int], cue_starts: Ints, paragraph: Ints) -> Ints:
    """How the tokens at `position`, at most REACH away, lie to the cue `[first, last]`: one number in 0..PLACES, made of
    distance, other cues between, and paragraphs between (`parts_of_place` takes it apart).

    Distance: 0 inside the cue, 1..15 after it, 16..30 before it.
    """
    first, last = cue
    after, before = position - last, first - position
    distance = np.where(after > 0, _COARSE[np.maximum(after, 0)], np.where(before > 0, 15 + _COARSE[np.maximum(before, 0)], 0))
    others = np.searchsorted(cue_starts, position, side="right") - np.searchsorted(cue_starts, first, side="right")
    crowd = np.where(after > 0, np.clip(others, 0, 3), 4 + np.clip(-others - 1, 0, 3))
    stride = np.clip(paragraph[position] - paragraph[first], -2, 2) + 2
    place: Ints = (distance * CROWDS + crowd) * STRIDES + stride
    return place


def parts_of_place(place: Ints) -> tuple[Ints, Ints, Ints]:
    """Distance, crowd (other cues between), and stride (paragraphs between)."""
    return place // (CROWDS * STRIDES), place // STRIDES % CROWDS, place % STRIDES


def best_tags(scores: Floats, lengths: Ints, transitions: Floats) -> Ints:
    """Viterbi: the best tag sequence of each row of `scores` [rows, tokens, tags]; past a row's length the tags are O."""
    rows, width, _ = scores.shape
    emitted = np.ascontiguousarray(scores.transpose(1, 2, 0))
    best = np.empty_like(emitted)  # of the sequences that end with this tag, at this token, in this row
    best[0] = emitted[0] + transitions[O][:, None]
    moves = transitions[:, :, None]
    for t in range(1, width):
        np.add((best[t - 1][:, None] + moves).max(axis=0), emitted[t], out=best[t])
    found = np.zeros((width, rows), dtype=np.int64)
    last = best[lengths - 1, :, np.arange(rows)].argmax(axis=1)
    current = last
    for t in range(width - 1, -1, -1):
        found[t] = current
        if t:
            current = np.where(t < lengths, (best[t - 1] + transitions[:, current]).argmax(axis=0), last)
    found[np.arange(width)[:, None] >= lengths] = O
    return found.T


def log_partition(scores: Floats, lengths: Ints, transitions: Floats) -> Floats:
    """The forward algorithm: log of the sum over all tag sequences, one a row.

    Sums of probabilities, not of their logarithms: the scale that keeps them from vanishing is taken out at every few tokens.
    """
    rows, width, _ = scores.shape
    top = scores.max(axis=2)
    chances = np.exp((scores - top[:, :, None]).astype(np.float64)).transpose(1, 0, 2)
    moves = np.exp(transitions.astype(np.float64))
    sums = np.empty(chances.shape)
    scale = np.zeros((width, rows))
    taken = np.zeros(rows)
    sums[0] = moves[O] * chances[0]
    for t in range(1, width):
        now = sums[t - 1] @ moves
        now *= chances[t]
        if t % _EVERY == 0:
            total = now.sum(axis=1)
            now /= total[:, None]
            taken = taken + np.log(total)
        sums[t] = now
        scale[t] = taken
    row = np.arange(rows)
    heights = np.where(np.arange(width) < lengths[:, None], top, 0).sum(axis=1, dtype=np.float64)
    found: Floats = (np.log(sums[lengths - 1, row].sum(axis=1)) + scale[lengths - 1, row] + heights).astype(np.float32)
    return found


def sequence_score(scores: Floats, lengths: Ints, transitions: Floats, tags: Ints) -> Floats:
    """The score of one tag sequence a row."""
    rows, width, _ = scores.shape
    mask = np.arange(width)[None] < lengths[:, None]
    emitted = np.take_along_axis(scores, tags[..., None], axis=2)[..., 0]
    before = np.concatenate([np.zeros((rows, 1), dtype=np.int64), tags[:, :-1]], axis=1)
    moved = transitions[before, tags]
    total: Floats = ((emitted + moved) * mask).sum(axis=1)
    return total
