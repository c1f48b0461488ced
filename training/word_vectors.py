"""Write the vectors of words that `like:` searches with: `python -m training.word_vectors [--encoder FILE] [--to FILE]`.

They are the encoder's own vectors of the words that it reads, so nothing is trained. Training moves them little: they need not be
made anew with new weights, but they do with another vocabulary. Imports onnx and extract's tokenizer.

Each is taken without the mean of all, cut to the LENGTH strongest directions, and kept as 8-bit integers. Words are weighted as
in Arora, Liang and Ma, "A simple but tough-to-beat baseline for sentence embeddings" (ICLR 2017): A / (A + p). The vocabulary
lists its words by falling frequency, so p is taken from the place in it by Zipf's law.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from onrecord.extract.network.tokens import WEIGHTS, tokenizer
from onrecord.search.meaning import VECTORS

LENGTH = 128
FIRST_WORD = 1996  # in the vocabulary, after its signs, digits and single letters
A = 3e-4
_HARMONIC = 10  # the sum of 1/place over the vocabulary, roughly
_NAME = "bert.embeddings.word_embeddings.weight"


def embeddings(encoder: Path) -> np.ndarray:
    """The vectors of the vocabulary, float32 [words, hidden], of an exported encoder."""
    parts = {part.name: part for part in onnx.load(str(encoder)).graph.initializer}
    if _NAME in parts:
        return numpy_helper.to_array(parts[_NAME]).astype(np.float32)
    whole, zero, scale = (numpy_helper.to_array(parts[f"{_NAME}_{kind}"]) for kind in ("quantized", "zero_point", "scale"))
    return (whole.astype(np.float32) - zero.astype(np.float32)) * scale


def shortened(vectors: np.ndarray) -> np.ndarray:
    """Each as int8 [LENGTH], all of about the same length."""
    centred = vectors - vectors[FIRST_WORD:].mean(axis=0)
    directions = np.linalg.svd(centred[FIRST_WORD:], full_matrices=False)[2][:LENGTH]
    found = centred @ directions.T
    return np.round(found / np.abs(found).max(axis=1, keepdims=True).clip(1e-9) * 127).astype(np.int8)


def weights(words: list[str]) -> np.ndarray:
    """How much each word says, from 0 to 1: float32 [words]."""
    place = np.maximum(np.arange(len(words)) - FIRST_WORD + 1, 1)
    said = np.array([any(letter.isalnum() for letter in word) and not word.startswith("[") for word in words])
    return (said * A / (A + 1 / (place * _HARMONIC))).astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, default=WEIGHTS / "encoder.onnx")
    parser.add_argument("--to", type=Path, default=VECTORS)
    given = parser.parse_args()
    by_id = sorted(tokenizer().get_vocab().items(), key=lambda entry: entry[1])
    given.to.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(given.to, vectors=shortened(embeddings(given.encoder)), weights=weights([word for word, _ in by_id]))


if __name__ == "__main__":
    main()
