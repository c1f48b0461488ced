"""The day in a page's address."""

from __future__ import annotations

import pytest

from onrecord.clean.html.addresses import ADDRESS_RULES, AddressRule, date_in_address


@pytest.mark.parametrize("rule", ADDRESS_RULES, ids=lambda rule: rule.id)
def test_each_rule_reads_its_example(rule: AddressRule) -> None:
    assert [one.id for one in ADDRESS_RULES if one.pattern.search(rule.example)] == [rule.id]
    assert date_in_address(f"https://quill.example{rule.example}") == "2024-03-06"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2031/11/19/opinion/dues.html", "2031-11-19"),
        ("/news/1998/3/6/dues", "1998-03-06"),
        ("/2024/13/06/dues", None),
        ("/articles/10.1186/s12905-022-02136-8", None),
        ("/2024/03/dues", None),
        ("/id/20240399/dues", None),
        ("/dues-2024030612", None),
    ],
)
def test_only_whole_days_are_read(path: str, day: str | None) -> None:
    assert date_in_address(f"https://quill.example{path}") == day
    assert date_in_address("https://[bad") is None
