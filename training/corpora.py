"""Training data as tokens with labels. Imports onrecord.extract.network.tokens, onrecord.record and the standard library.

PolNeAR-style JSON Lines (`{"id", "title", "text", "annotations": {annotator: [{"source", "cue", "content", "type"?,
"factuality"?}]}}`) gives attributions; GUM's CoNLL-U gives names and universal parts of speech.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.extract.network.linking import BC, BS, IC, IS
from onrecord.extract.network.tags import FACTUALITIES, NAME_TAGS, PARTS_OF_SPEECH, TYPES
from onrecord.extract.network.tokens import Tokens, tokenize, tokenizer
from onrecord.extract.text.paragraphs import Paragraph, paragraphs_of
from onrecord.record import Span
from training.factuality import UNKNOWN, likely_factuality

NAMED = frozenset({"person", "organization"})  # kinds of speakers
# Genres of GUM that read like news and whose texts may be used and passed on freely: Wikinews, Wikipedia, public speeches.
OPEN_GENRES = ("news", "interview", "bio", "speech")


@dataclass(frozen=True, slots=True, eq=False)
class Attribution:
    """Token index sets of one attribution; `cue` is `(first, last)`; `type` and `factuality` are places in TYPES and
    FACTUALITIES, or UNKNOWN."""

    cue: tuple[int, int]
    tags: dict[int, int]
    type: int = UNKNOWN
    factuality: int = UNKNOWN


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """One article: its tokens, for each annotator the attributions, and the guidelines they were marked by.

    `names`: a name tag a token, UNKNOWN where that is not known. `chances` [tokens, 3], where a teacher gave them: its
    probabilities of cue tags.
    """

    id: str
    text: str
    tokens: Tokens
    readings: tuple[tuple[Attribution, ...], ...]
    guidelines: int
    names: list[int]
    chances: npt.NDArray[np.float16] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Tagged:
    """One document with a name tag and a part of speech a token (-1 where there is none)."""

    id: str
    tokens: Tokens
    names: list[int]
    parts: list[int]


def article_paragraphs(text: str, title: str | None) -> list[Paragraph]:
    """The paragraphs of a bare text; the first is a heading where it repeats the title."""
    found = paragraphs_of(text, Span(0, len(text)))
    if found and title:
        plain = [re.sub(r"\W+", "", s).casefold() for s in (found[0].span.of(text), title)]
        if plain[0] == plain[1]:
            found[0] = Paragraph(found[0].span, heading=True)
    return found


_PREPOSITIONS = frozenset(
    tokenizer().token_to_id(word)
    for word in ("in", "on", "at", "by", "with", "during", "through", "via", "to", "from", "after", "for")
)


def _token_indexes(tokens: Tokens, pieces: list[list[int]]) -> list[int]:
    found: list[int] = []
    for start, end in pieces:
        low = int(np.searchsorted(tokens.ends, start, side="right"))
        high = int(np.searchsorted(tokens.starts, end, side="left"))
        found.extend(range(low, high))
    return found


def _cue(tokens: Tokens, pieces: list[list[int]], tags: dict[int, int]) -> tuple[int, int] | None:
    """First and last token of a cue. Of one that source or content part, only the words of saying ("In a letter, she wrote"):
    the piece that does not begin with a preposition."""
    runs = [run for piece in pieces if (run := _token_indexes(tokens, [piece]))]
    if not runs:
        return None
    if any(t in tags for t in range(runs[0][0], runs[-1][-1] + 1)):
        verbs = [run for run in runs if int(tokens.ids[run[0]]) not in _PREPOSITIONS]
        runs = (verbs or runs)[:1]
    return runs[0][0], runs[-1][-1]


def _attribution(tokens: Tokens, text: str, raw: dict[str, Any]) -> Attribution | None:
    tags: dict[int, int] = {}
    for role, begin, inside in (("source", BS, IS), ("content", BC, IC)):
        for piece in raw.get(role) or []:
            for n, token in enumerate(_token_indexes(tokens, [piece])):
                tags[token] = begin if n == 0 else inside
    cue = _cue(tokens, raw["cue"], tags)
    if cue is None:
        return None
    type_ = TYPES.index(raw["type"]) if "type" in raw else UNKNOWN
    if "factuality" in raw:
        return Attribution(cue, tags, type_, FACTUALITIES.index(raw["factuality"]))
    return Attribution(cue, tags, type_, likely_factuality(text, raw))


def attributions(path: Path, guidelines: int = 0) -> list[Labelled]:
    """Articles with attributions, from PolNeAR-style JSON Lines."""
    found = []
    chances = np.load(path.with_suffix(".npz")) if path.with_suffix(".npz").exists() else {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            tokens = tokenize(raw["text"], article_paragraphs(raw["text"], raw.get("title")))
            readings = tuple(
                tuple(a for a in (_attribution(tokens, raw["text"], x) for x in raw["annotations"][who]) if a)
                for who in sorted(raw["annotations"])
            )
            names = _speakers_names(raw["text"], tokens, raw["annotations"])
            chance = chances.get(raw["id"])
            found.append(Labelled(raw["id"], raw["text"], tokens, readings, guidelines, names, chance))
    return found


def _speakers_names(text: str, tokens: Tokens, annotations: dict[str, list[dict[str, Any]]]) -> list[int]:
    """What the marked speakers tell of names: the places of theirs, and that words without a capital are none."""
    found = [UNKNOWN] * len(tokens)
    speakers = {
        (a["speaker"], a["kind"]) for some in annotations.values() for a in some if a.get("kind") in NAMED and a.get("speaker")
    }
    if not speakers:
        return found
    for token, trait in enumerate(tokens.traits.tolist()):
        if trait % 3 == 0 and text[tokens.starts[token]].isalpha():
            found[token] = 0
    for names, kind in sorted(speakers, key=lambda s: len(s[0] or "")):
        for name in names.split(" & "):
            shown = [name, *(name.split()[-1:] if kind == "person" else ())]
            for form in sorted({f for f in shown if f[:1].isupper()}, key=len):
                for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
                    for n, token in enumerate(_token_indexes(tokens, [list(match.span())])):
                        found[token] = NAME_TAGS.index(f"{'I' if n else 'B'}-{kind}")
    return found


def _documents(path: Path) -> Iterator[tuple[str, list[list[list[str]]]]]:
    """(document id, paragraphs of CoNLL-U rows)."""
    name, paragraphs = "", []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id"):
                if paragraphs:
                    yield name, paragraphs
                name, paragraphs = line.split("=")[1].strip(), []
            elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
                paragraphs.append([])
            elif line and line[0].isdigit():
                row = line.split("\t")
                if row[0].isdigit():
                    paragraphs[-1].append(row) if paragraphs else paragraphs.append([row])
    if paragraphs:
        yield name, paragraphs


_OPEN_OR_CLOSE = re.compile(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)")
_KINDS = {"person": "person", "organization": "organization", "place": "place"}
_NO_NAME = frozenset({"time"})


def _mentions(rows: list[list[str]]) -> list[tuple[int, int, str]]:
    """(first row, last row, entity type) of every mention in GUM's `Entity=` annotation."""
    open_: dict[str, list[tuple[int, str]]] = {}
    found = []
    for i, row in enumerate(rows):
        misc = dict(f.split("=", 1) for f in row[9].split("|") if "=" in f)
        for whole, opening, closing in _OPEN_OR_CLOSE.findall(misc.get("Entity", "")):
            if whole or opening:
                fields = (whole or opening).split("-")
                if whole:
                    found.append((i, i, fields[1]))
                else:
                    open_.setdefault(fields[0], []).append((i, fields[1]))
            elif open_.get(closing):
                start, type_ = open_[closing].pop()
                found.append((start, i, type_))
    return found


