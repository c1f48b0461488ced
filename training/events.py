"""Train what reads events: `python -m training.events [--shared ../shared/data]`.

Imports torch, numpy, training.*, evaluation and onrecord. The encoder stays as it is; its vectors are computed once. First
without one article in five, on which confidence is then fitted and the threshold chosen; then with all. Writes weights/events.npz
and weights/events.json. To be made anew with new weights of the encoder.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import torch
from torch import Tensor, nn

import onrecord
from evaluation.news_events import predicted, score
from evaluation.shared import DATA, json_lines
from onrecord.extract.events import finding
from onrecord.extract.events.chunks import Chunk
from onrecord.extract.events.confidence import SETTINGS, settings
from onrecord.extract.events.scene import TYPES, circumstances, may_trigger, pair_features, parties_near, trigger_features
from onrecord.extract.events.scoring import MODEL, _model
from training.calibrate import logistic
from training.event_corpora import UNSURE, Marked, Told, invented, marked, part_labels, plv, sentences
from training.event_network import MODES, EventNetwork

WIKINEWS = Path("evaluation/gold/wikinews.events.jsonl")
SENTENCES = Path("evaluation/event_sentences.jsonl")
OTHERS_WEIGH = 0.7  # of sentences, beside articles
WANTED, FEWEST = 0.75, 15  # share of shown events that should be right in everything; of how many at least it is asked
AVERAGED = 0.995  # how much of the mean of its weights over training stays at each step
UNKNOWN_WEIGHS = 0.4  # of an event whose trigger is not marked
OTHER_WORDS = 0.1  # of the words of a sentence in which one unknown word tells of its event


@dataclass(slots=True, eq=False)
class Prepared:
    """A text's words that may tell of an event, as the network takes them."""

    article: Marked
    may: list[int]
    place: dict[int, int]
    states: Tensor
    beside: Tensor
    features: Tensor
    offsets: Tensor
    counts: Tensor  # 1 where the word counts as no trigger unless it is one
    weight: float
    near: dict[tuple[int, int], tuple[list, list]]  # what was made for (word, type) before
    labels: dict[tuple[int, int], list[int]]  # and for (number of the event, word)
    parties: dict[int, set[int]]  # heads of the parties of an event whose trigger is not marked


def prepared(article: Marked, weight: float = 1.0) -> Prepared:
    scene = article.scene
    may = may_trigger(scene)
    states = scene.states
    around = np.zeros((len(may), states.shape[1]), dtype=np.float32)
    for n, w in enumerate(may):
        near = [v for v in (w - 1, w + 1) if 0 <= v < len(states)]
        around[n] = states[near].astype(np.float32).mean(axis=0) if near else 0
    bags = [trigger_features(scene, w) for w in may]
    offsets = np.cumsum([0, *(len(b) for b in bags[:-1])]) if bags else np.zeros(0, dtype=np.int64)
    return Prepared(
        article,
        may,
        {w: n for n, w in enumerate(may)},
        torch.from_numpy(states[may].astype(np.float32)),
        torch.from_numpy(around),
        torch.tensor([f for b in bags for f in b], dtype=torch.long),
        torch.from_numpy(np.asarray(offsets)),
        torch.tensor([w not in article.ignored for w in may]),
        weight,
        {},
        {},
        {},
    )


def near(one: Prepared, word: int, type_: int) -> tuple[list[Chunk], list[list[int]]]:
    """The phrases near a word that tells of an event of this type, and the features of each."""
    if (word, type_) not in one.near:
        found = parties_near(one.article.scene, word)
        one.near[word, type_] = found, pair_features(one.article.scene, word, type_, found)
    return one.near[word, type_]


