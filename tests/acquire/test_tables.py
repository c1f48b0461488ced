"""Tables: columns by name or as given, and rows that go wrong."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.acquire import Columns, Failed, Found, FoundPage, Known, list_files, pages_in, pages_in_stream
from onrecord.acquire.json_article import read_json_article
from onrecord.errors import PageError

URL = "https://news.example/a"
TEXT = "“The harbour is open,” mayor Ada Lund said on Friday.\r\nIt will stay open."


def pages(path: Path, content: bytes | str, columns: Columns | None = None) -> list[Found]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(pages_in(list_files([path]).files, columns))


def rows(found: list[Found]) -> list[tuple[str, Known]]:
    return [read_json_article(page.data) for page in found if isinstance(page, FoundPage)]


def failures(found: list[Found]) -> dict[str, str]:
    return {failed.location.rpartition("/")[2]: failed.code for failed in found if isinstance(failed, Failed)}


@pytest.mark.parametrize(
    "row",
    [
        {"text": TEXT, "title": "T", "url": URL, "published": "2024-02-27", "publisher": "P", "authors": ["A. Lund"]},
        {"maintext": TEXT, "title": "T", "url": URL, "date_publish": "2024-02-27 10:00:00", "source_domain": "P",
         "authors": ["A. Lund"], "description": "d"},
        {"content": TEXT, "headline": "T", "link": URL, "publishedAt": "2024-02-27", "publication": "P", "author": "A. Lund"},
        {"Article Body": TEXT, "Headline": "T", "Article URL": URL, "Pub-Date": "Feb 27, 2024", "outlet": "P",
         "byline": "A. Lund"},
    ],
)  # fmt: skip
def test_the_columns_of_common_corpora_are_found_by_name(tmp_path: Path, row: dict[str, object]) -> None:
    ((text, known),) = rows(pages(tmp_path / "a.jsonl", json.dumps(row)))
    assert text == TEXT, "character for character"
    assert known == Known(None, "T", URL, "P", ("A. Lund",), "2024-02-27")


def test_columns_can_be_given(tmp_path: Path) -> None:
    line = json.dumps({"text": "A summary.", "story": TEXT, "day": "20240227"})
    ((text, known),) = rows(pages(tmp_path / "a.jsonl", line, Columns(text="story", published="day")))
    assert (text, known.published) == (TEXT, "2024-02-27")
    found = pages(tmp_path / "a.jsonl", line, Columns(text="body"))
    assert isinstance(found[0], Failed)
    assert 'no column "body"' in found[0].message
    assert '"story"' in found[0].message, "the message lists what there is"


def test_the_article_is_read_with_what_the_table_says_and_can_be_proved_from_what_is_kept(tmp_path: Path) -> None:
    row = {"id": 7, "text": TEXT, "title": "Harbour opens", "url": "https://news.example/a", "author": "A; B", "date": 1709028000}
    (found,) = pages(tmp_path / "a.jsonl", json.dumps(row))
    assert isinstance(found, FoundPage)
    article, _ = pipeline.clean(found.data, found.page)
    assert (article.id, article.title, article.text, article.authors) == ("7", "Harbour opens", TEXT, ("A", "B"))
    assert (article.url, article.published) == ("https://news.example/a", "2024-02-27T10:00:00+00:00")


def test_each_bad_line_costs_itself(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": TEXT}).encode(), b"", b"{broken", b"[1]", b'{"text": "\xff"}', b'{"text": "\\ud83d"}',
        b'{"text": ""}', b'{"title": "No text"}', json.dumps({"text": TEXT, "date": "03/04/2024"}).encode(),
    ]  # fmt: skip
    found = pages(tmp_path / "a.jsonl", b"\n".join(lines))
    assert failures(found) == {
        "a.jsonl:3": "unreadable", "a.jsonl:4": "unreadable", "a.jsonl:5": "encoding", "a.jsonl:6": "encoding",
        "a.jsonl:7": "empty", "a.jsonl:8": "columns",
    }  # fmt: skip
    good = [page for page in found if isinstance(page, FoundPage)]
    assert [page.page.location.rpartition(":")[2] for page in good] == ["1", "9"]
    assert [issue.code for issue in good[1].issues] == ["date"], "a date that may be read in two ways is told"


def test_a_column_of_html_gives_pages(tmp_path: Path) -> None:
    html = "<html><h1>Harbour opens</h1></html>"
    (page,) = pages(tmp_path / "a.jsonl", json.dumps({"html": html, "url": "https://news.example/a"}))
    assert isinstance(page, FoundPage)
    assert (page.data, page.page.media_type) == (html.encode(), "text/html; charset=utf-8")
    assert page.known.url == "https://news.example/a"


def test_json_may_be_one_article_a_list_or_lines(tmp_path: Path) -> None:
    row = {"maintext": TEXT}
    for content in (json.dumps(row, indent=1), json.dumps([row]), json.dumps(row) + "\n" + json.dumps(row)):
        assert {text for text, _ in rows(pages(tmp_path / "a.json", content))} == {TEXT}
    assert failures(pages(tmp_path / "a.json", json.dumps([row, 3]))) == {"a.json:2": "unreadable"}
    assert failures(pages(tmp_path / "a.json", "{\n broken\n}")) == {"a.json": "unreadable"}


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_csv_is_read_whatever_parts_its_columns(tmp_path: Path, sign: str) -> None:
    table = f'Title{sign}Content{sign}Date\r\n"A ""T"""{sign}"One,\ntwo; three"{sign}2024-02-27\r\n'
    ((text, known),) = rows(pages(tmp_path / "a.csv", "\ufeff" + table))
    assert (text, known.title, known.published) == ("One,\ntwo; three", 'A "T"', "2024-02-27")
    assert rows(pages(tmp_path / "a.tsv", table.encode("utf-16"))) == [(text, known)]


