"""The linker's conditional random field, against counting every sequence."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.network.linking import (
    FORBIDDEN,
    IMPOSSIBLE,
    O,
    best_tags,
    log_partition,
    parts_of_place,
    relations,
    sequence_score,
)

TAGS = 5


def chain(seed: int, rows: int, width: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(rows, width, TAGS)).astype(np.float32)
    moves = rng.normal(size=(TAGS, TAGS)).astype(np.float32)
    for a, b in FORBIDDEN:
        moves[a, b] = IMPOSSIBLE
    return scores, rng.integers(1, width + 1, size=rows), moves


def every_sequence(scores: np.ndarray, length: int, moves: np.ndarray) -> dict[tuple[int, ...], float]:
    found = {}
    for tags in product(range(TAGS), repeat=length):
        before = (O, *tags)
        found[tags] = float(sum(scores[t, tag] + moves[before[t], tag] for t, tag in enumerate(tags)))
    return found


@given(st.integers(0, 10_000))
def test_the_best_tags_and_the_total_are_those_of_all_sequences(seed: int) -> None:
    scores, lengths, moves = chain(seed, rows=3, width=4)
    best = best_tags(scores, lengths, moves)
    total = log_partition(scores, lengths, moves)
    value = sequence_score(scores, lengths, moves, best)
    for row, length in enumerate(lengths):
        every = every_sequence(scores[row], int(length), moves)
        assert value[row] == pytest.approx(max(every.values()), abs=1e-3)
        assert every[tuple(best[row, :length].tolist())] == pytest.approx(max(every.values()), abs=1e-3)
        assert total[row] == pytest.approx(np.logaddexp.reduce(list(every.values())), abs=1e-3)


def test_content_never_goes_on_without_having_begun() -> None:
    scores, lengths, moves = chain(1, rows=50, width=30)
    for row, length in zip(best_tags(scores, lengths, moves), lengths, strict=True):
        moved = list(zip([O, *row[: length - 1].tolist()], row[:length].tolist(), strict=True))
        assert not set(moved) & set(FORBIDDEN)


def test_relations_tell_sides_and_what_lies_between() -> None:
    paragraph = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    position = np.arange(8)
    distance, crowd, stride = parts_of_place(relations(position, (2, 3), np.array([2, 6]), paragraph))
    assert distance[2] == distance[3] == 0
    assert distance[4] == 1
    assert distance[1] == 16
    assert crowd[5] == 0
    assert crowd[6] == crowd[7] == 1
    assert stride.tolist() == [2, 2, 2, 2, 3, 3, 3, 3]
