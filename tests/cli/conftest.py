"""The command line, called in this process where that tells as much, and as a program of its own where it matters."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest

from onrecord.cli import main
from tests.conftest import read_here

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
def onrecord(tmp_path: Path) -> Run:
    """`onrecord ARGUMENTS...` in an empty folder, in this process."""
    return partial(called, tmp_path)


def called(folder: Path, *arguments: str | Path, stdin: str | bytes = b"", **env: str) -> Done:
    """`onrecord ARGUMENTS...` in `folder`, in this process."""
    output, errors = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
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
    with pytest.MonkeyPatch.context() as patch:
        read_here(patch)
        build(path, [EXAMPLES])
    return path


def build(database: Path, paths: Sequence[Path], *options: str) -> str:
    """Add `paths` to `database`, which must succeed; what is then exported from it."""
    done = called(database.parent, "--db", database, "add", *options, *paths)
    assert done.returncode == 0, done.stderr
    return exported(database)


def exported(database: Path) -> str:
    done = called(database.parent, "--db", database, "export")
    assert done.returncode == 0, done.stderr
    return done.stdout


def add_and_kill(database: Path, source: Path, *, told: int, seconds: float) -> None:
    """Start `onrecord add` as a program and kill it: `seconds` after it has told of that many articles."""
    command = [*PROGRAM, "--db", str(database), "add", str(source), "--json"]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        assert running.stdout
        for _ in range(told):
            assert running.stdout.readline(), "it ended by itself"
        time.sleep(seconds)
        running.kill()