def test_bad_rows_of_a_csv_cost_themselves(tmp_path: Path) -> None:
    table = b'title,text\nA,Good one.\nB\nC,x,y\nD,caf\xe9\n"E" e,x\n\nF,"Good\ntwo."\nG,\n'
    found = pages(tmp_path / "a.csv", table)
    assert [known.title for _, known in rows(found)] == ["A", "F"]
    assert failures(found) == {
        "a.csv:3": "columns", "a.csv:4": "columns", "a.csv:5": "encoding", "a.csv:6": "unreadable", "a.csv:10": "empty",
    }  # fmt: skip


@pytest.mark.parametrize("table", ["", "\n", "name,age\nAda,3\n", "x"])
def test_a_table_without_texts_is_one_failure(tmp_path: Path, table: str) -> None:
    assert failures(pages(tmp_path / "a.csv", table)) == {"a.csv": "columns"}


def test_a_packed_table_that_is_cut_off_gives_what_came_before(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": f"{TEXT} {number} {number * 7919 % 1000}"}) + "\n" for number in range(3000))
    packed = gzip.compress(lines.encode(), mtime=0)
    found = pages(tmp_path / "a.jsonl.gz", packed[: len(packed) // 2])
    assert len(rows(found)) > 100
    assert list(failures(found))[-1] == "a.jsonl.gz"
    assert len(failures(found)) <= 2, "besides, at most the line that was cut"


def test_parquet_is_read_by_its_columns(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = arrow.table(
        {"maintext": [TEXT, None, TEXT], "title": ["A", "B", "C"], "authors": [["X", "Y"], None, []], "n": [1, 2, 3]}
    )
    parquet.write_table(table, tmp_path / "a.parquet")
    found = list(pages_in(list_files([tmp_path]).files))
    assert [(text, known.title, known.authors) for text, known in rows(found)] == [(TEXT, "A", ("X", "Y")), (TEXT, "C", ())]
    assert failures(found) == {"a.parquet:2": "empty"}
    broken = (tmp_path / "a.parquet").read_bytes()[:-30]
    assert failures(pages(tmp_path / "b.parquet", broken)) == {"b.parquet": "unreadable"}


@pytest.mark.parametrize(
    "data",
    [
        json.dumps({"text": TEXT}).encode(),
        json.dumps([{"text": TEXT}]).encode(),
        gzip.compress(json.dumps({"text": TEXT}).encode(), mtime=0),
        f'title,text\nA,"{TEXT}"\n'.encode(),
    ],
)
def test_standard_input_tells_tables_by_how_they_begin(data: bytes) -> None:
    assert [text for text, _ in rows(list(pages_in_stream(io.BytesIO(data))))] == [TEXT]


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"Words, text, words.\nMore.", "text/plain"), (b"\n<p>Hi</p>", "text/html"), (b"%PDF-1.4", "application/pdf")],
)
def test_standard_input_may_be_a_page(data: bytes, kind: str) -> None:
    (page,) = pages_in_stream(io.BytesIO(data))
    assert isinstance(page, FoundPage)
    assert (page.page.media_type, page.data, page.page.location) == (kind, data, "-")


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(b"words " * 999, mtime=0)[:-20],
        b"\x1f\x8b broken",
        gzip.compress(b'{"text": "A harbour."}\n' * 9, mtime=0)[:-9],
    ],
)
def test_standard_input_that_is_packed_and_broken_is_told(data: bytes) -> None:
    assert failures(list(pages_in_stream(io.BytesIO(data)))) in ({"-": "unreadable"}, {"-@0": "unreadable"})


@pytest.mark.parametrize("data", [b"", b"{}", b'{"text": 3}', b'{"text": "a", "b": 1}', b"\xff", b"[" * 100_000])
def test_what_was_not_kept_by_us_is_refused(data: bytes) -> None:
    with pytest.raises(PageError):
        read_json_article(data)
