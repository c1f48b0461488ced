"""Names and words made comparable: no case, no accents, no punctuation. Imports the standard library only."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not decompose into a letter and a mark.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
_APOSTROPHE = re.compile("['’ʼ`]")


def folded(text: str) -> str:
    """The words of `text` without case, accents and punctuation, one blank between them: "Łukasz O’Neill-Díaz" is
    "lukasz oneill diaz"."""
    letters = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text).casefold()).casefold().translate(_PLAIN)
    kept = "".join(letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter))
    return " ".join(kept.split())


def padded(text: str) -> str:
    """`folded` with a blank at both ends, so that a whole word of it can be found as " word "."""
    return f" {folded(text)} "
