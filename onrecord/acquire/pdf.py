"""The text of a PDF. Imports errors only. It can take long or much memory for a hostile file: call it in a worker process."""

from __future__ import annotations

import io
import logging
import re
from statistics import median

from onrecord.errors import PageError

# What pypdf raises for broken files, besides its own.
_BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, OSError, RecursionError)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_BROKEN_WORD = re.compile(r"(?<=[a-zà-ÿ])-$")
_LONGEST_LAST_LINE = 0.8  # of the usual line: a line that ends a sentence and is shorter ends its paragraph
_LONGEST_HEADLINE = 0.75  # of the usual line: a line that ends no sentence and is shorter is a paragraph of its own


def pdf_text(data: bytes) -> str:
    """The text of all pages, a paragraph a line, with an empty line between two.

    PDF knows lines, not paragraphs: these are joined by the length of their lines, and a word that was divided at the end of
    one is put together. Raises PageError: "encrypted", "no-text" where there are only pictures, "unreadable".
    """
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of each oddity; what matters is raised
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
            raise PageError("encrypted", "It is locked with a password; save it without one.")
        pages = [page.extract_text() for page in reader.pages]
    except DependencyError:
        raise PageError("encrypted", "It is encrypted; save it without.") from None
    except (PyPdfError, *_BROKEN) as error:
        raise PageError("unreadable", f"The PDF is broken: {error!s:.200}") from None
    lines = [line.strip() for page in pages for line in page.encode("utf-8", "replace").decode("utf-8").splitlines()]
    if not any(map(str.isalnum, "".join(lines))):
        raise PageError("no-text", "There are no words in it, only pictures; run text recognition on it first.")
    return "\n\n".join(_paragraphs(lines))


def _paragraphs(lines: list[str]) -> list[str]:
    usual = median([len(line) for line in lines if len(line) > 20] or [0])
    paragraphs: list[str] = []
    begun = False
    for line in lines:
        if not line:
            begun = False
            continue
        if begun and _BROKEN_WORD.search(paragraphs[-1]) and line[0].islower():
            paragraphs[-1] = paragraphs[-1][:-1] + line
        elif begun:
            paragraphs[-1] += " " + line
        else:
            paragraphs.append(line)
        share = _LONGEST_LAST_LINE if _SENTENCE_END.search(line) else _LONGEST_HEADLINE
        begun = len(line) >= share * usual
    return paragraphs
