"""What a pronoun cannot mean: the example of each row."""

from __future__ import annotations

import pytest

from onrecord.extract.coreference.vetoes import VETOES, Veto
from tests.extract.coreference.watching import considered


@pytest.mark.parametrize("veto", VETOES, ids=lambda veto: veto.id)
def test_a_veto_bars_whom_its_example_names(veto: Veto) -> None:
    barred = considered(veto.example, veto.pronoun)[veto.name]
    assert veto.id in barred.vetoes
    assert not barred.chosen


def test_ids_are_given_once() -> None:
    assert len({veto.id for veto in VETOES}) == len(VETOES)


def test_nobody_is_barred_who_fits() -> None:
    found = considered("Ada Lund met Peter Sund. She said it was late.", "She")
    assert found["Ada Lund"].chosen
    assert found["Ada Lund"].vetoes == ()
