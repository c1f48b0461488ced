"""PLOVER root types of given parties: `python -m evaluation.plv TABLE.tsv`. Imports onrecord and evaluation.

TABLE has the columns sentence, marked_sentence, source and target; for each row, in order, one line {"root": TYPE} is printed,
where CONCEDE and RETREAT are YIELD, and null stands where a sentence cannot be read.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path

import onrecord
from onrecord.errors import OnrecordError
from onrecord.extract.events.types import root_of
from onrecord.record import Record, Span

_MARK = re.compile(r"</?[st]>")


def main(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            print(json.dumps({"root": root(row)}), flush=True)


def root(row: dict[str, str]) -> str | None:
    try:
        record = onrecord.read(row["sentence"])
    except OnrecordError:
        return None
    return root_of(record, *parties(record, row))


def parties(record: Record, row: dict[str, str]) -> tuple[Span, Span]:
    """Where source and target stand: where the marked sentence has them, else where their words are, else the whole text."""
    text = record.article.text
    found = []
    for tag, words in (("s", row["source"]), ("t", row["target"])):
        before, _, _ = row["marked_sentence"].partition(f"<{tag}>")
        hint = len(_MARK.sub("", before))
        words = words.strip()
        at = text.find(words, max(0, hint - 3)) if words else -1
        at = at if at >= 0 else text.find(words) if words else -1
        found.append(Span(at, at + len(words)) if at >= 0 else Span(0, max(1, len(text))))
    return found[0], found[1]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m evaluation.plv TABLE.tsv")
    main(Path(sys.argv[1]))
