"""Names and parts of speech from the encoder's token scores. Imports numpy, encoder, found and record."""

from __future__ import annotations

import numpy as np

from onrecord.extract.encoder import Encoded
from onrecord.extract.found import FoundName, TaggedWord
from onrecord.extract.tags import NAME_TAGS, PARTS_OF_SPEECH
from onrecord.record import Span


def find_names(encoded: Encoded) -> tuple[FoundName, ...]:
    """Names in text order; a word is in a name as a whole or not at all."""
    tokens = encoded.tokens
    best = encoded.name.argmax(axis=1)
    found: list[FoundName] = []
    open_: tuple[int, int, str] | None = None
    for start, end in _words(encoded):
        tag = NAME_TAGS[int(best[start])]
        type_ = tag[2:]
        if open_ and tag == f"I-{open_[2]}" and tokens.paragraph[start] == tokens.paragraph[open_[0]]:
            open_ = (open_[0], end, open_[2])
            continue
        if open_:
            found.append(_name(encoded, *open_))
        open_ = (start, end, type_) if type_ else None
    if open_:
        found.append(_name(encoded, *open_))
    return tuple(found)


def tag_words(encoded: Encoded) -> tuple[TaggedWord, ...]:
    """Every word and mark with its part of speech; a word in several tokens takes the one that its tokens agree on most."""
    tokens = encoded.tokens
    found = []
    for start, end in _words(encoded):
        best = int(encoded.part[start:end].sum(axis=0).argmax())
        found.append(TaggedWord(Span(int(tokens.starts[start]), int(tokens.ends[end - 1])), PARTS_OF_SPEECH[best]))
    return tuple(found)


def _name(encoded: Encoded, start: int, end: int, type_: str) -> FoundName:
    return FoundName(Span(int(encoded.tokens.starts[start]), int(encoded.tokens.ends[end - 1])), type_)


def _words(encoded: Encoded) -> list[tuple[int, int]]:
    """Token ranges of the words."""
    starts = np.flatnonzero(~encoded.tokens.continues).tolist()
    return list(zip(starts, [*starts[1:], len(encoded.tokens)], strict=True))
