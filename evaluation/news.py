"""Statements of news articles, their types and speakers, against gold: `python -m evaluation.news [--data FILE] [--wrong N]`.

Imports onrecord and evaluation. Scores are those of `../shared/eval/news.py`; by publisher, since each has its own ways.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import onrecord
from evaluation.attribution import CAUSES, Reading, calibration, causes
from evaluation.shared import DATA, SHARED, json_lines, measure
from onrecord.record import Spans, Statement

DEV = DATA / "news" / "dev.jsonl"
KINDS = ("direct", "mixed", "indirect")
ROLES = ("source", "cue", "content")


def _scorer() -> ModuleType:
    folder = str(SHARED / "eval")
    if folder not in sys.path:  # the measure imports its neighbours
        sys.path.append(folder)
    return measure("news")


def read_all(path: Path, min_confidence: float | None = None) -> list[Reading]:
    """Each article as a user's would be read: from its text alone."""
    return [
        Reading(raw, onrecord.read(raw["text"], id=raw["id"], min_confidence=min_confidence).statements)
        for raw in json_lines(path)
    ]


def scores(readings: Sequence[Reading]) -> dict[str, Any]:
    """The figures of `../shared/eval/news.py`."""
    gold = {r.raw["id"]: dict(r.raw) for r in readings}
    found = {r.raw["id"]: {"attributions": list(map(_predicted, r.statements))} for r in readings}
    result: dict[str, Any] = _scorer().news(gold, found)
    return result


def _predicted(statement: Statement) -> dict[str, Any]:
    spans = (_pairs(s) for s in (statement.source, statement.cue, statement.content))
    name = statement.speaker.name if statement.speaker else None
    return {**dict(zip(ROLES, spans, strict=True)), "speaker": name, "type": str(statement.type)}


def _pairs(spans: Spans) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def headline(result: Mapping[str, Any]) -> dict[str, float]:
    """The figures that have floors, by name."""
    return {
        "AR@0.5 F1": result["AR@0.5"]["F1"],
        "AR@0.8 F1": result["AR@0.8"]["F1"],
        "said only F1": result["said only"]["F1"],
        "said only precision": result["said only"]["P"],
        "said only recall": result["said only"]["R"],
        **{f"{role} exact F1": result["exact"][role]["F1"] for role in ROLES},
        **{f"{kind} recall@0.5": result["recall_by_kind@0.5"][kind][0] for kind in KINDS},
        "type": result["type"],
        "named": result["named"],
    }


def measures() -> dict[str, float]:
    """The figures that have floors. Calibration is one less its expected error, so that more is better."""
    _, error = calibration(read_all(DEV, min_confidence=0.0))
    return {**headline(scores(read_all(DEV))), "calibration": 1 - error}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEV)
    parser.add_argument("--wrong", type=int, default=0, help="examples of each kind of error")
    given = parser.parse_args()
    readings = read_all(given.data)
    print(f"{len(readings)} articles, {sum(len(r.statements) for r in readings)} statements")
    for name, value in headline(scores(readings)).items():
        print(f"  {name:<22} {value:.4f}")
    print("by publisher (AR@0.5 F1, gold statements)")
    for publisher in sorted({r.raw["id"].rsplit("-", 1)[0] for r in readings}):
        some = [r for r in readings if r.raw["id"].rsplit("-", 1)[0] == publisher]
        print(f"  {publisher:<22} {scores(some)['AR@0.5']['F1']:.3f} {sum(len(r.gold) for r in some):4}")
    counted, examples = causes(readings)
    print("errors by cause")
    for cause in CAUSES:
        print(f"  {cause:<38} {counted[cause]}")
        for example in examples[cause][: given.wrong]:
            print(f"      {example}")
    rows, error = calibration(read_all(given.data, min_confidence=0.0))
    print(f"calibration (expected error {error:.3f})\n  confidence  right  statements")
    for mean, right, n in rows:
        print(f"  {mean:10.2f}  {right:5.2f}  {n}")


if __name__ == "__main__":
    main()