class Wanted:
    """What the network should say of the words of a batch, gathered text by text."""

    def __init__(self, words: int) -> None:
        self.outside = np.zeros(words, dtype=np.float32)  # how much it counts that a word is no trigger
        self.types: list[tuple[int, int, float]] = []  # (word, type, weight)
        self.statuses: list[tuple[int, int, float]] = []
        self.claims: list[tuple[int, float, float]] = []
        self.circumstances: list[list[int]] = []  # of each of `types`
        self.modes: list[tuple[int, int, float]] = []
        self.rows: list[int] = []  # of each pair
        self.heads: list[np.ndarray] = []
        self.features: list[list[int]] = []
        self.parts: list[int] = []
        self.part_weights: list[float] = []

    def add(self, one: Prepared, at: int, logs: np.ndarray) -> None:
        """`logs` [words, types] is what the network says now of the text's words, which begin at `at`."""
        article = one.article
        outside = self.outside[at : at + len(one.may)]
        if article.whole:
            outside[:] = one.counts * one.weight
        for number, told in enumerate(article.told):
            places = self._places(one, number, told)
            if not places:
                continue
            best = places[int(logs[places, told.type + 1].argmax())]
            known = bool(told.words)
            outside[places] = 0.0 if known else OTHER_WORDS * one.weight
            outside[best] = 0.0
            weight = one.weight * (1.5 if known else UNKNOWN_WEIGHS)
            self.types.append((at + best, told.type + 1, weight))
            self.circumstances.append(circumstances(article.scene, one.may[best], told.type))
            if told.status is not None:
                self.statuses.append((len(self.types) - 1, told.status, one.weight))
            if told.claimed is not None and article.whole:
                self.claims.append((len(self.types) - 1, float(told.claimed), one.weight))
            if told.mode and f"{TYPES[told.type]} {told.mode}" in MODES:
                self.modes.append((at + best, MODES.index(f"{TYPES[told.type]} {told.mode}"), 0.3 * one.weight))
            self._add_pairs(one, number, told, at, best)

    def _places(self, one: Prepared, number: int, told: Told) -> list[int]:
        if told.words:
            return [one.place[w] for w in told.words if w in one.place]
        if number not in one.parties:
            one.parties[number] = _party_words(one.article, told)
        return [one.place[w] for w in one.may if w not in one.parties[number]]

    def _add_pairs(self, one: Prepared, number: int, told: Told, at: int, best: int) -> None:
        word = one.may[best]
        phrases, features = near(one, word, told.type)
        if (number, word) not in one.labels:
            one.labels[number, word] = part_labels(one.article, told, word, phrases)
        self.rows += [at + best] * len(phrases)
        self.heads += [one.article.scene.states[c.head] for c in phrases]
        self.features += features
        self.parts += one.labels[number, word]
        self.part_weights += [one.weight * (0.7 if told.words else 0.4)] * len(phrases)


def loss_of(network: EventNetwork, batch: list[Prepared]) -> Tensor:
    starts = np.cumsum([0, *(len(one.may) for one in batch)])
    bags = np.cumsum([0, *(len(one.features) for one in batch)])
    z = network.words(
        torch.cat([one.states for one in batch]),
        torch.cat([one.beside for one in batch]),
        torch.cat([one.features for one in batch]),
        torch.cat([one.offsets + int(b) for one, b in zip(batch, bags, strict=False)]),
    )
    logs = network.types(z).log_softmax(-1)
    wanted, now = Wanted(len(z)), logs.detach().numpy()
    for one, at in zip(batch, starts, strict=False):
        wanted.add(one, int(at), now[at : at + len(one.may)])
    loss = -(logs[:, 0] * torch.from_numpy(wanted.outside)).sum()
    if wanted.types:
        rows, types, weights = _columns(wanted.types)
        loss = loss - (logs[rows, types] * weights).sum()
        offsets = np.cumsum([0, *(len(c) for c in wanted.circumstances[:-1])])
        numbers = torch.tensor([n for c in wanted.circumstances for n in c])
        settled = network.settled(z[rows], numbers, torch.from_numpy(offsets))
        if wanted.statuses:
            rows, labels, weights = _columns(wanted.statuses)
            loss = loss + (nn.functional.cross_entropy(settled[rows, :-1], labels, reduction="none") * weights).sum()
        if wanted.claims:
            rows, labels, weights = _columns(wanted.claims)
            said = nn.functional.binary_cross_entropy_with_logits(settled[rows, -1], labels.float(), reduction="none")
            loss = loss + (said * weights).sum()
    if wanted.modes:
        rows, labels, weights = _columns(wanted.modes)
        loss = loss + (nn.functional.cross_entropy(network.mode(z[rows]), labels, reduction="none") * weights).sum()
    if wanted.rows:
        heads = torch.from_numpy(np.stack(wanted.heads).astype(np.float32))
        scores = network.parts(z, torch.tensor(wanted.rows), heads, torch.tensor(wanted.features))
        parts = nn.functional.cross_entropy(scores, torch.tensor(wanted.parts), reduction="none", ignore_index=UNSURE)
        loss = loss + (parts * torch.tensor(wanted.part_weights)).sum()
    return loss


def _columns(entries: list[tuple[int, Any, float]]) -> tuple[Tensor, Tensor, Tensor]:
    rows, labels, weights = zip(*entries, strict=True)
    return torch.tensor(rows), torch.tensor(labels).long(), torch.tensor(weights, dtype=torch.float32)


def _party_words(article: Marked, told: Told) -> set[int]:
    parties = (*told.actors, *told.recipients)
    return {h for heads, names in article.names if any(_same(p, n) for p in parties for n in names) for h in heads}


def _same(a: str, b: str) -> bool:
    return a.casefold() in b.casefold() or b.casefold() in a.casefold()


