"""The reader's network in PyTorch: one encoder, tags for cues, names and parts of speech, and a linker that reads around a cue.

Imports torch, training.bert and onrecord.extract. Shapes: B windows, T tokens, R cues, W tokens around a cue, H hidden size.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from onrecord.extract.network.linking import CROWDS, DISTANCES, FORBIDDEN, IMPOSSIBLE, STRIDES, TAGS, O
from onrecord.extract.network.tags import FACTUALITIES, GUIDELINES, NAME_TAGS, PARTS_OF_SPEECH, TYPES
from onrecord.extract.network.tokens import TRAITS
from training.bert import Bert, Drop, Widths, published, widths_of

LINKER = 128
HEADS = ("cue", "name", "part", "key", "query", "manner")  # linear ones on the encoder, in the order of what it gives out
MANNERS = len(TYPES) + len(FACTUALITIES)  # what is read off a cue: its type and its factuality, side by side


class Encoder(nn.Module):
    """Token ids and traits -> cue tags [B, T, 3], name tags, parts of speech, what the linker reads (keys, queries), and
    manners: the first half of those of a cue's first token and the second half of those of its last add up."""

    def __init__(self, widths: Widths) -> None:
        super().__init__()
        self.bert = Bert(widths, len(GUIDELINES) * TRAITS)
        self.cue = nn.Linear(widths.hidden, 3)
        self.name = nn.Linear(widths.hidden, len(NAME_TAGS))
        self.part = nn.Linear(widths.hidden, len(PARTS_OF_SPEECH))
        self.key = nn.Linear(widths.hidden, 2 * LINKER)
        self.query = nn.Linear(widths.hidden, 4 * LINKER)
        self.manner = nn.Linear(widths.hidden, 2 * MANNERS)


class Linker(nn.Module):
    """Scores of TAGS for the tokens around each cue.

    `keys` [R, W, 2 LINKER] of the tokens around the cue; `query` [R, 4 LINKER]: the first half of the query of the cue's first
    token beside the second half of its last; `distance`, `crowd`, `stride` [R, W] from `linking.relations`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.distance = nn.Embedding(DISTANCES, LINKER)
        self.crowd = nn.Embedding(CROWDS, LINKER)
        self.stride = nn.Embedding(STRIDES, LINKER)
        for table in (self.distance, self.crowd, self.stride):
            nn.init.normal_(table.weight, std=0.02)
        self.around = nn.Linear(3 * LINKER, LINKER)
        self.norm = nn.LayerNorm(LINKER)
        self.tag = nn.Linear(LINKER, len(TAGS))
        self.drop = Drop(0.1)

    def forward(self, keys: Tensor, query: Tensor, distance: Tensor, crowd: Tensor, stride: Tensor) -> Tensor:
        seen, matched = keys.chunk(2, dim=-1)
        asked, wanted = query.chunk(2, dim=-1)
        z = seen + asked[:, None] + matched * wanted[:, None]
        z = z + self.distance(distance) + self.crowd(crowd) + self.stride(stride)
        return self.tagged(self.drop(nn.functional.gelu(z)))

    def tagged(self, z: Tensor) -> Tensor:
        """The scores, from what is known of each token for each cue [R, W, LINKER], and of its two neighbours."""
        beside = nn.functional.pad(z, (0, 0, 1, 1))
        z = self.norm(z + nn.functional.gelu(self.around(torch.cat([beside[:, :-2], z, beside[:, 2:]], dim=-1))))
        scores: Tensor = self.tag(self.drop(z))
        return scores


class Chain(nn.Module):
    """The transition scores of the linker's conditional random field."""

    def __init__(self) -> None:
        super().__init__()
        self.raw = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        forbidden = torch.zeros(len(TAGS), len(TAGS))
        for a, b in FORBIDDEN:
            forbidden[a, b] = IMPOSSIBLE
        self.register_buffer("forbidden", forbidden)

    def transitions(self) -> Tensor:
        return self.raw + self.forbidden

    def loss(self, scores: Tensor, lengths: Tensor, tags: Tensor) -> Tensor:
        """Negative log likelihood of `tags` [R, W], one a row."""
        moves = self.transitions()
        mask = torch.arange(scores.shape[1])[None] < lengths[:, None]
        before = torch.cat([torch.full_like(tags[:, :1], O), tags[:, :-1]], dim=1)
        gold = ((scores.gather(2, tags[..., None])[..., 0] + moves[before, tags]) * mask).sum(1)
        alpha = scores[:, 0] + moves[O]
        for t in range(1, scores.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + moves[None], dim=1) + scores[:, t]
            alpha = torch.where(mask[:, t, None], step, alpha)
        return torch.logsumexp(alpha, dim=1) - gold


class Reader(nn.Module):
    def __init__(self, widths: Widths) -> None:
        super().__init__()
        self.encoder = Encoder(widths)
        self.linker = Linker()
        self.chain = Chain()
        self.encoder.bert.word.weight.requires_grad_(False)


def begun(folder: Path) -> Reader:
    """A reader on the pretrained BERT in `folder`, its heads not yet trained."""
    weights = published(folder, len(GUIDELINES) * TRAITS)
    reader = Reader(widths_of(weights))
    reader.encoder.bert.load_state_dict(weights)
    return reader


def trained(run: Path) -> Reader:
    """The reader of a run: RUN_DIR/reader.pt."""
    weights = torch.load(run / "reader.pt")
    bert = "encoder.bert."
    reader = Reader(widths_of({name[len(bert) :]: value for name, value in weights.items() if name.startswith(bert)}))
    reader.load_state_dict(_with_guidelines(weights), strict=False)
    return reader


def _with_guidelines(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Weights from before there were several guidelines: each begins with the same traits."""
    traits = weights["encoder.bert.trait.weight"]
    if len(traits) == TRAITS:
        weights["encoder.bert.trait.weight"] = traits.repeat(len(GUIDELINES), 1)
    return weights
