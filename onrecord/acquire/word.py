"""The text of a Word document (.docx). Imports errors. It may be hostile: call it in a worker process."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from onrecord.errors import PageError

if TYPE_CHECKING:
    from onrecord.acquire.columns import Columns

_LARGEST = 100_000_000  # bytes of all its parts, unpacked


def is_docx(head: bytes, columns: Columns | None = None) -> bool:
    """Whether a file that begins with `head` is a package of Office's, whose list of contents comes first."""
    return head.startswith(b"PK\x03\x04") and b"[Content_Types].xml" in head[:200]


def docx_text(data: bytes) -> str:
    """The paragraphs, those of its tables too, a line each with an empty line between two.

    Raises PageError: "too-large" where it unpacks to more than 100 MB, "unreadable" where it is none.
    """
    from docx import Document
    from docx.table import Table

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _LARGEST:
                raise PageError("too-large", f"The .docx unpacks to more than {_LARGEST // 1_000_000} MB.")
        lines: list[str] = []
        for block in Document(io.BytesIO(data)).iter_inner_content():
            if isinstance(block, Table):
                lines += [paragraph.text for row in block.rows for cell in row.cells for paragraph in cell.paragraphs]
            else:
                lines.append(block.text)
    except PageError:
        raise
    except Exception as error:  # the library raises whatever a damaged part leads it into
        raise PageError("unreadable", f"The .docx cannot be read: {type(error).__name__}: {error!s:.200}.") from None
    return "\n\n".join(lines)
