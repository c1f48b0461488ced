"""Polarity of cues: accuracy on gold sentences of our own.

Run `python -m evaluation.polarity`, with `--errors` to list what is wrong. Each line of polarity_sentences.jsonl is an invented
sentence with its [cue] and {content}. The set "tuning" was used while writing the rules; the sets "check" were written later:
their first runs gave .800 (50 sentences) and, with the words that those taught, .925 (40 more); what was missed then has been
added since, so today's figures are no longer a check.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from onrecord.extract.statements.polarity import polarity_of
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


def measures() -> dict[str, float]:
    """Accuracy over all sentences, over each set, and over each polarity."""
    listed = cases()
    groups = {"accuracy": listed}
    groups |= {f"accuracy, {name}": [c for c in listed if c.set == name] for name in sorted({c.set for c in listed})}
    groups |= {f"accuracy, {polarity}": [c for c in listed if c.polarity is polarity] for polarity in Polarity}
    return {name: sum(map(right, over)) / len(over) for name, over in groups.items()}


def main() -> None:
    listed = cases()
    for name, value in measures().items():
        print(f"{name:<24}{value:>8.3f}")
    if "--errors" in sys.argv:
        for case in listed:
            if not right(case):
                print(f"{case.set}: {case.text} not {polarity_of(case.text, (case.cue,), (case.content,))} but {case.polarity}")


if __name__ == "__main__":
    main()
