"""The shipped weights as a run to go on from: `python -m training.unpack --out RUN_DIR [--weights DIR]`.

Imports torch, onnx, onrecord.extract and training. What `training.export` wrote is read back: integers times their scales, so
each weight is off by up to half a step. Enough to go on training from, on one's own annotations too.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from onrecord.extract.network.linking import CROWDS, DISTANCES, IMPOSSIBLE, STRIDES
from onrecord.extract.network.tokens import WEIGHTS
from training.model import HEADS, LINKER

_PARTS = ("project", "attended", "widen", "narrow")
_TABLES = ("word", "trait", "position")


class _Network:
    """The named tensors of a network, and its quantized matrices in the order in which they are multiplied."""

    def __init__(self, path: Path) -> None:
        self.tensors = {t.name: numpy_helper.to_array(t) for t in onnx.load(str(path)).graph.initializer}
        numbered = {n.rsplit("_", 1)[0] for n in self.tensors if n.startswith("onnx::MatMul") and n.endswith("_quantized")}
        self.matrices = sorted(numbered, key=lambda name: int(name.split("_")[1]))

    def floats(self, name: str) -> npt.NDArray[np.float32]:
        whole, zero = (self.tensors[f"{name}_{part}"].astype(np.float32) for part in ("quantized", "zero_point"))
        found: npt.NDArray[np.float32] = (whole - zero) * self.tensors[f"{name}_scale"]
        return found


def encoder_of(path: Path) -> dict[str, Tensor]:
    network = _Network(path)
    layers = sum(name.endswith(".narrow.bias") for name in network.tensors)
    heads = [head for head in HEADS if f"encoder.{head}.bias" in network.tensors]
    order = [f"encoder.bert.layers.{n}.{part}" for n in range(layers) for part in _PARTS] + [f"encoder.{head}" for head in heads]
    found = {f"encoder.bert.{table}.weight": network.floats(f"encoder.bert.{table}.weight") for table in _TABLES}
    for name, matrix in zip(order, network.matrices, strict=True):
        found[f"{name}.weight"], found[f"{name}.bias"] = network.floats(matrix).T, network.tensors[f"{name}.bias"]
    found |= {name: value for name, value in network.tensors.items() if "norm" in name}
    return {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in found.items()}


def linker_of(path: Path) -> dict[str, Tensor]:
    network = _Network(path)
    around, tag = (network.floats(matrix).T for matrix in network.matrices)
    places = network.tensors["places"].reshape(DISTANCES, CROWDS, STRIDES, LINKER)  # sums of three tables
    mean = places.mean((0, 1, 2))
    found = {
        "around.weight": around,
        "tag.weight": tag,
        **{name: network.tensors[f"linker.{name}"] for name in ("around.bias", "tag.bias", "norm.weight", "norm.bias")},
        "distance.weight": places.mean((1, 2)),
        "crowd.weight": places.mean((0, 2)) - mean,
        "stride.weight": places.mean((0, 1)) - mean,
    }
    return {f"linker.{name}": torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in found.items()}


def chain_of(path: Path) -> dict[str, Tensor]:
    moves = torch.tensor(json.loads(path.read_text(encoding="utf-8"))["transitions"])
    never = moves < IMPOSSIBLE / 2
    return {"chain.raw": moves.masked_fill(never, 0.0), "chain.forbidden": torch.where(never, IMPOSSIBLE, 0.0)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    parts = (
        encoder_of(given.weights / "encoder.onnx"),
        linker_of(given.weights / "linker.onnx"),
        chain_of(given.weights / "decoding.json"),
    )
    given.out.mkdir(parents=True, exist_ok=True)
    torch.save({name: value for part in parts for name, value in part.items()}, given.out / "reader.pt")


if __name__ == "__main__":
    main()
