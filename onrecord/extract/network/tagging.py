"""Names and parts of speech from the encoder's token scores. Imports numpy, text and record."""

from __future__ import annotations

import numpy as np

from onrecord.extract.network.encoder import Encoded, softmax
from onrecord.extract.network.linking import Floats
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
    kind, sure = _agreed(either, first, last)
    kind -= 1
    goes_on = inside[first, kind] >= begins[first, kind]
    paragraph = tokens.paragraph[first]
    found: list[list[int]] = []  # the first and the last word of each
    for word in np.flatnonzero(kind >= 0).tolist():
        before = found[-1][1] if found else -1
        if goes_on[word] and before == word - 1 and kind[before] == kind[word] and paragraph[before] == paragraph[word]:
            found[-1][1] = word
        else:
            found.append([word, word])
    return tuple(
        FoundName(
            Span(int(tokens.starts[first[start]]), int(tokens.ends[last[end]])),
            NAME_TYPES[kind[start]],
            float(sure[start : end + 1].min()),
        )
        for start, end in found
    )


def tag_words(encoded: Encoded) -> tuple[TaggedWord, ...]:
    """Every word and mark with its part of speech; a word in several tokens takes the one that its tokens agree on most."""
    first, last = _words(encoded)
    best, sure = _agreed(encoded.part, first, last)
    columns = (encoded.tokens.starts[first], encoded.tokens.ends[last], best, sure)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return tuple(TaggedWord(Span(start, end), PARTS_OF_SPEECH[part], confidence) for start, end, part, confidence in rows)


def _agreed(scores: Floats, first: Ints, last: Ints) -> tuple[Ints, Floats]:
    """For each word the label whose scores over its tokens add up highest, and the probability that their mean gives it (not
    calibrated)."""
    total = np.add.reduceat(scores, first, axis=0)
    best = total.argmax(axis=1)
    shares = softmax(total / (last - first + 1)[:, None])
    return best, np.take_along_axis(shares, best[:, None], axis=1)[:, 0]


def _words(encoded: Encoded) -> tuple[Ints, Ints]:
    """The first and the last token of each word."""
    first = np.flatnonzero(~encoded.tokens.continues)
    return first, np.append(first[1:], len(encoded.tokens)) - 1
