"""Fit confidence and choose the threshold: `python -m training.calibrate --data polnear/train.jsonl`.

Imports numpy, onrecord.extract and training. Uses the articles that training held out: logistic regression from each
candidate's evidence to whether it is right (AR@0.5 of shared/eval/attribution.py), then the threshold with the best F1; of
thresholds as good as that, the highest, since fewer wrong statements are worth more than a few more right ones. Writes
weights/decoding.json.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from evaluation.matching import Attribution, found_attributions, gold_attributions, matched
from onrecord.extract.network.encoder import decoding, encode
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    articles = [a for a in map(json.loads, given.data.open(encoding="utf-8")) if held_out_id(a["id"])]
    settings = WEIGHTS / "decoding.json"
    kept = json.loads(settings.read_text(encoding="utf-8"))
    found: list[tuple[str, list[Attribution], list[tuple[Candidate, FoundStatement]]]] = []
    evidence, right = [], []
    gold_total = 0
    for raw in articles:
        text = raw["text"]
        encoded = encode(text, article_paragraphs(text, raw["title"]))
        gold = gold_attributions(raw)
        gold_total += len(gold)
        every = [(c, s) for c in candidates(encoded) if (s := statement_of(text, encoded, c, 0.0))]
        hits = matched(gold, found_attributions(text, [s for _, s in every]), 0.5)
        for n, (c, _) in enumerate(every):
            evidence.append(c.evidence)
            right.append(n in hits)
        found.append((text, gold, every))
    weights, bias = logistic(np.array(evidence), np.array(right, dtype=float))
    kept["confidence"] = {"weights": weights, "bias": bias}
    settings.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    decoding.cache_clear()
    scores: dict[float, float] = {}
    for threshold in np.arange(0.1, 0.8, 0.02):
        tp = shown = 0
        for text, gold, every in found:
            statements = {id(c): s for c, s in every}
            scored = [(confidence(c.evidence), c) for c, _ in every]
            chosen = [statements[id(c)] for _, c in without_twins([(p, c) for p, c in scored if p >= threshold])]
            tp += len(matched(gold, found_attributions(text, chosen), 0.5))
            shown += len(chosen)
        f1 = 2 * tp / (shown + gold_total)
        print(f"threshold {threshold:.2f}  P {tp / max(shown, 1):.4f}  R {tp / gold_total:.4f}  F1 {f1:.4f}")
        scores[round(float(threshold), 2)] = f1
    kept["threshold"] = max(threshold for threshold, f1 in scores.items() if f1 > max(scores.values()) - AS_GOOD)
    settings.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(f"threshold {kept['threshold']}, confidence {kept['confidence']}")


if __name__ == "__main__":
    main()
