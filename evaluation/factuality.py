"""Whether it was said at all: on gold sentences of our own, `python -m evaluation.factuality [--wrong]`.

Imports onrecord and evaluation. Each text of `gold/factuality.jsonl` is read as a user's would be. A gold statement is found
where a statement has its cue and content (IoU of at least .5); its factuality is then right or wrong. Beside that: how many of
those that were not said at all are given as said.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onrecord
from evaluation.matching import Attribution, characters, found_attributions, overlap
from evaluation.shared import json_lines
from onrecord.record import Factuality, Statement

SENTENCES = Path(__file__).parent / "gold" / "factuality.jsonl"
HALVES = ("tune", "hold")


@dataclass(frozen=True, slots=True)
class Case:
    """One gold statement and what was found in its place."""

    half: str
    text: str
    gold: Mapping[str, Any]
    found: Statement | None

    @property
    def right(self) -> bool:
        return self.found is not None and self.found.factuality == self.gold["factuality"]

    @property
    def affirmed(self) -> bool:
        """It was not said, and is given as said."""
        given = self.found is not None and self.found.factuality is Factuality.FACTUAL
        return given and self.gold["factuality"] != Factuality.FACTUAL


def cases() -> Iterator[Case]:
    for raw in json_lines(SENTENCES):
        text = raw["text"]
        statements = onrecord.read(text, id=raw["id"]).statements
        found = found_attributions(text, statements)
        for gold in raw["statements"]:
            wanted = Attribution(*(characters(text, gold[role]) for role in ("source", "cue", "content")))
            best = max(range(len(found)), key=lambda i: _closeness(wanted, found[i]), default=None)
            near = best is not None and _closeness(wanted, found[best]) >= 0.5
            yield Case(raw["half"], text, gold, statements[best] if near and best is not None else None)


def _closeness(wanted: Attribution, found: Attribution) -> float:
    return overlap(wanted.content, found.content) if wanted.cue & found.cue else 0.0


def measures() -> dict[str, float]:
    """For each half: share found, and of these right; of all that were not said, share not affirmed."""
    listed = list(cases())
    values = {}
    for half in HALVES:
        some = [c for c in listed if c.half == half]
        found = [c for c in some if c.found]
        unsaid = [c for c in some if c.gold["factuality"] != Factuality.FACTUAL]
        values[f"found, {half}"] = len(found) / len(some)
        values[f"right of found, {half}"] = sum(c.right for c in found) / len(found)
        values[f"not said, not affirmed, {half}"] = 1 - sum(c.affirmed for c in unsaid) / len(unsaid)
    return values


def main() -> None:
    for name, value in measures().items():
        print(f"{name:<32} {value:.3f}")
    if "--wrong" in sys.argv:
        for case in cases():
            if case.half == "tune" and not case.right:
                print(case.gold["factuality"], case.found.factuality if case.found else "not found", "|", case.text)


if __name__ == "__main__":
    main()
