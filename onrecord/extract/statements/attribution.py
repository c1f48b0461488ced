"""Statements from the encoder's scores: cues first, then the source and content that go with each.

Imports numpy, text, network and record. Method: every attribution in PolNeAR has exactly one cue, so a cue stands for an
attribution; a conditional random field then tags the tokens around it (see training/README.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.extract.network.encoder import Encoded, decoding, link, manners_of
from onrecord.extract.network.linking import BC, BS, IC, IS, REACH, Floats, O, best_tags, log_partition, relations, sequence_score
from onrecord.extract.network.tags import FACTUALITIES, GUIDELINES, TYPES
from onrecord.extract.network.tokens import HEADING, Ints, Tokens
from onrecord.extract.statements.manner import factuality_of
from onrecord.extract.text.results import FoundStatement
from onrecord.record import Factuality, Span, Spans, StatementType, outermost_first

Link = Callable[[Encoded, Sequence[tuple[int, int]], Ints, Ints], Floats]  # as `encoder.link`

CUE_GOES_ON = 0.22  # of the probability that a token begins no cue: more than this inside one goes on with it
PROPOSED = 0.04  # a token that begins a cue with at least this probability is looked at
CUES_AT_ONCE = 64
HOPELESS = -7.0  # a token whose best tag scores this much less than O is outside


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One cue with its tags: `position` are token indexes, `tags` one each; `evidence` is what confidence is computed from."""

    cue: tuple[int, int]
    position: Ints
    tags: Ints
    evidence: tuple[float, ...]


def find_statements(text: str, encoded: Encoded, min_confidence: float | None = None) -> tuple[FoundStatement, ...]:
    """The statements in text order. `min_confidence` None takes the threshold that the weights were shipped with."""
    threshold = settings_for(encoded)["threshold"] if min_confidence is None else min_confidence
    return tuple(sorted(read_alone(text, encoded, threshold), key=outermost_first))


def read_alone(text: str, encoded: Encoded, least: float) -> list[FoundStatement]:
    """The statements with a confidence of at least `least`, in no order."""
    scored = [(confidence(c.evidence, encoded), c) for c in candidates(encoded)]
    kept = without_twins([(p, c) for p, c in scored if p >= least])
    return [found for p, c in kept if (found := statement_of(text, encoded, c, p))]


def settings_for(encoded: Encoded) -> dict[str, Any]:
    """Threshold and calibration, which each guidelines have their own."""
    found: dict[str, Any] = decoding()[GUIDELINES[encoded.guidelines]]
    return found


def confidence(evidence: Sequence[float], encoded: Encoded) -> float:
    """Logistic regression on the evidence, fitted on articles that the reader was not trained on."""
    weights = settings_for(encoded)["confidence"]
    z = weights["bias"] + sum(w * e for w, e in zip(weights["weights"], evidence, strict=True))
    return round(1 / (1 + math.exp(-z)), 4)


def propose_cues(cue: Floats) -> list[tuple[int, int, float]]:
    """(first token, last token, probability) of every likely cue, in order, not overlapping."""
    begins, inside = cue[:, 1], cue[:, 2]
    found: list[tuple[int, int, float]] = []
    t, n = 0, len(cue)
    while t < n:
        if begins[t] < PROPOSED or (t + 1 < n and begins[t + 1] > begins[t]):
            t += 1
            continue
        end = t
        while end + 1 < n and inside[end + 1] > max(CUE_GOES_ON * (1 - begins[end + 1]), begins[end + 1]):
            end += 1
        found.append((t, end, float(begins[t])))
        t = end + 1
    return found


def candidates(encoded: Encoded, link: Link = link, moves: Floats | None = None) -> list[Candidate]:
    """Every likely cue with its best tags, in text order. Another network than the shipped one gives its own `link` and scores of
    transitions, `moves`."""
    proposed = propose_cues(encoded.cue)
    moves = np.array(decoding()["transitions"], dtype=np.float32) if moves is None else moves
    found: list[Candidate] = []
    for i in range(0, len(proposed), CUES_AT_ONCE):
        found.extend(_link_some(encoded, proposed, proposed[i : i + CUES_AT_ONCE], link, moves))
    return found


