"""What became of statements between versions of an article."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.store import Fate, StatementChange, Store, What
from onrecord.store.answers.changes import statement_changes
from tests.store.articles import page_bytes, said

Speeches = tuple[tuple[str, str], ...]


def changed(before: Speeches, after: Speeches) -> list[tuple[str, str]]:
    """Each change with its words, marked as wdiff does."""
    return [(change.what, marked(change)) for change in statement_changes(said(*before), said(*after))]


def marked(change: StatementChange) -> str:
    marks = {Fate.KEPT: "{}", Fate.REMOVED: "[-{}-]", Fate.ADDED: "{{+{}+}}"}
    return " ".join(marks[words.fate].format(words.text) for words in change.words)


def test_altered_words_are_told_from_vanished_and_new_statements() -> None:
    before = (("Ana Lopes", "the ferry would sail on Friday"), ("Rui Melo", "no one was hurt"), ("Ana Lopes", "it was safe"))
    after = (("Ana Lopes", "the ferry would not sail on Monday"), ("Ana Lopes", "it was safe"), ("Rui Melo", "he had resigned"))
    assert changed(before, after) == [
        ("altered", "the ferry would {+not+} sail on [-Friday-] {+Monday+}"),
        ("vanished", "[-no one was hurt-]"),
        ("appeared", "{+he had resigned+}"),
    ]


def test_the_same_words_by_somebody_else_are_altered() -> None:
    before, after = said(("Ana Lopes", "the ferry would sail")), said(("Rui Melo", "the ferry would sail"))
    (change,) = statement_changes(before, after)
    assert (change.what, marked(change)) == (What.ALTERED, "the ferry would sail")
    assert change.before
    assert change.after
    assert (change.before.speaker, change.after.speaker) == ("Ana Lopes", "Rui Melo")


def test_much_the_same_by_somebody_else_is_another_statement() -> None:
    before = (("Ana Lopes", "the ferry would sail on Friday"),)
    after = (("Rui Melo", "the bus would leave on Friday"),)
    assert [what for what, _ in changed(before, after)] == ["vanished", "appeared"]
    assert [what for what, _ in changed(before, (("Ana Lopes", "the bus would sail on Friday"),))] == ["altered"]


def test_order_blanks_and_the_shape_of_quotation_marks_are_no_change() -> None:
    before = (("Ana Lopes", "the “ferry” would sail"), ("Rui Melo", "it’s late"))
    assert changed(before, (("Rui Melo", "it's  late"), ("Ana Lopes", 'the "ferry" would sail'))) == []


def test_what_the_article_said_all_along_is_told_from_what_it_took_back() -> None:
    before = said(("Ana Lopes", "the ferry would sail"), ("Rui Melo", "no one was hurt"))
    after = said(("Ana Lopes", "the ferry would sail"), ("Rui Melo", "no one was hurt"))
    unread = type(after)(
        after.article, after.statements[:1], after.mentions, after.entities, after.events, after.issues, after.provenance
    )
    (change,) = statement_changes(before, unread)
    assert (change.what, change.in_both) == (What.VANISHED, True)
    (change,) = statement_changes(unread, after)
    assert (change.what, change.in_both) == (What.APPEARED, True)


def test_the_likeliest_is_taken_where_several_are_alike() -> None:
    before = (("Ana Lopes", "ten people were hurt in the fire"), ("Ana Lopes", "ten people were hurt in the flood"))
    after = (("Ana Lopes", "nine people were hurt in the flood"), ("Ana Lopes", "nine people were hurt in the fire"))
    assert changed(before, after) == [
        ("altered", "[-ten-] {+nine+} people were hurt in the flood"),
        ("altered", "[-ten-] {+nine+} people were hurt in the fire"),
    ]


def test_revisions_are_those_of_an_address_oldest_first(store: Store) -> None:
    address = "https://news.example/a"
    versions = [
        said(
            ("Ana Lopes", f"{number} were hurt in the fire"),
            location=address,
            url=address,
            fetched_at=f"2026-03-0{day}T10:00:00+00:00",
        )
        for day, number in ((1, "ten"), (2, "nine"), (3, "no people"))
    ]
    other = said(("Ana Lopes", "all was well"), location="https://news.example/b")
    with store.writer() as writer:
        for record in (*versions, other):
            writer.put(record, page_bytes(record))
    for named in (address, *(record.article.id for record in versions)):
        found = store.view.revisions(named)
        assert [(one.before.id, one.after.id) for one in found] == [
            (versions[0].article.id, versions[1].article.id), (versions[1].article.id, versions[2].article.id),
        ]  # fmt: skip
        assert [marked(change) for one in found for change in one.changes] == [
            "[-ten-] {+nine+} were hurt in the fire",
            "[-nine-] {+no people+} were hurt in the fire",
        ]
        assert [one.after.current for one in found] == [False, True]
    assert store.view.revisions(other.article.id) == ()
    assert store.view.revisions("https://news.example/nothing") == ()


def test_versions_that_different_stages_read_say_so(store: Store) -> None:
    address = "https://news.example/a"
    with store.writer() as writer:
        for day, version in ((1, "1"), (2, "2")):
            record = said(
                ("Ana Lopes", f"{day} were hurt"), version=version, location=address, fetched_at=f"2026-03-0{day}T10:00:00+00:00"
            )
            writer.put(record, page_bytes(record))
    (revision,) = store.view.revisions(address)
    assert not revision.same_reader


names = st.sampled_from(["Ana Lopes", "Rui Melo"])
contents = st.lists(st.sampled_from(["the", "ferry", "bus", "would", "sail", "late"]), min_size=1, max_size=6).map(" ".join)
speeches = st.lists(st.tuples(names, contents), min_size=1, max_size=6).map(tuple)


@settings(max_examples=100, deadline=None)
@given(speeches, speeches)
def test_every_statement_is_in_at_most_one_change_and_the_rest_are_the_same(before: Speeches, after: Speeches) -> None:
    old, new = said(*before), said(*after)
    changes = statement_changes(old, new)
    for record, side in ((old, "before"), (new, "after")):
        ids = [hit.statement.id for change in changes if (hit := getattr(change, side))]
        assert len(ids) == len(set(ids))
        assert set(ids) <= {statement.id for statement in record.statements}
    rest = len(old.statements) - sum(change.before is not None for change in changes)
    assert rest == len(new.statements) - sum(change.after is not None for change in changes)
    for change in changes:
        for hit, gone in ((change.before, Fate.ADDED), (change.after, Fate.REMOVED)):
            if hit:
                assert " ".join(words.text for words in change.words if words.fate is not gone).split() == hit.content.split()
    assert statement_changes(old, old) == ()
