"""Articles with their events as scenes with labels. Imports numpy, onrecord.extract, onrecord.record and the standard library.

Four kinds of data: articles in which every event is marked (news/*.events.jsonl; parties are words, or spans of the text),
sentences with inline marks (event_marked.txt), sentences of which type and parties are known but not the word that tells of it
(evaluation/event_sentences.jsonl, PLV). What is marked once an article may be told several times there, so words like a marked
trigger, and headlines, count neither for nor against (`ignored`).
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.clean import clean_text
from onrecord.extract.coreference.speakers import Resolution, resolve_speakers
from onrecord.extract.events.chunks import Chunk
from onrecord.extract.events.mending import mended
from onrecord.extract.events.parties import Parties
from onrecord.extract.events.scene import TYPES, Scene, may_trigger, scene_of
from onrecord.extract.finding import find
from onrecord.extract.readers import chosen_reader
from onrecord.record import Article, Span
from training import event_marked

OUTSIDE, ACTOR, RECIPIENT, BOTH, UNSURE = 0, 1, 2, 3, -100
STATUSES = ("occurred", "planned", "conditional", "denied", "background")
_EMPTY = frozenset(("the", "of", "a", "an", "and", "in", "s", "its", "his", "her", "their", "some", "several"))


@dataclass(slots=True, eq=False)
class Told:
    """A marked event: the words of its trigger (empty where they are not known), and the phrases near it with their parts."""

    words: list[int]
    type: int
    mode: str | None
    status: int | None
    claimed: bool | None
    actors: list[str]
    recipients: list[str]


@dataclass(slots=True, eq=False)
class Marked:
    """`ignored` words count neither for nor against. `whole`: every event is marked."""

    id: str
    scene: Scene
    told: list[Told]
    ignored: set[int]
    whole: bool
    names: list[tuple[list[int], set[str]]] = field(default_factory=list)  # of each entity: head words of mentions, its names


def scene(text: str) -> tuple[Article, Scene, Resolution]:
    """What read_article makes before events are looked for."""
    article, _ = clean_text(text)
    found = find(article, None, chosen_reader())
    statements, names_found = found.findings.statements, found.findings.names
    resolved = resolve_speakers(article, statements, names_found, found.findings.words)
    layout = mended(resolved.layout)
    names = {name.title_first: name.last for name in resolved.coreference.by_name.values()}
    types = {e.id: e.type for e in resolved.entities}
    named = [(m.span, types[m.entity]) for m in resolved.mentions if m.form == "name"]
    made = scene_of(layout, found.vectors, names, named, [(s.source, s.cue, s.content) for s in statements])
    return article, made, resolved


def articles(path: Path, texts: dict[str, str] | None = None) -> Iterator[Marked]:
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        text = row.get("text") or (texts or {})[row["id"]]
        yield marked(row["id"], text, row["events"])


def marked(id_: str, text: str, events: list[dict[str, Any]], whole: bool = True) -> Marked:
    article, made, resolved = scene(text)
    shift = article.text.find(text[:40])
    layout = made.layout
    may = set(may_trigger(made))
    told = []
    stems: set[str] = set()
    for event in events:
        inside = [w for s, e in event["trigger"] for w in layout.words_in(Span(s + shift, e + shift))]
        words = [w for w in inside if w in may] or inside
        stems |= {layout.lower[w][:5] for w in words if len(layout.lower[w]) > 3}
        party = [[_words(p, text) for p in event[k]] for k in ("actors", "recipients")]
        claimed = None if "by" not in event else event["by"] is not None
        status = STATUSES.index(event["status"]) if "status" in event else None
        told.append(Told(words, TYPES.index(event["type"]), event.get("mode"), status, claimed, *party))
    used = {w for t in told for w in t.words}
    ignored = {w for w in may - used if layout.lower[w][:5] in stems}
    if events and whole and layout.paragraph[-1]:
        ignored |= {w for w in may - used if layout.paragraph[w] == 0}
    return Marked(id_, made, told, ignored, whole, _names(article, made, resolved))


def _words(party: Any, text: str) -> str:
    return text[party[0] : party[1]] if isinstance(party, list) else str(party)


def _names(article: Article, made: Scene, resolved: Resolution) -> list[tuple[list[int], set[str]]]:
    """Of each phrase that is a party to something, which others mean the same."""
    parties = Parties(article, made.layout, resolved.coreference, resolved.mentions, resolved.entities)
    heads: dict[str, list[int]] = {}
    names: dict[str, set[str]] = {}
    for chunks in made.chunks.values():
        for chunk in chunks.all:
            own = made.layout.phrase(chunk.first, chunk.last)
            for entity in parties.all_of(chunks, [chunk]) or [f"{chunk.first}"]:
                heads.setdefault(entity, []).append(chunk.head)
                names.setdefault(entity, set())
                if made.layout.tags[chunk.head] != "PRON":
                    names[entity].add(own)
    for entity in parties.entities():
        if entity.id in names:
            names[entity.id] |= {entity.name, *entity.aliases}
    return [(heads[e], names[e]) for e in heads]


def likeness(a: str, b: str) -> float:
    """Of two names for parties: 1 for the same words, .9 where one ends the other, else the share of words in common."""
    x, y = (re.findall(r"\w+", s.casefold()) for s in (a, b))
    x, y = ([w for w in s if w not in _EMPTY] for s in (x, y))
    if not x or not y:
        return 0.0
    if x == y:
        return 1.0
    short, long = sorted((x, y), key=len)
    if long[-len(short) :] == short:
        return 0.9
    return len(set(x) & set(y)) / len(set(x) | set(y))


def part_labels(article: Marked, told: Told, word: int, near: list[Chunk]) -> list[int]:
    """ACTOR, RECIPIENT, BOTH or OUTSIDE for each phrase; UNSURE elsewhere for who also stands in the trigger's own sentence."""
    layout = article.scene.layout
    place = {chunk.head: n for n, chunk in enumerate(near)}
    parts = [0] * len(near)
    for bit, parties in ((1, told.actors), (2, told.recipients)):
        for party in parties:
            scored = [(max((likeness(party, name) for name in names), default=0.0), heads) for heads, names in article.names]
            best = max((s for s, _ in scored), default=0.0)
            if best < 0.5:
                continue
            for value, heads in scored:
                if value >= best - 1e-6:
                    for head in heads:
                        if head in place:
                            parts[place[head]] |= bit
    own = [n for n, c in enumerate(near) if layout.sentence[c.first] == layout.sentence[word]]
    for bit in (1, 2):
        if any(parts[n] & bit for n in own):
            for n in range(len(near)):
                if n not in own and parts[n] > 0 and parts[n] & bit:
                    parts[n] = UNSURE
    return parts


def sentences(path: Path) -> Iterator[Marked]:
    """evaluation/event_sentences.jsonl: the word that tells of the event is not marked."""
    for number, line in enumerate(path.open(encoding="utf-8")):
        row = json.loads(line)
        event = {**row, "trigger": []}
        yield marked(f"sentence-{number}", row["text"], [event], whole=False)


def invented() -> Iterator[Marked]:
    """event_marked.txt."""
    for number, (text, events) in enumerate(event_marked.sentences()):
        yield marked(f"invented-{number}", text, events)


def plv(path: Path) -> Iterator[Marked]:
    with path.open(encoding="utf-8", newline="") as table:
        for number, row in enumerate(csv.DictReader(table, delimiter="\t")):
            if row["gold_root"] not in TYPES:
                continue
            event = {"type": row["gold_root"], "trigger": [], "actors": [row["source"]], "recipients": [row["target"]]}
            yield marked(f"plv-{number}", row["sentence"], [event], whole=False)
