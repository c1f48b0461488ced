"""A draft against a small record; the draft's own reading is written by hand, so that only the check is tested."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from onrecord.check.draft import Checked, Finding, SameSpeaker, check_draft
from onrecord.check.draft_file import read_draft, read_draft_bytes
from onrecord.errors import InputError
from onrecord.record import Article, Kind, Polarity, Record, Span, Speaker, SpeakerType, Statement, ids
from onrecord.store import View, open_store
from tests.record import examples


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """The record has: Ana Lopes, “Nobody sails,” and that the harbour would stay shut; a fisherman, that he had sailed."""
    with open_store(tmp_path_factory.mktemp("draft") / "onrecord.db") as store:
        with store.writer() as writer:
            writer.put(examples.record())
        yield store.view


def draft(source: str, words: str, *, name: str | None = None, kind: Kind = Kind.INDIRECT) -> Record:
    text = f"{source} said {words}."
    at = len(source) + 6
    spans = (Span(0, len(source)),), (Span(len(source) + 1, at - 1),), (Span(at, at + len(words)),)
    speaker = Speaker(name, SpeakerType.PERSON if name else SpeakerType.UNNAMED)
    statement = Statement(ids.statement_id("d", *spans), *spans, kind, Polarity.AFFIRMS, 0.9, speaker)
    return Record(Article("d", text), (statement,))


def only(found: tuple[Checked, ...]) -> Checked:
    (one,) = found
    return one


@pytest.mark.parametrize(
    ("name", "words", "finding"),
    [
        ("Ana Lopes", "that the harbour would stay shut", Finding.VERBATIM),
        ("Lopes", "the harbour would stay shut", Finding.VERBATIM),
        ("Ana Lopes", "the harbour … shut", Finding.VERBATIM),
        ("Ana Lopes", "that the harbour would stay open", Finding.ALTERED),
        ("Rui Prata", "that the harbour would stay shut", Finding.OTHER_SPEAKER),
        ("Ana Lopes", "that every orchestra needs a second piano", Finding.NOT_FOUND),
        ("Rui Prata", "the harbour burned", Finding.NOT_FOUND),  # two words alike are anybody's
    ],
)
def test_each_finding(view: View, name: str, words: str, finding: Finding) -> None:
    one = only(check_draft(draft(name, words, name=name), view))
    assert one.finding is finding
    assert one.words == words
    if finding is not Finding.NOT_FOUND:
        assert one.closest is not None
        assert one.closest.content == "that the harbour would stay shut"


def test_whom_the_draft_only_describes_is_not_called_wrong(view: View) -> None:
    one = only(check_draft(draft("The minister", "that the harbour would stay shut"), view))
    assert (one.finding, one.same_speaker) == (Finding.VERBATIM, SameSpeaker.UNKNOWN)


def test_few_words_are_looked_for_among_the_speakers_own(view: View) -> None:
    own = only(check_draft(draft("Lopes", "“Nobody sails”", name="Ana Lopes", kind=Kind.DIRECT), view))
    assert own.finding is Finding.VERBATIM
    other = only(check_draft(draft("Prata", "“Nobody sails”", name="Rui Prata", kind=Kind.DIRECT), view))
    assert other.finding is Finding.NOT_FOUND


def test_a_quotation_that_the_draft_gives_to_nobody_is_checked(view: View) -> None:
    text = "Posters read “the harbour would stay shut” and “sell every violin by noon”, and an “odd” one."
    found = check_draft(Record(Article("d", text)), view)
    assert [one.finding for one in found] == [Finding.VERBATIM, Finding.NOT_FOUND]
    assert found[0].words == "“the harbour would stay shut”"


def test_word_documents_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("“Nobody sails,” Lopes said.")
    document.save(str(tmp_path / "draft.docx"))
    assert read_draft(tmp_path / "draft.docx").article.text == "“Nobody sails,” Lopes said."
    assert read_draft_bytes((tmp_path / "draft.docx").read_bytes()).article.text == "“Nobody sails,” Lopes said."
    assert read_draft_bytes("“Nobody sails,” Lopes said.".encode()).article.text == "“Nobody sails,” Lopes said."


def test_what_is_no_draft_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(InputError, match=r"\.docx"):
        read_draft(tmp_path / "a.pdf")
    with pytest.raises(InputError, match="no file"):
        read_draft(tmp_path / "b.txt")
