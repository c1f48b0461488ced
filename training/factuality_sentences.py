"""Sentences that say whether something was said at all, from frames: `python -m training.factuality_sentences --out OUT.jsonl`.

Imports the standard library and onrecord.language. Fixed seed. Each line is a short text of several sentences with its statements
marked, as `training.corpora.attributions` reads it. Names are drawn at random and stand for nobody. Behind them come
the sentences of `evaluation/gold/factuality.jsonl` that are there to learn from.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.language import lines

FRAMES = Path(__file__).with_name("factuality_frames.tsv")
TEXTS, SENTENCES = 240, 8
SHARES = {"factual": 0.36, "negated": 0.27, "possible": 0.15, "future": 0.11, "asked": 0.11}

SLOTS = tomllib.loads(Path(__file__).with_name("factuality_slots.toml").read_text("utf-8"))
_MARK = re.compile(r"<(/?)([sqc])>")


def sentence(frame: str, first_names: list[str], rng: random.Random) -> str:
    """The frame with its slots filled; marks are left in."""
    say, think = rng.choice(SLOTS["saying"]).split(), rng.choice(SLOTS["thinking"]).split()
    clause = rng.choice(SLOTS["clause"])
    values = {
        "who": _name(first_names, rng),
        "who2": _name(first_names, rng),
        "family": rng.choice(SLOTS["family"]),
        "they": rng.choice(SLOTS["they"]),
        "office": rng.choice(SLOTS["office"]),
        "clause": clause,
        "Clause": clause[0].upper() + clause[1:],
        "that": ("that " if rng.random() < 0.75 else "") + clause,
        "how": rng.choice(SLOTS["how"]),
        "when": rng.choice(SLOTS["when"]),
        **dict(zip(("say", "says", "said", "saidpp", "saying"), say, strict=True)),
        **dict(zip(("think", "thinks", "thought", "thoughtpp"), think, strict=True)),
    }
    filled = frame.format(**values)
    # "told reporters": the hearer is no part of the cue.
    filled = re.sub(r"_(\w+)</q>", lambda m: f"</q> {m[1].replace('_', ' ')}", filled).replace("_", " ")
    start = _MARK.match(filled)
    place = start.end() if start else 0
    return filled[:place] + filled[place].upper() + filled[place + 1 :]


def _name(first_names: list[str], rng: random.Random) -> str:
    family = rng.choice(SLOTS["family"])
    return family if rng.random() < 0.2 else f"{rng.choice(first_names)} {family}"


def marked(sentences: list[tuple[str, str, str]], between: str) -> tuple[str, list[dict[str, Any]]]:
    """Text and statements of (factuality, type, sentence with marks)."""
    text, statements = "", []
    for factuality, type_, words in sentences:
        roles: dict[str, list[list[int]]] = {"s": [], "q": [], "c": []}
        place = 0
        for mark in _MARK.finditer(words):
            text += words[place : mark.start()]
            place = mark.end()
            if mark[1]:
                roles[mark[2]][-1].append(len(text))
            else:
                roles[mark[2]].append([len(text)])
        text += words[place:] + between
        spans = {"source": roles["s"], "cue": roles["q"], "content": roles["c"]}
        statements.append({**spans, "factuality": factuality, "type": type_})
    return text, statements


def framed(rng: random.Random) -> Iterator[dict[str, Any]]:
    frames = [line.split("\t") for line in FRAMES.read_text("utf-8").splitlines() if not line.startswith("#")]
    first_names = [name for line in lines("first_names.tsv") for name in line.split("\t")[1].split()]
    by_value: dict[str, list[list[str]]] = {}
    for frame in frames:
        by_value.setdefault(frame[0], []).append(frame)
    for number in range(TEXTS):
        chosen = [rng.choice(by_value[value]) for value in rng.choices(list(SHARES), list(SHARES.values()), k=SENTENCES)]
        filled = [(factuality, type_, sentence(frame, first_names, rng)) for factuality, type_, frame in chosen]
        text, statements = marked(filled, rng.choice(("\n\n", " ")))
        yield {"id": f"frames-{number:03}", "text": text, "annotations": {"frames": statements}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    gold = [json.loads(line) for line in given.gold.open(encoding="utf-8")]
    to_learn = [{"id": g["id"], "text": g["text"], "annotations": {"gold": g["statements"]}} for g in gold if g["half"] == "tune"]
    with given.out.open("w", encoding="utf-8") as out:
        for article in [*framed(random.Random(7)), *to_learn]:
            out.write(json.dumps(article, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
