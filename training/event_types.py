"""Train what tells the type of given parties: `python -m training.event_types --data plover/plv_train.tsv [--folds 5]`.

Imports scikit-learn, numpy, onrecord, evaluation and training.event_phrases. A linear support vector machine learns from labelled
sentences (features of onrecord.extract.event_types, some of which are what the lexicons find) and from event_phrases.txt filled
with invented parties. `--folds N` measures by cross-validation instead of writing weights/event_types.npz. Takes a minute.
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
from sklearn.feature_extraction import DictVectorizer
from sklearn.svm import LinearSVC

import onrecord
from evaluation.plv import parties
from onrecord.extract.event_types import MODEL, features
from training.event_phrases import filled, phrases

PHRASES_WEIGH = 0.4
SEEN = 2  # a feature must stand in so many sentences
_PARTY = re.compile(r"<([st])>(.*?)</\1>")


def labelled(path: Path) -> list[tuple[dict[str, float], str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return [(_features(row), row["gold_root"]) for row in csv.DictReader(table, delimiter="\t")]


def made_up(seed: int = 1, copies: int = 2) -> list[tuple[dict[str, float], str]]:
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
            found.append((_features(row), "YIELD" if type_ in ("CONCEDE", "RETREAT") else type_))
    return found


def _features(row: dict[str, str]) -> dict[str, float]:
    record = onrecord.read(row["sentence"])
    return features(record, *parties(record, row))


def fit(real: list[tuple[dict[str, float], str]], extra: list[tuple[dict[str, float], str]]) -> tuple[DictVectorizer, LinearSVC]:
    seen = Counter(name for found, _ in (*real, *extra) for name in found)
    kept = [({n: v for n, v in found.items() if seen[n] >= SEEN}, type_) for found, type_ in (*real, *extra)]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([found for found, _ in kept])
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    weigh = np.concatenate([np.ones(len(real)), np.full(len(extra), PHRASES_WEIGH)])
    machine = LinearSVC(C=0.05, class_weight="balanced", max_iter=300, random_state=0)
    return vectorizer, machine.fit(matrix, [type_ for _, type_ in kept], sample_weight=weigh)


def cross_validated(real: list[Any], extra: list[Any], folds: int, seed: int = 7) -> list[str]:
    order = list(range(len(real)))
    random.Random(seed).shuffle(order)
    predicted = [""] * len(real)
    for fold in range(folds):
        held = set(order[fold::folds])
        vectorizer, machine = fit([real[i] for i in order if i not in held], extra)
        found = sorted(held)
        for i, type_ in zip(found, machine.predict(vectorizer.transform([real[i][0] for i in found])), strict=True):
            predicted[i] = str(type_)
    return predicted


def save(vectorizer: DictVectorizer, machine: LinearSVC) -> None:
    np.savez_compressed(
        MODEL,
        names=np.array("\n".join(vectorizer.get_feature_names_out())),
        types=np.array("\n".join(machine.classes_)),
        weights=machine.coef_.T.astype(np.float16),
        bias=machine.intercept_.astype(np.float32),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0)
    given = parser.parse_args()
    real, extra = labelled(given.data), made_up()
    if not given.folds:
        save(*fit(real, extra))
        return
    predicted = cross_validated(real, extra, given.folds)
    spec = importlib.util.spec_from_file_location("shared_events", given.data.parents[2] / "eval" / "events.py")
    assert spec is not None
    assert spec.loader is not None
    measure = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measure)
    print(measure.score([{"gold_root": type_} for _, type_ in real], [{"root": type_} for type_ in predicted]))


if __name__ == "__main__":
    main()
