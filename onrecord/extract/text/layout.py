"""The text as numbered words with their sentence, paragraph and quotation. Imports record only.

Words are cut here rather than taken from the tagger, so that every rule can count on the same cuts ("Trump’s" is two words,
"Sen.", "U.S." and "O’Neill" are one); parts of speech are carried over by position.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass

from onrecord.extract.text.lexicon import word_list
from onrecord.extract.text.results import TaggedWord
from onrecord.record import Span

_WORD = re.compile(
    rf"""(?:[A-Za-z]\.){{2,}}
    |(?:{"|".join(sorted(word_list("abbreviations")))})\.(?=[\s,;)’'])
    |[A-Z]\.(?=\s?[A-Z])
    |['’](?:s|S|ll|re|ve|d|m)\b
    |\w+(?:[-&]\w+|['’](?!(?:s|S|ll|re|ve|d|m)\b)\w+)*
    |\.\.\.|--|''|[^\w\s]""",
    re.VERBOSE,
)
_OPENING, _CLOSING, _STRAIGHT = frozenset("“«„"), frozenset("”»"), frozenset(('"', "''"))
UNREAD = ""  # the part of speech of words outside the readable regions
_ENDS = frozenset(".?!…")
_AFTER_END = frozenset("”\"’')]»")


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns over the words of a text: the word, casefolded, its part of speech, its offsets, the number of its sentence and
    paragraph, and the number of the quotation it stands in (0: none). `capitalised` is by sentence: written like a headline."""

    text: str
    words: list[str]
    lower: list[str]
    tags: list[str]
    starts: list[int]
    ends: list[int]
    sentence: list[int]
    paragraph: list[int]
    quotation: list[int]
    capitalised: list[bool]

    def __len__(self) -> int:
        return len(self.words)

    def word_at(self, at: int) -> str:
        """The word numbered `at`; empty outside the text."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def lower_at(self, at: int) -> str:
        return self.lower[at] if 0 <= at < len(self.words) else ""

    def tag_at(self, at: int) -> str:
        return self.tags[at] if 0 <= at < len(self.words) else UNREAD

    def sentence_start(self, at: int) -> int:
        """The first word of the sentence of word `at`."""
        return bisect_left(self.sentence, self.sentence[at])

    def sentence_end(self, at: int) -> int:
        """The word after the last one of the sentence of word `at`."""
        return bisect_right(self.sentence, self.sentence[at])

    def together(self, a: int, b: int) -> bool:
        """Whether both words are in the text, and in one sentence."""
        count = len(self.words)
        return 0 <= a < count and 0 <= b < count and self.sentence[a] == self.sentence[b]

    def past_tags(self, first: int, last: int, tags: Container[str]) -> int:
        """The first word from `first` on whose part of speech is none of `tags`; no further than `last`."""
        while first < last and self.tags[first] in tags:
            first += 1
        return first

    def past_words(self, first: int, last: int, words: Container[str]) -> int:
        """The first word from `first` on that is none of `words` (casefolded); no further than `last`."""
        while first < last and self.lower[first] in words:
            first += 1
        return first

    def back_over_tags(self, first: int, low: int, tags: Container[str]) -> int:
        """Where the run of words before `first` that have one of `tags` begins, no further back than `low`."""
        while first > low and self.tags[first - 1] in tags:
            first -= 1
        return first

    def find_word(self, first: int, last: int, words: Container[str]) -> int:
        """The first of words `[first, last)` that is written like one of `words`; `last` where none is."""
        while first < last and self.words[first] not in words:
            first += 1
        return first

    def find_alphanumeric(self, first: int, last: int) -> int:
        """The first of words `[first, last)` that is no mark; `last` where none is."""
        while first < last and not self.words[first][0].isalnum():
            first += 1
        return first

    def first_word(self, offset: int) -> int:
        """The number of the first word that ends after `offset`."""
        return bisect_left(self.ends, offset + 1)

    def words_in(self, span: Span) -> range:
        """The words that overlap `span`."""
        return range(self.first_word(span.start), bisect_left(self.starts, span.end))

    def span(self, first: int, last: int) -> Span:
        """The characters of words `first` up to, not including, `last`."""
        return Span(self.starts[first], self.ends[last - 1])

    def phrase(self, first: int, last: int) -> str:
        """The text of words `first` up to `last`, on one line."""
        return " ".join(self.text[self.starts[first] : self.ends[last - 1]].split())


def lay_out(text: str, tagged: Sequence[TaggedWord]) -> Layout:
    words, lower, starts, ends = [], [], [], []
    for match in _WORD.finditer(text):
        word = match.group()
        words.append(word)
        lower.append(word.casefold().replace("’", "'"))
        starts.append(match.start())
        ends.append(match.end())
    sentence, paragraph = _sentences(text, words, starts, ends)
    return Layout(
        text,
        words,
        lower,
        _tags(starts, tagged),
        starts,
        ends,
        sentence,
        paragraph,
        _quotations(words, paragraph),
        _headline_like(words, sentence),
    )


def _tags(starts: list[int], tagged: Sequence[TaggedWord]) -> list[str]:
    tags, j, count = [], 0, len(tagged)
    for start in starts:
        while j < count and tagged[j].span.end <= start:
            j += 1
        tags.append(tagged[j].upos if j < count and tagged[j].span.start <= start else UNREAD)
    return tags


def _sentences(text: str, words: list[str], starts: list[int], ends: list[int]) -> tuple[list[int], list[int]]:
    sentence: list[int] = []
    paragraph: list[int] = []
    number, block, ended = 0, 0, False
    previous_end = 0
    for word, start, end in zip(words, starts, ends, strict=True):
        gap = text[previous_end:start]
        if "\n" in gap and sentence:
            number, block, ended = number + 1, block + 1, False
        elif ended and gap and (not word[0].islower() and word not in _AFTER_END):
            number, ended = number + 1, False
        sentence.append(number)
        paragraph.append(block)
        if word[0] in _ENDS:
            ended = True
        elif word not in _AFTER_END:
            ended = False
        previous_end = end
    return sentence, paragraph


def _quotations(words: list[str], paragraph: list[int]) -> list[int]:
    """A quotation ends at its closing mark or, since marks get lost, at the end of the paragraph."""
    inside, number, block, out = False, 0, -1, []
    for word, here in zip(words, paragraph, strict=True):
        if here != block:
            inside, block = False, here
        if word in _OPENING or (word in _STRAIGHT and not inside):
            inside, number = True, number + 1
            out.append(number)
            continue
        out.append(number if inside else 0)
        if word in _CLOSING or (word in _STRAIGHT and inside):
            inside = False
    return out


def _headline_like(words: list[str], sentence: list[int]) -> list[bool]:
    """By sentence: nearly every longer word starts with a capital, so capitals mark no names."""
    if not words:
        return []
    longer, upper = [0] * (sentence[-1] + 1), [0] * (sentence[-1] + 1)
    for word, number in zip(words, sentence, strict=True):
        if len(word) > 3 and word.isalpha():
            longer[number] += 1
            upper[number] += word[0].isupper()
    return [total >= 4 and 4 * high >= 3 * total for total, high in zip(longer, upper, strict=True)]
