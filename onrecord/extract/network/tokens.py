"""Tokens of a text and the windows that the encoder reads. Imports tokenizers, numpy and text.

Each token carries, beside its vocabulary id, a *trait*: a small number that says how it is written (lower case, Capitalised,
CAPITALS), whether it stands inside double quotation marks, whether it opens a paragraph, and whether that paragraph is a
heading. The vocabulary is lower-cased, so the traits are how the encoder sees capitals, quotations and layout; they are fed to
BERT's segment embedding. Weights are trained with exactly these functions: a change here needs new weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from onrecord.extract.text.paragraphs import Paragraph

Ints = npt.NDArray[np.int64]

WEIGHTS = Path(__file__).parent / "weights"
TRAITS = 3 * 3 * 2 * 2
HEADING = 18  # traits from here on are those of headings
LONGEST_WINDOW = 128  # tokens, without the two that mark its ends: half as many again find no more, and take longer

_OUTSIDE, _MARK, _INSIDE = 0, 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Tokens of the readable paragraphs, in order; every array has one entry a token.

    `starts`, `ends`: code points in the text. `continues`: the token goes on with the word of the one before. `paragraph`:
    index of its paragraph.
    """

    ids: Ints
    traits: Ints
    starts: Ints
    ends: Ints
    continues: npt.NDArray[np.bool_]
    paragraph: Ints

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens `[start, end)`, read together by the encoder."""

    start: int
    end: int


@cache
def tokenizer() -> Tokenizer:
    loaded = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def quotation_states(text: str) -> list[int]:
    """Per character of one paragraph: 0 outside double quotation marks, 1 a mark, 2 inside."""
    states = [_OUTSIDE] * len(text)
    if '"' not in text and "“" not in text and "”" not in text:
        return states
    inside = False
    for i, character in enumerate(text):
        if character == "“" or (character == '"' and not inside):
            states[i] = _MARK
            inside = True
        elif character in '”"':
            states[i] = _MARK
            inside = False
        elif inside:
            states[i] = _INSIDE
    return states


def _writing(word: str) -> int:
    if word.islower() or not word[0].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def tokenize(text: str, paragraphs: Sequence[Paragraph]) -> Tokens:
    """Tokens of `paragraphs` of `text`."""
    ids: list[int] = []
    traits: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    continues: list[bool] = []
    index: list[int] = []
    pieces = [p.span.of(text) for p in paragraphs]
    for number, (paragraph, piece, encoding) in enumerate(
        zip(paragraphs, pieces, tokenizer().encode_batch(pieces, add_special_tokens=False), strict=True)
    ):
        states = quotation_states(piece)
        base = paragraph.span.start
        heading = HEADING if paragraph.heading else 0
        first = 9
        words = encoding.word_ids
        before = None
        for token, (start, end), word in zip(encoding.ids, encoding.offsets, words, strict=True):
            if end <= start:
                continue
            ids.append(token)
            traits.append(heading + first + 3 * states[start] + _writing(piece[start:end]))
            first = 0
            starts.append(base + start)
            ends.append(base + end)
            continues.append(word is not None and word == before)
            before = word
            index.append(number)
    return Tokens(
        np.array(ids, dtype=np.int64),
        np.array(traits, dtype=np.int64),
        np.array(starts, dtype=np.int64),
        np.array(ends, dtype=np.int64),
        np.array(continues, dtype=np.bool_),
        np.array(index, dtype=np.int64),
    )


def windows(tokens: Tokens, longest: int = LONGEST_WINDOW, first: int | None = None) -> list[Window]:
    """Windows of whole paragraphs, each as full as it can be; a paragraph too long for one is read in overlapping halves.

    `first` caps the first window only (training varies it, so that paragraphs meet different neighbours).
    """
    if not len(tokens):
        return []
    borders = [0, *(np.flatnonzero(np.diff(tokens.paragraph)) + 1).tolist(), len(tokens)]
    found: list[Window] = []
    start = 0
    cap = first or longest
    for i in range(len(borders) - 1):
        if borders[i + 1] - start <= cap:
            continue
        if borders[i] > start:
            found.append(Window(start, borders[i]))
            start, cap = borders[i], longest
        while borders[i + 1] - start > longest:
            found.append(Window(start, start + longest))
            start += longest // 2
    found.append(Window(start, len(tokens)))
    return found
