"""Train the reader: `python -m training.train --data polnear/train.jsonl --gum gum/train.conllu --base MODEL_DIR --out RUN_DIR`.

Imports torch, training.* and onrecord.extract. Fixed seeds; a checkpoint every few minutes, from which the same command
resumes; the log is RUN_DIR/log.jsonl. The last pass's averaged weights are RUN_DIR/reader.pt.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.extract.network.linking import IC, IS, REACH, O, parts_of_place, relations
from onrecord.extract.network.tags import TYPES
from onrecord.extract.network.tokens import LONGEST_WINDOW, TRAITS, Tokens, Window, windows
from training.corpora import Attribution, Labelled, Tagged, attributions, tagged
from training.factuality import UNKNOWN
from training.model import MANNERS, Reader, begun, trained

CLS, SEP, MASK = 101, 102, 103
MASKED = 0.04  # share of tokens hidden in training, so that no single word is relied on
SAVED_EVERY = 240  # seconds
NOTHING = Attribution((0, 0), {})
WEIGHT = {"cue": 1.0, "link": 0.3, "name": 2.0, "part": 1.0, "manner": 0.5, "speaker": 0.7}  # of each loss
TAUGHT = {2: 5.0, 5: 15.0}  # layers whose outputs a teacher shows, and how much each counts (TinyBERT: Jiao et al., EMNLP 2020)
UNGUIDED = 150  # steps before the linker is shown wrongly guessed cues: at first nearly every guess is wrong


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One window of one article, with the attributions whose cue lies in it (or the document's tags)."""

    tokens: Tokens
    window: Window
    reading: tuple[Attribution, ...] = ()
    tags: Tagged | None = None
    article: Labelled | None = None

    @property
    def guidelines(self) -> int:
        return self.article.guidelines if self.article else 0


def held_out_id(article_id: str) -> bool:
    """One article in twenty is kept from training, for thresholds and calibration."""
    return sum(map(ord, article_id)) % 20 == 7


