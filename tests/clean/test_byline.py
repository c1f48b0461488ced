"""Who wrote an article, from a line."""

from __future__ import annotations

import pytest

from onrecord.clean.byline import PART_RULES, PartRule, authors_of_line, names_in


@pytest.mark.parametrize("rule", PART_RULES, ids=lambda rule: rule.id)
def test_each_rule_leaves_the_author(rule: PartRule) -> None:
    assert rule.pattern.search(rule.example.removeprefix("By ").split(", ")[-1].split(" | ")[-1])
    assert names_in(rule.example.removeprefix("By ")) == ("Ada Obi",)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ada Obi and Jon Lund, Example News", ("Ada Obi", "Jon Lund")),
        ("By Ada Obi | Staff writer | ada@quill.example", ("Ada Obi",)),
        ("By Ada Obi, Quill Staff Writer | aobi@quill.example", ("Ada Obi",)),
        ("By ADA OBI Associated Wire", ("Ada Obi",)),
        ("By Ada Obi Associated Press", ("Ada Obi",)),
        ("By Ada Obi, Associated Press", ("Ada Obi",)),
        ("By Ada Obi in New York and Jon Lund in Oslo", ("Ada Obi", "Jon Lund")),
        ("By Ada Obi, New York; Jon Lund, London", ("Ada Obi", "Jon Lund")),
        ("By Ada Obi Senior Political Editor", ("Ada Obi",)),
        ("Ada Obi, Political Editor", ("Ada Obi",)),
        ("Ada Obi and Jon Lund, White House Correspondents", ("Ada Obi", "Jon Lund")),
        ("Von Ada Obi und Jon Lund", ("Ada Obi", "Jon Lund")),
        ("Par Ada Obi", ("Ada Obi",)),
        ("Por Ada Obi", ("Ada Obi",)),
        ("Text: Ada Obi", ("Ada Obi",)),
        ("Words by Ada Obi / Jon Lund", ("Ada Obi", "Jon Lund")),
        ("By Jan van der Berg", ("Jan van der Berg",)),
        ("By Reuters", ("Reuters",)),
        ("By The Example Press Agency", ("The Example Press Agency",)),
        ("By Staff Reporter", ()),
        ("Reporting by Ada Obi; editing by Jon Lund", ()),
        ("By the time the rain had stopped, the quay was gone.", None),
        ("By then, nobody knew", None),
        ("Orla Wend, chairwoman of the harbour board", None),
        ("The mayor, editor of the paper", None),
        ("Photo: Ada Obi", None),
        ("Ada Obi", None),
    ],
)
def test_bylines(line: str, authors: tuple[str, ...] | None) -> None:
    assert authors_of_line(line) == authors
