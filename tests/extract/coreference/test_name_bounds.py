"""Where one name begins and ends, and what is none."""

from __future__ import annotations

import pytest

from onrecord.extract.coreference.name_bounds import VETOES, NameVeto, mend
from tests.extract.laying_out import laid_out, words_at


@pytest.mark.parametrize("veto", VETOES, ids=lambda veto: veto.id)
def test_words_that_a_veto_bars_are_no_name(veto: NameVeto) -> None:
    layout = laid_out(veto.example)
    first, last = words_at(layout, veto.words)
    assert veto.bars(layout, first, last)
    assert mend(layout, first, last, "other") is None


@pytest.mark.parametrize(
    ("text", "tagged", "type_", "name", "kind"),
    [
        ("It was Transport Minister Eva Lund.", "Transport Minister Eva Lund", "person", "Eva Lund", "person"),
        ("It was the Harbour Board that said so.", "the Harbour Board", "organization", "Harbour Board", "organization"),
        ("WASHINGTON - Ada Lund said so.", "WASHINGTON - Ada Lund", "person", "Ada Lund", "person"),
        ("It was said of Varn’s Ada Lund by them.", "Varn’s Ada Lund", "other", "Ada Lund", "person"),
        ("He spoke for France, he said.", "France", "organization", "France", "place"),
        ("He spoke for NATO, he said.", "NATO", "person", "NATO", "organization"),
        (
            "He asked the Securities and Exchange Commission for it.",
            "Exchange Commission",
            "organization",
            "Securities and Exchange Commission",
            "organization",
        ),
    ],
)  # fmt: skip
def test_a_name_is_mended(text: str, tagged: str, type_: str, name: str, kind: str) -> None:
    layout = laid_out(text)
    found = mend(layout, *words_at(layout, tagged), type_)
    assert found is not None
    assert (layout.phrase(found.first, found.last), found.type) == (name, kind)


def test_titles_stand_before_a_name() -> None:
    layout = laid_out("“No,” said Mr. Lund on Monday.")
    found = mend(layout, *words_at(layout, "Mr. Lund"), "person")
    assert found is not None
    assert found.titles(layout) == ["Mr."]
    assert layout.phrase(found.first, found.last) == "Lund"
