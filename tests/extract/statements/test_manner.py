"""Whether it was said at all, and whether aloud: each row of words gives what its example shows."""

from __future__ import annotations

import re

import pytest

from onrecord.extract.statements.manner import factuality_of, type_of
from onrecord.language import tables
from onrecord.record import Factuality, Span, StatementType

WORDS = tables("manner_cues.toml")


@pytest.mark.parametrize("row", WORDS["cue"], ids=lambda row: row[-1])
def test_a_row_on_the_cue_fits_its_example(row: list[str]) -> None:
    pattern, effect, example = row
    assert re.search(pattern, example.lower())
    assert factuality_of(example, (Span(0, len(example)),)) == Factuality(effect)


@pytest.mark.parametrize("row", WORDS["before"], ids=lambda row: row[-1])
def test_a_row_on_what_stands_before_the_cue_fits_its_example(row: list[str]) -> None:
    _, on_cue, effect, example = row
    start = example.rindex("would" if "would" in on_cue else "to " if on_cue.startswith("^to") else example.split()[-1])
    assert factuality_of(f"{example} that it is so.", (Span(start, len(example)),)) == Factuality(effect)


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("Orla Finch said that nobody was hurt.", ["said"], Factuality.FACTUAL),
        ("Orla Finch denied that she had been there.", ["denied"], Factuality.FACTUAL),
        ("Did Orla Finch say that the well was dry?", ["Did", "say"], Factuality.ASKED),
        ("Had Orla Finch told them that the well was dry, they would have left.", ["Had", "told"], Factuality.NEGATED),
        ("Should Orla Finch say that the well is dry, they will leave.", ["Should", "say"], Factuality.POSSIBLE),
        ("Not one of them would go. Orla Finch said that the well was dry.", ["said"], Factuality.FACTUAL),
        ("It is not true that Dr. Finch told them.", ["told"], Factuality.NEGATED),
    ],
)
def test_factuality(text: str, cue: list[str], expected: Factuality) -> None:
    assert factuality_of(text, tuple(Span(text.index(word), text.index(word) + len(word)) for word in cue)) is expected


def test_what_has_no_cue_was_said() -> None:
    assert factuality_of("“No,” Orla Finch", ()) is Factuality.FACTUAL
    assert type_of("“No,” Orla Finch", ()) is StatementType.SAID


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("believes", StatementType.HELD),
        ("said she believes", StatementType.SAID),
        ("is expected", StatementType.HELD),
        ("warned", StatementType.SAID),
    ],
)
def test_type(cue: str, expected: StatementType) -> None:
    assert type_of(cue, (Span(0, len(cue)),)) is expected