def _link_some(
    encoded: Encoded, everything: list[tuple[int, int, float]], some: list[tuple[int, int, float]], link: Link, moves: Floats
) -> list[Candidate]:
    starts = np.array([first for first, _, p in everything if p >= 0.5], dtype=np.int64)
    positions = [_around(encoded.tokens, first, last) for first, last, _ in some]
    lengths = np.array([len(p) for p in positions])
    width = int(lengths.max())
    columns = np.zeros((len(some), width), dtype=np.int64)
    place = np.zeros((len(some), width), dtype=np.int64)
    for row, ((first, last, p), position) in enumerate(zip(some, positions, strict=True)):
        columns[row, : len(position)] = position
        others = starts if p >= 0.5 else np.sort(np.append(starts, first))
        place[row, : len(position)] = relations(position, (first, last), others, encoded.tokens.paragraph)
    scores = link(encoded, [(first, last) for first, last, _ in some], columns, place)
    scores, lengths, positions = _within_reach_of_links(scores, lengths, positions)
    tags = best_tags(scores, lengths, moves)
    everything_outside = sequence_score(scores, lengths, moves, np.zeros_like(tags))
    total_score = log_partition(scores, lengths, moves)
    best = sequence_score(scores, lengths, moves, tags)
    found = []
    for row, ((first, last, p), position) in enumerate(zip(some, positions, strict=True)):
        sequence = tags[row, : len(position)]
        content = int(_tagged(sequence, BC, IC).sum())
        if not content:
            continue
        source = int(_tagged(sequence, BS, IS).sum())
        empty = min(math.exp(min(0.0, float(everything_outside[row] - total_score[row]))), 1 - 1e-6)
        evidence = (
            math.log(p / (1 - min(p, 1 - 1e-6))),
            float(best[row] - total_score[row]),
            math.log(1 - empty) - math.log(empty + 1e-6),
            0.0 if source else 1.0,
            math.log(content),
        )
        found.append(Candidate((first, last), position, sequence, evidence))
    return found


def _tagged(tags: Ints, begins: int, inside: int) -> npt.NDArray[np.bool_]:
    either: npt.NDArray[np.bool_] = (tags == begins) | (tags == inside)
    return either


def _around(tokens: Tokens, first: int, last: int) -> Ints:
    """The tokens that may belong to a cue: a heading keeps to itself, and nothing reaches over one."""
    low, high = max(0, first - REACH), min(len(tokens), last + REACH + 1)
    heading = tokens.traits[low:high] >= HEADING
    if heading.any():
        foreign = np.where(heading, tokens.paragraph[low:high], -1) != (tokens.paragraph[first] if heading[first - low] else -1)
        before, after = np.flatnonzero(foreign[: first - low]), np.flatnonzero(foreign[last - low + 1 :])
        low, high = (low + int(before[-1]) + 1 if len(before) else low), (last + 1 + int(after[0]) if len(after) else high)
    return np.arange(low, high)


def _within_reach_of_links(scores: Floats, lengths: Ints, positions: list[Ints]) -> tuple[Floats, Ints, list[Ints]]:
    """The rows without their ends where every tag but O is hopeless: decoding takes time by the token."""
    tokens = np.arange(scores.shape[1])
    hopeful = (scores[:, :, 1:].max(axis=2) - scores[:, :, O] > HOPELESS) & (tokens < lengths[:, None])
    hopeful[:, 0] |= ~hopeful.any(axis=1)
    lows = hopeful.argmax(axis=1)
    highs = scores.shape[1] - hopeful[:, ::-1].argmax(axis=1)
    kept = highs - lows
    columns = np.minimum(lows[:, None] + np.arange(kept.max()), scores.shape[1] - 1)
    cropped: Floats = np.take_along_axis(scores, columns[..., None], axis=1)
    return cropped, kept, [p[low:high] for p, low, high in zip(positions, lows, highs, strict=True)]


