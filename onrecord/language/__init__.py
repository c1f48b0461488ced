"""The facts of a language as data: lists of words, tables and patterns. Imports the standard library only.

`en/` holds what is English, a file a subject; each says on its first line how it is read. Code says what to do with the words,
never which words they are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["lines", "rows", "tables"]


def lines(name: str) -> Iterator[str]:
    """The lines of a file in `en/` that are neither empty nor comments."""
    return (line for line in _text(name).splitlines() if line and not line.startswith("#"))


def rows(name: str, width: int) -> Iterator[list[str]]:
    """The rows of a tab-separated file in `en/`, padded to `width` cells."""
    for line in lines(name):
        cells = line.split("\t")
        yield cells + [""] * (width - len(cells))


@cache
def tables(name: str) -> dict[str, Any]:
    """What a TOML file in `en/` holds, read once. Not to be changed by who asks."""
    return tomllib.loads(_text(name))


def _text(name: str) -> str:
    return (files("onrecord") / "language" / "en" / name).read_text("utf-8")
