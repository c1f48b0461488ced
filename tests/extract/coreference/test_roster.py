"""Mentions and entities in the terms of the record."""

from __future__ import annotations

import onrecord
from onrecord.record import Form


def test_an_entity_has_its_fullest_name_its_other_forms_and_its_roles() -> None:
    text = "Transport Minister Ilse Brandvold left on Monday. Brandvold said it was late. The minister said it again."
    record = onrecord.read(text)
    [entity] = [entity for entity in record.entities if entity.name == "Ilse Brandvold"]
    assert "Brandvold" in entity.aliases
    assert "Transport Minister" in [role.text for role in entity.roles]
    mentions = [mention for mention in record.mentions if mention.entity == entity.id]
    assert [mention.span.of(text) for mention in mentions if mention.form is Form.NAME] == ["Ilse Brandvold", "Brandvold"]
    assert [mention.span.of(text) for mention in mentions if mention.form is Form.NOMINAL] == ["The minister"]


def test_what_is_no_person_organization_or_place_is_left_out() -> None:
    record = onrecord.read("It was late on Tuesday, Ilse Brandvold said.")
    assert "Tuesday" not in [entity.name for entity in record.entities]
