"""The JSON Schema of a record, made from the types. Imports the standard library and record.

`python -m onrecord.record.schema` prints it; `record.schema.json` beside this file is that output, shipped, and a test holds it
to the types. What JSON Schema cannot say, `record.check` checks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from importlib import resources
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from onrecord.record.codec import VERSION_MEMBER
from onrecord.record.record import SCHEMA_VERSION, Record
from onrecord.record.spans import Span

FILE = "record.schema.json"


def shipped_schema() -> dict[str, Any]:
    """The schema as it is shipped with the package."""
    schema: dict[str, Any] = json.loads(resources.files("onrecord.record").joinpath(FILE).read_text(encoding="utf-8"))
    return schema


def make_schema() -> dict[str, Any]:
    """The schema as the types have it (JSON Schema, draft 2020-12)."""
    definitions: dict[str, Any] = {}
    record = _object(Record, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "onrecord record",
        "description": "One article and what was read from it. Offsets are Unicode code points of article.text, half open.",
        **record,
        "required": [VERSION_MEMBER, *record["required"]],
        "properties": {VERSION_MEMBER: {"const": SCHEMA_VERSION}, **record["properties"]},
        "$defs": dict(sorted(definitions.items())),
    }


def _schema(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if kind is Span:
        return _defined("Span", _SPAN, definitions)
    if kind is str:
        return {"type": "string"}
    if kind is float:
        return {"type": "number"}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _defined(kind.__name__, {"enum": [member.value for member in kind]}, definitions)
    if isinstance(kind, type) and is_dataclass(kind):
        return _defined(kind.__name__, _object(kind, definitions), definitions)
    arguments = get_args(kind)
    if isinstance(kind, UnionType):
        return {"anyOf": [_schema(arguments[0], definitions), {"type": "null"}]}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if get_origin(kind) is Mapping:
        return {"type": "object", "additionalProperties": _schema(arguments[1], definitions)}
    raise TypeError(f"there is no schema for {kind}")


_SPAN = {
    "type": "array",
    "prefixItems": [{"type": "integer", "minimum": 0}, {"type": "integer", "minimum": 1}],
    "minItems": 2,
    "maxItems": 2,
}


def _object(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    types = get_type_hints(kind)
    return {
        "type": "object",
        "required": [field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING],
        "properties": {field.name: _schema(types[field.name], definitions) for field in fields(kind)},
        "additionalProperties": False,
    }


def _defined(name: str, schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    definitions[name] = schema
    return {"$ref": f"#/$defs/{name}"}


if __name__ == "__main__":
    print(json.dumps(make_schema(), indent=2))
