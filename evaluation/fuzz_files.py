"""What the fuzzer starts from where files hold pages: mail, saved pages, web archives, tables. All of it is invented."""

from __future__ import annotations

import gzip
import io
import zipfile
from email.message import EmailMessage
from functools import cache

_PAGE = "<html><title>Harbour opens</title><h1>Harbour opens</h1><p>“It is open,” mayor Ada Lund said.</p></html>".encode()
_ROW = b'{"text": "The harbour is open, mayor Ada Lund said.", "title": "Harbour", "date": "2024-02-27"}\n'


@cache
def files() -> tuple[tuple[str, bytes], ...]:
    """Media types with whole files; Parquet where pyarrow is installed."""
    plain = b"".join(_record(number) for number in range(4))
    packed = b"".join(gzip.compress(_record(number), mtime=0) for number in range(4))
    found = [
        ("message/rfc822", _mail()),
        ("multipart/related", _saved_page()),
        ("application/warc", plain),
        ("application/warc", packed),
        ("application/wacz", _package(packed)),
        ("application/x-ndjson", _ROW * 5),
        ("text/csv", b'title,text,date\n"Harbour, again","It is open,\nAda Lund said.",2024-02-27\n' * 5),
    ]
    return (*found, *_parquet())


def _record(number: int) -> bytes:
    body, packing = _PAGE, b""
    if number == 1:
        body, packing = gzip.compress(body, mtime=0), b"Content-Encoding: gzip\r\n"
    if number == 2:
        body, packing = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body), b"Transfer-Encoding: chunked\r\n"
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + packing + b"\r\n" + body
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/%d\r\n" % number
    kind = b"WARC-Date: 2024-02-27T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    return head + kind + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"


def _mail() -> bytes:
    message = EmailMessage()
    message["From"] = "The Quill (desk) <news@quill.example>"
    message["Subject"] = "Harbour opens – at last"
    message["Date"] = "Tue, 27 Feb 2024 10:00:00 +0100"
    message.set_content("“It is open,” mayor Ada Lund said.")
    message.add_alternative(_PAGE.decode(), subtype="html")
    message.add_attachment(b"picture", maintype="image", subtype="png", filename="a.png")
    return message.as_bytes()


def _saved_page() -> bytes:
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example/a\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n--B\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + _PAGE + b"\r\n--B--\r\n"
    )


def _package(archive: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("archive/data.warc.gz", (2024, 2, 27, 10, 0, 0)), archive)
        package.writestr(zipfile.ZipInfo("pages/pages.jsonl", (2024, 2, 27, 10, 0, 0)), b"{}")
    return file.getvalue()


def _parquet() -> tuple[tuple[str, bytes], ...]:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        return ()
    texts = ["“It is open,” mayor Ada Lund said.", "It rains.", "A ferry sails."]
    table = arrow.table({"text": texts, "title": ["A", "B", "C"], "authors": [["X"], [], None]})
    files = []
    for packing in ("snappy", "zstd", "none"):
        file = io.BytesIO()
        parquet.write_table(table, file, compression=packing)
        files.append(("application/vnd.apache.parquet", file.getvalue()))
    return tuple(files)
