"""Bytes to text: encodings, line ends, and refusal of what is no text. Imports the standard library, charset_normalizer, errors.

The order is: byte order mark, strict UTF-8, UTF-16 without a mark (seen by its zero bytes), the encoding that was declared,
windows-1252 where the text is mostly ASCII (as browsers assume), statistical detection, UTF-8 with a few broken characters.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from onrecord.errors import PageError

MAX_BYTES = 50_000_000
_SAMPLE = 65_536
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x7fELF",
    b"SQLite format 3\0",
    b"\xd0\xcf\x11\xe0",
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.I)
_TYPE_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
# A browser reads these labels as windows-1252 (WHATWG Encoding Standard), and pages rely on it.
_READ_AS_1252 = frozenset({"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def decode(data: bytes, media_type: str = "text/plain") -> tuple[str, bool]:
    """The text of `data` with line ends normalised to a line feed, and whether every byte of it could be read.

    Raises PageError: "empty", "too-large" (more than 50 MB), "binary", or "encoding" where no encoding fits.
    """
    if not data.strip():
        raise PageError("empty", "The file is empty: there is nothing to read.")
    if len(data) > MAX_BYTES:
        raise PageError(
            "too-large", f"The file has {len(data) / 1e6:.0f} MB; an article of more than {MAX_BYTES // 10**6} MB is not read."
        )
    if data.startswith(_MAGIC):
        raise PageError(
            "binary", "The file is not text but a document, picture, archive or program; give the article as text or HTML."
        )
    text, whole = _decode(data, media_type)
    if len(_CONTROL.findall(text[:_SAMPLE])) > max(2, len(text[:_SAMPLE]) // 200):
        raise PageError("binary", "The file holds control characters that no text has; give the article as text or HTML.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise PageError("empty", "The file holds nothing but white space.")
    return text, whole


def _decode(data: bytes, media_type: str) -> tuple[str, bool]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _with_few_losses(data[len(mark) :], name)
    try:
        if b"\0" not in data:
            return data.decode("utf-8"), True
    except UnicodeDecodeError:
        pass
    if b"\0" in data[:_SAMPLE]:
        return _with_few_losses(data, _utf16_by_zeros(data[:_SAMPLE]))
    for name in _candidates(data, media_type):
        try:
            return data.decode(name), True
        except (UnicodeDecodeError, LookupError):
            continue
    try:
        return _with_few_losses(data, "utf-8")
    except PageError:
        return _with_few_losses(data, "windows-1252")


def _candidates(data: bytes, media_type: str) -> list[str]:
    """Encodings to try on what is not UTF-8, best first."""
    found = []
    if declared := _declared(data, media_type):
        found.append("windows-1252" if declared in _READ_AS_1252 else declared)
    sample = data[:_SAMPLE]
    high = sum(byte >= 0x80 for byte in sample)
    mostly_utf8 = sample.decode("utf-8", "replace").count("\ufffd") * 20 < high
    if mostly_utf8:
        return [name for name in found if name not in ("utf-8", "utf8", "windows-1252")]
    if high * 8 < len(sample):
        found.append("windows-1252")
    elif best := from_bytes(sample, cp_exclusion=["utf_7", "utf_16", "utf_32"]).best():
        found.append(best.encoding)
    return [name for name in found if name not in ("utf-8", "utf8")]


def _declared(data: bytes, media_type: str) -> str | None:
    if match := _TYPE_CHARSET.search(media_type):
        return _text_encoding(match[1])
    if "html" in media_type or "xml" in media_type:
        head = data[:8192]
        if found := _META_CHARSET.search(head) or _XML_ENCODING.search(head):
            return _text_encoding(found[1].decode("ascii"))
    return None


def _text_encoding(label: str) -> str | None:
    """The label, lower case, if it names an encoding of text (and not, as "base64" does, one of bytes)."""
    try:
        return label.lower() if codecs.lookup(label)._is_text_encoding else None
    except (LookupError, ValueError):
        return None


def _utf16_by_zeros(sample: bytes) -> str:
    """UTF-16 of mostly Latin text has a zero in every other byte."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 5 and even * 20 < odd:
        return "utf-16-le"
    if even > len(sample) // 5 and odd * 20 < even:
        return "utf-16-be"
    raise PageError("binary", "The file holds zero bytes that no text has; give the article as text or HTML.")


def _with_few_losses(data: bytes, name: str) -> tuple[str, bool]:
    """Decoded, with at most one character in a thousand (and one at the torn end of a file) replaced by U+FFFD."""
    text = data.decode(name, "replace")
    lost = text.count("\ufffd")
    if lost > 1 + len(text) // 1000:
        raise PageError(
            "encoding", f"The file's characters could not be read (as {name}: {lost} of {len(text)} fail); save it as UTF-8."
        )
    return text, lost == 0
