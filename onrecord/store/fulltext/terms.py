"""What is indexed, and what a person typed as terms. Imports nothing of onrecord."""

from __future__ import annotations

import re

INDEXED = {"statements": ("content", "source", "cue", "speaker"), "articles": ("title", "text")}

_QUOTATION_MARK = re.compile('["“”„«»]')


def terms_of(words: str) -> list[str]:
    """Single words, and whole phrases where they stand between quotation marks; a mark that is not closed opens nothing. Each
    has a letter or digit."""
    pieces = _QUOTATION_MARK.split(words.replace("\x00", " ").encode("utf-8", "ignore").decode("utf-8"))
    last = len(pieces) - 1
    terms: list[str] = []
    for place, piece in enumerate(pieces):
        inside = place % 2 == 1 and place < last
        terms.extend([piece] if inside else piece.split())
    return [term for term in terms if any(letter.isalnum() for letter in term)]
