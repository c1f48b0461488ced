"""Loads the trap articles: short reports about invented people, each around one way to name the wrong speaker.

A file gives the text, the names and parts of speech as a tagger would ("tags" go with the words of `lay_out`), and the statements
with what is expected of them. A speaker of "*" stands for any name.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.extract.coreference.speakers import Resolution, resolve_speakers
from onrecord.extract.text.layout import lay_out
from onrecord.extract.text.results import FoundName, FoundStatement, TaggedWord
from onrecord.record import Article, Span, Spans

FOLDER = Path(__file__).parent / "traps"


@dataclass(frozen=True, slots=True)
class Trap:
    about: str
    article: Article
    statements: tuple[FoundStatement, ...]
    names: tuple[FoundName, ...]
    words: tuple[TaggedWord, ...]
    expected: tuple[dict[str, Any], ...]

    def resolve(self) -> Resolution:
        return resolve_speakers(self.article, self.statements, self.names, self.words)


def load(path: Path) -> Trap:
    data = json.loads(path.read_text("utf-8"))
    text = data["text"]
    layout = lay_out(text, ())
    words = zip(layout.starts, layout.ends, data["tags"].split(), strict=True)
    return Trap(
        data["about"],
        Article(path.stem, text),
        tuple(FoundStatement(_spans(s["source"]), _spans(s["cue"]), _spans(s["content"]), 1.0) for s in data["statements"]),
        tuple(FoundName(Span(start, end), type_) for start, end, type_ in data["names"]),
        tuple(TaggedWord(Span(start, end), tag) for start, end, tag in words),
        tuple(data["statements"]),
    )


def _spans(pairs: list[list[int]]) -> Spans:
    return tuple(Span(start, end) for start, end in pairs)
