"""What a rule earns is what is no longer right when it is emptied."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from evaluation.ablation import gold, run
from evaluation.ablation.rules import ROOMS, rules
from onrecord.record import Record


def shelling(data: object, record: Record) -> gold.Judged:
    return frozenset(event.type for event in record.events), frozenset()


CASES = (
    gold.Case("other", False, "Rebels shelled the town of Lindau.", None, {}, shelling),
    gold.Case("own", True, "Ministers met in Lindau.", None, {}, shelling),
)


@pytest.fixture
def two_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    def cases(room: str) -> Iterator[gold.Case]:
        return iter(CASES)

    monkeypatch.setattr(run, "cases", cases)


@pytest.mark.usefixtures("two_cases")
def test_a_verb_that_no_text_has_earns_nothing() -> None:
    (price,) = run.prices("events", processes=1, only="event_verbs.tsv accuse")
    assert (price.lost, price.gained, price.changed, price.failure) == ({}, {}, 0, None)


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_rules_that_can_be_told_apart(room: str) -> None:
    listed = [(rule.file, rule.name, rule.line) for rule in rules(room)]
    assert len(listed) > 10
    assert len(set(listed)) == len(listed)
