"""The command line, called in this process where that tells as much, and as a program of its own where it matters."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from onrecord.cli import main

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
PROGRAM = (sys.executable, "-m", "onrecord")


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


class Run(Protocol):
    def __call__(self, *arguments: str | Path, stdin: str | bytes = b"", **env: str) -> Done: ...


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"ONRECORD_DB", "FORCE_COLOR", "NO_COLOR"}}
    return kept | more


def as_bytes(given: str | bytes) -> bytes:
    return given.encode() if isinstance(given, str) else given


@pytest.fixture
def onrecord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`onrecord ARGUMENTS...` in an empty folder, in this process."""

    def run(*arguments: str | Path, stdin: str | bytes = b"", **env: str) -> Done:
        output, errors = io.BytesIO(), io.BytesIO()
        with monkeypatch.context() as patch:
            patch.chdir(tmp_path)
            patch.delenv("ONRECORD_DB", raising=False)
            for name, value in env.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["onrecord", *map(str, arguments)])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(as_bytes(stdin))))
            patch.setattr(sys, "stdout", io.TextIOWrapper(output))
            patch.setattr(sys, "stderr", io.TextIOWrapper(errors))
            try:
                main()
                code = 0
            except SystemExit as exit_:
                code = exit_.code if isinstance(exit_.code, int) else 0
            sys.stdout.flush()
            sys.stderr.flush()
            return Done(code, output.getvalue().decode(), errors.getvalue().decode())

    return run


@pytest.fixture
def program(tmp_path: Path) -> Run:
    """`onrecord ARGUMENTS...` in an empty folder, as a program."""

    def run(*arguments: str | Path, stdin: str | bytes = b"", **env: str) -> Done:
        done = subprocess.run(
            [*PROGRAM, *map(str, arguments)],
            cwd=tmp_path,
            env=environment(**env),
            input=as_bytes(stdin),
            capture_output=True,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

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
    done = subprocess.run([*PROGRAM, "--db", database, "export"], env=environment(), check=True, capture_output=True)
    return done.stdout.decode()
