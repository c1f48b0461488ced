"""Imports point one way only: what may import what, read from the source, typing imports included."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "onrecord"

# Each part and the parts that it may import, besides itself. docs/architecture.md says why.
FLOORS: dict[str, set[str]] = {
    "errors": set(),
    "language": set(),
    "workers": set(),
    "record": {"errors"},
    "dates": set[str](),
    "acquire": {"dates", "record", "errors"},
    "clean": {"dates", "language", "record", "errors"},
    "extract": {"dates", "language", "record", "errors"},
    "link": {"extract", "language", "record", "errors"},
    "query": {"record", "errors"},
    "store": {"query", "record", "errors"},
    "formats": {"record", "errors"},
    "pipeline": {"acquire", "clean", "dates", "extract", "record", "errors"},
    "reading": {"acquire", "pipeline", "record", "errors"},
    "reviewing": {"store", "record", "errors"},
    "explaining": {"extract", "store", "record", "errors"},
    "relink": {"link", "store", "record", "errors"},
    "forgetting": {"relink", "store", "errors"},
    "opening": {"acquire", "workers", "errors"},
    "watch": {"acquire", "ingest", "opening", "store", "workers", "record", "errors"},
    "ingest": {"acquire", "pipeline", "reading", "relink", "store", "workers", "record", "errors"},
    "search": {"query", "store", "extract", "record", "errors"},
    "check": {"acquire", "extract", "pipeline", "store", "record", "errors"},
    "proof": {"link", "pipeline", "relink", "store", "record", "errors"},
}
# The rooms inside a part, and those that each may import.
ROOMS: dict[str, dict[str, set[str]]] = {
    "extract": {
        "text": set(),
        "network": {"text"},
        "times": set(),
        "places": {"text"},
        "statements": {"text", "network"},
        "coreference": {"text", "places"},
        "events": {"text", "network", "times", "places", "coreference"},
    },
    "store": {
        "schema": set(),
        "database": {"schema"},
        "index": {"schema", "database"},
        "writing": {"schema", "database", "index"},
        "answers": {"schema", "database", "index", "writing"},
    },
}
TOP = {"cli", "web", "mcp", "batch", "__init__", "__main__"}  # may import everything that is below them


def parts() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).parts[0].removesuffix(".py"), path


def imported_modules(path: Path) -> Iterator[str]:
    """The full names of what a module imports of onrecord, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] == "onrecord")


def imported_parts(path: Path) -> set[str]:
    """The parts of onrecord that a module imports."""
    return {name.split(".")[1] if "." in name else "__init__" for name in imported_modules(path)}


@pytest.mark.parametrize(
    ("part", "path"), [pytest.param(part, path, id=str(path.relative_to(PACKAGE))) for part, path in parts()]
)
def test_a_module_imports_only_what_is_below_it(part: str, path: Path) -> None:
    imports = imported_parts(path) - {part}
    if part in TOP:
        assert "__init__" not in imports, "the public names are for users; inside, import from where it is defined"
    else:
        assert imports <= FLOORS[part]


@pytest.mark.parametrize("part", ROOMS)
def test_the_rooms_of_a_part_import_only_those_below_them(part: str) -> None:
    rooms = ROOMS[part]
    assert {path.name for path in (PACKAGE / part).iterdir() if (path / "__init__.py").exists()} == set(rooms)
    for room, below in rooms.items():
        for path in sorted((PACKAGE / part / room).rglob("*.py")):
            if path.parent.name == "revisions":  # to be written out: a migration should import nothing that can change
                continue
            parts = [name.split(".") for name in imported_modules(path)]
            imports = {inner[2] for inner in parts if inner[1:2] == [part]}
            assert imports <= below | {room}, f"{path.relative_to(PACKAGE)} imports {sorted(imports - below - {room})}"


def test_what_somebody_typed_comes_in_by_one_door() -> None:
    parsing = {str(path.relative_to(PACKAGE)) for _, path in parts() if "onrecord.query.parser.parse" in imported_modules(path)}
    assert parsing == {"search/executor.py"}


def test_the_ground_needs_nothing_but_python() -> None:
    for part, path in parts():
        if part not in {"language", "record", "errors", "workers"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".")[0] in {"onrecord", *sys.stdlib_module_names}, f"{path} imports {name}"