def without_twins(scored: list[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Where two cues claim mostly the same content, the more certain one keeps it; a statement inside another's content stays."""
    kept: list[tuple[float, Candidate, frozenset[int]]] = []
    for p, candidate in sorted(scored, key=lambda s: (-s[0], s[1].cue)):
        content = frozenset(candidate.position[_tagged(candidate.tags, BC, IC)].tolist())
        if not any(
            2 * len(content & other) > len(content | other) and candidate.cue[0] not in other and rival.cue[0] not in content
            for _, rival, other in kept
        ):
            kept.append((p, candidate, content))
    return [(p, c) for p, c, _ in kept]


def statement_of(text: str, encoded: Encoded, candidate: Candidate, p: float) -> FoundStatement | None:
    source = _pieces(text, encoded, candidate, (BS, IS))
    content = _pieces(text, encoded, candidate, (BC, IC))
    first, last = candidate.cue
    cue = _trimmed(text, int(encoded.tokens.starts[first]), int(encoded.tokens.ends[last]), " \n,:;.“\"'‘")
    if not content or cue is None:
        return None
    return FoundStatement(source, (cue,), content, p, *_manner(text, encoded, candidate, cue))


def _manner(text: str, encoded: Encoded, candidate: Candidate, cue: Span) -> tuple[StatementType, Factuality]:
    """What the network makes of type and factuality; where words settle the factuality, these."""
    types, factualities = manners_of(encoded, *candidate.cue)
    told = factuality_of(text, (cue,))
    likely = Factuality(FACTUALITIES[int(factualities.argmax())])
    return StatementType(TYPES[int(types.argmax())]), likely if told is Factuality.FACTUAL else told


def _pieces(text: str, encoded: Encoded, candidate: Candidate, wanted: tuple[int, int]) -> Spans:
    """Runs of `wanted` tags as spans of text; runs that only marks and blanks part are one."""
    tokens = encoded.tokens
    runs: list[list[int]] = []
    position = candidate.position[_tagged(candidate.tags, *wanted)]
    for start, end in zip(tokens.starts[position].tolist(), tokens.ends[position].tolist(), strict=True):
        if runs and not any(c.isalnum() or c == "\n" for c in text[runs[-1][1] : start]):
            runs[-1][1] = end
        else:
            runs.append([start, end])
    found = []
    for start, end in runs:
        start, end = _with_marks(text, start, end)
        if wanted == (BS, IS) or (start + 1 < end and text[start + 1] in _OPENING):
            start = _behind_open_marks(text, start, end)
        span = _trimmed(text, start, end, " \n,:;")
        if span and any(c.isalnum() for c in span.of(text)):
            found.append(span)
    return tuple(found)


_OPENING = '“"‘«„'
_CLOSING = '”"’»'
_CLOSES = {"“": '”"', '"': '"”', "‘": "’'", "«": "»", "„": "“”"}


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Quotation marks that hug a piece belong to it: “A,” he said."""
    if start > 0 and text[start - 1] in _OPENING and (start == 1 or not text[start - 2].isalnum()):
        start -= 1
    ahead = end
    while ahead < len(text) and ahead < end + 2 and text[ahead] in ",.;!?":
        ahead += 1
    if ahead < len(text) and text[ahead] in _CLOSING and _is_open(text[start:ahead]):
        end = ahead + 1
    return start, end


def _behind_open_marks(text: str, start: int, end: int) -> int:
    """A mark that opens before a source, or before another mark, and does not close there begins a quotation around it."""
    while start < end and text[start] in _OPENING and not any(mark in text[start + 1 : end] for mark in _CLOSES[text[start]]):
        start += 1
    return start


def _is_open(piece: str) -> bool:
    """A quotation that starts in `piece` does not end in it."""
    return piece.count("“") > piece.count("”") or piece.count('"') % 2 == 1 or piece.count("‘") > piece.count("’")


def _trimmed(text: str, start: int, end: int, marks: str) -> Span | None:
    while start < end and text[start] in marks and not (text[start] in _OPENING and marks == " \n,:;"):
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return Span(start, end) if end > start else None
