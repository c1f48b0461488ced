"""What speaks for a referent as the one that a description means: the example of each row, and how rows add up."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.extract.coreference.entities import Referent
from onrecord.extract.coreference.evidence import Evidence, Weighed, best, weighed
from onrecord.extract.coreference.organization_nominals import THING_EVIDENCE
from onrecord.extract.coreference.person_nominals import PERSON_EVIDENCE
from onrecord.extract.coreference.tracks import EntityTrack
from tests.extract.coreference.watching import considered


@pytest.mark.parametrize("row", [*PERSON_EVIDENCE, *THING_EVIDENCE], ids=lambda row: row.id)
def test_a_row_counts_in_its_example(row: Evidence[Any]) -> None:
    assert dict(considered(row.example, row.words)[row.name].evidence)[row.id] != 0


def test_a_row_sees_the_score_that_those_before_gave() -> None:
    rows: tuple[Evidence[None], ...] = (
        Evidence("two", lambda described, track, score: 2.0, "", "", ""),
        Evidence("half", lambda described, track, score: -score / 2, "", "", ""),
        Evidence("silent", lambda described, track, score: 0.0, "", "", ""),
    )
    found = weighed(None, EntityTrack(Referent("person")), rows)
    assert (found.score, found.evidence) == (1.0, (("two", 2.0), ("half", -1.0)))


def test_the_best_is_taken_where_it_is_good_enough_and_the_first_of_equals() -> None:
    first, second = EntityTrack(Referent("person")), EntityTrack(Referent("person"))
    both = [Weighed(first, 2.0, ()), Weighed(second, 2.0, ())]
    assert best(both, least=2.0) is first
    assert best(both, least=2.1) is None
    assert best([], least=0.0) is None
