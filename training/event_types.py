"""Train what tells the type of given parties: `python -m training.event_types --data plover/plv_train.tsv [--folds 5]`.

Imports scikit-learn, numpy, onrecord, evaluation and training.event_phrases. Two models learn from
labelled sentences and from event_phrases.txt filled with invented parties: a linear support vector machine on words and on what
the lexicons find, and a ridge regression on the encoder's vectors (onrecord.extract.events.types has both kinds of features).
`--folds N` measures by cross-validation instead of writing weights/event_types.npz. Takes three minutes.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction import DictVectorizer
from sklearn.svm import LinearSVC

import onrecord
from evaluation.plv import parties
from onrecord.extract.events.types import MEANT_WEIGHS, MODEL, even, features, vector
from training.event_phrases import filled, phrases

PHRASES_WEIGH = 0.4
RIDGE = 0.4
SEEN = 2  # a feature must stand in so many sentences
Example = tuple[dict[str, float], npt.NDArray[np.float32], str]  # features, vector, type
_PARTY = re.compile(r"<([st])>(.*?)</\1>")


def labelled(path: Path) -> list[Example]:
    with path.open(encoding="utf-8", newline="") as table:
        return [(*_seen(row), row["gold_root"]) for row in csv.DictReader(table, delimiter="\t")]


def made_up(seed: int = 1, copies: int = 2) -> list[Example]:
    rng = random.Random(seed)
    found = []
    for type_, phrase in phrases():
        for _ in range(copies):
            marked = filled(phrase, rng)
            said = dict(_PARTY.findall(marked))
            row = {
                "sentence": re.sub(r"</?[st]>", "", marked),
                "marked_sentence": marked,
                "source": said.get("s", ""),
                "target": said.get("t", ""),
            }
            found.append((*_seen(row), "YIELD" if type_ in ("CONCEDE", "RETREAT") else type_))
    return found


def _seen(row: dict[str, str]) -> tuple[dict[str, float], npt.NDArray[np.float32]]:
    record = onrecord.read(row["sentence"])
    source, target = parties(record, row)
    return features(record, source, target), vector(record.article.text, source, target)


class Fitted:
    """Both models, fitted to labelled examples and made-up ones."""

    def __init__(self, real: list[Example], extra: list[Example]) -> None:
        examples = [*real, *extra]
        weigh = np.concatenate([np.ones(len(real)), np.full(len(extra), PHRASES_WEIGH)])
        seen = Counter(name for found, _, _ in examples for name in found)
        kept = [{n: v for n, v in found.items() if seen[n] >= SEEN} for found, _, _ in examples]
        self.vectorizer = DictVectorizer()
        matrix = self.vectorizer.fit_transform(kept)
        matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
        types = np.array([type_ for _, _, type_ in examples])
        machine = LinearSVC(C=0.05, class_weight="balanced", max_iter=300, random_state=0)
        self.machine = machine.fit(matrix, types, sample_weight=weigh)
        self.meant, self.meant_bias = self._ridge(np.stack([v for _, v, _ in examples]), types, weigh, len(real))

    def _ridge(self, vectors: Any, types: Any, weigh: Any, real: int) -> tuple[Any, Any]:
        """Weights [vector, types] and bias [types]; rare types count for more, by the root of how rare they are."""
        middle, spread = vectors[:real].mean(axis=0), vectors[:real].std(axis=0) + 1e-3
        scale = spread * np.sqrt(vectors.shape[1])
        inputs = (vectors - middle) / scale
        counted = Counter(types)
        weigh = weigh * np.array([len(types) / len(counted) / counted[t] for t in types]) ** 0.5
        wanted = (types[:, None] == self.machine.classes_[None]) * 2.0 - 1.0
        heavy = inputs * weigh[:, None]
        solved = np.linalg.solve(inputs.T @ heavy + RIDGE * np.eye(inputs.shape[1]), heavy.T @ wanted)
        return solved / scale[:, None], -(middle / scale) @ solved

    def scores(self, examples: list[Example]) -> Any:
        told = self.machine.decision_function(self.vectorizer.transform([found for found, _, _ in examples]))
        meant = np.stack([v for _, v, _ in examples]) @ self.meant + self.meant_bias
        return even(told) + MEANT_WEIGHS * even(meant)


def cross_validated(real: list[Example], extra: list[Example], folds: int, seed: int = 7) -> list[str]:
    order = list(range(len(real)))
    random.Random(seed).shuffle(order)
    predicted = [""] * len(real)
    for fold in range(folds):
        held = sorted(order[fold::folds])
        fitted = Fitted([real[i] for i in order if i not in set(held)], extra)
        best = fitted.scores([real[i] for i in held]).argmax(axis=1)
        for i, type_ in zip(held, fitted.machine.classes_[best], strict=True):
            predicted[i] = str(type_)
    return predicted


def save(fitted: Fitted) -> None:
    np.savez_compressed(
        MODEL,
        names=np.array("\n".join(fitted.vectorizer.get_feature_names_out())),
        types=np.array("\n".join(fitted.machine.classes_)),
        weights=fitted.machine.coef_.T.astype(np.float16),
        bias=fitted.machine.intercept_.astype(np.float32),
        meant=fitted.meant.astype(np.float16),
        meant_bias=fitted.meant_bias.astype(np.float32),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0)
    given = parser.parse_args()
    real, extra = labelled(given.data), made_up()
    if not given.folds:
        save(Fitted(real, extra))
        return
    predicted = cross_validated(real, extra, given.folds)
    spec = importlib.util.spec_from_file_location("shared_events", given.data.parents[2] / "eval" / "events.py")
    assert spec is not None
    assert spec.loader is not None
    measure = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measure)
    print(measure.score([{"gold_root": type_} for _, _, type_ in real], [{"root": type_} for type_ in predicted]))


if __name__ == "__main__":
    main()
