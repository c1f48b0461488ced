"""The README cannot drift: its commands are run, and print what it says that they print.

`python -m tests.test_readme` writes what they print now into the README.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import called

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
CONSOLE = re.compile(r"```console\n(.*?)```", re.S)
PYTHON = re.compile(r"```python\n(.*?)```", re.S)
STATEMENT_ID = re.compile(r"\bs-[0-9a-f]{16}\b")


def run(command: str, folder: Path) -> str:
    """What a command prints, on standard output and error together."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {name: value for name, value in os.environ.items() if name not in {"ONRECORD_DB", "FORCE_COLOR"}} | {
        "PATH": path
    }
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return "".join(line.rstrip() + "\n" for line in done.stdout.decode().splitlines())


def commands(block: str) -> list[str]:
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def replayed(readme: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Each console block of the README, and what it would be if its commands were run now, one after the other.

    A statement's id in a command stands for the first id that the block before it shows.
    """
    shutil.copytree(ROOT / "examples", folder / "examples")
    latest_id = ""
    for block in CONSOLE.findall(readme):
        parts = []
        for command in commands(block):
            current = STATEMENT_ID.sub(latest_id, command)
            parts.append(f"$ {current}\n{run(current, folder)}")
        now = "\n".join(part.rstrip("\n") + "\n" for part in parts)
        if found := STATEMENT_ID.search(now):
            latest_id = found[0]
        yield block, now


def test_the_commands_print_what_the_readme_says(tmp_path: Path) -> None:
    readme = README.read_text(encoding="utf-8")
    assert CONSOLE.search(readme)
    for block, now in replayed(readme, tmp_path):
        assert block == now, "run `python -m tests.test_readme` and read the difference"


@pytest.mark.usefixtures("reads_here")
def test_the_python_example_runs(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    assert called(tmp_path, "add", "examples").returncode == 0
    examples = PYTHON.findall(README.read_text(encoding="utf-8"))
    assert examples
    for example in examples:
        done = subprocess.run([sys.executable, "-c", example], cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout.strip()


def test_every_file_that_the_documents_link_to_exists() -> None:
    for document in (README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"


def rewrite() -> None:
    readme = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for block, now in replayed(readme, Path(folder)):
            readme = readme.replace(f"```console\n{block}```", f"```console\n{now}```")
    README.write_text(readme, encoding="utf-8")


if __name__ == "__main__":
    rewrite()
