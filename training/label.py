"""Let a trained reader mark articles: `python -m training.label --run RUN_DIR --data FILE… --out OUT.jsonl`.

Imports torch, onrecord.extract and training. For a teacher that is too large to be shipped: what it finds in text that nobody
marked by these guidelines is what a smaller reader learns from. Beside the statements (OUT.jsonl, as `training.corpora` reads
them) its probabilities of cue tags for each token are kept (OUT.npz, an array [tokens, 3] an article), which say more than the
tags themselves: where it is in doubt. Articles already in OUT.jsonl are not read again.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from onrecord.extract.network.encoder import Encoded, encode_with, inputs, manners_of, queries
from onrecord.extract.network.linking import Floats, parts_of_place
from onrecord.extract.network.tags import FACTUALITIES, TYPES
from onrecord.extract.network.tokens import Ints, Tokens, Window, tokenize
from onrecord.extract.statements.attribution import Candidate, candidates, statement_of, without_twins
from onrecord.record import Spans
from training.corpora import article_paragraphs
from training.export import MIDDLE_LAYER
from training.model import HEADS, Reader, trained

LEAST = 0.35  # of the probability that a cue begins and is not rejected


def encoded_by(reader: Reader, tokens: Tokens, guidelines: int) -> Encoded:
    """What `reader` says of each token."""
    encoder = reader.encoder

    def run(window: Window) -> list[Floats]:
        ids, traits = map(torch.from_numpy, inputs(tokens, window, guidelines))
        with torch.no_grad():
            with torch.autocast("cpu", torch.bfloat16):
                layers = encoder.bert(ids, traits, torch.ones_like(ids, dtype=torch.bool))
            h, middle = layers[-1].float(), layers[MIDDLE_LAYER].float()
            outputs = (*(getattr(encoder, head)(h) for head in HEADS), middle, h)
            return [output[0, 1:-1].numpy() for output in outputs]

    return encode_with(run, tokens, guidelines)


def linked_by(reader: Reader, encoded: Encoded, cues: Sequence[tuple[int, int]], columns: Ints, place: Ints) -> Floats:
    """As `onrecord.extract.network.encoder.link`."""
    keys = torch.from_numpy(encoded.key)[torch.from_numpy(columns)]
    with torch.no_grad():
        parts = map(torch.from_numpy, parts_of_place(place))
        found: Floats = reader.linker(keys, torch.from_numpy(queries(encoded, cues)), *parts).numpy()
    return found


def found_by(reader: Reader, encoded: Encoded) -> list[tuple[float, Candidate]]:
    """Candidates with how likely it is that they are a statement: their cue begins, and the linker does not reject them."""
    moves = reader.chain.transitions().detach().numpy()
    every = candidates(encoded, lambda e, cues, columns, place: linked_by(reader, e, cues, columns, place), moves)
    return [(_sigmoid(c.evidence[0]) * _sigmoid(c.evidence[2]), c) for c in every]


def _sigmoid(x: float) -> float:
    return float(1 / (1 + np.exp(-x)))


def marked(text: str, encoded: Encoded, scored: list[tuple[float, Candidate]], least: float) -> list[dict[str, Any]]:
    """The statements as gold is written."""
    statements = []
    for _, candidate in without_twins([(p, c) for p, c in scored if p >= least]):
        found = statement_of(text, encoded, candidate, 1.0)
        if found:
            types, factualities = manners_of(encoded, *candidate.cue)
            spans = {"source": _pairs(found.source), "cue": _pairs(found.cue), "content": _pairs(found.content)}
            manner = {"type": TYPES[int(types.argmax())], "factuality": FACTUALITIES[int(factualities.argmax())]}
            statements.append({**spans, **manner})
    return statements


def _pairs(spans: Spans) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="JSON Lines with id, text and maybe title")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int, default=10**9, help="articles of each file, drawn at random")
    parser.add_argument("--guidelines", type=int, default=0)
    parser.add_argument("--least", type=float, default=LEAST)
    given = parser.parse_args()
    torch.set_num_threads(1)
    reader = trained(given.run).eval()
    done = {json.loads(line)["id"] for line in given.out.open(encoding="utf-8")} if given.out.exists() else set()
    chances_file = given.out.with_suffix(".npz")
    chances = dict(np.load(chances_file)) if chances_file.exists() else {}
    for path in given.data:
        articles = [json.loads(line) for line in path.open(encoding="utf-8")]
        for raw in random.Random(7).sample(articles, min(given.most, len(articles))):
            if raw["id"] in done:
                continue
            text, title = raw["text"], raw.get("title")
            encoded = encoded_by(reader, tokenize(text, article_paragraphs(text, title)), given.guidelines)
            statements = marked(text, encoded, found_by(reader, encoded), given.least)
            chances[raw["id"]] = encoded.cue.astype(np.float16)
            line = {"id": raw["id"], "title": title, "text": text, "annotations": {"reader": statements}}
            with given.out.open("a", encoding="utf-8") as out:
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
            if len(chances) % 20 == 0:
                np.savez_compressed(chances_file, **chances)
    np.savez_compressed(chances_file, **chances)


if __name__ == "__main__":
    main()
