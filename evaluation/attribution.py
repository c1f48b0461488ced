"""Statements against gold attributions: `python -m evaluation.attribution [--data FILE] [--examples N]`.

Imports onrecord and evaluation. Reads each text as a user's would be read (`onrecord.read`), but asks the reader for what
PolNeAR's guidelines want marked. Scores with `../shared/eval/attribution.py`, and adds what it does not give: figures by
publisher, errors by cause with examples, calibration, and the precision curve.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onrecord
from evaluation.matching import Attribution, found_attributions, gold_attributions, matched, overlap
from evaluation.shared import DATA, json_lines, measure, reading_by
from onrecord.extract.network.tags import GUIDELINES
from onrecord.extract.statements.network_reader import NetworkReader
from onrecord.record import Spans, Statement, statements_around

DEV = DATA / "polnear" / "dev.jsonl"
POLNEAR = NetworkReader(GUIDELINES.index("polnear"))  # marks what PolNeAR's annotators mark
AS_POLNEAR = "evaluation.attribution:POLNEAR"


@dataclass(frozen=True, slots=True)
class Reading:
    """One gold article with what was read from it."""

    raw: Mapping[str, Any]
    statements: tuple[Statement, ...]

    @property
    def gold(self) -> list[Attribution]:
        return gold_attributions(self.raw)

    @property
    def found(self) -> list[Attribution]:
        return found_attributions(self.raw["text"], self.statements)

    @property
    def outer(self) -> Reading:
        around = statements_around(self.statements)
        return Reading(self.raw, tuple(s for s, outer in zip(self.statements, around, strict=True) if outer is None))


def read_all(path: Path, min_confidence: float | None = None) -> list[Reading]:
    readings = []
    for raw in json_lines(path):
        record = onrecord.read(
            raw["text"],
            id=raw["id"],
            title=raw.get("title"),
            publisher=raw.get("publisher"),
            published=raw.get("date"),
            min_confidence=min_confidence,
        )
        readings.append(Reading(raw, record.statements))
    return readings


def scores(readings: Iterable[Reading]) -> dict[str, Any]:
    """The figures of `../shared/eval/attribution.py`."""
    listed = list(readings)
    gold = {r.raw["id"]: dict(r.raw) for r in listed}
    found = {r.raw["id"]: {"attributions": [_pairs(s) for s in r.statements]} for r in listed}
    result: dict[str, Any] = measure("attribution").score(gold, found)
    return result


def _pairs(statement: Statement) -> dict[str, list[list[int]]]:
    def pairs(spans: Spans) -> list[list[int]]:
        return [[s.start, s.end] for s in spans]

    return {"source": pairs(statement.source), "cue": pairs(statement.cue), "content": pairs(statement.content)}


def headline(result: Mapping[str, Any]) -> dict[str, float]:
    """The figures that have floors, by name."""
    kinds = result["recall_by_kind@0.5"]
    return {
        "AR@0.5 F1": result["AR@0.5"]["F1"],
        "AR@0.8 F1": result["AR@0.8"]["F1"],
        **{f"{role} char F1": result["char"][role]["F1"] for role in ("content", "source", "cue")},
        **{f"{role} exact F1": result["exact"][role]["F1"] for role in ("source", "cue", "content")},
        **{f"{kind} recall@0.5": kinds[kind][0] for kind in ("direct", "mixed", "indirect") if kind in kinds},
    }


CAUSES = (
    "missed: no cue found",
    "missed: cue found, nothing linked",
    "wrong source",
    "wrong cue",
    "content too short",
    "content too long",
    "content elsewhere",
    "extra: nothing like it in the gold",
)


def causes(readings: Sequence[Reading]) -> tuple[Counter[str], dict[str, list[str]]]:
    """Errors at AR@0.5 by cause, and examples of each."""
    counted: Counter[str] = Counter()
    examples: dict[str, list[str]] = defaultdict(list)
    for reading in readings:
        text, gold, found = reading.raw["text"], reading.gold, reading.found
        pairing = matched(gold, found, 0.5)
        hit = set(pairing.values())
        explained: set[int] = set()
        for gi, g in enumerate(gold):
            if gi in hit:
                continue
            cause, fi = _cause(g, found)
            if fi is not None:
                explained.add(fi)
            counted[cause] += 1
            examples[cause].append(_shown(text, g, found[fi] if fi is not None else None))
        for fi, f in enumerate(found):
            if fi not in pairing and fi not in explained:
                counted[CAUSES[-1]] += 1
                examples[CAUSES[-1]].append(_shown(text, None, f))
    return counted, examples


def _cause(gold: Attribution, found: Sequence[Attribution]) -> tuple[str, int | None]:
    same_cue = [i for i, f in enumerate(found) if f.cue & gold.cue]
    same_content = [i for i, f in enumerate(found) if overlap(f.content, gold.content) >= 0.5]
    if same_content:
        best = max(same_content, key=lambda i: overlap(found[i].content, gold.content))
        wrong_source = not (found[best].source & gold.source) and bool(found[best].source or gold.source)
        return ("wrong source" if wrong_source else "wrong cue"), best
    if not same_cue:
        return "missed: no cue found", None
    best = max(same_cue, key=lambda i: overlap(found[i].content, gold.content))
    content = found[best].content
    if not content & gold.content:
        return "content elsewhere", best
    return ("content too short" if len(content) < len(gold.content) else "content too long"), best


def _shown(text: str, gold: Attribution | None, found: Attribution | None) -> str:
    def words(a: Attribution | None) -> str:
        if a is None:
            return "—"
        return " | ".join(text[min(r) : max(r) + 1].replace("\n", "¶")[:160] if r else "∅" for r in a.roles)

    return f"gold:  {words(gold)}\n      found: {words(found)}"


def calibration(readings: Sequence[Reading], bins: int = 10) -> tuple[list[tuple[float, float, int]], float]:
    """(mean confidence, share right, number) of each tenth, and the expected calibration error (Guo et al. 2017)."""
    pairs = []
    for reading in readings:
        pairing = matched(reading.gold, reading.found, 0.5)
        pairs += [(s.confidence, i in pairing) for i, s in enumerate(reading.statements)]
    rows, error = [], 0.0
    for b in range(bins):
        inside = [(c, ok) for c, ok in pairs if b / bins <= c < (b + 1) / bins or (b == bins - 1 and c == 1)]
        if inside:
            mean, right = sum(c for c, _ in inside) / len(inside), sum(ok for _, ok in inside) / len(inside)
            rows.append((mean, right, len(inside)))
            error += abs(mean - right) * len(inside) / len(pairs)
    return rows, error


def measures() -> dict[str, float]:
    """The figures that have floors. Calibration is one less its expected error, so that more is better. The gold marks no
    statement inside another: those found count as wrong in calibration and in one figure, and are left out of the others."""
    with reading_by(AS_POLNEAR):
        readings = read_all(DEV)
        _, error = calibration(read_all(DEV, min_confidence=0.0))
    everything = scores(readings)["AR@0.5"]["F1"]
    outer = headline(scores(reading.outer for reading in readings))
    return {**outer, "AR@0.5 F1, inner ones extra": everything, "calibration": 1 - error}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEV)
    parser.add_argument("--examples", type=int, default=0)
    given = parser.parse_args()
    with reading_by(AS_POLNEAR):
        readings = read_all(given.data)
        every = read_all(given.data, min_confidence=0.0)
    print(f"{len(readings)} articles, {sum(len(r.statements) for r in readings)} statements")
    for name, value in headline(scores(readings)).items():
        print(f"  {name:<22} {value:.4f}")
    print("by publisher (AR@0.5 F1)")
    for publisher in sorted({r.raw["publisher"] for r in readings}):
        some = [r for r in readings if r.raw["publisher"] == publisher]
        print(f"  {publisher:<22} {scores(some)['AR@0.5']['F1']:.4f}")
    counted, examples = causes(readings)
    print("errors by cause")
    for cause in CAUSES:
        print(f"  {cause:<38} {counted[cause]}")
        for example in examples[cause][: given.examples]:
            print(f"      {example}")
    rows, error = calibration(every)
    print(f"calibration (expected error {error:.3f})\n  confidence  right  statements")
    for mean, right, n in rows:
        print(f"  {mean:10.2f}  {right:5.2f}  {n}")
    print("precision dial\n  --min-confidence  precision  recall")
    for step in range(10):
        some = [Reading(r.raw, tuple(s for s in r.statements if s.confidence >= step / 10)) for r in every]
        result = scores(some)["AR@0.5"]
        print(f"  {step / 10:16.1f}  {result['P']:9.3f}  {result['R']:6.3f}")


if __name__ == "__main__":
    main()
