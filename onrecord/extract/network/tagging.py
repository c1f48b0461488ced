"""Names and parts of speech from the encoder's token scores. Imports numpy, text and record."""

from __future__ import annotations

import numpy as np

from onrecord.extract.network.encoder import Encoded
from onrecord.extract.network.tags import NAME_TYPES, PARTS_OF_SPEECH
from onrecord.extract.network.tokens import Ints
from onrecord.extract.text.results import FoundName, TaggedWord
from onrecord.record import Span


def find_names(encoded: Encoded) -> tuple[FoundName, ...]:
    """Names in text order; a word is in a name as a whole or not at all, by what its tokens together say."""
    tokens = encoded.tokens
    first, last = _words(encoded)
    begins, inside = encoded.name[:, 1::2], encoded.name[:, 2::2]
    either = np.column_stack([encoded.name[:, 0], np.maximum(begins, inside)])
    kind = np.add.reduceat(either, first, axis=0).argmax(axis=1) - 1
    goes_on = inside[first, kind] >= begins[first, kind]
    rows = zip(first.tolist(), last.tolist(), kind.tolist(), goes_on.tolist(), tokens.paragraph[first].tolist(), strict=True)
    found: list[list[int]] = []  # first token, last token, type, the word's number, paragraph
    for number, (start, end, type_, on, paragraph) in enumerate(rows):
        if type_ < 0:
            continue
        if on and found and found[-1][2:] == [type_, number - 1, paragraph]:
            found[-1][1], found[-1][3] = end, number
        else:
            found.append([start, end, type_, number, paragraph])
    return tuple(
        FoundName(Span(int(tokens.starts[start]), int(tokens.ends[end])), NAME_TYPES[type_]) for start, end, type_, _, _ in found
    )


def tag_words(encoded: Encoded) -> tuple[TaggedWord, ...]:
    """Every word and mark with its part of speech; a word in several tokens takes the one that its tokens agree on most."""
    first, last = _words(encoded)
    best = np.add.reduceat(encoded.part, first, axis=0).argmax(axis=1)
    rows = zip(encoded.tokens.starts[first].tolist(), encoded.tokens.ends[last].tolist(), best.tolist(), strict=True)
    return tuple(TaggedWord(Span(start, end), PARTS_OF_SPEECH[part]) for start, end, part in rows)


def _words(encoded: Encoded) -> tuple[Ints, Ints]:
    """The first and the last token of each word."""
    first = np.flatnonzero(~encoded.tokens.continues)
    return first, np.append(first[1:], len(encoded.tokens)) - 1
