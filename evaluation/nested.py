"""Statements inside what another one says, on gold sentences of our own, about invented people.

Run `python -m evaluation.nested`, with `--errors` to list what is wrong. Each line of nested_sentences.jsonl has its "outer"
statements and the "inner" ones in their contents, as the words of [source, cue, content]; about two in five have none, but words
that look like one (scare quotes, titles, "he wants to"). The set "first" was used while writing the reading of nested statements,
the set "blind" was written afterwards and read once: docs/reader.md has what that gave.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import onrecord
from evaluation.matching import Attribution, characters, found_attributions, matched
from onrecord.record import Factuality, Record, Span, StatementType

SENTENCES = Path(__file__).parent / "nested_sentences.jsonl"
Placed = tuple[list[Span], list[Span], list[Span]]  # source, cue, content


@dataclass(frozen=True, slots=True)
class Case:
    set: str
    text: str
    outer: tuple[Attribution, ...]
    inner: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    right: int
    found: int
    gold: int

    @property
    def scores(self) -> dict[str, float]:
        precision, recall = self.right / max(self.found, 1), self.right / max(self.gold, 1)
        return {"precision": precision, "recall": recall, "F1": 2 * self.right / max(self.found + self.gold, 1)}


def cases(path: Path = SENTENCES) -> list[Case]:
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        text = data["text"]
        whole = (Span(0, len(text)),)
        outer = [_placed(text, words, whole) for words in data["outer"]]
        inner = [_inside(text, words, [content for _, _, content in outer]) for words in data["inner"]]
        found.append(Case(data["set"], text, *(tuple(_attribution(text, one) for one in each) for each in (outer, inner))))
    return found


def _inside(text: str, words: Sequence[str | list[str]], contents: Sequence[list[Span]]) -> Placed:
    """The words of an inner statement in the first of `contents` that has them all."""
    for content in contents:
        with contextlib.suppress(ValueError):
            return _placed(text, words, content)
    raise ValueError(f"{words!r} have no place in {text!r}")


def _placed(text: str, words: Sequence[str | list[str]], within: Iterable[Span]) -> Placed:
    """The first place of each in `within`, of source and cue outside the content. Raises ValueError where there is none."""
    source, cue, content = ([one] if isinstance(one, str) else one for one in words)
    said = [_first(text, piece, within, ()) for piece in content]
    return [_first(text, s, within, said) for s in source if s], [_first(text, c, within, said) for c in cue], said


def _first(text: str, words: str, within: Iterable[Span], outside: Iterable[Span]) -> Span:
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
        span = Span(match.start(), match.end())
        if any(piece.contains(span) for piece in within) and not any(piece.overlaps(span) for piece in outside):
            return span
    raise ValueError(f"{words!r} has no place in {text!r}")


def _attribution(text: str, spans: Placed) -> Attribution:
    return Attribution(*(characters(text, [(s.start, s.end) for s in each]) for each in spans))


def read(case: Case, min_confidence: float | None = None) -> tuple[Record, list[Attribution]]:
    """The record, and the reports that it has inside an outer one's content: what was said, and was said in fact."""
    record = onrecord.read(case.text, min_confidence=min_confidence)
    said = frozenset().union(*(outer.content for outer in case.outer))
    reports = [s for s in record.statements if s.type is StatementType.SAID and s.factuality is Factuality.FACTUAL]
    return record, [one for one in found_attributions(case.text, reports) if one.cue and one.cue <= said]


def count(listed: Sequence[Case], min_confidence: float | None = None) -> Counts:
    readings = [(case, read(case, min_confidence)[1]) for case in listed]
    right = sum(len(matched(case.inner, inner, 0.5)) for case, inner in readings)
    return Counts(right, sum(len(inner) for _, inner in readings), sum(len(case.inner) for case in listed))


def measures() -> dict[str, float]:
    """Precision, recall, F1 over all sentences and F1 over each set; the share of sentences without any in which none is found,
    and of outer statements found beside the inner ones."""
    listed = cases()
    plain = [case for case in listed if not case.inner]
    values = count(listed).scores
    for name in sorted({case.set for case in listed}):
        values[f"F1, {name}"] = count([case for case in listed if case.set == name]).scores["F1"]
    values["sentences without any, right"] = sum(not read(case)[1] for case in plain) / len(plain)
    outer = [(case, found_attributions(case.text, read(case)[0].statements)) for case in listed]
    values["outer found beside inner"] = sum(len(matched(c.outer, f, 0.5)) for c, f in outer) / sum(len(c.outer) for c in listed)
    return values


def main() -> None:
    listed = cases()
    for name, value in measures().items():
        print(f"{name:<44}{value:>8.3f}")
    for name in sorted({case.set for case in listed}):
        some = [case for case in listed if case.set == name]
        print(f"{name} ({len(some)} sentences, {sum(not case.inner for case in some)} without any): precision, recall, F1")
        for dial in (0.5, 0.6, 0.7, 0.8):
            print(f"  from {dial:.2f} on  " + "  ".join(f"{value:.3f}" for value in count(some, dial).scores.values()))
    if "--errors" in sys.argv:
        for case in listed:
            inner = read(case)[1]
            pairs = matched(case.inner, inner, 0.5)
            for sort, wrong in (
                ("missed", [one for i, one in enumerate(case.inner) if i not in pairs.values()]),
                ("extra", [one for i, one in enumerate(inner) if i not in pairs]),
            ):
                for one in wrong:
                    words = " | ".join(case.text[min(part) : max(part) + 1] if part else "∅" for part in one.roles)
                    print(f"{case.set}, {sort}: {words}\n    in: {case.text}")


if __name__ == "__main__":
    main()
