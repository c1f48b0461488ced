"""The facts of a language: every file is read as its first line says."""

from __future__ import annotations

from importlib.resources import files

import pytest

from onrecord.extract.text.lexicon import word_list
from onrecord.language import lines, rows, tables

FILES = sorted(path.name for path in (files("onrecord") / "language" / "en").iterdir())


@pytest.mark.parametrize("name", FILES)
def test_a_file_says_what_it_holds(name: str) -> None:
    first = (files("onrecord") / "language" / "en" / name).read_text("utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert next(iter(tables(name) if name.endswith(".toml") else lines(name)))


def test_comments_and_empty_lines_are_left_out() -> None:
    assert not any(not line or line.startswith("#") for line in lines("word_lists.txt"))


def test_rows_are_padded() -> None:
    assert {len(row) for row in rows("titles.tsv", 4)} == {4}


def test_no_list_stands_twice() -> None:
    names = [line.split(": ")[0] for line in lines("word_lists.txt")]
    assert len(names) == len(set(names))


def test_a_list_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        word_list("no such list")
