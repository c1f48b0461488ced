"""Who is one and who is two, why, and in whatever order articles come."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.link import Rulings, anchor_of, link
from onrecord.record.identity import Appearance, Decision, Rule, Ruling
from tests.link.people import are_one, entity_of, groups, named


def test_the_same_name_and_role_is_one_and_says_so() -> None:
    (entity,) = link([named("Ada Lund", "mayor"), named("Ada Lund", "mayor of Quillmouth")])
    first, second = sorted(entity.links, key=lambda one: one.because is not None)
    assert (first.rule, first.because) == (None, None)
    assert (second.rule, second.because) == (Rule.ROLE, "the same name, and both are called “mayor”")
    assert entity.namesakes == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("minister", "FRA", "GOV"), ("minister", "FRA", "GOV"), True),
        (("minister", "FRA", "GOV"), ("minister", "CAN", "GOV"), False),
        (("senator", None, "LEG"), ("governor", None, "GOV"), True),  # one walk of life
        (("senator", "USA", "LEG"), ("surgeon", "USA", "MED"), False),
        (("senator", None, "LEG"), ("surgeon and senator", None, "MED"), True),
        (("widow", None, None), ("senator", None, "LEG"), True),
    ],
)
def test_roles_and_countries_decide_between_one_and_two(
    one: tuple[str, str | None, str | None], other: tuple[str, str | None, str | None], same: bool
) -> None:
    assert are_one(named("John Marsh", one, article="1"), named("John Marsh", other, article="2")) is same


def test_two_of_one_name_are_marked_with_the_reason() -> None:
    senator, surgeon = named("John Marsh", ("senator", "USA", "LEG")), named("John Marsh", ("surgeon", None, "MED"))
    linked = link([senator, surgeon])
    (namesake,) = entity_of(senator, linked).namesakes
    assert namesake.id == surgeon.id
    assert namesake.because in (
        "other walks of life (medicine; public office)",
        "other walks of life (public office; medicine)",
    )
    assert [other.id for other in entity_of(surgeon, linked).namesakes] == [senator.id]


def test_a_name_alone_joins_the_only_one_it_can_mean() -> None:
    assert are_one(named("Ada Lund", "mayor"), named("Ada Lund"), named("Ada Lund", article="third"))


def test_a_name_alone_that_may_mean_two_is_with_neither() -> None:
    senator, surgeon = named("John Marsh", ("senator", None, "LEG")), named("John Marsh", ("surgeon", None, "MED"))
    bare = [named("John Marsh", article=str(number)) for number in range(2)]
    linked = link([senator, surgeon, *bare])
    assert len(linked) == 4
    for one in bare:
        assert {other.id for other in entity_of(one, linked).namesakes} == {senator.id, surgeon.id}


def test_nearly_all_articles_decide_for_a_name_alone() -> None:
    senators = [named("John Marsh", ("senator", None, "LEG"), article=str(number)) for number in range(10)]
    surgeon, bare = named("John Marsh", ("surgeon", None, "MED")), named("John Marsh")
    linked = link([*senators, surgeon, bare])
    (because,) = [one.because for one in entity_of(senators[0], linked).links if one.entity == bare.id]
    assert because is not None
    assert "10 of 11 articles" in because
    assert len(link([*senators[:9], surgeon, bare])) == 3


def test_a_name_that_fits_two_people_is_with_neither_unless_the_role_tells() -> None:
    son, father = named("George W. Baird", "president"), named("George H. W. Baird", "admiral")
    assert groups([son, father, bare := named("George Baird")]) == {frozenset({one.id}) for one in (son, father, bare)}
    told = named("George Baird", "admiral")
    assert frozenset({father.id, told.id}) in groups([son, father, told])


def test_an_entity_answers_to_its_smallest_appearance() -> None:
    both = [named("Ada Lund", "mayor"), named("Ada Lund", "the mayor")]
    (entity,) = link(both)
    assert entity.id == min(one.id for one in both)


def decided(verdict: Ruling, day: int, these: list[Appearance], those: list[Appearance] | None = None) -> Decision:
    anchors = [tuple(map(anchor_of, side)) for side in (these, those or [])]
    return Decision(f"d-{day}", verdict, "Kim Reed", f"2024-03-{day:02}T12:00:00+00:00", None, anchors[0], anchors[1])


def test_people_join_what_the_rules_would_not() -> None:
    cass, mo = named("Cassius Reed", "boxer"), named("Mo Halim", "boxer")
    together = decided(Ruling.SAME, 1, [cass, mo])
    assert groups([cass, mo], [together]) == {frozenset({cass.id, mo.id})}
    (entity,) = link([cass, mo], Rulings([cass, mo], [together]))
    assert {one.because for one in entity.links} == {None, "Kim Reed decided so on 2024-03-01"}
    undone = Decision("d-2", Ruling.UNDO, "Kim Reed", "2024-03-02T12:00:00+00:00", undoes="d-1")
    again = Decision("d-3", Ruling.UNDO, "Kim Reed", "2024-03-03T12:00:00+00:00", undoes="d-2")
    assert len(groups([cass, mo], [together, undone])) == 2
    assert len(groups([cass, mo], [undone, again, together])) == 1


def test_people_part_what_the_rules_would_join() -> None:
    one, other, third = (named("Ada Lund", "mayor", article=name) for name in "abc")
    apart = decided(Ruling.DIFFERENT, 1, [one], [other, third])
    assert groups([one, other, third], [apart]) == {frozenset({one.id}), frozenset({other.id, third.id})}
    later = decided(Ruling.SAME, 2, [one, other])
    assert frozenset({one.id, other.id}) <= max(groups([one, other, third], [apart, later]), key=len)


def test_a_decision_finds_its_people_again_when_the_article_is_read_anew() -> None:
    cass, mo = named("Cassius Reed", article="a"), named("Mo Halim", article="b")
    together = decided(Ruling.SAME, 1, [cass, mo])
    anew = Appearance("a", named("Cassius Reed", "boxer", article="read anew").entity)
    assert anew.id != cass.id
    assert groups([anew, mo], [together]) == {frozenset({anew.id, mo.id})}
    stranger = Appearance("a", named("Somebody Else").entity)
    assert len(groups([stranger, mo], [together])) == 2


PEOPLE = [
    *(
        named(name, article=f"{name}{i}")
        for name in ("John Marsh", "J. Marsh", "Marsh", "John W. Marsh", "John P. Marsh")
        for i in (1, 2)
    ),
    named("John Marsh", ("senator", "USA", "LEG")),
    named("Jack Marsh", ("senator", None, "LEG")),
    named("John Marsh", ("surgeon", "CAN", "MED")),
    named("John Marsh", ("surgeon and senator", None, None)),
    named("John W. Marsh", ("senator", "CAN", "LEG")),
    named("Marsh John", ("minister", "CAN", "GOV")),
    named("J. Marsh", ("surgeon", None, "MED")),
]
SOME = st.lists(st.sampled_from(PEOPLE), unique_by=lambda one: one.id)
DECISIONS = [
    decided(Ruling.SAME, 1, [PEOPLE[0], PEOPLE[4]]),
    decided(Ruling.DIFFERENT, 2, [PEOPLE[1]], [PEOPLE[0], PEOPLE[10]]),
    decided(Ruling.SAME, 3, [PEOPLE[1], PEOPLE[10]]),
    decided(Ruling.DIFFERENT, 4, [PEOPLE[4]], [PEOPLE[0]]),
    Decision("d-5", Ruling.UNDO, "Kim Reed", "2024-03-05T12:00:00+00:00", undoes="d-2"),
]


@settings(deadline=None, max_examples=60)
@given(SOME, st.lists(st.sampled_from(DECISIONS), unique=True), st.data())
def test_the_order_of_articles_and_decisions_makes_no_difference(
    people: list[Appearance], decisions: list[Decision], data: st.DataObject
) -> None:
    shuffled, decided_in = data.draw(st.permutations(people)), data.draw(st.permutations(decisions))
    assert link(people, Rulings(people, decisions)) == link(shuffled, Rulings(shuffled, decided_in))


@settings(deadline=None, max_examples=60)
@given(SOME)
def test_every_appearance_is_in_one_entity_and_every_link_but_the_first_has_a_reason(people: list[Appearance]) -> None:
    linked = link(people)
    assert sorted(one.entity for entity in linked for one in entity.links) == sorted(one.id for one in people)
    for entity in linked:
        assert sum(one.because is None for one in entity.links) == 1
        assert all((one.rule is None) == (one.because is None) for one in entity.links)
        for namesake in entity.namesakes:
            assert namesake.because
            assert namesake.id in {other.id for other in linked} - {entity.id}


@settings(deadline=None, max_examples=60)
@given(SOME)
def test_a_surname_alone_is_never_linked(people: list[Appearance]) -> None:
    for entity in link(people):
        names = {one.entity.name for one in people if one.id in {link.entity for link in entity.links}}
        assert "Marsh" not in names or len(entity.links) == 1
