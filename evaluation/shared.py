"""Where the shared data and measures lie: `../shared` beside the repository. Imports the standard library and onrecord."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.extract.readers import SETTING

SHARED = Path(__file__).resolve().parents[2] / "shared"
DATA = SHARED / "data"


def available() -> bool:
    return DATA.is_dir()


def measure(name: str) -> ModuleType:
    """The measure `../shared/eval/NAME.py` as a module."""
    path = SHARED / "eval" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"shared_{name}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def reading_by(reader: str) -> Iterator[None]:
    """Within this, articles are read by the reader `module:attribute`."""
    before = os.environ.get(SETTING, "")
    os.environ[SETTING] = reader
    try:
        yield
    finally:
        os.environ[SETTING] = before


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
