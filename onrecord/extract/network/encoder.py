"""The shipped weights at work: an article's tokens -> scores a token. Imports onnxruntime and numpy.

Two networks lie in `weights/`: `encoder.onnx` (the text once through) and `linker.onnx` (the tokens around each cue). Each run
uses one thread, so that results do not depend on the machine's cores; use processes for more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.extract.network.linking import Floats
from onrecord.extract.network.tokens import WEIGHTS, Ints, Tokens, Window, tokenize, windows
from onrecord.extract.text.paragraphs import Paragraph

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

CLS, SEP = 101, 102
MIDDLE = "middle"  # the output with what a layer in the middle makes of each token
LAST = "last"  # the output with what the last layer makes of it
_LINKED_AT_ONCE = 8  # cues; as many as leave what the linker works on in the processor's cache
_READING = ("cue", "name", "part", "key", "query", MIDDLE, LAST)


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """Tokens of an article with what the encoder says of each: probabilities of cue tags [T, 3] (outside, begins, inside),
    scores of name tags and of parts of speech, the linker's keys and queries, and what two of its layers make of each token."""

    tokens: Tokens
    windows: Sequence[Window]
    cue: Floats
    name: Floats
    part: Floats
    key: Floats
    query: Floats
    middle: Floats
    last: Floats


@cache
def session(name: str) -> InferenceSession:
    """The network `weights/NAME.onnx`, loaded once a process."""
    import onnxruntime as ort  # here, because most processes of a run read nothing themselves

    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(WEIGHTS / f"{name}.onnx"), options, providers=["CPUExecutionProvider"])


@cache
def decoding() -> dict[str, Any]:
    """What is not a network: the linker's transition scores, thresholds and calibration (`weights/decoding.json`)."""
    loaded: dict[str, Any] = json.loads((WEIGHTS / "decoding.json").read_text(encoding="utf-8"))
    return loaded


@cache
def weights_sha256() -> str:
    """One hash over all the files of weights, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(WEIGHTS.iterdir()):
        if path.suffix in (".onnx", ".json"):
            digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def softmax(scores: Floats) -> Floats:
    """Shares over the last axis that add up to 1."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def encode(text: str, paragraphs: Sequence[Paragraph]) -> Encoded | None:
    """The readable paragraphs once through the encoder; None where there is nothing to read."""
    tokens = tokenize(text, paragraphs)
    if not len(tokens):
        return None
    cut = windows(tokens)
    parts = [_run(tokens, window) for window in cut]
    joined = [np.concatenate(arrays) for arrays in zip(*_without_overlap(cut, parts), strict=True)]
    return Encoded(tokens, cut, softmax(joined[0]), *joined[1:])


def middle(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Tokens, Floats] | None:
    """The tokens, and a vector [T, hidden] for each from a layer in the middle; None where there is nothing to read."""
    tokens = tokenize(text, paragraphs)
    if not len(tokens):
        return None
    cut = windows(tokens)
    parts = [_run(tokens, window, (MIDDLE,)) for window in cut]
    return tokens, np.concatenate([arrays[0] for arrays in _without_overlap(cut, parts)])


def _run(tokens: Tokens, window: Window, outputs: Sequence[str] = _READING) -> list[Floats]:
    ids = np.concatenate([[CLS], tokens.ids[window.start : window.end], [SEP]])[None].astype(np.int64)
    traits = np.pad(tokens.traits[window.start : window.end], 1)[None].astype(np.int64)
    found = session("encoder").run(list(outputs), {"ids": ids, "traits": traits})
    return [array[0, 1:-1] for array in found]


def _without_overlap(cut: Sequence[Window], parts: list[list[Floats]]) -> list[list[Floats]]:
    """Windows overlap inside very long paragraphs only: there, each token is taken from the window that shows more around it."""
    starts = [0]
    for left, right in pairwise(cut):
        starts.append((left.end + right.start) // 2)
    ends = [*starts[1:], cut[-1].end]
    return [
        [array[start - window.start : end - window.start] for array in arrays]
        for window, arrays, start, end in zip(cut, parts, starts, ends, strict=True)
    ]


def link(encoded: Encoded, cues: Sequence[tuple[int, int]], columns: Ints, place: Ints) -> Floats:
    """Scores [R, W, tags] of the tokens at `columns` [R, W] for each cue `(first, last)`; `place` [R, W] is how they lie to it
    (`linking.relations`)."""
    half = encoded.query.shape[1] // 2
    quarter = half // 2
    asked = encoded.query[[first for first, _ in cues]]
    wanted = encoded.query[[last for _, last in cues]]
    query = np.concatenate(
        [asked[:, :quarter] + wanted[:, quarter:half], asked[:, half : half + quarter] + wanted[:, half + quarter :]], axis=1
    )
    linker, parts = session("linker"), range(0, len(cues), _LINKED_AT_ONCE)
    scores: Floats = np.concatenate(
        [
            linker.run(None, {"keys": encoded.key, "columns": columns[some], "query": query[some], "place": place[some]})[0]
            for some in (slice(start, start + _LINKED_AT_ONCE) for start in parts)
        ]
    )
    return scores
