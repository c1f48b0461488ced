"""The shipped weights: small, and adding up the same on every processor."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from onrecord.extract.network.tokens import WEIGHTS


def test_the_weights_are_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 30_000_000


@pytest.fixture(scope="module")
def encoder() -> onnx.ModelProto:
    return onnx.load(WEIGHTS / "encoder.onnx")


@pytest.mark.parametrize(("name", "products"), [("encoder", 24), ("linker", 2)])
def test_no_sum_of_the_eight_bit_kernels_can_overflow(name: str, products: int) -> None:
    """Without VNNI two products of an unsigned activation and a signed weight are added in 16 bits, saturating: 2 * 255 * 64 is
    the most that fits. Within it all processors add up the same integers."""
    network = onnx.load(WEIGHTS / f"{name}.onnx")
    multiplied = {node.input[1] for node in network.graph.node if node.op_type in _INTEGER_PRODUCTS}
    matrices = [numpy_helper.to_array(t) for t in network.graph.initializer if t.name in multiplied]
    assert len(matrices) >= products
    for matrix in matrices:
        assert matrix.dtype == np.int8
        assert np.abs(matrix.astype(np.int16)).max() <= 64


_INTEGER_PRODUCTS = {"MatMulInteger", "MatMulIntegerToFloat", "DynamicQuantizeMatMul"}


def test_every_large_product_is_in_integers(encoder: onnx.ModelProto) -> None:
    floats = [t for t in encoder.graph.initializer if t.data_type == onnx.TensorProto.FLOAT]
    assert max(int(np.prod(t.dims)) for t in floats) < 100_000
