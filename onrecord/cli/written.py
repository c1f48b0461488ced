"""Where a command writes: to standard output, or into a file, which is replaced only once all of it is there."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import REFUSED
from onrecord.errors import InputError

Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="Write into this file instead of printing.", show_default=False),
]


Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace the file where it is there already, without asking.")]


def ask_to_overwrite(path: Path, *, overwrite: bool) -> None:
    """Ask before a file is replaced. Raises InputError where nobody can be asked, and Exit where the answer is no."""
    if overwrite or not path.exists():
        return
    if not sys.stdin.isatty():
        raise InputError(f'"{path}" is there already: give --overwrite to replace it, or another name with --out.')
    if not typer.confirm(f'"{path}" is there already. Replace it?', err=True):
        raise typer.Exit(REFUSED)


@contextmanager
def printed_into(path: Path | None) -> Iterator[None]:
    """What is printed meanwhile goes into the file, in UTF-8; with None it is printed."""
    if path is None:
        yield
        return
    with (
        replacing(path) as unfinished,
        unfinished.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file,
        redirect_stdout(file),
    ):
        yield


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A name to write to beside `path`, whose file is replaced in the end: what is cut short leaves the old one.

    Raises InputError where it cannot lie there.
    """
    if path.is_dir():
        raise InputError(f'"{path}" is a folder: name a file.')
    try:
        folder = tempfile.TemporaryDirectory(dir=path.absolute().parent, prefix=".onrecord-")
    except OSError as error:
        raise InputError(f'"{path}" cannot be written: {error.strerror}.') from None
    with folder as name:
        unfinished = Path(name) / path.name
        yield unfinished
        os.replace(unfinished, path)
