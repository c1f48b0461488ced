"""Give the encoder a further output, "middle": what its third layer makes of each token. Imports onnx and onrecord.extract.

Of the six layers the third tells most of what happened (training/event_types.py); the last ones have learnt to look for
statements. The numbers are there anyway, so the output costs nothing.
"""

from __future__ import annotations

from pathlib import Path

import onnx

from onrecord.extract.encoder import MIDDLE

LAYER = 2
_FLOAT = 1


def add_middle(encoder: Path) -> None:
    """Write the file anew with the output; as it is where it has it already. Raises ValueError where the layer is not found."""
    model = onnx.load(str(encoder))
    if any(output.name == MIDDLE for output in model.graph.output):
        return
    ending = f"/layer.{LAYER}/output/LayerNorm/LayerNormalization_output_0"
    found = [name for node in model.graph.node for name in node.output if name.endswith(ending)]
    if len(found) != 1:
        raise ValueError(f"{encoder}: {len(found)} outputs of layer {LAYER}, not one")
    model.graph.node.append(onnx.helper.make_node("Identity", found, [MIDDLE], name=MIDDLE))
    model.graph.output.append(onnx.helper.make_tensor_value_info(MIDDLE, _FLOAT, ["windows", "tokens", None]))
    onnx.save(model, str(encoder))
