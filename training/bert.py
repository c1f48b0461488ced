"""BERT's encoder, or MPNet's, with heads and feed-forward layers of any width: what is trained, slimmed and exported.

Imports torch and safetensors. MPNet (Song et al., NeurIPS 2020), only ever a teacher, differs in what its heads add for how far
apart two tokens are.

Written out rather than taken from a library because slimming leaves layers that have fewer heads of the same size, and because
the export says each step with the operators that onnxruntime computes fastest. Devlin et al., NAACL 2019. Shapes: B windows, T
tokens, H hidden size.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

HEADS = 12  # in a layer, before slimming
POSITIONS = 512
STEPS = 32  # of how far apart two tokens are, to MPNet
EPSILON = 1e-12
FAR = -1e4  # what is added to the score of a place where there is no token
POOL = 1 << 22  # random choices that Drop takes turns with


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide a reader's encoder is: vocabulary, hidden size, and for each layer its heads and its feed-forward width."""

    vocabulary: int
    hidden: int
    heads: tuple[int, ...]
    feed: tuple[int, ...]
    relative: bool = False  # heads add something for how far apart two tokens are

    @property
    def head(self) -> int:
        """Numbers that a head reads with."""
        return self.hidden // HEADS


class Drop(nn.Module):
    """Dropout whose choices are stretches of one long row: drawing each anew takes a CPU a tenth of the training time."""

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.p:
            return x
        start = int(torch.randint(POOL, ()))
        return x * _kept(self.p, x.dtype)[start : start + x.numel()].view(x.shape)


@cache
def _kept(p: float, dtype: torch.dtype) -> Tensor:
    row = (torch.rand(POOL) >= p).to(dtype) / (1 - p)
    return row.repeat(4)


class Layer(nn.Module):
    """Attention among the tokens, then each token through two matrices; both added to what came in, and normalized."""

    def __init__(self, hidden: int, heads: int, feed: int) -> None:
        super().__init__()
        self.heads = heads
        self.head = hidden // HEADS
        self.project = nn.Linear(hidden, 3 * heads * self.head)  # queries, keys, values
        self.attended = nn.Linear(heads * self.head, hidden)
        self.norm = nn.LayerNorm(hidden, eps=EPSILON)
        self.widen = nn.Linear(hidden, feed)
        self.narrow = nn.Linear(feed, hidden)
        self.norm_of_feed = nn.LayerNorm(hidden, eps=EPSILON)

    def attend(self, x: Tensor, added: Tensor) -> Tensor:
        """What the heads bring to each token, side by side [B, T, heads * head]; `added` [B, heads or 1, T or 1,
        T] to the scores."""
        rows, width, _ = x.shape
        query, key, value = self.project(x).view(rows, width, 3, self.heads, self.head).permute(2, 0, 3, 1, 4)
        # No dropout of attention, whose random numbers would cost much; written out, since windows are short, and the derivatives
        # of PyTorch's own attention take four times as long on a CPU.
        scores = query @ key.transpose(-1, -2) * self.head**-0.5 + added.to(query.dtype)
        brought = scores.softmax(-1).to(value.dtype) @ value
        return brought.transpose(1, 2).reshape(rows, width, self.heads * self.head)

    def forward(self, x: Tensor, added: Tensor, drop: nn.Module) -> Tensor:
        x = self.norm(x + drop(self.attended(self.attend(x, added))))
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
        self.relative = nn.Embedding(STEPS, HEADS) if widths.relative else None
        self.drop = Drop(0.1)

    def embedded(self, ids: Tensor, traits: Tensor) -> Tensor:
        at = torch.arange(ids.shape[1], device=ids.device)
        out: Tensor = self.norm(self.word(ids) + self.trait(traits) + self.position(at))
        return out

    def forward(self, ids: Tensor, traits: Tensor, mask: Tensor) -> list[Tensor]:
        x = self.drop(self.embedded(ids, traits))
        added = torch.where(mask, 0.0, FAR)[:, None, None, :]
        if self.relative is not None:
            added = added + self.relative(steps_between(ids.shape[1])).permute(2, 0, 1)
        found = []
        for layer in self.layers:
            x = layer(x, added, self.drop)
            found.append(x)
        return found


def steps_between(width: int) -> Tensor:
    """MPNet's steps of how far apart two of `width` tokens are [T, T]: one by one up to 7, then coarser up to 128; from 16 on,
    the second token comes later."""
    half, exact, farthest = STEPS // 2, STEPS // 4, 128
    at = torch.arange(width)
    away = at[None, :] - at[:, None]
    far = away.abs().clamp(min=1).float()
    coarse = (exact + (far / exact).log() / math.log(farthest / exact) * (half - exact)).long().clamp(max=half - 1)
    return torch.where(away > 0, half, 0) + torch.where(away.abs() < exact, away.abs(), coarse)


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
    if "encoder.relative_attention_bias.weight" in weights:
        weights = _like_bert(weights)
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
    if "encoder.relative_attention_bias.weight" in weights:
        found["relative.weight"] = weights["encoder.relative_attention_bias.weight"]
    return found


def _like_bert(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """MPNet's weights under BERT's names: its vocabulary is BERT's behind four tokens of its own, with `<s>`, `</s>`, `<mask>`
    for [CLS], [SEP], [MASK]; its positions begin with 2."""
    found = {
        name.replace("attention.attn.o.", "attention.output.dense.").replace(
            "attention.LayerNorm", "attention.output.LayerNorm"
        ): value
        for name, value in weights.items()
    }
    for short, name in (("q", "query"), ("k", "key"), ("v", "value")):
        found = {n.replace(f"attention.attn.{short}.", f"attention.self.{name}."): value for n, value in found.items()}
    words = found["embeddings.word_embeddings.weight"]
    ours = words[4 : 4 + 30522].clone()
    ours[[0, 101, 102, 103]] = words[[1, 0, 2, 30526]]
    found["embeddings.word_embeddings.weight"] = ours
    found["embeddings.position_embeddings.weight"] = found["embeddings.position_embeddings.weight"][2 : 2 + POSITIONS]
    found["embeddings.token_type_embeddings.weight"] = torch.zeros(1, ours.shape[1])
    return found


def widths_of(weights: dict[str, Tensor]) -> Widths:
    """Read off the shapes of a Bert's weights."""
    count = sum(name.endswith(".narrow.bias") for name in weights)
    vocabulary, hidden = weights["word.weight"].shape
    return Widths(
        vocabulary,
        hidden,
        heads=tuple(weights[f"layers.{n}.attended.weight"].shape[1] * HEADS // hidden for n in range(count)),
        feed=tuple(len(weights[f"layers.{n}.widen.bias"]) for n in range(count)),
        relative="relative.weight" in weights,
    )
