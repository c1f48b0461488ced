"""Who published an article."""

from __future__ import annotations

import pytest

from onrecord.clean.html.publishers import RULES, Rule
from tests.clean.html.examples import article_of

AT_QUILL = "https://www.thequill.example/a"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_finds_its_example(rule: Rule) -> None:
    name = "TheQuill" if rule.id == "handle" else "The Quill"
    assert article_of(rule.example, AT_QUILL).publisher == name


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("<title>Money for the Harbour | 06.03.2024</title>", None),
        ("<title>Money for the Harbour - Page 1</title>", None),
        ("<title>Money for the Harbour - March 6, 2024</title>", None),
        ("<title>Money for the Harbour | Politics | Page 2 of 3</title>", None),
        ("<title>Money for the Harbour - what the town pays for</title>", None),
        ("<title>Money for the Harbour | The Quill | 06.03.2024</title>", "The Quill"),
        ("<title>Money for the Harbour | Politics | The Quill</title>", "The Quill"),
        ("<title>The Quill - Money for the Harbour</title>", "The Quill"),
        ('<meta property="og:site_name" content="The Quill | News from the coast">', "The Quill"),
        ('<meta property="og:site_name" content="The Quill: Latest news and weather">', "The Quill"),
        ('<meta property="og:site_name" content="Politics"><title>Money for the Harbour - The Quill</title>', "The Quill"),
        ('<meta property="og:site_name" content="https://thequill.example">', "thequill.example"),
        (
            '<meta property="og:site_name" content="thequill.example"><title>Money for the Harbour - The Quill</title>',
            "The Quill",
        ),
        ('<meta property="og:site_name" content="Home"><meta name="publisher" content="The Quill">', "The Quill"),
    ],
)
def test_what_is_no_name_is_no_publisher(head: str, publisher: str | None) -> None:
    assert article_of(head).publisher == publisher


def test_one_name_gives_way_to_another_that_others_give_too() -> None:
    head = (
        '<meta property="og:site_name" content="Mill Town"><title>Money for the Harbour - Ledgerwire</title>'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Money for the Harbour", '
        '"publisher": {"@type": "Organization", "name": {"@value": "Ledgerwire"}}}</script>'
    )
    assert article_of(head, "https://www.ledgerwire.example/a").publisher == "Ledgerwire"


def test_the_host_is_the_last_resort() -> None:
    assert article_of("", AT_QUILL).publisher == "thequill.example"
    assert article_of("<footer>© 2024 Mill Lane Design</footer>", AT_QUILL).publisher == "thequill.example"
