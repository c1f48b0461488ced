"""Out of domain: GUM's news and interviews, `python -m evaluation.gum`. Imports onrecord and evaluation.

GUM marks attribution as a discourse relation from a clause that names source and cue ("Michiel said") to the clause that heads
the content. It marks clauses only and no spans of ours, so what can be measured is recall: a relation is found where a
statement has its cue in the first clause and content in the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import onrecord
from evaluation.shared import DATA
from onrecord.record import Span

GENRES = ("news", "interview")
_RELATION = re.compile(r"Discourse=(attribution-\w+):(\d+)->(\d+):|Discourse=[\w-]+:(\d+)")


@dataclass(frozen=True, slots=True)
class Document:
    """A text, its elementary discourse units by number, and the (attributing, attributed) pairs of units."""

    id: str
    genre: str
    text: str
    units: dict[int, Span]
    relations: tuple[tuple[int, int], ...]


def documents(path: Path) -> Iterator[Document]:
    for block in re.split(r"(?m)^(?=# newdoc id)", path.read_text(encoding="utf-8")):
        name = re.match(r"# newdoc id = (GUM_(\w+?)_\S+)", block)
        if name and name[2] in GENRES:
            yield _document(name[1], name[2], block)


def _document(name: str, genre: str, block: str) -> Document:
    text, starts, relations = "", [], []
    for line in block.splitlines():
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            text = text.rstrip() + "\n\n" if text else ""
        if not re.match(r"\d+\t", line):
            continue
        row = line.split("\t")
        if found := _RELATION.search(row[9]):
            unit = int(found[2] or found[4])
            starts.append((unit, len(text)))
            if found[1] and found[1] != "attribution-negative":
                relations.append((unit, int(found[3])))
        text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
    ends = [start for _, start in starts[1:]] + [len(text)]
    units = {unit: Span(start, end) for (unit, start), end in zip(starts, ends, strict=True)}
    return Document(name, genre, text, units, tuple(r for r in relations if r[1] in units))


def measures() -> dict[str, float]:
    """Recall of attribution relations, by genre."""
    counts = {genre: [0, 0] for genre in GENRES}
    for path in sorted((DATA / "gum").glob("*.conllu")):
        for document in documents(path):
            statements = onrecord.read(document.text, id=document.id).statements
            for unit, content in document.relations:
                clause, head = document.units[unit], document.units[content]
                counts[document.genre][0] += any(
                    any(c.overlaps(clause) for c in s.cue) and any(c.overlaps(head) for c in s.content) for s in statements
                )
                counts[document.genre][1] += 1
    return {f"GUM {genre} relations found": found / total for genre, (found, total) in counts.items()}


if __name__ == "__main__":
    for measure, value in measures().items():
        print(f"{measure:<32} {value:.3f}")
