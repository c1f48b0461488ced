"""Write trained weights as the package ships them: `python -m training.export --run RUN_DIR --base MODEL_DIR [--to WEIGHTS_DIR]`.

Imports torch, onnxruntime's tools, training.model and onrecord.extract. The encoder's matrices become 7-bit integers in 8
(`reduce_range`): then no partial sum of the 8-bit kernels of processors without VNNI can overflow, and every processor adds the
same integers.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer

from onrecord.extract.tokens import WEIGHTS
from training.model import LINKER, Reader, pretrained

FLOAT = 1


def export_encoder(reader: Reader, to: Path, quantize: bool = True) -> None:
    encoder = reader.encoder.eval()
    encoder.bert.config._attn_implementation = "eager"
    ids = torch.randint(1000, 2000, (2, 40))
    names = ["ids", "traits", "mask", "cue", "name", "part", "key", "query"]
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            encoder,
            (ids, torch.zeros_like(ids), torch.ones_like(ids)),
            str(plain),
            input_names=names[:3],
            output_names=names[3:],
            dynamic_axes={n: {0: "windows", 1: "tokens"} for n in names},
            opset_version=17,
            dynamo=False,
        )
        config = encoder.bert.config
        optimized = optimizer.optimize_model(
            str(plain), model_type="bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size
        )
        optimized.save_model_to_file(str(fused if quantize else to))
        if quantize:
            quantize_dynamic(
                str(fused),
                str(to),
                weight_type=QuantType.QInt8,
                reduce_range=True,
                per_channel=True,
                extra_options={"DefaultTensorType": FLOAT},
            )


def export_linker(reader: Reader, to: Path) -> None:
    near = torch.zeros(3, 20, dtype=torch.long)
    torch.onnx.export(
        reader.linker.eval(),
        (torch.zeros(3, 20, 2 * LINKER), torch.zeros(3, 2 * LINKER), near, near, near),
        str(to),
        input_names=["keys", "query", "distance", "crowd", "stride"],
        output_names=["scores"],
        dynamic_axes={
            **{n: {0: "cues", 1: "tokens"} for n in ("keys", "distance", "crowd", "stride", "scores")},
            "query": {0: "cues"},
        },
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--base", required=True)
    parser.add_argument("--layers", type=int)
    parser.add_argument("--to", type=Path, default=WEIGHTS)
    parser.add_argument("--float", action="store_true", help="do not quantize (to measure what quantizing costs)")
    given = parser.parse_args()
    reader = pretrained(given.base, given.layers)
    reader.load_state_dict(torch.load(given.run / "reader.pt"))
    given.to.mkdir(parents=True, exist_ok=True)
    export_encoder(reader, given.to / "encoder.onnx", not given.float)
    export_linker(reader, given.to / "linker.onnx")
    settings = given.to / "decoding.json"
    kept = json.loads(settings.read_text(encoding="utf-8")) if settings.exists() else {}
    kept["transitions"] = [[round(x, 5) for x in row] for row in reader.chain.transitions().tolist()]
    settings.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
