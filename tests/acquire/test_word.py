"""Word documents."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from onrecord.acquire.input_formats import told_by
from onrecord.acquire.word import docx_text
from onrecord.errors import PageError


def packed(*, size: int) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * size)
    return data.getvalue()


def test_paragraphs_and_tables_are_read() -> None:
    document = docx.Document()
    document.add_paragraph("“Nobody sails,” Lopes said.")
    document.add_table(1, 1).cell(0, 0).text = "In a table"
    data = io.BytesIO()
    document.save(data)
    assert docx_text(data.getvalue()) == "“Nobody sails,” Lopes said.\n\nIn a table"
    assert told_by(data.getvalue()[:4096]).endings == (".docx",)


@pytest.mark.parametrize("data", [b"", b"PK", b"not a document", packed(size=10)], ids=["empty", "stub", "text", "other"])
def test_what_is_no_word_document_is_refused(data: bytes) -> None:
    with pytest.raises(PageError, match=r"\.docx") as refused:
        docx_text(data)
    assert refused.value.code == "unreadable"


def test_what_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(PageError) as refused:
        docx_text(packed(size=100_000_001))
    assert refused.value.code == "too-large"
