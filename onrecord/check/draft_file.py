"""A draft, which is a file, read as an article is: text, Markdown, HTML or .docx. May import everything below search."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

from onrecord.errors import InputError
from onrecord.pipeline import read_page, read_text
from onrecord.record import Page, Record

MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown", ".html": "text/html", ".htm": "text/html"}
LARGEST = 20_000_000  # bytes of a draft, and of a .docx unpacked


def read_draft(path: Path) -> Record:
    """What is read from the draft. Raises InputError where there is no such file, it is of another kind, too large or damaged,
    and PageError where it holds no words."""
    suffix = path.suffix.lower()
    if suffix != ".docx" and suffix not in MEDIA_TYPES:
        raise InputError(f'"{path}" is not a draft that can be read: give one of {", ".join(MEDIA_TYPES)} or .docx.')
    if not path.is_file():
        raise InputError(f'There is no file "{path}".')
    if path.stat().st_size > LARGEST:
        raise InputError(f'"{path}" has more than {LARGEST // 1_000_000} MB; a draft may not.')
    data = path.read_bytes()
    if suffix == ".docx":
        return read_text(docx_text(data))
    return read_page(data, Page(hashlib.sha256(data).hexdigest(), MEDIA_TYPES[suffix], str(path)))


def docx_text(data: bytes) -> str:
    """The paragraphs of a Word document, those of its tables too, a line each. Raises InputError where it is none."""
    from docx import Document
    from docx.table import Table

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST:
                raise InputError(f"The .docx unpacks to more than {LARGEST // 1_000_000} MB; a draft may not.")
        lines: list[str] = []
        for block in Document(io.BytesIO(data)).iter_inner_content():
            if isinstance(block, Table):
                lines += [paragraph.text for row in block.rows for cell in row.cells for paragraph in cell.paragraphs]
            else:
                lines.append(block.text)
    except InputError:
        raise
    except Exception as error:  # the library raises whatever a damaged part leads it into
        raise InputError(f"The .docx cannot be read: {type(error).__name__}: {error!s:.200}.") from None
    return "\n\n".join(lines)
