"""The rows and lists of a room, and how one is emptied. Imports onrecord.language only.

Rows are the lines of the tables in `onrecord/language/en/`, lists the lines "name: words" of its files of lists and the arrays
and tables of its TOML files; of the time grammar, its rules.
"""

from __future__ import annotations

import copy
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from onrecord import language

NEVER = "§"  # stands in an emptied list, so that it is no list that everything fits

_LISTS = {
    "events": ("event_words.txt", "actor_nouns.txt"),
    "coreference": ("word_lists.txt",),
}
_ROWS = {
    "events": ("event_verbs.tsv", "event_nouns.tsv", "actor_names.tsv"),
    "coreference": ("person_heads.tsv", "organization_heads.tsv", "titles.tsv", "nicknames.txt", "documents.txt", "venues.txt"),
    "places": ("countries.tsv", "states.tsv"),
    "statements": ("transcript_labels.txt",),
}
_TOML = {"times": ("time_words.toml",), "statements": ("polarity_cues.toml", "manner_cues.toml")}
_PYTHON = {"times": (("onrecord.extract.times.grammar", "_RULES"),)}
ROOMS = ("events", "times", "places", "coreference", "statements")


@dataclass(frozen=True, slots=True)
class Rule:
    """`file` is where it stands, `name` what it is called there; `words` are all that a text must have one of (each a phrase) for
    it to matter, None where that is not known."""

    file: str
    name: str
    words: tuple[str, ...] | None
    line: str = ""


def rules(room: str) -> Iterator[Rule]:
    """All rows and lists of a room."""
    for file in _LISTS.get(room, ()):
        for line in language.lines(file):
            name, words = line.split(": ", 1)
            yield Rule(file, name, tuple(word.replace("_", " ") for word in words.split()), line)
    for file in _ROWS.get(room, ()):
        for line in language.lines(file):
            yield Rule(file, line.split("\t")[0][:60], _words_of_row(file, line), line)
    for file in _TOML.get(room, ()):
        yield from (Rule(file, ".".join(path), None) for path in _paths(language.tables(file)))
    for module, table in _PYTHON.get(room, ()):
        for number, row in enumerate(getattr(importlib.import_module(module), table)):
            yield Rule(f"{module}:{table}", f"{number} {row[0]}", None)


def _words_of_row(file: str, line: str) -> tuple[str, ...]:
    first, *rest = line.split("\t")
    if file == "event_verbs.tsv":
        return (re.split(r"[_=?!]", first)[0],)
    cells = [first, *rest] if file in ("countries.tsv", "states.tsv", "nicknames.txt") else [first]
    return tuple(name for cell in cells for name in re.split(r"[;,]", cell) if name)


def _paths(table: dict[str, Any], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The keys of every list, and of every table that holds none."""
    for key, value in table.items():
        if isinstance(value, dict) and any(isinstance(inner, dict | list) for inner in value.values()):
            yield from _paths(value, (*before, key))
        elif isinstance(value, dict | list):
            yield (*before, key)


def empty(rule: Rule) -> None:
    """Take `rule` out of the language's data in this process. Modules that have read it already keep it."""
    if ":" in rule.file:
        module, table = rule.file.split(":")
        number = int(rule.name.split()[0])
        loaded = importlib.import_module(module)
        setattr(loaded, table, tuple(row for i, row in enumerate(getattr(loaded, table)) if i != number))
    elif rule.line:
        instead = f"{rule.name}: {NEVER}" if rule.file in (file for files in _LISTS.values() for file in files) else ""
        vars(language)["_text"] = partial(_without, vars(language)["_text"], rule.file, rule.line, instead)
    else:
        tables = copy.deepcopy(language.tables(rule.file))
        *path, last = rule.name.split(".")
        inner = tables
        for key in path:
            inner = inner[key]
        inner[last] = type(inner[last])()
        vars(language)["tables"] = {rule.file: tables}.get


def _without(text_of: Any, file: str, line: str, instead: str, name: str) -> str:
    text: str = text_of(name)
    return text if name != file else "\n".join(instead if one == line else one for one in text.splitlines())
