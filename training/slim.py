"""A trained reader with fewer multiplications: `python -m training.slim --run RUN_DIR --data polnear/train.jsonl --out RUN_DIR`.

Imports torch, training.* and onrecord.extract. Takes away the attention heads and the feed-forward numbers that matter least for
what they cost. How much one matters: the loss changes by the derivative of the loss by a gate on it, to the first order (Michel,
Levy & Neubig, NeurIPS 2019; Molchanov et al., CVPR 2019), squared and added over windows. What is left reads badly at first;
`training.train --start RUN_DIR --teacher THE_OLD_ONE` mends that.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from torch import Tensor

from training.bert import HEADS, Layer
from training.corpora import attributions, tagged
from training.model import Reader, trained
from training.train import Piece, held_out_id, loss_of, pieces_of

WINDOWS = 400  # looked at one by one: derivatives of many at once cancel out
LEAST_HEADS, LEAST_FEED = 2, 128  # of a layer
STEP = 32  # feed-forward numbers are kept in groups of so many, which is what kernels multiply at once


def importances(reader: Reader, pieces: list[Piece]) -> list[tuple[Tensor, Tensor]]:
    """For each layer: how much each head, and each feed-forward number, matters beside the others of the layer."""
    layers = list(reader.encoder.bert.layers)
    found = [(torch.zeros(layer.heads), torch.zeros(layer.widen.out_features)) for layer in layers]
    for piece in pieces:
        loss, _ = loss_of(reader, [piece], True, None)
        loss.backward()
        for layer, (heads, feed) in zip(layers, found, strict=True):
            attended, narrow = layer.attended.weight, layer.narrow.weight
            # The derivative by a gate on an input of a matrix is the sum of its weights times their derivatives.
            heads += (attended.data * attended.grad).sum(0).view(-1, layer.head).sum(1) ** 2
            feed += (narrow.data * narrow.grad).sum(0) ** 2
        reader.zero_grad()
    # Within each layer, as Michel et al. do: across layers the first order says too little of what one does for the next.
    return [(heads / heads.norm(), feed / feed.norm()) for heads, feed in found]


def chosen(found: list[tuple[Tensor, Tensor]], hidden: int, share: float) -> list[tuple[list[int], list[int]]]:
    """The heads and feed-forward numbers of each layer that are kept: those that matter most for what they cost, until they
    make up `share` of all multiplications."""
    offered = []  # (worth a multiplication, layer, which of the two, members, cost)
    for number, (heads, feed) in enumerate(found):
        cost = 4 * hidden * hidden // HEADS
        for head in range(len(heads)):
            offered.append((float(heads[head]) / cost, number, 0, [head], cost))
        for members in feed.argsort(descending=True).split(STEP):
            cost = 2 * hidden * len(members)
            offered.append((float(feed[members].sum()) / cost, number, 1, members.tolist(), cost))
    room = share * sum(cost for *_, cost in offered)
    kept: list[tuple[list[int], list[int]]] = [([], []) for _ in found]
    for _, number, which, members, cost in sorted(offered, reverse=True):
        too_few = len(kept[number][which]) < (LEAST_HEADS, LEAST_FEED)[which]
        if room >= cost or too_few:
            kept[number][which].extend(members)
            room -= cost
    return [(sorted(heads), sorted(feed)) for heads, feed in kept]


def slim(layer: Layer, heads: list[int], feed: list[int]) -> None:
    """Leave the layer with these heads and feed-forward numbers only."""
    with torch.no_grad():
        rows = torch.tensor([head * layer.head + n for head in heads for n in range(layer.head)])
        width = layer.heads * layer.head
        projected = torch.cat([rows, rows + width, rows + 2 * width])
        layer.heads = len(heads)
        for matrix, outputs in ((layer.project, projected), (layer.widen, torch.tensor(feed))):
            matrix.weight = torch.nn.Parameter(matrix.weight[outputs].clone())
            matrix.bias = torch.nn.Parameter(matrix.bias[outputs].clone())
        for matrix, inputs in ((layer.attended, rows), (layer.narrow, torch.tensor(feed))):
            matrix.weight = torch.nn.Parameter(matrix.weight[:, inputs].clone())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--gum", type=Path)
    parser.add_argument("--share", type=float, default=0.58, help="of the multiplications of the layers' matrices that are left")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    torch.manual_seed(7)
    reader = trained(given.run).eval()
    articles = [a for path in given.data for a in attributions(path) if not held_out_id(a.id)]
    documents = tagged(given.gum) if given.gum else []
    rng = random.Random(7)
    pieces = [piece for batch in pieces_of(articles, documents, rng) for piece in batch]
    pieces = rng.sample(pieces, min(WINDOWS, len(pieces)))
    kept = chosen(importances(reader, pieces), reader.encoder.cue.in_features, given.share)
    for layer, (heads, feed) in zip(reader.encoder.bert.layers, kept, strict=True):
        slim(layer, heads, feed)
        print(f"{len(heads)} heads, {len(feed)} feed-forward numbers", flush=True)
    given.out.mkdir(parents=True, exist_ok=True)
    torch.save(reader.state_dict(), given.out / "reader.pt")


if __name__ == "__main__":
    main()
