"""Polarity of cues: accuracy on gold sentences of our own.

Run `python -m evaluation.polarity`, with `--errors` to list what is wrong. Each line of polarity_sentences.jsonl is an invented
sentence with its [cue] and {content}. The set "tuning" was used while writing the rules, the set "check" was written afterwards.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from onrecord.extract.polarity import polarity_of
from onrecord.record import Polarity, Span

SENTENCES = Path(__file__).parent / "polarity_sentences.jsonl"


@dataclass(frozen=True, slots=True)
class Case:
    set: str
    text: str
    cue: Span
    content: Span
    polarity: Polarity


def cases(path: Path = SENTENCES) -> list[Case]:
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        text, spans, opened = "", {}, 0
        for piece in re.split(r"([\[\]{}])", data["text"]):
            if piece in ("[", "{"):
                opened = len(text)
            elif piece in ("]", "}"):
                spans[piece] = Span(opened, len(text))
            else:
                text += piece
        found.append(Case(data["set"], text, spans["]"], spans["}"], Polarity(data["polarity"])))
    return found


def right(case: Case) -> bool:
    return polarity_of(case.text, (case.cue,), (case.content,)) is case.polarity


def main() -> None:
    listed = cases()
    sets = {"all": listed, **{name: [c for c in listed if c.set == name] for name in sorted({c.set for c in listed})}}
    for name, over in sets.items():
        print(f"{name:<10}{len(over):>6}{sum(map(right, over)) / len(over):>8.3f}")
    for polarity, count in Counter(c.polarity for c in listed).items():
        print(f"  {polarity:<10}{count:>4}{sum(right(c) for c in listed if c.polarity is polarity) / count:>8.3f}")
    if "--errors" in sys.argv:
        for case in listed:
            if not right(case):
                print(f"{case.set}: {case.text} not {polarity_of(case.text, (case.cue,), (case.content,))} but {case.polarity}")


if __name__ == "__main__":
    main()
