"""The text of a Rich Text file (.rtf). Imports errors only. It may be hostile: call it in a worker process."""

from __future__ import annotations

from onrecord.errors import PageError


def rtf_text(data: bytes) -> str:
    """The paragraphs, a line each. Raises PageError("unreadable") where it is none, "no-text" where nothing is in it."""
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise PageError("unreadable", "It is no Rich Text: it does not begin with {\\rtf.")
    try:
        text: str = rtf_to_text(data.decode("cp1252", "replace"), errors="replace")
    except Exception as error:  # the library raises whatever a damaged file leads it into
        raise PageError("unreadable", f"The Rich Text cannot be read: {type(error).__name__}: {error!s:.200}.") from None
    if not text.strip():
        raise PageError("no-text", "There is no text in it.")
    return text.encode("utf-8", "replace").decode("utf-8")
