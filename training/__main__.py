"""Rebuild the weights from the data, in one command: `python -m training [--out runs/reader]`. Imports the modules of training.

Train the reader on, which is the last one shipped at first; let it mark what nobody marked, and train it on that too; export,
calibrate, and fit the types of events: each is a module of its own and can be run alone. Needs training/requirements.txt; where
nothing else is said the data are `../shared/data`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


NEWS = [DATA / "news" / name for name in ("train-wikinews.jsonl", "train-invented.jsonl")]
TUNE = Path(__file__).resolve().parents[1] / "evaluation" / "gold" / "factuality.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--news", type=Path, nargs="+", default=NEWS, help="articles with statements, marked by our guidelines")
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="more of them: a user's own (see training.convert)")
    parser.add_argument("--polnear", type=Path, default=DATA / "polnear" / "train.jsonl", help="articles marked by PolNeAR's")
    parser.add_argument("--unmarked", type=Path, nargs="*", default=[], help="news that nobody marked, for the reader to mark")
    parser.add_argument("--gum", type=Path, default=DATA / "gum" / "train.conllu", help="names and parts of speech")
    parser.add_argument("--out", type=Path, default=Path("runs/reader"))
    parser.add_argument("--events", type=Path, default=DATA / "plover" / "plv_train.tsv", help="events between given parties")
    given = parser.parse_args()
    out, news = given.out, [*given.news, *given.more]
    out.mkdir(parents=True, exist_ok=True)
    marked = out / "marked.jsonl"
    polnear, gum = ["--polnear", given.polnear], ["--gum", given.gum, "--every-genre"]
    learned = [*news, *news, out / "factuality.jsonl"]  # the news twice a pass
    steps = [
        ["factuality_sentences", "--gold", TUNE, "--out", out / "factuality.jsonl"],
        ["unpack", "--out", out / "last"],
        ["train", "--data", *learned, *polnear, "--share", 0.15, *gum, "--gum-share", 0.3, "--start", out / "last", "--passes", 8,
         "--out", out / "marking"],
        ["label", "--run", out / "marking", "--data", *given.unmarked, given.polnear, "--most", 300, "--least", 0.4,
         "--out", marked],
        ["train", "--data", *learned, marked, *polnear, "--share", 0.15, *gum, "--gum-share", 0.2, "--start", out / "marking",
         "--rate", 8e-5, "--passes", 4, "--seed", 8, "--out", out],
        ["export", "--run", out],
        ["calibrate", "--news", *news, *polnear],
        ["event_types", "--data", given.events],
    ]  # fmt: skip
    # Kernels are compiled for each shape of batch: keep them all.
    environment = {**os.environ, "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "8192"}
    for module, *arguments in steps:
        print(f"training.{module}", flush=True)
        subprocess.run([sys.executable, "-m", f"training.{module}", *map(str, arguments)], check=True, env=environment)


if __name__ == "__main__":
    main()
