"""A user's own annotations as training data: `python -m training.convert FOLDER > mine.jsonl`. Imports the standard library only.

Reads Citron's JSON (`{"text", "quotes": [{"cue", "sources", "contents"}]}`) and brat standoff (`NAME.txt` beside `NAME.ann`)
wherever they lie below FOLDER. brat entities are named Source, Cue and Content; what belongs together is joined to its cue by
relations or by an event whose arguments they are. Writes the JSON Lines that training.corpora reads. A file that cannot be read
is named on standard error and left out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROLES = ("source", "cue", "content")
Pieces = list[list[int]]


def from_citron(raw: dict[str, Any], name: str) -> dict[str, Any]:
    """Raises KeyError or TypeError where it is not Citron's format, ValueError where a span does not hold its words."""
    text = raw["text"]
    found = []
    for number, quote in enumerate(raw["quotes"]):
        spans = {"source": quote["sources"], "cue": [quote["cue"]] if quote.get("cue") else [], "content": quote["contents"]}
        for span in (s for group in spans.values() for s in group):
            if "text" in span and text[span["start"] : span["end"]] != span["text"]:
                raise ValueError(f"quote {number}: characters {span['start']} to {span['end']} are not {span['text']!r}")
        pieces = {role: [[s["start"], s["end"]] for s in group] for role, group in spans.items()}
        found.append({"id": str(quote.get("id", number)), **pieces})
    return _article(name, text, found)


_ENTITY = re.compile(r"(T\d+)\t(\S+) ([\d ;]+)\t?")
_RELATION = re.compile(r"R\d+\t\S+ \S+?:(T\d+) \S+?:(T\d+)")
_EVENT = re.compile(r"E\d+\t(\S+:T\d+(?: \S+:T\d+)*)")


def from_brat(text: str, annotation: str, name: str) -> dict[str, Any]:
    """One attribution for each cue. brat counts code points, as we do."""
    roles: dict[str, str] = {}
    pieces: dict[str, Pieces] = {}
    belongs: dict[str, list[str]] = {}
    for line in annotation.splitlines():
        if match := _ENTITY.match(line):
            roles[match[1]] = match[2].casefold()
            pieces[match[1]] = [[int(n) for n in piece.split()] for piece in match[3].split(";")]
    cues = [t for t, role in roles.items() if role == "cue"]
    for line in annotation.splitlines():
        if match := _RELATION.match(line):
            for cue, other in ((match[1], match[2]), (match[2], match[1])):
                if cue in cues:
                    belongs.setdefault(cue, []).append(other)
        elif match := _EVENT.match(line):
            members = [argument.rsplit(":", 1)[1] for argument in match[1].split()]
            for cue in (m for m in members if m in cues):
                belongs.setdefault(cue, []).extend(m for m in members if m != cue)
    found = []
    for cue in cues:
        joined = belongs.get(cue, [])
        attribution: dict[str, Any] = {"id": cue, "cue": pieces[cue]}
        for role in ("source", "content"):
            attribution[role] = sorted(piece for t in dict.fromkeys(joined) if roles.get(t) == role for piece in pieces[t])
        found.append(attribution)
    return _article(name, text, found)


def _article(name: str, text: str, found: list[dict[str, Any]]) -> dict[str, Any]:
    for attribution in found:
        for role in ROLES:
            for start, end in attribution[role]:
                if not 0 <= start < end <= len(text):
                    raise ValueError(f"attribution {attribution['id']}: {role} [{start}, {end}] is not in the text")
    return {"id": name, "text": text, "annotations": {"own": found}}


def converted(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        try:
            if path.suffix == ".ann":
                yield from_brat(path.with_suffix(".txt").read_text("utf-8"), path.read_text("utf-8"), name)
            elif path.suffix == ".json":
                yield from_citron(json.loads(path.read_text("utf-8")), name)
        except (OSError, ValueError, KeyError, TypeError) as error:
            print(f"{path}: left out: {type(error).__name__}: {error}", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for article in converted(parser.parse_args().folder):
        print(json.dumps(article, ensure_ascii=False))


if __name__ == "__main__":
    main()
