"""TEI: valid against a RELAX NG schema of the part that is written, and true to the text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree

from onrecord.formats import tei
from onrecord.record import Record
from tests.formats import hostile
from tests.record import examples
from tests.record.generated import records

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("tei_said.rng")))
NAMES = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"


def corpus(record: Record) -> etree._Element:
    data = "".join(tei.lines([record])).encode()
    root = etree.fromstring(data)
    assert SCHEMA.validate(root), SCHEMA.error_log
    return root


def words(element: etree._Element) -> str:
    return str(element.xpath("string()"))


def shown(text: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def check_statements(record: Record, root: etree._Element) -> None:
    """Following the chain of each statement's pieces gives its content, and it points at its speaker."""
    by_id = {element.get(ID): element for element in root.iter() if element.get(ID)}
    for statement in record.statements:
        said = by_id[statement.id]
        if statement.speaker and statement.speaker.name:
            who = said.get("who")
            assert who is not None
            assert words(by_id[who[1:]]) == shown(statement.speaker.name)
        told = words(said)
        while (following := said.get("next")) is not None:
            assert by_id[following[1:]].get("prev") == f"#{said.get(ID)}"
            said = by_id[following[1:]]
            told += words(said)
        assert told.split() == shown("".join(span.of(record.article.text) for span in statement.content)).split()


@pytest.mark.parametrize("record", [examples.record(), hostile.record()])
def test_examples_are_valid_and_hold_every_statement(record: Record) -> None:
    root = corpus(record)
    check_statements(record, root)
    assert root.xpath("count(//t:person)", namespaces=NAMES) == 1.0


@hostile.unhurried
@given(records())
def test_any_record_is_valid_and_loses_no_word(record: Record) -> None:
    root = corpus(record)
    body = str(root.xpath("string(//t:body)", namespaces=NAMES))
    assert "".join(body.split()) == "".join(shown(record.article.text).split())
    visible = [s for s in record.statements if all(span.of(record.article.text).strip() for span in s.content)]
    if len(visible) == len(record.statements):
        check_statements(record, root)


def test_chrome_is_marked_and_not_a_paragraph() -> None:
    root = corpus(examples.record())
    assert root.xpath("//t:ab[@type='chrome']/text()", namespaces=NAMES) == ["Share this"]
    assert root.xpath("count(//t:p[ancestor::t:body])", namespaces=NAMES) == 2.0
