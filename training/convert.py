"""A user's own annotations as training data: `python -m training.convert FOLDER > mine.jsonl`. May import onrecord.

Reads Citron's JSON (NAME.json) and brat standoff (`NAME.txt` beside `NAME.ann`) wherever they lie below FOLDER;
onrecord.formats.citron and onrecord.formats.brat describe them. Writes the JSON Lines that training.corpora reads. A file that
cannot be read is named on standard error and left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.formats.attributions import AnnotatedText
from onrecord.formats.brat import from_brat
from onrecord.formats.citron import from_citron
from onrecord.record import Spans


def as_training(annotated: AnnotatedText, name: str) -> dict[str, Any]:
    """The line that training.corpora reads."""
    own = [
        {"id": one.id, "source": _pairs(one.source), "cue": _pairs(one.cue), "content": _pairs(one.content)}
        for one in annotated.attributions
    ]
    return {"id": name, "text": annotated.text, "annotations": {"own": own}}


def _pairs(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def converted(folder: Path) -> Iterator[dict[str, Any]]:
    """Every annotated text below `folder`, in the order of the names."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        try:
            if path.suffix == ".ann":
                yield as_training(from_brat(_text(path.with_suffix(".txt")), _text(path)), name)
            elif path.suffix == ".json":
                yield as_training(from_citron(json.loads(_text(path))), name)
        except (OSError, ValueError, InputError) as error:
            print(f"{path}: left out: {type(error).__name__}: {error}", file=sys.stderr)


def _text(path: Path) -> str:
    """The file's text, its line ends as they are, since spans count them."""
    return path.read_bytes().decode("utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for article in converted(parser.parse_args().folder):
        print(json.dumps(article, ensure_ascii=False))


if __name__ == "__main__":
    main()
