"""Train what tells an event's type: `python -m training.events --data plover/plv_train.tsv --base MODEL_DIR --out RUN_DIR`.

Imports torch, transformers, onnxruntime's tools and onrecord.extract. A pretrained BERT reads the sentence with its actor and its
recipient between marks; the type is read off at the marks. First it learns from event_phrases.txt (ways to say each type, filled
with invented parties), then from labelled sentences and those phrases mixed. `--folds N` measures by cross-validation instead of
exporting. Fixed seeds. Writes RUN_DIR/events.onnx with 7-bit integers, as training.export does.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from onrecord.extract.tokens import WEIGHTS
from onrecord.record.plover import TYPES

PHRASES = Path(__file__).with_name("event_phrases.txt")
CLS, SEP = 101, 102
MARKS = {"<s>": 1, "</s>": 2, "<t>": 3, "</t>": 4}  # unused entries of the vocabulary
LONGEST = 80
FROZEN = 2  # layers at the bottom that stay as they are
FLOAT = 1
_MARK = re.compile(r"(</?[st]>)")
_SLOT = re.compile(r"\b([AB])\b")

NATIONS = (
    "Russia", "the United States", "France", "Kenya", "Iran", "Turkey", "India", "Pakistan", "China", "Brazil", "Nigeria", "Egypt", "Israel",
    "Syria", "Ukraine", "Germany", "Japan", "North Korea", "South Sudan", "Mexico", "Somalia", "Libya", "Lebanon", "Cuba", "Ethiopia",
    "Moscow", "Washington", "Beijing", "Tehran", "the European Union", "the United Nations", "NATO", "the African Union",
)  # fmt: skip
PEOPLE = (
    "President Amara Sello", "Prime Minister Jonas Veldt", "opposition leader Rosa Quiroga", "Foreign Minister Ilya Marov",
    "former president Daud Karim", "the defence minister", "Senator Ann Holloway", "the prime minister", "the president",
    "Chancellor Petra Lindt", "journalist Omar Haddad", "the mayor of the capital", "a Turkish businessman", "King Tariq",
)  # fmt: skip
GROUPS = (
    "police", "the army", "protesters", "rebels", "the opposition", "militants", "students", "villagers", "a court", "the government",
    "the Kenyan government", "Iraqi forces", "gunmen", "the union", "lawmakers", "the Senate", "the Red Cross", "farm workers",
    "the Taliban", "Israeli troops", "French officials", "the ministry", "refugees", "civilians", "three soldiers",
    "the central bank", "an aid agency", "the company", "security forces", "separatists in the north", "two foreign reporters",
)  # fmt: skip
BEFORE = ("", "", "", "On Tuesday, ", "Last week, ", "In a statement, ", "Meanwhile, ", "GENEVA -- ", "In 2014, ", "Earlier, ")
AFTER = (
    "", "", "", " on Monday", ", officials said", " over the disputed province", " last month", ", a spokesman said on Wednesday",
    " after weeks of tension", " in the capital", ", according to state media", " for the first time in ten years",
    " following an attack that killed 12 people", " ahead of the election", " in the north of the country",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """Token ids, the places of the two marks (0 where there is none), and the types that are right."""

    ids: tuple[int, ...]
    source: int
    target: int
    types: tuple[int, ...]


def encoded(tokenizer: Tokenizer, marked: str, types: tuple[int, ...]) -> Example:
    """`marked` has <s>actor</s> and <t>recipient</t>; of further marks of the same kind the first counts."""
    ids, places = [CLS], {1: 0, 3: 0}
    for piece in _MARK.split(marked):
        if piece in MARKS:
            mark = MARKS[piece]
            if mark in places and not places[mark]:
                places[mark] = len(ids)
            ids.append(mark)
        elif piece.strip():
            ids += tokenizer.encode(piece, add_special_tokens=False).ids
    source, target = places[1], places[3]
    if len(ids) > LONGEST - 1:
        last = max(source, target)
        low = max(1, min(source or last, target or last) - 12) if last >= LONGEST - 24 else 1
        ids = [CLS, *ids[low : low + LONGEST - 2]]
        source, target = (place - low + 1 if place and place - low + 1 < len(ids) else 0 for place in (source, target))
    return Example((*ids, SEP), source, target, types)


def labelled(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """Rows of a table with marked_sentence and gold_root, where YIELD is CONCEDE or RETREAT."""
    with path.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    return [encoded(tokenizer, row["marked_sentence"], types_of(row["gold_root"])) for row in rows]


def types_of(root: str) -> tuple[int, ...]:
    return tuple(TYPES.index(t) for t in (("CONCEDE", "RETREAT") if root == "YIELD" else (root,)))


def phrases() -> list[tuple[str, str]]:
    """(type, phrase) in order."""
    found, type_ = [], ""
    for line in PHRASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            type_ = line.strip("[]")
        elif line and not line.startswith("#"):
            found.append((type_, line))
    return found


def filled(phrase: str, rng: random.Random) -> str:
    """The phrase as a marked sentence."""
    party = {"A": rng.choice(rng.choice((NATIONS, PEOPLE, GROUPS))), "B": rng.choice(rng.choice((NATIONS, PEOPLE, GROUPS)))}
    tag = {"A": "s", "B": "t"}
    said = _SLOT.sub(lambda m: f"<{tag[m[1]]}>{party[m[1]]}</{tag[m[1]]}>", phrase)
    return f"{rng.choice(BEFORE)}{said}{rng.choice(AFTER)}."


def made_up(tokenizer: Tokenizer, rng: random.Random, copies: int) -> list[Example]:
    return [encoded(tokenizer, filled(phrase, rng), (TYPES.index(type_),)) for type_, phrase in phrases() for _ in range(copies)]


class Typer(nn.Module):
    """ids, mask [B, T], source, target [B] -> scores of types [B, 16]."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.bert = BertModel(config, add_pooling_layer=False)
        self.drop = nn.Dropout(0.2)
        self.scorer = nn.Linear(4 * config.hidden_size, len(TYPES))

    def forward(self, ids: Tensor, mask: Tensor, source: Tensor, target: Tensor) -> Tensor:
        h = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        share = mask.to(h.dtype)[..., None]
        mean = (h * share).sum(1) / share.sum(1)
        rows = torch.arange(ids.shape[0])
        scores: Tensor = self.scorer(self.drop(torch.cat([h[:, 0], mean, h[rows, source], h[rows, target]], dim=-1)))
        return scores


