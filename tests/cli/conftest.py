"""The real program, run as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import pytest

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
PROGRAM = (sys.executable, "-m", "onrecord")


class Run(Protocol):
    def __call__(
        self, *arguments: str | Path, stdin: str | bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]: ...


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"ONRECORD_DB", "FORCE_COLOR", "NO_COLOR"}}
    return kept | more


@pytest.fixture
def onrecord(tmp_path: Path) -> Run:
    """`onrecord ARGUMENTS...` in an empty folder; output is decoded as UTF-8."""

    def run(
        *arguments: str | Path, stdin: str | bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*PROGRAM, *map(str, arguments)],
            cwd=tmp_path,
            env=environment(**env or {}),
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            timeout=240,
            check=False,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture(scope="session")
def examples_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the examples; tests only read it."""
    path = tmp_path_factory.mktemp("examples") / "examples.db"
    build(path, [EXAMPLES])
    return path


def build(database: Path, paths: Sequence[Path], *options: str) -> str:
    """Add `paths` to `database`, which must succeed; what is then exported from it."""
    subprocess.run([*PROGRAM, "--db", database, "add", *options, *paths], env=environment(), check=True, capture_output=True)
    return exported(database)


def exported(database: Path) -> str:
    return subprocess.run(
        [*PROGRAM, "--db", database, "export"], env=environment(), check=True, capture_output=True
    ).stdout.decode()
