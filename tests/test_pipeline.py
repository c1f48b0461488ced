"""What is read of a page is proved by the page, and by nothing else. The page is invented."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

import onrecord
from onrecord.errors import InputError
from onrecord.pipeline import provenance, read_page, text_problems
from onrecord.record import Issue, Page, Record, Region, Role, Span, Stage, words_of

FIRST = "The bridge &amp; the quay will close for six weeks, Mira Sandoval <b>said</b> on <i>Tues</i>day in the town hall."
SECOND = "Nobody in the street had been asked, said Tomas Reyes, who sells fishing tackle at its north end."
HTML = f"""<html><head><title>Bridge to close</title><script>if (a < b) document.write("{SECOND}")</script></head><body>
<!-- <p>{SECOND}</p> --><p>Bridge to close</p><h1>Bridge to close</h1><p title="a > b">{FIRST}</p><p>{SECOND}</p></body></html>"""


def read(html: str = HTML, media_type: str = "text/html") -> tuple[bytes, Record]:
    data = html.encode()
    return data, read_page(data, Page(hashlib.sha256(data).hexdigest(), media_type, "bridge.html"))


def with_regions(record: Record, *regions: Region) -> Record:
    return replace(record, article=replace(record.article, regions=regions))


def test_each_paragraph_is_where_the_record_says() -> None:
    data, record = read()
    places = {region.role: region.in_page.of(HTML) if region.in_page else None for region in record.article.regions}
    assert places == {Role.TITLE: "Bridge to close", Role.BODY: SECOND.rstrip(".")}
    title, first, second = record.article.regions
    assert first.in_page
    assert first.in_page.of(HTML) == FIRST.rstrip(".")
    assert title.in_page
    assert HTML[title.in_page.start - 4 : title.in_page.start] == "<h1>"
    assert second.in_page
    assert second.in_page.start == HTML.rindex(SECOND)
    assert list(text_problems(data, record)) == []


@pytest.mark.parametrize("by", [-1, 1, 40])
def test_a_place_that_was_moved_is_a_problem(by: int) -> None:
    data, record = read()
    *others, last = record.article.regions
    assert last.in_page
    moved = replace(last, in_page=Span(last.in_page.start + by, last.in_page.end + by))
    (problem,) = text_problems(data, with_regions(record, *others, moved))
    assert problem.startswith("the body at ")


def test_words_that_the_page_has_not_are_a_problem_whatever_version_read_it() -> None:
    data, record = read()
    old = replace(record, provenance={**record.provenance, "clean": Stage("0")})
    assert list(text_problems(data, old)) == []
    never = replace(
        old.article, text=old.article.text.replace("Nobody", "No body of men"), regions=(Region(Role.BODY, Span(0, 200)),)
    )
    assert [problem[:11] for problem in text_problems(data, replace(old, article=never))] == ["the body at"]
    told = replace(old, article=never, issues=(Issue("clean", "unlocated", "not found", Span(0, 200)),))
    assert list(text_problems(data, told)) == []
    now = replace(told, provenance=provenance())
    assert [problem[:14] for problem in text_problems(data, now)] == ["from character"]


def test_text_that_is_the_page_is_held_against_it() -> None:
    data, record = read(f"Bridge to close\n\n{SECOND}\n", "text/plain")
    assert {region.in_page for region in record.article.regions} == {None}
    assert list(text_problems(data, record)) == []
    other = replace(record, article=replace(record.article, text=record.article.text.replace("street", "town")))
    assert len(list(text_problems(data, other))) == 1
    assert "cannot be cleaned" in next(text_problems(b"\x00\x00\x00", record))


def test_in_a_live_blog_a_weekday_is_that_of_the_entry() -> None:
    first = "Nobody in the harbour had been told what was to become of it, skipper Ana Lopes said on Friday."
    second = "Nobody in the street had been asked what they thought of it, fisherman Tomas Reyes said on Friday."
    days = (("08", first), ("15", second))
    entries = "".join(
        f'<article><time datetime="2031-11-{day}T09:00:00Z">9:00</time><p>{words}</p></article>' for day, words in days
    )
    head = '<meta property="article:published_time" content="2031-11-08T09:00:00Z">'
    _, record = read(f"<html><head>{head}</head><body><h1>Harbour live: what we know</h1><div>{entries}</div></body></html>")
    (by_reyes,) = [s for s in record.statements if words_of(s.source, record.article.text).endswith("Tomas Reyes")]
    assert by_reyes.said is not None
    assert by_reyes.said.start == "2031-11-14"


PORTUGUESE = (
    "O presidente da câmara, Rui Alves, disse na segunda-feira que a nova ponte estará pronta em maio.",
    "“Vai ser um grande dia para a cidade”, afirmou Alves, depois de uma reunião com os engenheiros da obra.",
    "A oposição acusou o presidente de ter escondido os custos da ponte, que já são o dobro do que foi anunciado.",
)


def test_an_article_in_another_language_is_kept_and_read_by_nothing() -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in PORTUGUESE)
    html = f"<html><head><title>Ponte</title></head><body><h1>Nova ponte pronta em maio</h1>{paragraphs}</body></html>"
    record = read(html)[1]
    assert record.article.language == "pt"
    assert (record.statements, record.mentions, record.entities, record.events) == ((), (), (), ())
    assert [issue.code for issue in record.issues] == ["language"]
    assert all(paragraph in record.article.text for paragraph in PORTUGUESE)


def test_what_the_public_door_cannot_take_is_refused() -> None:
    text = "“It is open,” Ada Lund said."
    assert onrecord.read(text, published="14/03/2024").article.published == "2024-03-14"
    for wrong in ("yesterday", "2024-13-40", ""):
        with pytest.raises(InputError, match="one day"):
            onrecord.read(text, published=wrong)
    for confidence in (2, -0.1, float("nan")):
        with pytest.raises(InputError, match="not in 0 to 1"):
            onrecord.read(text, min_confidence=confidence)
