"""Downloads of press databases: what each says of its articles, in every form in which they are saved. All of it is invented."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from onrecord.acquire import Failed, FoundPage, list_files, pages_in
from onrecord.acquire.json_article import read_json_article
from onrecord.acquire.press import press_articles

NEXIS = """\
User Name: Reader
Date and Time: Monday, 4 March 2024 10:02:00 AM EST
Job Number: 000000001
Documents (2)
1. Ferry Sails Again
2. Lighthouse to Close

Page 1 of 4

Ferry Sails Again
The Estmark Review
March 2, 2024 Saturday
Late Edition - Final

Copyright 2024 The Estmark Review All Rights Reserved

Section: NEWS; Pg. 2
Length: 31 words
Byline: Tove Lindgard, transport editor
Dateline: QUILLMOUTH

Body

“The ferry will sail again on Monday,” harbour master Ada Lund said on Friday.

Lund said that the engines had been rebuilt.

Classification

Language: ENGLISH
Load-Date: March 2, 2024

End of Document

Page 3 of 4

Lighthouse to Close
The Halvern Post (Halvern)
January 19, 2024 Friday 10:15 AM GMT

Copyright 2024 The Halvern Post

Length: 12 words
Byline: Idris Calloway and Mei Tan

Body

“Nobody needs it any more,” keeper Rui Prata said.

Load-Date: January 20, 2024

End of Document
"""

LEXIS = """\
                               1 of 2 DOCUMENTS


                             The Estmark Review

                           March 2, 2024 Saturday

                                 Late Edition

Ferry Sails Again

BYLINE: Tove Lindgard

SECTION: NEWS; Pg. 2

LENGTH: 31 words

“The ferry will sail again on Monday,” harbour master
Ada Lund said on Friday.

Lund said that the engines had been rebuilt.

LOAD-DATE: March 2, 2024

LANGUAGE: ENGLISH

                   Copyright 2024 The Estmark Review

                               2 of 2 DOCUMENTS

                        The Halvern Post (Halvern)

                           January 19, 2024 Friday

Lighthouse to Close

BYLINE: Idris Calloway and Mei Tan

LENGTH: 12 words

“Nobody needs it any more,” keeper Rui Prata said.

LOAD-DATE: January 20, 2024
"""

FACTIVA = """\
News
Ferry Sails Again
By Tove Lindgard
31 words
2 March 2024
08:00
The Estmark Review
ESTREV
English
Copyright 2024. The Estmark Review. All rights reserved.

“The ferry will sail again on Monday,” harbour master Ada Lund said on Friday.

Lund said that the engines had been rebuilt.

Document ESTREV0020240302ek3200001

Lighthouse to Close
By Idris Calloway and Mei Tan
12 words
19 January 2024
The Halvern Post
HALPOS
4
English
(c) 2024 The Halvern Post

“Nobody needs it any more,” keeper Rui Prata said.

Document HALPOS0020240119ek1j00002
"""

CODED = """\
SE  News
HD  Ferry Sails Again
BY  By Tove Lindgard
WC  31 words
PD  2 March 2024
SN  The Estmark Review
SC  ESTREV
LA  English
CY  Copyright 2024. The Estmark Review.
LP
“The ferry will sail again on Monday,” harbour master Ada Lund said on Friday.

TD
Lund said that the engines had been rebuilt.

NS  gtrans : Transport
AN
Document ESTREV0020240302ek3200001

HD  Lighthouse to Close
BY  Idris Calloway and Mei Tan
WC  12 words
PD  19 January 2024
SN  The Halvern Post (Halvern)
LP
“Nobody needs it any more,” keeper Rui Prata said.

AN  Document HALPOS0020240119ek1j00002
"""
DOWNLOADS = {"nexis": NEXIS, "lexis": LEXIS, "factiva": FACTIVA, "coded": CODED}


@pytest.mark.parametrize("name", DOWNLOADS)
def test_a_download_is_its_articles(name: str) -> None:
    ferry, lighthouse = press_articles(DOWNLOADS[name])
    assert ferry
    assert lighthouse
    assert (ferry.title, ferry.publisher, ferry.published) == ("Ferry Sails Again", "The Estmark Review", "2024-03-02")
    assert ferry.authors == ("Tove Lindgard",)
    assert " ".join(ferry.text.split()) == (
        "“The ferry will sail again on Monday,” harbour master Ada Lund said on Friday. "
        "Lund said that the engines had been rebuilt."
    )
    assert lighthouse.title == "Lighthouse to Close"
    assert lighthouse.publisher
    assert lighthouse.publisher.startswith("The Halvern Post")
    assert lighthouse.published == "2024-01-19"
    assert lighthouse.text == "“Nobody needs it any more,” keeper Rui Prata said."
    assert lighthouse.authors == ("Idris Calloway", "Mei Tan")


def saved(folder: Path, ending: str, text: str) -> Path:
    path = folder / f"download.{ending}"
    lines = text.splitlines()
    if ending == "docx":
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        data = io.BytesIO()
        document.save(data)
        path.write_bytes(data.getvalue())
    elif ending == "rtf":
        escaped = ("".join(c if c.isascii() else f"\\u{ord(c)}?" for c in line) for line in lines)
        path.write_text("{\\rtf1\\ansi\\ansicpg1252 " + "\\par\n".join(escaped) + "}", encoding="ascii")
    elif ending == "html":
        path.write_text("<html><body>" + "".join(f"<p>{line}</p>\n" for line in lines) + "</body></html>", encoding="utf-8")
    else:
        path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", ["docx", "rtf", "html", "txt"])
@pytest.mark.parametrize("name", ["nexis", "factiva"])
def test_every_kind_of_file_is_split(tmp_path: Path, name: str, ending: str) -> None:
    path = saved(tmp_path, ending, DOWNLOADS[name])
    pages = list(pages_in(list_files([path]).files))
    assert [page.page.location for page in pages if isinstance(page, FoundPage)] == [f"{path}:1", f"{path}:2"]
    for page, title in zip(pages, ("Ferry Sails Again", "Lighthouse to Close"), strict=True):
        assert isinstance(page, FoundPage)
        text, known = read_json_article(page.data)
        assert known.title == title
        assert "said" in text
        assert "words" not in text


def test_an_article_whose_head_cannot_be_told_is_named(tmp_path: Path) -> None:
    path = saved(tmp_path, "txt", NEXIS.replace("January 19, 2024 Friday 10:15 AM GMT", "some day"))
    first, second = pages_in(list_files([path]).files)
    assert isinstance(first, FoundPage)
    assert isinstance(second, Failed)
    assert (second.location, second.code) == (f"{path}:2", "press")


@pytest.mark.parametrize("ending", ["docx", "rtf", "html", "txt"])
def test_what_is_no_download_is_one_page(tmp_path: Path, ending: str) -> None:
    path = saved(tmp_path, ending, "Ferry Sails Again\n\n“End of Document,” Ada Lund said.\n\nDocument A10 is lost.")
    (page,) = pages_in(list_files([path]).files)
    assert isinstance(page, FoundPage)
    assert page.data == path.read_bytes()


@pytest.mark.parametrize(
    "line", ["End of Document", "1 of 2 DOCUMENTS", "Document ESTREV0020240302ek3200001", "Body", "HD  x", "9 words"]
)
def test_time_grows_with_length_only(line: str) -> None:
    assert press_articles(f"{line}\n" * 100_000) == ()
