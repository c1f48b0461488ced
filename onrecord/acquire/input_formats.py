"""What kinds of files are read: a row each. Imports the standard library and acquire's own parts.

To add one, write what reads it into a file of its own and add a row here; CONTRIBUTING.md says how. Everything else asks this
table: which endings there are, what standard input is, what may be uploaded, and what a page of an archive or a server may be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.acquire.columns import Columns
    from onrecord.acquire.found import Found, Link

    Read = Callable[[IO[bytes], str, Columns | None], Iterator[Found | Link]]
    Tell = Callable[[bytes, Columns | None], bool]


@dataclass(frozen=True, slots=True)
class InputFormat:
    """Functions are named "module:function", the module in `acquire`, so that what they import is loaded with the first of these.

    `read` takes a seekable file, its location and the columns that the user named, and gives what is in it; it may raise
    PageError where that is nothing. None where the file itself is the page. `text` makes text of the bytes of such a page; None
    where they are text or HTML. Both run in a worker process.
    `begins` and `tell` say how it is known on standard input: by its first bytes, or by a function of the first 4096.
    """

    media_type: str
    endings: tuple[str, ...]
    read: str | None = None
    text: str | None = None
    begins: tuple[bytes, ...] = ()
    tell: str | None = None
    only_named: bool = False  # passed over in folders, where such files are mostly parts of saved pages
    unpacks_itself: bool = False  # `read` takes it packed with gzip
    may_be_press: bool = False  # it may be a press database's download of many articles (`acquire.press`)
    one_page: bool = True  # a file of it is one article, by which progress is counted

    @property
    def reader(self) -> Read | None:
        function: Read | None = _function(self.read)
        return function

    @property
    def text_of(self) -> Callable[[bytes], str] | None:
        function: Callable[[bytes], str] | None = _function(self.text)
        return function

    def begins_so(self, head: bytes, columns: Columns | None) -> bool:
        """Whether a file of this format may begin with `head`, which is stripped of blanks and a byte order mark."""
        tells: Tell | None = _function(self.tell)
        return head.startswith(self.begins or ()) or (tells is not None and tells(head, columns))


# In the order in which standard input is held against them.
FORMATS = (
    InputFormat("application/pdf", (".pdf",), text="pdf:pdf_text", begins=(b"%PDF",)),
    InputFormat("application/warc", (".warc",), read="warc:read_warc", begins=(b"WARC/",), unpacks_itself=True, one_page=False),
    InputFormat(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (".docx",),
        text="word:docx_text",
        tell="word:is_docx",
        may_be_press=True,
    ),
    InputFormat("application/wacz", (".wacz",), read="wacz:read_wacz", tell="wacz:is_wacz", one_page=False),
    InputFormat("application/vnd.apache.parquet", (".parquet",), read="parquet:read_parquet", begins=(b"PAR1",), one_page=False),
    InputFormat(
        "application/xml",
        (".opml", ".rss", ".atom", ".xml"),
        read="feeds:links_in",
        tell="feeds:begins_list",
        only_named=True,
        one_page=False,
    ),
    InputFormat("application/rtf", (".rtf",), text="rtf:rtf_text", begins=(b"{\\rtf",), may_be_press=True),
    InputFormat("application/x-ndjson", (".jsonl", ".ndjson"), read="tables:read_json_lines", begins=(b"{",), one_page=False),
    InputFormat("application/json", (".json",), read="tables:read_json", begins=(b"[",), only_named=True, one_page=False),
    InputFormat("text/csv", (".csv",), read="tables:read_csv", tell="tables:names_columns", one_page=False),
    InputFormat("text/tab-separated-values", (".tsv",), read="tables:read_csv", one_page=False),
    InputFormat("multipart/related", (".mhtml", ".mht"), read="mail:read_saved_page"),
    InputFormat("message/rfc822", (".eml",), read="mail:read_mail"),
    InputFormat("text/html", (".html", ".htm"), begins=(b"<",), may_be_press=True),
    InputFormat("application/xhtml+xml", (".xhtml",)),
    InputFormat("text/markdown", (".md",)),
    InputFormat("text/plain", (".txt",), begins=(b"",), may_be_press=True),
)
BY_ENDING = {ending: one for one in FORMATS for ending in one.endings}
BY_TYPE = {one.media_type: one for one in FORMATS}
PAGE_TYPES = frozenset(one.media_type for one in FORMATS if one.read is None)  # what a page of an archive or a server may be


def endings() -> str:
    """All endings, for a message."""
    return ", ".join(BY_ENDING)


def format_of(media_type: str) -> InputFormat | None:
    """The format of a media type, parameters aside."""
    return BY_TYPE.get(media_type.partition(";")[0].strip().lower())


def told_by(head: bytes, columns: Columns | None = None) -> InputFormat:
    """The format of a file that begins with `head`: plain text where it is no other."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return next(one for one in FORMATS if one.begins_so(start, columns))


def _function(name: str | None) -> Any:
    if name is None:
        return None
    module, _, function = name.partition(":")
    return getattr(import_module(f"onrecord.acquire.{module}"), function)
