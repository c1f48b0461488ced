"""Fit confidence and choose the threshold: `python -m training.calibrate --news FILE… --polnear FILE`.

Imports numpy, onrecord.extract and training. Uses the articles that training held out, for each guidelines their own: logistic
regression from each candidate's evidence to whether it is right (AR@0.5 of shared/eval/attribution.py), then the threshold with
the best F1; of thresholds as good as that, the highest, since fewer wrong statements are worth more than a few more right ones.
Writes weights/decoding.json.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.matching import Attribution, found_attributions, gold_attributions, matched
from onrecord.extract.network.encoder import Encoded, decoding, encode
from onrecord.extract.network.tags import GUIDELINES
from onrecord.extract.network.tokens import WEIGHTS
from onrecord.extract.statements.attribution import Candidate, candidates, confidence, statement_of, without_twins
from onrecord.extract.text.results import FoundStatement
from training.corpora import article_paragraphs
from training.train import held_out_id

AS_GOOD = 0.001  # a difference in F1 of less than this is none on 39 articles


def logistic(x: np.ndarray, y: np.ndarray, ridge: float = 1.0) -> tuple[list[float], float]:
    """Newton's method; weights and bias."""
    features = np.hstack([x, np.ones((len(x), 1))])
    w = np.zeros(features.shape[1])
    penalty = np.diag([*([ridge] * x.shape[1]), 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-features @ w))
        gradient = features.T @ (p - y) + penalty @ w
        hessian = (features * (p * (1 - p))[:, None]).T @ features + penalty
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return [round(float(v), 5) for v in w[:-1]], round(float(w[-1]), 5)


@dataclass(frozen=True, slots=True)
class Looked:
    """An article with its gold and everything that might be a statement in it."""

    text: str
    encoded: Encoded
    gold: list[Attribution]
    every: list[tuple[Candidate, FoundStatement]]


def looked_at(path: Path, guidelines: int) -> list[Looked]:
    """The held-out articles of `path`."""
    found = []
    for raw in map(json.loads, path.open(encoding="utf-8")):
        text = raw["text"]
        if (
            not held_out_id(raw["id"])
            or (encoded := encode(text, article_paragraphs(text, raw.get("title")), guidelines)) is None
        ):
            continue
        every = [(c, s) for c in candidates(encoded) if (s := statement_of(text, encoded, c, 0.0))]
        found.append(Looked(text, encoded, gold_attributions(raw), every))
    return found


def fitted(articles: list[Looked]) -> dict[str, Any]:
    """Weights and bias of the evidence."""
    evidence, right = [], []
    for a in articles:
        hits = matched(a.gold, found_attributions(a.text, [s for _, s in a.every]), 0.5)
        evidence += [c.evidence for c, _ in a.every]
        right += [n in hits for n in range(len(a.every))]
    weights, bias = logistic(np.array(evidence), np.array(right, dtype=float))
    return {"weights": weights, "bias": bias}


def best_threshold(articles: list[Looked]) -> float:
    gold_total = sum(len(a.gold) for a in articles)
    scores: dict[float, float] = {}
    for threshold in np.arange(0.1, 0.8, 0.02):
        tp = shown = 0
        for a in articles:
            statements = {id(c): s for c, s in a.every}
            scored = [(confidence(c.evidence, a.encoded), c) for c, _ in a.every]
            chosen = [statements[id(c)] for _, c in without_twins([(p, c) for p, c in scored if p >= threshold])]
            tp += len(matched(a.gold, found_attributions(a.text, chosen), 0.5))
            shown += len(chosen)
        f1 = 2 * tp / (shown + gold_total)
        print(f"threshold {threshold:.2f}  P {tp / max(shown, 1):.4f}  R {tp / gold_total:.4f}  F1 {f1:.4f}")
        scores[round(float(threshold), 2)] = f1
    return max(threshold for threshold, f1 in scores.items() if f1 > max(scores.values()) - AS_GOOD)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--news", type=Path, nargs="+", required=True)
    parser.add_argument("--polnear", type=Path, required=True)
    given = parser.parse_args()
    settings = WEIGHTS / "decoding.json"
    for number, (name, paths) in enumerate(zip(GUIDELINES, (given.news, [given.polnear]), strict=True)):
        articles = [a for path in paths for a in looked_at(path, number)]
        kept = json.loads(settings.read_text(encoding="utf-8"))
        kept[name] = {"confidence": fitted(articles)}
        _write(settings, kept)
        kept[name]["threshold"] = best_threshold(articles)
        _write(settings, kept)
        print(name, kept[name])


def _write(settings: Path, kept: dict[str, Any]) -> None:
    settings.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    decoding.cache_clear()


if __name__ == "__main__":
    main()
