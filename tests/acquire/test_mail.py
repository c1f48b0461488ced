"""Pages saved by a browser in one file, and e-mail."""

from __future__ import annotations

import io
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.acquire import Failed, FoundPage, list_files, pages_in
from onrecord.acquire.mail import read_mail, read_saved_page
from onrecord.errors import PageError

HTML = "<html><h1>Harbour opens</h1><p>“It is open,” mayor Ada Lund said.</p></html>"


def mail(html: str | None = HTML) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "The Quill <news@quill.example>"
    message["Subject"] = "Harbour\t opens – at last"
    message["Date"] = "Tue, 27 Feb 2024 10:00:00 +0100"
    message.set_content("“It is open,” mayor Ada Lund said.")
    if html:
        message.add_alternative(html, subtype="html")
    message.add_attachment("<p>An attachment</p>", subtype="html", filename="a.html")
    return message


def test_an_email_gives_what_its_reader_sees(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail().as_bytes())
    (page,) = pages_in(list_files([tmp_path]).files)
    assert isinstance(page, FoundPage)
    assert page.data.decode().strip() == HTML
    assert page.page.media_type == "text/html; charset=utf-8"
    known = page.known
    assert (known.title, known.publisher) == ("Harbour opens – at last", "The Quill")
    assert known.published == "2024-02-27T10:00:00+01:00"


def test_an_email_without_html_gives_its_text() -> None:
    (page,) = read_mail(io.BytesIO(mail(html=None).as_bytes()), "a.eml")
    assert page.page.media_type == "text/plain; charset=utf-8"
    assert page.data.decode().strip() == "“It is open,” mayor Ada Lund said."


def test_a_saved_page_gives_its_html_and_where_it_was_saved_from(tmp_path: Path) -> None:
    saved = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example/a\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n'
        "--B\r\nContent-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        "Content-Location: https://news.example/a\r\n\r\n<p>caf=E9 =\r\nopens</p>\r\n"
        "--B\r\nContent-Type: text/css\r\n\r\np {}\r\n--B--\r\n"
    )
    (tmp_path / "a.mhtml").write_bytes(saved.encode())
    (page,) = pages_in(list_files([tmp_path]).files)
    assert isinstance(page, FoundPage)
    assert page.data.strip() == b"<p>caf\xe9 opens</p>"
    assert page.page.media_type == "text/html; charset=windows-1252"
    assert page.known.url == "https://news.example/a"


@pytest.mark.parametrize(
    "data", [b"", b"no headers at all", b"Subject: x\n\n", b"Content-Type: image/png\n\nxx", b"\x00\xff" * 50]
)
def test_what_holds_no_text_is_one_failure(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.eml").write_bytes(data)
    (failed,) = pages_in(list_files([tmp_path]).files)
    assert isinstance(failed, Failed)
    assert failed.code in {"no-text", "unreadable"}


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=4)), min_size=1, max_size=8))
def test_a_mutated_message_gives_a_page_or_one_clear_error(changes: list[tuple[int, bytes]]) -> None:
    data = mail().as_bytes()
    for place, bytes_ in changes:
        at = place % len(data)
        data = data[:at] + bytes_ + data[at + len(bytes_) + 1 :]
    for read in (read_mail, read_saved_page):
        try:
            (page,) = read(io.BytesIO(data), "a.eml")
        except PageError:
            continue
        assert page.data
        repr(page.known).encode()


@pytest.mark.parametrize(
    "header",
    [
        "From: " + "(" * 5000,
        "From: " + "(" * 2000 + ")" * 2000,
        "From: a@b.example\nContent-Type: text/plain; charset=" + "(" * 3000,
        "From: a@b.example\nContent-Type: text/plain" + "; a*0*=utf-8''x" * 5000,
        "From: a@b.example\nContent-Disposition: " + "(" * 5000,
        "From: a@b.example\nSubject: " + "=?utf-8?q?a?= " * 10_000,
        "Snapshot-Content-Location: http://[::1\nFrom: a@b.example",
    ],
)
def test_headers_that_are_made_to_break_a_reader_do_not(header: str) -> None:
    data = f"{header}\n\nThe harbour is open, mayor Ada Lund said.".encode()
    for read in (read_mail, read_saved_page):
        started = time.process_time()
        (page,) = read(io.BytesIO(data), "a.eml")
        assert time.process_time() - started < 2
        assert page.data == b"The harbour is open, mayor Ada Lund said."
        assert page.known.url is None
        assert len(page.known.publisher or "") <= 300
        assert len(page.page.media_type) < 100


@pytest.mark.parametrize("kind", ["multipart", "message"])
def test_a_message_nested_in_itself_over_and_over_is_one_failure(kind: str) -> None:
    if kind == "message":
        data = "From: a@b.example\n" + "Content-Type: message/rfc822\n\n" * 2000
    else:
        data = "From: a@b.example\n" + "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(2000))
    with pytest.raises(PageError):
        list(read_mail(io.BytesIO(data.encode()), "a.eml"))


@pytest.mark.parametrize(
    ("sender", "publisher"),
    [
        ('"The Quill, daily" <news@quill.example>', "The Quill, daily"),
        ("<news@quill.example>", "news@quill.example"),
        ("news@quill.example (The Quill)", "The Quill"),
        ("=?utf-8?q?The_Qu=C3=ADll?= <news@quill.example>", "The Quíll"),
        ("The Quíll <news@quill.example>", "The Quíll"),
    ],
)
def test_the_sender_is_the_publisher(sender: str, publisher: str) -> None:
    (page,) = read_mail(io.BytesIO(f"From: {sender}\n\nThe harbour is open.".encode()), "a.eml")
    assert page.known.publisher == publisher
