"""What is near in meaning: words to a query, and texts to it. Imports numpy and extract's tokenizer.

A text's vector is the weighted mean of its words' vectors: rare words weigh more. That knows which words are used alike, and
nothing of their order. `data/word_vectors.npz` has the vectors and weights; training.word_vectors makes it of the encoder's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.extract.network.tokens import tokenizer

VECTORS = Path(__file__).parent / "data" / "word_vectors.npz"
RELATED = 40  # words looked for beside each of a query, and beside all of it
MOST_WORDS = 8  # of a query whose related words are looked for: those that say most
LONGEST = 2000  # code points of a text that count

_SAYS_SOMETHING = 0.25  # the least weight: about a hundred words such as "would" have less
_AT_ONCE = 500
_KNOWN_WORDS = 50_000  # whose tokens are kept, some megabytes
_WORD = re.compile(r"\w+")

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Vocabulary:
    """`vectors` [tokens, length] of length 1 and `weights` [tokens]; `shares` [tokens + 1, length]: vectors times weights, and in
    the end nothing; `words` and `places`: whole words that say something, and the tokens that they are."""

    vectors: Floats
    weights: Floats
    shares: Floats
    words: Sequence[str]
    places: npt.NDArray[np.int64]


@lru_cache(maxsize=256)  # a page asks the same several times
def related(text: str) -> tuple[str, ...]:
    """The words of a text that say something, and those nearest to each of them and to all together; in the order of letters."""
    known = _vocabulary()
    found: set[str] = set()
    telling: dict[str, float] = {}
    for word in _WORD.findall(text.lower()):
        tokens = list(_tokens(word))
        weight = float(known.weights[tokens].max(initial=0))
        if weight >= _SAYS_SOMETHING or not weight:
            found.add(word)
        if weight >= _SAYS_SOMETHING and len(tokens) == 1:  # what is near to pieces of a word is not near to the word
            telling[word] = weight
    most = sorted(telling, key=lambda word: (-telling[word], word))[:MOST_WORDS]
    if most:
        beside = known.vectors[known.places] @ _vectors([*most, " ".join(most)]).T
        for nearest in np.argsort(-beside, axis=0, kind="stable")[:RELATED].T:
            found.update(known.words[place] for place in nearest)
    return tuple(sorted(found))


def nearness(text: str, others: Sequence[str]) -> list[float]:
    """How near each of the others is in meaning, from -1 to 1 (cosine); the same whatever stands beside it."""
    wanted = _vectors([text])[0]
    found: list[float] = []
    for start in range(0, len(others), _AT_ONCE):
        beside = _vectors(others[start : start + _AT_ONCE]) @ wanted
        found.extend(round(float(one), 4) for one in beside)  # what adding in another order changes is less
    return found


@cache
def _vocabulary() -> _Vocabulary:
    with np.load(VECTORS) as loaded:
        vectors, weights = loaded["vectors"].astype(np.float32), loaded["weights"]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True).clip(1)
    by_word = sorted(tokenizer().get_vocab().items(), key=lambda entry: entry[1])
    whole = [(word, place) for word, place in by_word if len(word) > 2 and word.isalpha() and weights[place] >= _SAYS_SOMETHING]
    shares = np.vstack([vectors * weights[:, None], np.zeros_like(vectors[:1])])
    return _Vocabulary(vectors, weights, shares, [word for word, _ in whole], np.array([place for _, place in whole]))


@lru_cache(maxsize=_KNOWN_WORDS)
def _tokens(word: str) -> tuple[int, ...]:
    """Of what stands between two blanks: no token goes across one."""
    return tuple(tokenizer().encode(word, add_special_tokens=False).ids)


def _vectors(texts: Sequence[str]) -> Floats:
    """Each text's vector [texts, length], of length 1; of length 0 where no word of it is known."""
    shares = _vocabulary().shares
    nothing = len(shares) - 1  # begins each text, so that none is empty
    tokens = [[nothing, *(token for word in text[:LONGEST].split() for token in _tokens(word))] for text in texts]
    starts = list(accumulate(map(len, tokens[:-1]), initial=0))
    sums = np.add.reduceat(shares[[token for of_text in tokens for token in of_text]], starts, axis=0)
    unit: Floats = sums / np.linalg.norm(sums, axis=1, keepdims=True).clip(1e-9)
    return unit
