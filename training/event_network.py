"""The network that reads events, in PyTorch. Imports torch and onrecord.extract.events.scene.

Shapes: W words that may tell of an event, P pairs of such a word and a noun phrase near it, N numbers of the encoder a word.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from onrecord.extract.events.scene import CIRCUMSTANCES, PAIR_FEATURES, TRIGGER_FEATURES, TYPES
from onrecord.record import plover

STATUSES = ("occurred", "planned", "conditional", "denied", "background")
MODES = tuple(f"{type_} {mode}" for type_ in TYPES for mode in plover.modes(type_))
WORD, PAIR = 192, 128
PARTS = 4  # outside, actor, recipient, both


class EventNetwork(nn.Module):
    def __init__(self, numbers: int) -> None:
        super().__init__()
        self.register_buffer("middle", torch.zeros(numbers))
        self.register_buffer("spread", torch.ones(numbers))
        self.word = nn.Linear(numbers, WORD)
        self.beside = nn.Linear(numbers, WORD, bias=False)
        self.features = nn.EmbeddingBag(TRIGGER_FEATURES, WORD, mode="sum")
        self.types = nn.Linear(WORD, 1 + len(TYPES))
        self.status = nn.Linear(WORD, len(STATUSES))
        self.claimed = nn.Linear(WORD, 1)
        self.circumstances = nn.EmbeddingBag(CIRCUMSTANCES, len(STATUSES) + 1, mode="sum")
        self.mode = nn.Linear(WORD, len(MODES))
        self.asked = nn.Linear(WORD, 2 * PAIR)
        self.head = nn.Linear(numbers, 2 * PAIR)
        self.relation = nn.EmbeddingBag(PAIR_FEATURES, PAIR, mode="sum")
        self.inner = nn.Linear(PAIR, PAIR)
        self.part = nn.Linear(PAIR, PARTS)
        nn.init.normal_(self.features.weight, std=0.05)
        nn.init.normal_(self.relation.weight, std=0.05)
        nn.init.zeros_(self.circumstances.weight)
        self.drop = nn.Dropout(0.3)
        self.drop_less = nn.Dropout(0.15)
        self.drop_pairs = nn.Dropout(0.3)

    def even(self, states: Tensor) -> Tensor:
        return (states - self.middle) / self.spread

    def words(self, states: Tensor, beside: Tensor, features: Tensor, offsets: Tensor) -> Tensor:
        """`states`, `beside` [W, N] of the words and (the mean) of their neighbours -> [W, WORD]."""
        z = self.word(self.drop_less(self.even(states))) + self.beside(self.drop_less(self.even(beside)))
        return self.drop(nn.functional.gelu(z + self.features(features, offsets), approximate="tanh"))

    def settled(self, z: Tensor, features: Tensor, offsets: Tensor) -> Tensor:
        """`z` [W, WORD]; numbers of the circumstances of each -> scores of STATUSES, and last of being somebody's claim."""
        around: Tensor = self.circumstances(features, offsets)
        return torch.cat([self.status(z), self.claimed(z)], dim=-1) + around

    def parts(self, z: Tensor, row: Tensor, heads: Tensor, features: Tensor) -> Tensor:
        """`z` [W, WORD]; `row` [P] whose word each pair's is; `heads` [P, N]; `features` [P, groups] -> [P, PARTS]."""
        asked, wanted = self.asked(z)[row].chunk(2, dim=-1)
        seen, matched = self.head(self.drop_less(self.even(heads))).chunk(2, dim=-1)
        y = self.drop_pairs(nn.functional.gelu(asked + seen + wanted * matched + self.relation(features), approximate="tanh"))
        y = self.drop_pairs(y + nn.functional.gelu(self.inner(y), approximate="tanh"))
        scores: Tensor = self.part(y)
        return scores