def pretrained(base: str) -> Typer:
    config = BertConfig.from_pretrained(base, attn_implementation="sdpa", attention_probs_dropout_prob=0.0)
    typer = Typer(config)
    bert = BertModel.from_pretrained(base, add_pooling_layer=False)
    typer.bert.load_state_dict({k: v for k, v in bert.state_dict().items() if k in typer.bert.state_dict()})
    for part in (typer.bert.embeddings, *typer.bert.encoder.layer[:FROZEN]):
        part.requires_grad_(False)
    return typer


def batches(examples: Sequence[Example], rng: random.Random, size: int = 32) -> list[list[Example]]:
    ordered = sorted(examples, key=lambda e: len(e.ids) + rng.random() * 12)
    found = [ordered[i : i + size] for i in range(0, len(ordered), size)]
    rng.shuffle(found)
    return found


def inputs(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    width = -(-max(len(e.ids) for e in batch) // 16) * 16
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    for row, example in enumerate(batch):
        ids[row, : len(example.ids)] = torch.tensor(example.ids)
    return ids, (ids != 0).long(), torch.tensor([e.source for e in batch]), torch.tensor([e.target for e in batch])


def loss_of(typer: Typer, batch: Sequence[Example]) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        scores = typer(*inputs(batch))
    chances = nn.functional.log_softmax(scores.float(), dim=-1)
    smooth = 0.05 * chances.mean(-1)
    right = torch.stack([torch.logsumexp(chances[row, list(e.types)], dim=0) for row, e in enumerate(batch)])
    return -(0.95 * right + smooth).mean()


def train(typer: Typer, draw, passes: int, rate: float, seed: int) -> None:  # type: ignore[no-untyped-def]
    """`draw(rng)` gives the examples of one pass."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    body = [p for n, p in typer.named_parameters() if n.startswith("bert") and p.requires_grad]
    optimizer_ = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": typer.scorer.parameters(), "lr": rate * 8}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
    )
    plan = [batch for _ in range(passes) for batch in batches(draw(rng), rng)]
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer_, lambda n: min((n + 1) / (0.08 * len(plan)), 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * n / len(plan))))
    )
    typer.train()
    for batch in plan:
        loss_of(typer, batch).backward()
        nn.utils.clip_grad_norm_(body, 1.0)
        optimizer_.step()
        schedule.step()
        optimizer_.zero_grad(set_to_none=True)


@torch.no_grad()
def scores_of(typer: Typer, examples: Sequence[Example]) -> Tensor:
    typer.eval()
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].ids))
    out = torch.zeros(len(examples), len(TYPES))
    for start in range(0, len(order), 64):
        chunk = order[start : start + 64]
        out[chunk] = nn.functional.log_softmax(typer(*inputs([examples[i] for i in chunk])).float(), dim=-1)
    return out


def best_root(chances: Tensor) -> str:
    """The type of the highest probability, where CONCEDE and RETREAT are one."""
    p = chances.exp().tolist()
    joined = dict(zip(TYPES, p, strict=True))
    joined["YIELD"] = joined.pop("CONCEDE") + joined.pop("RETREAT")
    return max(joined, key=lambda t: joined[t])


def export(typer: Typer, to: Path) -> None:
    typer.eval()
    typer.bert.config._attn_implementation = "eager"
    example = (
        torch.randint(1000, 2000, (2, 40)),
        torch.ones(2, 40, dtype=torch.long),
        torch.tensor([3, 4]),
        torch.tensor([9, 8]),
    )
    names = ["ids", "mask", "source", "target"]
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            typer,
            example,
            str(plain),
            input_names=names,
            output_names=["scores"],
            dynamic_axes={**{n: {0: "rows", 1: "tokens"} for n in names[:2]}, **{n: {0: "rows"} for n in [*names[2:], "scores"]}},
            opset_version=17,
            dynamo=False,
        )
        config = typer.bert.config
        optimizer.optimize_model(
            str(plain), model_type="bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size
        ).save_model_to_file(str(fused))
        quantize_dynamic(
            str(fused),
            str(to),
            weight_type=QuantType.QInt8,
            reduce_range=True,
            per_channel=True,
            extra_options={"DefaultTensorType": FLOAT},
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", required=True, help="directory of a pretrained BERT")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0, help="measure by cross-validation in so many folds")
    parser.add_argument("--only", type=int, help="only so many of the folds")
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--copies", type=int, default=2, help="sentences made of each phrase, to begin with")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    examples = labelled(given.data, tokenizer)
    clock = time.monotonic()
    begun = given.out / "begun.pt"
    typer = pretrained(given.base)
    if begun.exists():
        typer.load_state_dict(torch.load(begun))
    else:
        train(typer, lambda rng: made_up(tokenizer, rng, given.copies), 1, given.rate, given.seed)
        torch.save(typer.state_dict(), begun)
    print(f"phrases: {time.monotonic() - clock:.0f} s", flush=True)
    start = {k: v.clone() for k, v in typer.state_dict().items()}

    def learn(known: list[Example]) -> None:
        typer.load_state_dict(start)
        train(typer, lambda rng: known + rng.sample(made_up(tokenizer, rng, 1), 350), given.passes, given.rate, given.seed)

    if given.folds:
        order = list(range(len(examples)))
        random.Random(given.seed).shuffle(order)
        lines = {}
        for fold in range(given.folds)[: given.only]:
            held = order[fold :: given.folds]
            out = set(held)
            learn([e for i, e in enumerate(examples) if i not in out])
            chances = scores_of(typer, [examples[i] for i in held])
            for i, row in zip(held, chances, strict=True):
                lines[i] = {"root": best_root(row), "chances": [round(x, 4) for x in row.exp().tolist()]}
            right = sum(types_of(lines[i]["root"]) == examples[i].types for i in held)
            print(f"fold {fold}: {right / len(held):.3f} right, {time.monotonic() - clock:.0f} s", flush=True)
        (given.out / "folds.json").write_text(json.dumps(lines))
        return
    learn(examples)
    torch.save(typer.state_dict(), given.out / "events.pt")
    export(typer, given.out / "events.onnx")


if __name__ == "__main__":
    main()
