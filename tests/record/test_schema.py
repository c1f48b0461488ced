"""The shipped schema, the format's page and the code say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from onrecord.errors import RecordError
from onrecord.record import Record, ids
from onrecord.record.codec import dumps, from_json, to_json
from onrecord.record.schema import make_schema, shipped_schema
from tests.record import examples
from tests.record.generated import records

SCHEMA = shipped_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
PAGE = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")
OBJECTS = {"Record": SCHEMA} | {name: part for name, part in SCHEMA["$defs"].items() if part.get("type") == "object"}


def test_the_shipped_schema_is_made_from_the_types() -> None:
    assert make_schema() == SCHEMA, "run: python -m onrecord.record.schema > onrecord/record/record.schema.json"
    Draft202012Validator.check_schema(SCHEMA)


@settings(max_examples=30, deadline=None)
@given(records())
def test_every_record_is_valid(record: Record) -> None:
    VALIDATOR.validate(json.loads(dumps(record)))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (["onrecord"], 2),
        (["colour"], "red"),
        (["article", "text"], None),
        (["article", "colour"], "red"),
        (["statements", 0, "kind"], "loud"),
        (["statements", 0, "cue"], [[1]]),
        (["statements", 0, "cue"], [[1, 2, 3]]),
        (["statements", 0, "cue"], [[-1, 2]]),
        (["statements", 0, "confidence"], "high"),
        (["provenance", "clean"], {}),
    ],
)
def test_what_the_codec_refuses_is_invalid_too(place: list[Any], value: object) -> None:
    data: Any = to_json(examples.record())
    part = data
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    assert not VALIDATOR.is_valid(data)
    with pytest.raises(RecordError):
        from_json(data)


def section(name: str) -> str:
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/record.md has no section {name}"
    return found[1]


@pytest.mark.parametrize("name", OBJECTS)
def test_the_page_describes_every_member(name: str) -> None:
    described = re.findall(r"^\| `(\w+)`( \*)? \|", section(name), re.MULTILINE)
    assert [member for member, _ in described] == list(OBJECTS[name]["properties"])
    assert {member for member, required in described if required} == set(OBJECTS[name]["required"])


@pytest.mark.parametrize("name", OBJECTS)
def test_the_page_names_every_word_that_a_member_may_be(name: str) -> None:
    for member, kind in OBJECTS[name]["properties"].items():
        words = SCHEMA["$defs"].get(kind.get("$ref", "").rpartition("/")[2], {}).get("enum", [])
        (line,) = (line for line in section(name).splitlines() if line.startswith(f"| `{member}`"))
        assert set(words) <= set(re.findall(r"`([\w-]+)`", line)), line


def test_the_example_on_the_page_is_a_record() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    data = json.loads(example)
    record = from_json(data)
    assert to_json(record) == data
    assert record.article.id == ids.article_id(record.article.title, record.article.text)
    (statement,) = record.statements
    assert [span.of(record.article.text) for span in (*statement.source, *statement.cue, *statement.content)] == [
        "Port minister Ana Lopes",
        "said",
        "that the ferry would sail",
    ]
