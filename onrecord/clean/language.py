"""Which language a text is in, and whether it is one that is read. Imports language, py3langid and the record."""

from __future__ import annotations

import re
from functools import cache

import py3langid  # type: ignore[import-untyped]

from onrecord.language import lines
from onrecord.record import Issue

READ_LANGUAGES = frozenset({"en"})
_SAMPLE = 1000
_ENOUGH_LETTERS = 30
_ENOUGH_WORDS = 5
# Of a hundred words of English news 30 to 45 are such; of Dutch and Afrikaans, the nearest, 10 to 15.
_ENGLISH_SHARE = 0.22
_FEW_WORDS, _ENGLISH_SHARE_OF_FEW = 25, 0.15
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def language_of(text: str, *, stated: str | None = None) -> str | None:
    """The language of `text` as BCP 47, judged by its beginning, middle and end of 1,000 characters each: English where enough
    of its words are those that no English does without. Where there are too few words to tell, what is `stated` (by the page)."""
    middle = max(0, len(text) // 2 - _SAMPLE // 2)
    parts = (text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:])
    sample = text if len(text) <= len(parts) * _SAMPLE else "\n".join(parts)
    words = _WORD.findall(sample.lower().replace("’", "'"))
    share = sum(word in _english() for word in words) / len(words) if words else 0.0
    if len(words) >= _ENOUGH_WORDS and share >= (_ENGLISH_SHARE if len(words) > _FEW_WORDS else _ENGLISH_SHARE_OF_FEW):
        return "en"
    if sum(map(str.isalpha, sample)) < _ENOUGH_LETTERS:
        return stated
    return str(py3langid.classify(sample.encode("utf-8", "replace"))[0])


def language_issues(language: str | None) -> tuple[Issue, ...]:
    """An issue where the article is in a language that is kept but not read."""
    if language is None or language.split("-")[0] in READ_LANGUAGES:
        return ()
    message = f'The article seems to be in "{language}"; its text is kept, but nothing is read from it: only English is read.'
    return (Issue("clean", "language", message),)


@cache
def _english() -> frozenset[str]:
    return frozenset(lines("function_words.txt"))
