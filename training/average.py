"""One reader out of several: `python -m training.average RUN_DIR… --out RUN_DIR`. Imports torch.

The mean of the weights of runs that began with the same weights and differ in the order of the data reads better than any one of
them, at the cost of none (model soups: Wortsman et al., ICML 2022). That of runs that began with different heads reads far worse.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor


def mean_of(runs: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of each floating-point tensor; the others as the first run has them."""
    return {
        name: torch.stack([run[name] for run in runs]).mean(0) if first.is_floating_point() else first
        for name, first in runs[0].items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=Path, nargs="+", help="directories with a reader.pt")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.save(mean_of([torch.load(run / "reader.pt") for run in given.runs]), given.out / "reader.pt")


if __name__ == "__main__":
    main()