def pieces_of(articles: list[Labelled], documents: list[Tagged], rng: random.Random, most: int = 2400) -> list[list[Piece]]:
    """Batches of windows of about the same length, in random order; windows are cut anew on each pass."""
    found: list[Piece] = []
    for article in articles:
        reading = article.readings[rng.randrange(len(article.readings))]
        longest = rng.choice((LONGEST_WINDOW // 2, LONGEST_WINDOW, LONGEST_WINDOW, 192))
        for window in windows(article.tokens, longest, rng.randrange(longest // 3, longest + 1)):
            kept = tuple(a for a in reading if window.start <= a.cue[0] and a.cue[1] < window.end)
            found.append(Piece(article.tokens, window, kept, article=article))
    tagged_pieces = [
        Piece(d.tokens, w, (), d) for d in documents for w in windows(d.tokens, LONGEST_WINDOW, rng.randrange(60, LONGEST_WINDOW))
    ]
    batches = _batched(found, rng, most) + _batched(tagged_pieces, rng, most)
    rng.shuffle(batches)
    return batches


def _batched(pieces: list[Piece], rng: random.Random, most: int) -> list[list[Piece]]:
    ordered = sorted(pieces, key=lambda p: p.window.end - p.window.start + rng.random() * 24)
    batches: list[list[Piece]] = [[]]
    for piece in reversed(ordered):
        if batches[-1] and (len(batches[-1]) + 1) * width_of(batches[-1][:1]) > most:
            batches.append([])
        batches[-1].append(piece)
    return [b for b in batches if b]


def width_of(batch: list[Piece]) -> int:
    """Columns of a batch, in steps of 32: matrix kernels are compiled once a shape."""
    longest = max(p.window.end - p.window.start for p in batch) + 2
    return -(-longest // 32) * 32


def inputs(batch: list[Piece]) -> tuple[Tensor, Tensor, Tensor]:
    width = width_of(batch)
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    traits = torch.zeros_like(ids)
    mask = torch.zeros(ids.shape, dtype=torch.bool)
    for row, piece in enumerate(batch):
        low, high = piece.window.start, piece.window.end
        n = high - low
        ids[row, 0], ids[row, n + 1] = CLS, SEP
        ids[row, 1 : n + 1] = torch.from_numpy(piece.tokens.ids[low:high])
        traits[row, 1 : n + 1] = torch.from_numpy(piece.tokens.traits[low:high])
        traits[row] += piece.guidelines * TRAITS
        mask[row, : n + 2] = True
    hidden = (torch.rand(ids.shape) < MASKED) & (ids != 0) & (ids != CLS) & (ids != SEP)
    return torch.where(hidden, MASK, ids), traits, mask


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """What the linker is asked about a batch: see training.model.Linker."""

    row: Tensor
    first: Tensor
    last: Tensor
    columns: Tensor
    lengths: Tensor
    distance: Tensor
    crowd: Tensor
    stride: Tensor
    tags: Tensor
    gold: Tensor
    type: Tensor
    factuality: Tensor


def links_of(batch: list[Piece], guessed: list[list[tuple[int, int]]]) -> Links | None:
    """Rows for every gold cue, and for every guessed cue that is none (all its tokens are then outside)."""
    rows = []
    for number, piece in enumerate(batch):
        low, high = piece.window.start, piece.window.end
        gold = {a.cue: a for a in piece.reading}
        wrong = [g for g in guessed[number] if not any(g[0] <= c[1] and c[0] <= g[1] for c in gold)]
        starts = np.array(sorted([c[0] for c in gold] + [g[0] for g in wrong]), dtype=np.int64)
        for cue in [*gold, *wrong]:
            position = np.arange(max(low, cue[0] - REACH), min(high, cue[1] + REACH + 1))
            marked = gold.get(cue, NOTHING)
            tags = [marked.tags.get(int(t), O) for t in position]
            if tags[0] in (IS, IC):  # its beginning is out of reach
                tags[0] -= 1
            place = relations(position, cue, starts, piece.tokens.paragraph)
            rows.append((number, cue, position, parts_of_place(place), tags, cue in gold, low, marked))
    if not rows:
        return None
    width = -(-max(len(r[2]) for r in rows) // 32) * 32

    def padded(arrays: list[np.ndarray]) -> Tensor:
        out = torch.zeros(len(arrays), width, dtype=torch.long)
        for i, array in enumerate(arrays):
            out[i, : len(array)] = torch.from_numpy(np.asarray(array, dtype=np.int64))
        return out

    return Links(
        torch.tensor([r[0] for r in rows]),
        torch.tensor([r[1][0] - r[6] + 1 for r in rows]),
        torch.tensor([r[1][1] - r[6] + 1 for r in rows]),
        padded([r[2] - r[6] + 1 for r in rows]),
        torch.tensor([len(r[2]) for r in rows]),
        *(padded([r[3][k] for r in rows]) for k in range(3)),
        padded([np.array(r[4]) for r in rows]),
        torch.tensor([r[5] for r in rows]),
        torch.tensor([r[7].type for r in rows]),
        torch.tensor([r[7].factuality for r in rows]),
    )


def cue_chances(batch: list[Piece], width: int) -> Tensor:
    """How likely each cue tag is [B, T, 3]: certain by gold, what a teacher says by it; zeros outside the text."""
    chances = torch.zeros(len(batch), width, 3)
    for row, piece in enumerate(batch):
        low, high = piece.window.start, piece.window.end
        shown = chances[row, 1 : high - low + 1]
        if piece.article and piece.article.chances is not None:
            shown[:] = torch.from_numpy(piece.article.chances[low:high].astype(np.float32))
            continue
        tags = torch.zeros(high - low, dtype=torch.long)
        for a in piece.reading:
            tags[a.cue[0] - low + 1 : a.cue[1] - low + 1] = 2
            tags[a.cue[0] - low] = 1
        shown[:] = nn.functional.one_hot(tags, 3)
    return chances


def guessed_cues(cue_scores: Tensor, batch: list[Piece]) -> list[list[tuple[int, int]]]:
    tags = cue_scores.argmax(-1)
    found = []
    for row, piece in enumerate(batch):
        low, n = piece.window.start, piece.window.end - piece.window.start
        cues, t = [], 1
        line = tags[row].tolist()
        while t <= n:
            if line[t] == 1:
                end = t
                while end + 1 <= n and line[end + 1] == 2:
                    end += 1
                cues.append((low + t - 1, low + end - 1))
                t = end
            t += 1
        found.append(cues)
    return found


def link_scores(reader: Reader, keys: Tensor, queries: Tensor, links: Links) -> Tensor:
    half = queries.shape[-1] // 2
    asked = queries[links.row, links.first]
    wanted = queries[links.row, links.last]
    quarter = half // 2
    query = torch.cat(
        [asked[:, :quarter] + wanted[:, quarter:half], asked[:, half : half + quarter] + wanted[:, half + quarter :]], dim=-1
    )
    return reader.linker(keys[links.row[:, None], links.columns], query, links.distance, links.crowd, links.stride)


def loss_of(reader: Reader, batch: list[Piece], guess: bool, teacher: Reader | None) -> tuple[Tensor, dict[str, float]]:
    """What is to be made small, and its parts. A `teacher` also shows what its layers make of the same tokens."""
    ids, traits, mask = inputs(batch)
    with torch.autocast("cpu", torch.bfloat16):
        layers = reader.encoder.bert(ids, traits, mask)
    loss, parts = _loss_by_gold(reader, batch, ids, reader.encoder.bert.drop(layers[-1].float()), guess)
    if teacher is None:
        return loss, parts
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        shown = teacher.encoder.bert(ids, traits, mask)
    away = torch.stack([share * _apart(layers[n].float(), shown[n].float(), mask) for n, share in TAUGHT.items()]).sum()
    return loss + away, {**parts, "away": away.item()}


def _apart(h: Tensor, wanted: Tensor, mask: Tensor) -> Tensor:
    """The squared distance of the tokens of `h` from those `wanted`, relative to their own lengths."""
    off: Tensor = ((h - wanted) ** 2)[mask].sum() / (wanted**2)[mask].sum()
    return off


def _loss_by_gold(reader: Reader, batch: list[Piece], ids: Tensor, h: Tensor, guess: bool) -> tuple[Tensor, dict[str, float]]:
    if batch[0].tags is not None:
        names = torch.full_like(ids, -100)
        parts = torch.full_like(ids, -100)
        for row, piece in enumerate(batch):
            low, high = piece.window.start, piece.window.end
            for target, source in ((names, piece.tags.names), (parts, piece.tags.parts)):
                values = torch.tensor(source[low:high])
                target[row, 1 : high - low + 1] = torch.where(values < 0, torch.full_like(values, -100), values)
        name = nn.functional.cross_entropy(reader.encoder.name(h).flatten(0, 1), names.flatten())
        part = nn.functional.cross_entropy(reader.encoder.part(h).flatten(0, 1), parts.flatten())
        return WEIGHT["name"] * name + WEIGHT["part"] * part, {"name": name.item(), "part": part.item()}
    cue_scores = reader.encoder.cue(h)
    wanted = cue_chances(batch, ids.shape[1])
    cues = sum(len(p.reading) for p in batch)
    cue = -(wanted * cue_scores.log_softmax(-1)).sum() / max(cues, 1)
    wrong = guessed_cues(cue_scores.detach(), batch) if guess else [[] for _ in batch]
    links = links_of(batch, wrong)
    if links is None:
        return WEIGHT["cue"] * cue, {"cue": cue.item()}
    with torch.autocast("cpu", torch.bfloat16):
        scores = link_scores(reader, reader.encoder.key(h), reader.encoder.query(h), links).float()
    each = reader.chain.loss(scores, links.lengths, links.tags)
    link = (each * torch.where(links.gold, 1.0, 0.5)).sum() / max(cues, 1)
    manner, seen = _manner_loss(reader.encoder.manner(h), links)
    loss = WEIGHT["cue"] * cue + WEIGHT["link"] * link + WEIGHT["manner"] * manner
    names = _names_of_speakers(batch, ids)
    if (names >= 0).any():
        name = nn.functional.cross_entropy(reader.encoder.name(h).flatten(0, 1), names.flatten(), ignore_index=UNKNOWN)
        loss, seen["speaker"] = loss + WEIGHT["speaker"] * name, name.item()
    return loss, {"cue": cue.item(), "link": link.item(), **seen}


def _names_of_speakers(batch: list[Piece], ids: Tensor) -> Tensor:
    names = torch.full_like(ids, UNKNOWN)
    for row, piece in enumerate(batch):
        if piece.article:
            low, high = piece.window.start, piece.window.end
            names[row, 1 : high - low + 1] = torch.tensor(piece.article.names[low:high])
    return names


def _manner_loss(manners: Tensor, links: Links) -> tuple[Tensor, dict[str, float]]:
    """Of types and factualities, of the cues where they are known."""
    scores = manners[links.row, links.first, :MANNERS] + manners[links.row, links.last, MANNERS:]
    loss, parts = scores.sum() * 0.0, {}
    halves = scores.split([len(TYPES), MANNERS - len(TYPES)], dim=-1)
    for name, half, wanted in zip(("type", "factuality"), halves, (links.type, links.factuality), strict=True):
        known = wanted != UNKNOWN
        if known.any():
            each = nn.functional.cross_entropy(half[known], wanted[known])
            loss = loss + each
            parts[name] = each.item()
    return loss, parts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--polnear", type=Path, help="articles marked by PolNeAR's guidelines")
    parser.add_argument("--share", type=float, default=1.0, help="of PolNeAR's articles that a pass takes, drawn anew each time")
    parser.add_argument("--gum", type=Path)
    parser.add_argument("--gum-share", type=float, default=1.0, help="of its documents that a pass takes")
    parser.add_argument("--every-genre", action="store_true", help="of GUM, not only those whose texts are free")
    parser.add_argument("--tokens", type=int, default=2400, help="of a batch, at most")
    parser.add_argument("--base", type=Path, help="directory of a pretrained BERT")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--heads-rate", type=float, help="of what lies on the encoder; five times the rate, where not said")
    parser.add_argument("--frozen", type=int, default=0, help="lowest layers that are left as they are, to save time")
    parser.add_argument("--start", type=Path, help="go on from the weights of this run instead of the pretrained encoder")
    parser.add_argument("--teacher", type=Path, help="come near to what the layers of this run's reader say")
    parser.add_argument("--seed", type=int, default=7, help="of first weights, order, what is dropped and hidden")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--everything", action="store_true", help="train on the held-out articles too")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    articles = [a for path in given.data for a in attributions(path)]
    others = attributions(given.polnear, guidelines=1) if given.polnear else []
    if not given.everything:
        articles, others = ([a for a in some if not held_out_id(a.id)] for some in (articles, others))
    documents = tagged(given.gum, given.every_genre) if given.gum else []
    reader = trained(given.start) if given.start else begun(given.base)
    for layer in reader.encoder.bert.layers[: given.frozen]:
        layer.requires_grad_(False)
    average = copy.deepcopy(reader)
    teacher = trained(given.teacher).eval() if given.teacher else None
    if teacher:
        reader.encoder.bert.drop.p = 0.0  # what is dropped cannot come near to what was not
    encoder = [p for p in reader.encoder.bert.parameters() if p.requires_grad]
    known = {id(p) for p in reader.encoder.bert.parameters()}
    heads = [p for p in reader.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": given.rate}, {"params": heads, "lr": given.heads_rate or given.rate * 5}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
    )

    def batches_of(number: int) -> list[list[Piece]]:
        rng = random.Random(given.seed * 1000 + number)
        some = [
            rng.sample(each, round(share * len(each))) for each, share in ((others, given.share), (documents, given.gum_share))
        ]
        return pieces_of([*articles, *some[0]], some[1], rng, given.tokens)

    batches_a_pass = len(batches_of(0))
    steps = batches_a_pass * given.passes
    warm = max(1, steps // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warm, 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, n / steps))))
    )
    begin, done, step = 0, 0, 0
    checkpoint = given.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        reader.load_state_dict(saved["reader"])
        average.load_state_dict(saved["average"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        begin, done, step = saved["pass"], saved["done"], saved["step"]

    def save(number: int, done: int) -> None:
        parts = {"reader": reader, "average": average, "optimizer": optimizer, "schedule": schedule}
        states = {name: part.state_dict() for name, part in parts.items()}
        torch.save({**states, "pass": number, "done": done, "step": step}, checkpoint.with_suffix(".new"))
        checkpoint.with_suffix(".new").replace(checkpoint)
        torch.save(average.state_dict(), given.out / "reader.pt")

    log = (given.out / "log.jsonl").open("a", encoding="utf-8")
    print(f"{len(articles)} + {len(others)} articles, {len(documents)} documents, {steps} steps", flush=True)
    for number in range(begin, given.passes):
        reader.train()
        clock = saved_at = time.monotonic()
        sums: dict[str, list[float]] = {}
        for place, batch in enumerate(batches_of(number)):
            if number == begin and place < done:  # before it was stopped
                continue
            loss, parts = loss_of(reader, batch, step > UNGUIDED or given.start is not None, teacher)
            loss.backward()
            nn.utils.clip_grad_norm_([*encoder, *heads], 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            for key, value in parts.items():
                sums.setdefault(key, []).append(value)
            if step % 4 == 0:
                keep = min(0.995, step / (step + 20))
                with torch.no_grad():
                    for mean, now in zip(average.parameters(), reader.parameters(), strict=True):
                        if now.requires_grad:
                            mean.lerp_(now, 1 - keep)
            if step % 50 == 0:
                entry = {k: round(sum(v[-50:]) / len(v[-50:]), 4) for k, v in sums.items()}
                entry = {"step": step, "of": steps, "seconds": round(time.monotonic() - clock), **entry}
                log.write(json.dumps(entry) + "\n")
                log.flush()
            if time.monotonic() - saved_at > SAVED_EVERY:
                save(number, place + 1)
                saved_at = time.monotonic()
        save(number + 1, 0)


if __name__ == "__main__":
    main()
