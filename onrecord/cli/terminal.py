"""What reaches the terminal: plain words, without control characters, and JSON Lines. May import errors."""

from __future__ import annotations

import io
import json
import re
import sys
from typing import Any

from rich.console import Console

_ENDLESS = 1_000_000  # columns
_STATE = {"quiet": False}

# C0 save tab and line feed, DEL and C1 (which move the cursor, or worse), and what reorders text on the screen.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def safe(text: str) -> str:
    """The text with every control character as a visible �, fit to be printed whatever page or file name it came from."""
    return _CONTROL.sub("�", text.replace("\r\n", "\n"))


def safe_line(text: str) -> str:
    """As `safe`, on one line."""
    return " ".join(safe(text).split())


def output() -> Console:
    """Standard output, for people: as wide as the terminal, and without line breaks of its own where there is none."""
    return Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else _ENDLESS)


def messages() -> Console:
    """Standard error, for people: progress, summaries and hints."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True, quiet=is_quiet())


def be_quiet(quiet: bool) -> None:
    """Whether `messages` go nowhere, from now on."""
    _STATE["quiet"] = quiet


def is_quiet() -> bool:
    return _STATE["quiet"]


def complain(sentence: str) -> None:
    print(f"onrecord: {safe_line(sentence)}", file=sys.stderr)


def print_json(value: Any) -> None:
    """One line of JSON on standard output, which `prepare_streams` has set to UTF-8."""
    print_line(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")))


def print_line(line: str) -> None:
    """One line of JSON, made safe."""
    sys.stdout.write(safe_json(line) + "\n")


def safe_json(lines: str) -> str:
    """Lines of JSON with the characters escaped that a terminal or a reader of lines could trip over."""
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", lines)


def prepare_streams() -> None:
    """UTF-8 into files and pipes, whatever the locale; what a terminal cannot show becomes an escape instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