def _name_spans(rows: list[list[str]]) -> dict[int, tuple[int, str]]:
    """Start row -> (end row, type): the proper-noun core of each mention whose head is a proper noun; the longest wins."""
    chosen: dict[int, tuple[int, str]] = {}
    taken: set[int] = set()
    spans = []
    for start, end, type_ in _mentions(rows):
        if type_ in _NO_NAME:
            continue
        proper = [i for i in range(start, end + 1) if rows[i][3] == "PROPN"]
        inside = {rows[i][0] for i in range(start, end + 1)}
        heads = [i for i in range(start, end + 1) if rows[i][6] not in inside]
        if not heads or rows[heads[0]][3] != "PROPN":
            continue
        head = heads[0]
        low = high = head
        while low - 1 >= start and (low - 1 in proper or rows[low - 1][1] in "-."):
            low -= 1
        while low not in proper:
            low += 1
        linking = {"of", "for", "and", "&", "the", "in", "'s", "’s", "-"} if type_ == "organization" else {"-"}
        while high + 1 <= end:
            ahead = high + 1
            while ahead <= end and rows[ahead][1] in linking:
                ahead += 1
            if ahead <= end and ahead in proper:
                high = ahead
            else:
                break
        spans.append((low, high, _KINDS.get(type_, "other")))
    for low, high, type_ in sorted(spans, key=lambda s: s[0] - s[1]):
        if taken.isdisjoint(range(low, high + 1)):
            taken.update(range(low, high + 1))
            chosen[low] = (high, type_)
    return chosen


def tagged(path: Path, every_genre: bool = False) -> list[Tagged]:
    """Names and parts of speech from GUM, open genres only where not said otherwise."""
    found = []
    for name, paragraphs in _documents(path):
        if not every_genre and name.split("_")[1] not in OPEN_GENRES:
            continue
        text, places, rows = "", [], []
        for paragraph in paragraphs:
            for row in paragraph:
                places.append((len(text), len(text) + len(row[1])))
                text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
                rows.append(row)
            text = text.rstrip() + "\n"
        word_names = [0] * len(rows)
        for low, (high, type_) in _name_spans(rows).items():
            for i in range(low, high + 1):
                word_names[i] = NAME_TAGS.index(f"{'B' if i == low else 'I'}-{type_}")
        tokens = tokenize(text, paragraphs_of(text, Span(0, len(text))))
        names, parts = [-1] * len(tokens), [-1] * len(tokens)
        for (start, end), row, tag in zip(places, rows, word_names, strict=True):
            for n, token in enumerate(_token_indexes(tokens, [[start, end]])):
                names[token] = tag + 1 if n and tag % 2 == 1 else tag
                parts[token] = PARTS_OF_SPEECH.index(row[3]) if row[3] in PARTS_OF_SPEECH else -1
        found.append(Tagged(name, tokens, names, parts))
    return found
