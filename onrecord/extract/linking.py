"""From token scores to linked spans: which source and content go with which cue. Imports numpy and tokens only.

The linker tags the tokens around one cue with TAGS, as a linear-chain conditional random field (Lafferty et al. 2001); all the
cues of a text are decoded side by side.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from onrecord.extract.tokens import Ints

Floats = npt.NDArray[np.float32]

TAGS = ("outside", "source begins", "source", "content begins", "content")
O, BS, IS, BC, IC = range(5)  # noqa: E741
FORBIDDEN = ((O, IS), (O, IC), (BS, IC), (IS, IC), (BC, IS), (IC, IS))
IMPOSSIBLE = -1e4

REACH = 128  # tokens on each side of a cue that the linker looks at
DISTANCES = 32
CROWDS = 8
STRIDES = 5


def relations(position: Ints, cue: tuple[int, int], cue_starts: Ints, paragraph: Ints) -> tuple[Ints, Ints, Ints]:
    """How the tokens at `position` lie to the cue `[first, last]`: distance bucket, other cues between, paragraphs between.

    Distance: 0 inside the cue, 1..15 after it, 16..31 before it, on a scale that coarsens with the logarithm.
    """
    first, last = cue
    after = position > last
    before = position < first
    gap = np.where(after, position - last, np.where(before, first - position, 0))
    coarse = np.minimum(np.where(gap <= 6, gap, np.floor(2.2 * np.log2(np.maximum(gap, 1)) + 1).astype(np.int64)), 15)
    distance = np.where(after, coarse, np.where(before, 15 + np.minimum(coarse, 15) + (coarse == 0), 0))
    others = np.searchsorted(cue_starts, position, side="right") - np.searchsorted(cue_starts, first, side="right")
    crowd = np.where(after, np.clip(others, 0, 3), 4 + np.clip(-others - 1, 0, 3))
    stride = np.clip(paragraph[position] - paragraph[first], -2, 2) + 2
    return np.clip(distance, 0, DISTANCES - 1), crowd, stride


def best_tags(scores: Floats, lengths: Ints, transitions: Floats) -> Ints:
    """Viterbi: the best tag sequence of each row of `scores` [rows, tokens, tags]; past a row's length the tags are O."""
    rows, width, tags = scores.shape
    back = np.zeros((rows, width, tags), dtype=np.int64)
    alpha = scores[:, 0] + transitions[O]
    for t in range(1, width):
        paths = alpha[:, :, None] + transitions[None]
        back[:, t] = paths.argmax(axis=1)
        step = paths.max(axis=1) + scores[:, t]
        alpha = np.where((t < lengths)[:, None], step, alpha)
    found = np.zeros((rows, width), dtype=np.int64)
    current = alpha.argmax(axis=1)
    row = np.arange(rows)
    for t in range(width - 1, -1, -1):
        live = t < lengths
        found[live, t] = current[live]
        current = np.where(live & (t > 0), back[row, t, current], current)
    return found


def log_partition(scores: Floats, lengths: Ints, transitions: Floats) -> Floats:
    """The forward algorithm: log of the sum over all tag sequences, one a row."""
    alpha = scores[:, 0] + transitions[O]
    for t in range(1, scores.shape[1]):
        paths = alpha[:, :, None] + transitions[None]
        top = paths.max(axis=1)
        step = top + np.log(np.exp(paths - top[:, None]).sum(axis=1)) + scores[:, t]
        alpha = np.where((t < lengths)[:, None], step, alpha)
    top = alpha.max(axis=1)
    total: Floats = top + np.log(np.exp(alpha - top[:, None]).sum(axis=1))
    return total


def sequence_score(scores: Floats, lengths: Ints, transitions: Floats, tags: Ints) -> Floats:
    """The score of one tag sequence a row."""
    rows, width, _ = scores.shape
    mask = np.arange(width)[None] < lengths[:, None]
    emitted = np.take_along_axis(scores, tags[..., None], axis=2)[..., 0]
    before = np.concatenate([np.zeros((rows, 1), dtype=np.int64), tags[:, :-1]], axis=1)
    moved = transitions[before, tags]
    total: Floats = ((emitted + moved) * mask).sum(axis=1)
    return total
