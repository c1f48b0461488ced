"""What has to stand beside a statement's words wherever they stand alone."""

from __future__ import annotations

import pytest

import onrecord


@pytest.mark.parametrize(
    ("text", "caution"),
    [
        ("Ana Lopes said that the ferry was late.", None),
        ("Ana Lopes denied that the ferry was late.", None),  # which is said: the denial
        ("Ana Lopes did not say that the ferry was late.", "not said"),
        ("If Ana Lopes says that the ferry was late, the port will close.", "maybe said"),
        ("Ana Lopes is expected to say that the ferry was late.", "not said yet"),
        ("Did Ana Lopes say that the ferry was late?", "asked, not said"),
        ("Ana Lopes believes that the ferry was late.", "in mind only"),
    ],
)
def test_words_that_nobody_is_known_to_have_said_are_marked(text: str, caution: str | None) -> None:
    [statement] = onrecord.read(text).statements
    assert statement.caution == caution
