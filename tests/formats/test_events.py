"""Events for other programs, read back with readers that are not ours."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import jsonschema
import pytest

from onrecord.formats import plover, polecat
from onrecord.record import EntityType, Location, Record, Status
from onrecord.record import plover as vocabulary
from tests.store.articles import coded, said, telling

PARTY = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("code", "sector", "entity_text", "identifier_id", "office")},
    "additionalProperties": False,
    "minProperties": 1,
}
# PLOVER's fields, those that it requires, and one of ours.
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["id", "date", "actor", "event"],
    "properties": {
        "id": {"type": "string"},
        "has_event": {"type": "boolean"},
        "date": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "enddate": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "actor": {"type": "array", "items": PARTY, "minItems": 1},
        "recipient": {"type": "array", "items": PARTY},
        "event": {"enum": list(vocabulary.TYPES)},
        "event_loc": {"type": "object"},
        "event_text": {"type": "string"},
        "quad_code": {"enum": [1, 2, 3, 4]},
        "event_scale": {"type": "number", "minimum": -10, "maximum": 10},
        "mode": {"type": "string"},
        "context": {"type": "array", "items": {"enum": list(vocabulary.CONTEXTS)}},
        "text": {"type": "string"},
        "text_info": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {name: {"type": "integer"} for name in ("sequence", "start", "end")},
                "additionalProperties": False,
            },
        },
        "cite_info": {
            "type": "object",
            "properties": {
                name: {"type": "string"} for name in ("corpus", "citation", "url", "title", "language", "publication")
            },
            "additionalProperties": False,
        },
        "coder": {"type": "string"},
        "comment": {"type": "string"},
        "cameo_root": {"type": "string", "pattern": "^(0[3-9]|1[0-9]|20)$"},
    },
    "additionalProperties": False,
}


def war() -> Record:
    record = said(
        ("Avaland", "the guards shelled Borland"),
        ("=Borland;\tEast", "talks were held, aid will come and a bridge was seized"),
        ("Marren", "it will attack"),
        published="2031-03-04T08:00:00+00:00",
        publisher="The Example",
        title="War",
        url="https://news.example/war",
    )
    record = coded(record, Avaland=("NOR", "GOV"))
    marren = Location("Marren", "city", "SWE", -1.5, 2.5, "77")
    place = replace(record.entities[2], type=EntityType.PLACE, location=marren)
    record = replace(record, entities=(*record.entities[:2], place))
    both = ("Avaland", "=Borland;\tEast")
    record = telling(record, "shelled", "ASSAULT", ("Avaland",), both[1:], mode="drone", claimed=True)
    record = telling(record, "talks were held", "CONSULT", both, both, place="Marren", days=("2031-02-27", "2031-02-28"))
    record = telling(record, "aid will come", "AGREE", ("Avaland",), status=Status.PLANNED)
    record = telling(record, "seized", "COERCE", (), ("Avaland",), mode="seize")
    return telling(record, "attack", "ASSAULT", ("Marren",), status=Status.CONDITIONAL)


def of_plover(record: Record, *, asserted: bool = False) -> list[dict[str, object]]:
    found = [json.loads(line) for line in "".join(plover.lines([record], asserted=asserted)).splitlines()]
    for event in found:
        jsonschema.validate(event, SCHEMA)
    return found


def of_polecat(record: Record, *, asserted: bool = False) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(polecat.lines([record], asserted=asserted)), newline=""), dialect="excel-tab"))


def test_plover_has_what_took_place_and_claims_only_where_asked_for() -> None:
    assert [event["event"] for event in of_plover(war())] == ["CONSULT", "AGREE", "COERCE"]
    claimed, *others = of_plover(war(), asserted=True)
    assert (claimed["event"], claimed["comment"], claimed["cameo_root"]) == ("ASSAULT", "claimed by Avaland", "19")
    assert all("comment" not in event for event in others)


def test_plover_has_parties_place_days_and_words() -> None:
    record = war()
    talks, _, seized = of_plover(record)
    assert (talks["date"], talks["enddate"], seized["date"]) == ("2031-02-27", "2031-02-28", "2031-03-04")
    assert talks["actor"] == talks["recipient"]
    assert talks["actor"][0] == {  # type: ignore[index]
        "code": "NOR",
        "sector": "GOV",
        "entity_text": "Avaland",
        "office": "minister",
        "identifier_id": record.entities[0].id,
    }
    assert talks["event_loc"] == {
        "entity_text": "Marren",
        "code": "SWE",
        "latitude": -1.5,
        "longitude": 2.5,
        "identifier_id": "77",
        "identifier_text": "Marren",
    }
    assert seized["actor"] == [{"sector": "UNK"}]
    for event in (talks, seized):
        spans = event["text_info"]
        assert isinstance(spans, list)
        assert [record.article.text[span["start"] : span["end"]] for span in spans] == [event["event_text"]]
        assert str(event["event_text"]) in str(event["text"])


def test_an_event_without_any_day_is_left_out() -> None:
    record = replace(war(), article=replace(war().article, published=None))
    assert [event["event"] for event in of_plover(record, asserted=True)] == ["CONSULT"]
    assert [row["Event Type"] for row in of_polecat(record, asserted=True)] == ["CONSULT"]


def test_polecat_has_its_columns_and_a_row_an_event() -> None:
    talks, agreed, seized = of_polecat(war())
    assert len(talks) == 41
    assert talks["Event Date"] == "2031-02-27"
    assert talks["Quad Code"] == "VERBAL COOPERATION"
    assert (talks["Actor Name"], talks["Actor Country"]) == ("Avaland;=Borland, East", "NOR;")
    assert (talks["Primary Actor Sector"], talks["Actor Title"]) == ("GOV", "minister;minister")
    assert (talks["City"], talks["Country"], talks["Latitude"], talks["GeoNames ID"]) == ("Marren", "SWE", "-1.5", "77")
    assert (talks["Source"], talks["Publication Date"]) == ("The Example", "2031-03-04")
    assert (agreed["Event Type"], agreed["CAMEO Root"]) == ("AGREE", "03")
    assert (seized["Actor Name"], seized["Event Mode"], seized["CAMEO Root"]) == ("", "seize", "17")
    assert None not in seized
    assert [row["Event Type"] for row in of_polecat(war(), asserted=True)] == ["ASSAULT", "CONSULT", "AGREE", "COERCE"]


def test_a_cell_that_a_spreadsheet_would_run_is_given_an_apostrophe() -> None:
    assault, *_ = of_polecat(war(), asserted=True)
    assert assault["Recipient Name"] == "'=Borland, East"


@pytest.mark.parametrize("type_", vocabulary.TYPES)
def test_every_type_and_mode_has_a_root_of_cameo(type_: str) -> None:
    for mode in (None, *vocabulary.modes(type_)):
        assert vocabulary.cameo_root(type_, mode) in {f"{number:02}" for number in range(3, 21)}
