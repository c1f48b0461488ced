"""Which language a text is in. Imports the standard library, py3langid and the record."""

from __future__ import annotations

import py3langid  # type: ignore[import-untyped]

from onrecord.record import Issue

READ_LANGUAGES = frozenset({"en"})
_SAMPLE = 1000
_ENOUGH_LETTERS = 30


def language_of(text: str) -> str | None:
    """The language of `text` as BCP 47, judged by its first 1,000 characters; None where they are too few to tell."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _ENOUGH_LETTERS:
        return None
    return str(py3langid.classify(sample.encode("utf-8", "replace"))[0])


def language_issues(language: str | None) -> tuple[Issue, ...]:
    """An issue where the article is in a language that is kept but not read for statements."""
    if language is None or language.split("-")[0] in READ_LANGUAGES:
        return ()
    message = f'The article seems to be in "{language}"; its text is kept, but statements are found in English only.'
    return (Issue("clean", "language", message),)