def fitted(data: list[Prepared], passes: int, seed: int = 7, rate: float = 1.5e-3) -> EventNetwork:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    network = EventNetwork(data[0].states.shape[1])
    everything = torch.cat([p.states for p in data[:400]])
    network.middle.copy_(everything.mean(0))
    network.spread.copy_(everything.std(0) + 1e-3)
    network.spread.mul_(2.0)
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=0.02)
    batches = _batches(data, rng)
    steps = passes * len(batches)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps + 50, pct_start=0.1)
    average = copy.deepcopy(network)
    step = 0
    for number in range(passes):
        network.train()
        total = 0.0
        for batch in _batches(data, rng):
            loss = loss_of(network, batch) / 4
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            step += 1
            with torch.no_grad():
                keep = min(AVERAGED, step / (step + 20))
                for mean, now in zip(average.parameters(), network.parameters(), strict=True):
                    mean.lerp_(now, 1 - keep)
            total += float(loss.detach())
        print(f"pass {number + 1}: loss {4 * total / len(data):.3f}", flush=True)
    return average.eval()


def _batches(data: list[Prepared], rng: random.Random, most: int = 900) -> list[list[Prepared]]:
    """In random order, each of `most` words that may tell of an event, or little more."""
    found: list[list[Prepared]] = [[]]
    words = 0
    for one in rng.sample(data, len(data)):
        if words >= most:
            found.append([])
            words = 0
        found[-1].append(one)
        words += len(one.may)
    return found


def save(network: EventNetwork) -> None:
    """As onrecord.extract.events.scoring reads it: without dropout, the scale of the vectors within the matrices."""
    state = {name: value.clone() for name, value in network.state_dict().items()}
    middle, spread = state.pop("middle"), state.pop("spread")
    for name in ("word", "beside", "head"):
        weight = state[f"{name}.weight"] / spread
        state[f"{name}.weight"] = weight
        state["word.bias" if name == "beside" else f"{name}.bias"] -= weight @ middle
    np.savez_compressed(MODEL, **{name: value.numpy().astype(np.float16) for name, value in state.items()})
    _model.cache_clear()


def held_out(id_: str) -> bool:
    """One article in five is first kept from training, for confidence."""
    return sum(map(ord, id_)) % 5 == 3


def calibrate(gold: dict[str, dict[str, Any]]) -> None:
    """Fit the confidence of events to whether they are right in everything, on articles that the network has not seen, and
    choose from where on they are shown: the lowest threshold above which WANTED of them are right, or nearly."""
    seen: list[tuple[float, ...]] = []

    def numbered(evidence: tuple[float, ...]) -> float:
        seen.append(evidence)
        return float(len(seen) - 1)

    rows, right = [], []
    with mock.patch.object(finding, "confidence", numbered):
        for line in gold.values():
            record = onrecord.read(line["text"])
            for event, one in zip(record.events, predicted(record), strict=True):
                rows.append(seen[int(event.confidence)])
                right.append(is_right(line, one))
    weights, bias = logistic(np.array(rows), np.array(right, dtype=float), ridge=2.0)
    chances = 1 / (1 + np.exp(-(np.array(rows) @ np.array(weights) + bias)))
    order = np.argsort(-chances)
    shares = np.cumsum(np.array(right)[order]) / np.arange(1, len(order) + 1)
    wanted = min(WANTED, float(shares[FEWEST:].max()))
    last = int(np.flatnonzero(shares >= wanted)[-1])
    SETTINGS.write_text(json.dumps({"weights": weights, "bias": bias}, indent=1) + "\n", encoding="utf-8")
    settings.cache_clear()
    print(f"{sum(right)} of {len(rows)} events right; {shares[last]:.2f} of {last + 1} from {chances[order[last]]:.3f} on")


def is_right(line: dict[str, Any], one: dict[str, Any]) -> bool:
    """Whether an event alone stands for one of the article's and is right in everything."""
    return bool(score({"": line}, {"": [one]})["right"]["P"])


def gold_articles(shared: Path) -> dict[str, dict[str, Any]]:
    """All articles with marked events that are for training, parties as words."""
    found = {line["id"]: line for line in json_lines(shared / "news" / "train-invented.events.jsonl")}
    texts = {line["id"]: line["text"] for line in json_lines(shared / "news" / "train-wikinews.jsonl")}
    for line in json_lines(WIKINEWS):
        text = texts[line["id"]]
        for event in line["events"]:
            for key in ("actors", "recipients"):
                event[key] = [text[s:e] for s, e in event[key]]
            event["by"] = event["by"] and "somebody"
        found[line["id"]] = {**line, "text": text}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=DATA)
    parser.add_argument("--passes", type=int, default=10)
    parser.add_argument("--only-calibrate", action="store_true")
    given = parser.parse_args()
    torch.set_num_threads(1)
    gold = gold_articles(given.shared)
    news = [prepared(marked(id_, line["text"], line["events"])) for id_, line in gold.items()]
    others = [
        prepared(article, OTHERS_WEIGH)
        for some in (sentences(SENTENCES), plv(given.shared / "plover" / "plv_train.tsv"), invented())
        for article in some
    ]
    save(fitted([*(one for one in news if not held_out(one.article.id)), *others], given.passes))
    calibrate({id_: line for id_, line in gold.items() if held_out(id_)})
    save(fitted([*news, *others], given.passes))


if __name__ == "__main__":
    main()
