"""Answers of servers -> a web archive, as evidence of what was fetched. Imports acquire's own parts."""

from __future__ import annotations

import gzip
import io
import threading
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from fastwarc.warc import WarcRecord, WarcRecordType

from onrecord.acquire.http import Answer

_NOT_KEPT = frozenset({"transfer-encoding", "content-length"})  # true of the connection, not of what is kept


class WarcWriter:
    """Appends to a .warc.gz, a gzip member an answer; each is in the file when `keep` returns. Threads may share it."""

    def __init__(self, path: Path) -> None:
        """Raises OSError where the file cannot be written."""
        self._file: BinaryIO = path.open("ab")
        self._lock = threading.Lock()

    def keep(self, answer: Answer) -> None:
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.headers["WARC-Target-URI"] = answer.url
        record.headers["WARC-Date"] = answer.at.replace("+00:00", "Z")
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(_http_block(answer))
        plain = io.BytesIO()
        record.write(plain, checksum_data=True)
        member = gzip.compress(plain.getvalue())
        with self._lock:
            self._file.write(member)
            self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self._lock:
            self._file.close()


def _http_block(answer: Answer) -> bytes:
    phrase = HTTPStatus(answer.status).phrase if answer.status in set(HTTPStatus) else "Unknown"
    kept = {name: value for name, value in answer.headers.items() if name not in _NOT_KEPT}
    head = [f"HTTP/1.1 {answer.status} {phrase}", *(f"{name}: {value}" for name, value in kept.items())]
    return "\r\n".join([*head, f"content-length: {len(answer.body)}", "", ""]).encode("latin-1") + answer.body
