"""Write trained weights as the package ships them: `python -m training.export --run RUN_DIR [--to WEIGHTS_DIR]`.

Imports torch, onnxruntime's tools, training.model and onrecord.extract. The encoder's matrices become 7-bit integers in 8
(`reduce_range`): then no partial sum of the 8-bit kernels of processors without VNNI can overflow, and every processor adds the
same integers. Beside tags and links, the encoder gives out what its last layer
makes of each token, and its layer `MIDDLE_LAYER`, which of all tells most of what happened: events are read from the two
(training/event_types.py, training/events.py).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from onrecord.extract.network.encoder import LAST, MIDDLE
from onrecord.extract.network.linking import PLACES, parts_of_place
from onrecord.extract.network.tags import GUIDELINES
from onrecord.extract.network.tokens import WEIGHTS
from training.bert import EPSILON
from training.model import HEADS, LINKER, Encoder, Linker, Reader, trained

FLOAT = 1
MIDDLE_LAYER = 2


class _Attention(torch.autograd.Function):
    """onnxruntime's attention of many heads; here only its shape is needed."""

    @staticmethod
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        return query + key + value

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        return graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads).setType(query.type())


def _normalized(x: Tensor, norm: nn.LayerNorm) -> Tensor:
    """A layer's norm as sums and products: onnxruntime is three times as fast at these as at its own norm."""
    away = x - x.mean(-1, keepdim=True)
    spread = torch.sqrt((away * away).mean(-1, keepdim=True) + EPSILON)
    return away * torch.reciprocal(spread) * norm.weight + norm.bias


class Exported(nn.Module):
    """The encoder for one window at a time, without padding, so without a mask."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, traits: Tensor) -> tuple[Tensor, ...]:
        encoder, bert = self.encoder, self.encoder.bert
        x, middle = bert.embedded(ids, traits), None
        for number, layer in enumerate(bert.layers):
            attended = _Attention.apply(*layer.project(x).chunk(3, -1), layer.heads)
            x = _normalized(x + layer.attended(attended), layer.norm)
            x = _normalized(x + layer.narrow(nn.functional.gelu(layer.widen(x))), layer.norm_of_feed)
            if number == MIDDLE_LAYER:
                middle = x
        return *(getattr(encoder, head)(x) for head in HEADS), middle, x


def export_encoder(reader: Reader, to: Path, quantize: bool = True) -> None:
    ids = torch.randint(1000, 2000, (1, 40))
    names = ["ids", "traits", *HEADS, MIDDLE, LAST]
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx" if quantize else to
        torch.onnx.export(
            Exported(reader.encoder.eval()),
            (ids, torch.zeros_like(ids)),
            str(plain),
            input_names=names[:2],
            output_names=names[2:],
            dynamic_axes={n: {0: "windows", 1: "tokens"} for n in names},
            opset_version=17,
            custom_opsets={"com.microsoft": 1},
            dynamo=False,
        )
        if quantize:
            _quantize(plain, to)


class ExportedLinker(nn.Module):
    """The linker for the cues of one text: keys [T, 2 LINKER] of all its tokens, of which row r looks at `columns[r]`."""

    def __init__(self, linker: Linker) -> None:
        super().__init__()
        self.linker = linker
        parts = parts_of_place(np.arange(PLACES))
        tables = (linker.distance, linker.crowd, linker.stride)
        self.places = nn.Parameter(sum(table.weight[torch.from_numpy(part)] for table, part in zip(tables, parts, strict=True)))

    def forward(self, keys: Tensor, columns: Tensor, query: Tensor, place: Tensor) -> Tensor:
        seen, matched = keys.chunk(2, dim=-1)
        asked, wanted = query.chunk(2, dim=-1)
        z = seen[columns] + asked[:, None] + matched[columns] * wanted[:, None] + self.places[place]
        return self.linker.tagged(nn.functional.gelu(z))


def export_linker(reader: Reader, to: Path, quantize: bool = True) -> None:
    columns = torch.zeros(3, 20, dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx" if quantize else to
        torch.onnx.export(
            ExportedLinker(reader.linker.eval()),
            (torch.zeros(30, 2 * LINKER), columns, torch.zeros(3, 2 * LINKER), columns),
            str(plain),
            input_names=["keys", "columns", "query", "place"],
            output_names=["scores"],
            dynamic_axes={
                **{n: {0: "cues", 1: "around"} for n in ("columns", "place", "scores")},
                "keys": {0: "tokens"},
                "query": {0: "cues"},
            },
            opset_version=17,
            dynamo=False,
        )
        if quantize:
            _quantize(plain, to, ["MatMul"])


def _quantize(plain: Path, to: Path, operators: list[str] | None = None) -> None:
    quantize_dynamic(
        str(plain),
        str(to),
        op_types_to_quantize=operators,
        weight_type=QuantType.QInt8,
        reduce_range=True,
        per_channel=True,
        extra_options={"DefaultTensorType": FLOAT},
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--to", type=Path, default=WEIGHTS)
    parser.add_argument("--float", action="store_true", help="do not quantize (to measure what quantizing costs)")
    given = parser.parse_args()
    reader = trained(given.run)
    given.to.mkdir(parents=True, exist_ok=True)
    export_encoder(reader, given.to / "encoder.onnx", not given.float)
    export_linker(reader, given.to / "linker.onnx", not given.float)
    settings = given.to / "decoding.json"
    kept = json.loads(settings.read_text(encoding="utf-8")) if settings.exists() else {}
    kept = {name: kept[name] for name in GUIDELINES if name in kept}  # what training.calibrate wrote
    kept["transitions"] = [[round(x, 5) for x in row] for row in reader.chain.transitions().tolist()]
    settings.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
