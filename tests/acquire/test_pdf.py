"""The text of PDFs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.acquire.pdf import pdf_text
from onrecord.errors import PageError

LINES = [
    "Harbour opens after the long storm",
    "QUILLMOUTH, Friday. The harbour is open again, mayor Ada Lund told report-",
    "ers on the quay, and it will stay open. “We waited for three days,” she said,",
    "and nobody knew.",
    "A second paragraph starts here and is quite long enough to look like one, so",
    "it goes on.",
]


def pdf(lines: list[str]) -> bytes:
    """A page with these lines."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    content = f"BT /F1 12 Tf 72 720 Td 14 TL {shown} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF"
    return data + trailer.encode()


def test_lines_become_paragraphs_and_divided_words_are_put_together() -> None:
    assert pdf_text(pdf(LINES)).split("\n\n") == [
        "Harbour opens after the long storm",
        "QUILLMOUTH, Friday. The harbour is open again, mayor Ada Lund told reporters on the quay, and it will stay open. "
        "“We waited for three days,” she said, and nobody knew.",
        "A second paragraph starts here and is quite long enough to look like one, so it goes on.",
    ]


@pytest.mark.parametrize(("data", "code"), [(b"", "unreadable"), (b"%PDF-1.4", "unreadable"), (pdf([]), "no-text")])
def test_what_gives_no_text_says_why(data: bytes, code: str) -> None:
    with pytest.raises(PageError) as caught:
        pdf_text(data)
    assert caught.value.code == code


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=12), st.integers(0, 900))
def test_a_mutated_pdf_gives_text_or_one_clear_error(changes: list[tuple[int, int]], end: int) -> None:
    data = bytearray(pdf(LINES))
    for place, byte in changes:
        data[place % len(data)] = byte
    for part in (data, data[:end]):
        try:
            text = pdf_text(bytes(part))
        except PageError:
            continue
        text.encode()
