"""The lists of data/: one entry a line, lines that begin with "#" are comments. Imports the standard library only."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def entries(name: str) -> tuple[str, ...]:
    """The lines of data/NAME.txt, or of data/NAME where the name has an ending, without comments and empty lines."""
    lines = files(__package__).joinpath(f"data/{name if '.' in name else f'{name}.txt'}").read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
