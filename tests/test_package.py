"""What is handed out: the package says its version and that it is typed, and what names it or its files elsewhere agrees."""

from __future__ import annotations

import re
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import onrecord

ROOT = Path(__file__).parent.parent


def test_the_version_is_said_once_and_alike() -> None:
    assert onrecord.__version__ == version("onrecord")
    assert f"\nversion: {onrecord.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_type_checkers_may_use_its_types() -> None:
    assert (files("onrecord") / "py.typed").is_file()


def test_the_image_is_built_of_files_that_are_there() -> None:
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")}
    recipe = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    named = [name for line in re.findall(r"^COPY (?!--)(.+)", recipe, re.M) for name in line.split()[:-1]]
    assert named
    for name in named:
        assert (ROOT / name).exists()
        assert name in kept or "requirements/*.lock" in kept, f"{name} is left out by .dockerignore"
