"""Long texts are read in sections, and give one reading all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

import onrecord
from onrecord.extract import sections
from onrecord.record import Article, EntityType, Region, Role, Span
from onrecord.record.check import problems

FIRST = "Mayor Ada Lundqvist said on Tuesday that the bridge would be closed in May.\n\nShe met the council of Quillmouth.\n\n"
FILLER = "The tide went out over the flats, and the boats lay on their sides until the evening.\n\n"
LAST = "“Nobody was asked,” Lundqvist said.\n\nRebels attacked the army near Quillmouth on Monday."


@pytest.fixture
def short_sections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "LONGEST", 600)
    monkeypatch.setattr(sections, "_SLACK", 200)


def article(text: str) -> Article:
    return Article("a", text, regions=(Region(Role.BODY, Span(0, len(text))),))


def test_a_text_of_ordinary_length_is_read_as_it_is() -> None:
    whole = article(FILLER * 400)
    assert len(whole.text) < sections.LONGEST
    assert sections.cut(whole) == (sections.Section(whole, 0),)


def test_sections_are_the_whole_text_cut_between_paragraphs() -> None:
    whole = article(FILLER * 2000)
    parts = sections.cut(whole)
    assert "".join(part.article.text for part in parts) == whole.text
    assert len(parts) == 5
    assert all(part.article.text.startswith("The tide") and len(part.article.text) <= sections.LONGEST for part in parts)
    assert [part.start for part in parts] == [whole.text.index(part.article.text, part.start) for part in parts]


@pytest.mark.parametrize("line", ["a" * 90_000, "word " * 30_000, "It rained. " * 9_000, "\n" * 90_000 + "end"])
def test_a_text_without_paragraphs_is_cut_as_well(line: str) -> None:
    parts = sections.cut(article(line))
    assert "".join(part.article.text for part in parts) == line
    assert all(0 < len(part.article.text) <= sections.LONGEST for part in parts)


def test_regions_keep_their_words() -> None:
    text = "Title\n" + FILLER * 2000
    regions = (Region(Role.TITLE, Span(0, 5)), Region(Role.BODY, Span(6, len(text))))
    whole = replace(article(text), regions=regions)
    parts = sections.cut(whole)
    roles = [[region.role for region in part.article.regions] for part in parts]
    assert roles[0] == [Role.TITLE, Role.BODY]
    assert roles[1:] == [[Role.BODY]] * (len(parts) - 1)
    words = [w for part in parts for r in part.article.regions for w in r.span.of(part.article.text).split()]
    assert words == text.split()


@pytest.mark.usefixtures("short_sections")
def test_the_record_of_a_long_text_is_sound_and_its_words_stand_where_it_says() -> None:
    record = onrecord.read(FIRST + FILLER * 12 + LAST, published="2031-03-05")
    text = record.article.text
    assert not problems(record)
    assert len(sections.cut(record.article)) > 2
    said = [statement.content[0].of(text) for statement in record.statements]
    assert said[0].startswith("that the bridge") or said[0].startswith("the bridge")
    assert said[-1].startswith("“Nobody was asked")
    assert record.statements[0].said is not None
    assert record.statements[0].said.basis.of(text) == "on Tuesday"
    event = next(event for event in record.events if event.type == "ASSAULT")
    assert event.trigger[0].of(text) == "attacked"


@pytest.mark.usefixtures("short_sections")
def test_a_surname_in_a_later_section_means_whom_an_earlier_one_names() -> None:
    record = onrecord.read(FIRST + FILLER * 12 + LAST, published="2031-03-05")
    people = [entity for entity in record.entities if entity.type is EntityType.PERSON]
    assert [person.name for person in people] == ["Ada Lundqvist"]
    assert "Lundqvist" in people[0].aliases
    assert [s.speaker.name for s in record.statements if s.speaker] == ["Ada Lundqvist", "Ada Lundqvist"]
    assert len({m.id for m in record.mentions if m.entity == people[0].id}) >= 2
    places = [entity.name for entity in record.entities if entity.type is EntityType.PLACE]
    assert places.count("Quillmouth") <= 1


@pytest.mark.usefixtures("short_sections")
def test_a_surname_that_two_people_have_stays_by_itself() -> None:
    other = "Minister Bo Lundqvist opened the harbour.\n\n"
    record = onrecord.read(FIRST + FILLER * 8 + other + FILLER * 8 + LAST, published="2031-03-05")
    names = {entity.name for entity in record.entities if entity.type is EntityType.PERSON}
    assert names == {"Ada Lundqvist", "Bo Lundqvist", "Lundqvist"}
