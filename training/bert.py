"""BERT's encoder with heads and feed-forward layers of any width: what is trained, slimmed and exported.

Imports torch and safetensors.

Written out rather than taken from a library because slimming leaves layers that have fewer heads of the same size, and because
the export says each step with the operators that onnxruntime computes fastest. Devlin et al., NAACL 2019. Shapes: B windows, T
tokens, H hidden size.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

HEAD = 32  # numbers a head reads with, in MiniLM
POSITIONS = 512
EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide a reader's encoder is: vocabulary, hidden size, and for each layer its heads and its feed-forward width."""

    vocabulary: int
    hidden: int
    heads: tuple[int, ...]
    feed: tuple[int, ...]


class Layer(nn.Module):
    """Attention among the tokens, then each token through two matrices; both added to what came in, and normalized."""

    def __init__(self, hidden: int, heads: int, feed: int) -> None:
        super().__init__()
        self.heads = heads
        self.project = nn.Linear(hidden, 3 * heads * HEAD)  # queries, keys, values
        self.attended = nn.Linear(heads * HEAD, hidden)
        self.norm = nn.LayerNorm(hidden, eps=EPSILON)
        self.widen = nn.Linear(hidden, feed)
        self.narrow = nn.Linear(feed, hidden)
        self.norm_of_feed = nn.LayerNorm(hidden, eps=EPSILON)

    def attend(self, x: Tensor, mask: Tensor) -> Tensor:
        """What the heads bring to each token, side by side [B, T, heads * HEAD]."""
        rows, width, _ = x.shape
        query, key, value = self.project(x).view(rows, width, 3, self.heads, HEAD).permute(2, 0, 3, 1, 4)
        # No dropout of attention: on a CPU its random numbers cost as much time as the encoder.
        brought = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :])
        return brought.transpose(1, 2).reshape(rows, width, self.heads * HEAD)

    def forward(self, x: Tensor, mask: Tensor, drop: nn.Module) -> Tensor:
        x = self.norm(x + drop(self.attended(self.attend(x, mask))))
        out: Tensor = self.norm_of_feed(x + drop(self.narrow(nn.functional.gelu(self.widen(x)))))
        return out


class Bert(nn.Module):
    """Token ids and traits [B, T], mask [B, T] (true where there is a token) -> what each layer makes of the tokens [B, T, H]."""

    def __init__(self, widths: Widths, traits: int) -> None:
        super().__init__()
        self.word = nn.Embedding(widths.vocabulary, widths.hidden)
        self.position = nn.Embedding(POSITIONS, widths.hidden)
        self.trait = nn.Embedding(traits, widths.hidden)
        self.norm = nn.LayerNorm(widths.hidden, eps=EPSILON)
        self.layers = nn.ModuleList(Layer(widths.hidden, *each) for each in zip(widths.heads, widths.feed, strict=True))
        self.drop = nn.Dropout(0.1)

    def embedded(self, ids: Tensor, traits: Tensor) -> Tensor:
        at = torch.arange(ids.shape[1], device=ids.device)
        out: Tensor = self.norm(self.word(ids) + self.trait(traits) + self.position(at))
        return out

    def forward(self, ids: Tensor, traits: Tensor, mask: Tensor) -> list[Tensor]:
        x = self.drop(self.embedded(ids, traits))
        found = []
        for layer in self.layers:
            x = layer(x, mask, self.drop)
            found.append(x)
        return found


_NAMES = {
    "attention.output.dense": "attended",
    "attention.output.LayerNorm": "norm",
    "intermediate.dense": "widen",
    "output.dense": "narrow",
    "output.LayerNorm": "norm_of_feed",
}


def published(folder: Path, traits: int) -> dict[str, Tensor]:
    """The weights of the pretrained BERT in `folder` under the names used here; its embedding of segments becomes `traits` rows
    like the first."""
    weights = load_file(str(folder / "model.safetensors"))
    found = {
        "word.weight": weights["embeddings.word_embeddings.weight"],
        "position.weight": weights["embeddings.position_embeddings.weight"],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    segment = weights["embeddings.token_type_embeddings.weight"][:1]
    found["trait.weight"] = segment + 0.002 * torch.randn(traits, segment.shape[1])
    number = 0
    while (layer := f"encoder.layer.{number}.") + "output.dense.bias" in weights:
        for kind in ("weight", "bias"):
            parts = [weights[f"{layer}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            found[f"layers.{number}.project.{kind}"] = torch.cat(parts)
            for theirs, ours in _NAMES.items():
                found[f"layers.{number}.{ours}.{kind}"] = weights[f"{layer}{theirs}.{kind}"]
        number += 1
    return found


def widths_of(weights: dict[str, Tensor]) -> Widths:
    """Read off the shapes of a Bert's weights."""
    count = sum(name.endswith(".narrow.bias") for name in weights)
    return Widths(
        *weights["word.weight"].shape,
        heads=tuple(weights[f"layers.{n}.attended.weight"].shape[1] // HEAD for n in range(count)),
        feed=tuple(len(weights[f"layers.{n}.widen.bias"]) for n in range(count)),
    )
