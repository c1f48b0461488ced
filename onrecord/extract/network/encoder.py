"""The shipped weights at work: an article's tokens -> scores a token. Imports onnxruntime and numpy.

Two networks lie in `weights/`: `encoder.onnx` (the text once through) and `linker.onnx` (the tokens around each cue). Each run
uses one thread, so that results do not depend on the machine's cores; use processes for more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.extract.network.linking import Floats
from onrecord.extract.network.tags import TYPES
from onrecord.extract.network.tokens import TRAITS, WEIGHTS, Ints, Tokens, Window, tokenize, windows
from onrecord.extract.text.paragraphs import Paragraph
from onrecord.extract.text.results import NO_VECTORS, TokenVectors

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

CLS, SEP = 101, 102
MIDDLE = "middle"  # the output with what a layer in the middle makes of each token
LAST = "last"  # the output with what the last layer makes of it
_LINKED_AT_ONCE = 8  # cues; as many as leave what the linker works on in the processor's cache
_READING = ("cue", "name", "part", "key", "query", "manner", MIDDLE, LAST)


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """Tokens of an article with what the encoder says of each: probabilities of cue tags [T, 3] (outside, begins, inside),
    scores of name tags and of parts of speech, the linker's keys and queries, what a cue that begins, and one that ends there
    says of its statement's type and factuality (`manners_of`), and what two of its layers make of each token. `guidelines`: by
    which attributions are read."""

    tokens: Tokens
    windows: Sequence[Window]
    cue: Floats
    name: Floats
    part: Floats
    key: Floats
    query: Floats
    manner: Floats
    middle: Floats
    last: Floats
    guidelines: int = 0


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


def encode(text: str, paragraphs: Sequence[Paragraph], guidelines: int = 0) -> Encoded | None:
    """The readable paragraphs once through the encoder; None where there is nothing to read. `guidelines` is a place in
    `tags.GUIDELINES`."""
    tokens = tokenize(text, paragraphs)
    return encode_with(lambda window: _run(tokens, window, guidelines=guidelines), tokens, guidelines) if len(tokens) else None


def encode_with(run: Callable[[Window], list[Floats]], tokens: Tokens, guidelines: int) -> Encoded:
    """The same with another encoder: `run` gives for a window the arrays [tokens of the window, …] of `_READING`."""
    cut = windows(tokens)
    parts = [run(window) for window in cut]
    joined = [np.concatenate(arrays) for arrays in zip(*_without_overlap(cut, parts), strict=True)]
    cue, name, part, key, query, manner, middle_, last = joined
    return Encoded(tokens, cut, softmax(cue), name, part, key, query, manner, middle_, last, guidelines)


def vectors_of(encoded: Encoded) -> TokenVectors:
    """What the two layers make of each token, side by side."""
    return TokenVectors(encoded.tokens.starts, np.concatenate([encoded.middle, encoded.last], axis=1))


def shipped_vectors(text: str, paragraphs: Sequence[Paragraph]) -> TokenVectors:
    """Those of a text that another reader has read."""
    encoded = encode(text, paragraphs)
    return NO_VECTORS if encoded is None else vectors_of(encoded)


def middle(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Tokens, Floats] | None:
    """The tokens, and a vector [T, hidden] for each from a layer in the middle; None where there is nothing to read."""
    tokens = tokenize(text, paragraphs)
    if not len(tokens):
        return None
    cut = windows(tokens)
    parts = [_run(tokens, window, (MIDDLE,)) for window in cut]
    return tokens, np.concatenate([arrays[0] for arrays in _without_overlap(cut, parts)])


def inputs(tokens: Tokens, window: Window, guidelines: int = 0) -> tuple[Ints, Ints]:
    """What the encoder takes: ids and traits [1, tokens of the window and the two marks around it]. Each guidelines have their
    own copy of the traits."""
    ids = np.concatenate([[CLS], tokens.ids[window.start : window.end], [SEP]])[None].astype(np.int64)
    return ids, np.pad(tokens.traits[window.start : window.end], 1)[None].astype(np.int64) + guidelines * TRAITS


def _run(tokens: Tokens, window: Window, outputs: Sequence[str] = _READING, guidelines: int = 0) -> list[Floats]:
    ids, traits = inputs(tokens, window, guidelines)
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


def manners_of(encoded: Encoded, first: int, last: int) -> tuple[Floats, Floats]:
    """Probabilities of `tags.TYPES` and of `tags.FACTUALITIES` for the statement with this cue."""
    half = encoded.manner.shape[1] // 2
    scores = encoded.manner[first, :half] + encoded.manner[last, half:]
    return softmax(scores[: len(TYPES)]), softmax(scores[len(TYPES) :])


def queries(encoded: Encoded, cues: Sequence[tuple[int, int]]) -> Floats:
    """What the linker is asked for each cue: the first half of what its first token says, the second of what its last says."""
    half = encoded.query.shape[1] // 2
    quarter = half // 2
    asked = encoded.query[[first for first, _ in cues]]
    wanted = encoded.query[[last for _, last in cues]]
    found: Floats = np.concatenate(
        [asked[:, :quarter] + wanted[:, quarter:half], asked[:, half : half + quarter] + wanted[:, half + quarter :]], axis=1
    )
    return found


def link(encoded: Encoded, cues: Sequence[tuple[int, int]], columns: Ints, place: Ints) -> Floats:
    """Scores [R, W, tags] of the tokens at `columns` [R, W] for each cue `(first, last)`; `place` [R, W] is how they lie to it
    (`linking.relations`)."""
    query = queries(encoded, cues)
    linker, parts = session("linker"), range(0, len(cues), _LINKED_AT_ONCE)
    scores: Floats = np.concatenate(
        [
            linker.run(None, {"keys": encoded.key, "columns": columns[some], "query": query[some], "place": place[some]})[0]
            for some in (slice(start, start + _LINKED_AT_ONCE) for start in parts)
        ]
    )
    return scores
