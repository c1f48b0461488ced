"""Every format is one row, and what the row says is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.formats.registry import FORMATS, Format, Shape, format_named

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "formats.md"


@pytest.mark.parametrize("format_", FORMATS, ids=lambda one: one.name)
def test_a_module_does_what_its_row_says(format_: Format) -> None:
    module = format_.load()
    assert callable(getattr(module, "lines" if format_.shape is Shape.TEXT else "write", None))
    assert hasattr(module, "read") == format_.readable


def test_each_name_is_given_once_and_leads_to_its_row() -> None:
    assert [format_named(one.name) for one in FORMATS] == list(FORMATS)
    with pytest.raises(InputError, match="these are jsonl, archive, csv"):
        format_named("cvs")


def test_the_document_lists_them_all() -> None:
    rows = re.findall(r"^\| `([a-z-]+)`( \*)? \|.*\| *(yes)? *\|$", DOCUMENT.read_text(encoding="utf-8"), re.M)
    assert rows == [(one.name, "" if one.shape is Shape.TEXT else " *", "yes" if one.readable else "") for one in FORMATS]
