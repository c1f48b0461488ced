"""Whom a pronoun means."""

from __future__ import annotations

import pytest

from onrecord.extract.coreference.antecedents import FEATURES, KINDS, weights
from tests.extract.coreference.watching import considered


def test_every_kind_of_pronoun_has_a_weight_for_each_feature() -> None:
    assert {kind: len(row) for kind, row in weights().items()} == dict.fromkeys(KINDS, len(FEATURES))


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("Eva Lund met Ada Sund on Monday. She said it was late.", "She", "Eva Lund"),
        ("Peter Lund called Ada Sund on Monday. She said it was late.", "She", "Ada Sund"),
        ("Ada Sund and Peter Lund left on Monday. They said it was late.", "They", "Ada Sund & Peter Lund"),
    ],
)
def test_the_likeliest_that_fits_is_taken(text: str, pronoun: str, name: str) -> None:
    assert considered(text, pronoun)[name].chosen
