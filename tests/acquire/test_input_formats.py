"""The table of formats: each row can be used, and standard input is told by it."""

from __future__ import annotations

import pytest

from onrecord.acquire.input_formats import BY_ENDING, FORMATS, InputFormat, format_of, told_by


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.media_type)
def test_what_a_row_names_is_there(row: InputFormat) -> None:
    assert row in FORMATS
    assert not (row.read and row.text), "a page is not taken apart"
    for function in (row.reader, row.text_of):
        assert function is None or callable(function)


def test_an_ending_and_a_media_type_each_belong_to_one_format() -> None:
    assert len(BY_ENDING) == sum(len(row.endings) for row in FORMATS)
    assert len({row.media_type for row in FORMATS}) == len(FORMATS)
    assert format_of("Text/HTML; charset=utf-8") is BY_ENDING[".html"]
    assert format_of("image/png") is None


@pytest.mark.parametrize(
    ("head", "ending"),
    [
        (b"%PDF-1.7", ".pdf"),
        (b"WARC/1.1\r\n", ".warc"),
        (b"PK\x03\x04", ".wacz"),
        (b"PAR1", ".parquet"),
        (b'\n <?xml version="1.0"?><rss>', ".xml"),
        (b'{"text": "a"}', ".jsonl"),
        (b'{"version": "https://jsonfeed.org/version/1.1"', ".xml"),
        (b"[{", ".json"),
        (b"title,text\n", ".csv"),
        (b"\xef\xbb\xbf<!doctype html>", ".html"),
        (b"Words, text.", ".txt"),
        (b"", ".txt"),
    ],
)
def test_a_file_without_a_name_is_told_by_how_it_begins(head: bytes, ending: str) -> None:
    assert told_by(head) is BY_ENDING[ending]
