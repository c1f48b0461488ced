"""Which language a text is in."""

from __future__ import annotations

import pytest

from onrecord.clean.language import language_issues, language_of

PORTUGUESE = (
    "O presidente da câmara disse na segunda-feira que a nova ponte estará pronta em maio. “Vai ser um grande dia”, afirmou. "
)
ENGLISH = "The mayor said on Monday that the new bridge would be ready in May, and that it had cost less than he had feared. "


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (PORTUGUESE, "pt"),
        ("Mr van der Berg said no. Pieter van der Berg was born in Delft.", "en"),
        ("Der Bürgermeister sagte am Montag, die neue Brücke werde im Mai fertig.", "de"),
        ("De burgemeester zei maandag dat de nieuwe brug in mei klaar is, en dat het een grote dag was voor de stad.", "nl"),
        (f"{PORTUGUESE}{ENGLISH * 20}", "en"),
        (f"{ENGLISH}{PORTUGUESE * 20}", "pt"),
        ("Kyiv", None),
    ],
)
def test_the_language_of_a_text(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_a_text_of_few_words_is_in_the_language_that_its_page_states() -> None:
    assert language_of("Kyiv 2024", stated="uk") == "uk"


def test_an_issue_says_that_nothing_is_read() -> None:
    (issue,) = language_issues("pt")
    assert (issue.code, "nothing is read from it" in issue.message) == ("language", True)
    assert language_issues("en-GB") == language_issues(None) == ()
