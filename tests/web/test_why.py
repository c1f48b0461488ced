"""The page that says why a statement is as it is."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from onrecord.store import Hit, Store
from onrecord.web.views import why


@pytest.fixture
def granite(examples_store: Store) -> Hit:
    """A direct quotation from “he”, who is Samir Okonjo-Dahl."""
    hits = examples_store.view.find('"Now we are in granite"')
    return next(hit for hit in hits if len(hit.statement.content) == 2)


def test_a_statement_leads_to_why_it_says_so(client: TestClient, granite: Hit) -> None:
    path = f"/statements/{granite.statement.id}/why"
    assert f'href="{path}"' in client.get(f"/statements/{granite.statement.id}").text
    page = client.get(path)
    assert page.status_code == 200
    words = " ".join(re.sub(r"<[^>]+>", "", page.text).split())
    assert "Samir Okonjo-Dahl (chosen)" in words
    assert "rule pronoun" in words


def test_the_page_as_json_has_the_candidates_and_what_counted(client: TestClient, granite: Hit) -> None:
    found = client.get(f"/statements/{granite.statement.id}/why.json").json()
    [speaker] = [reason for reason in found["explanation"]["reasons"] if reason["what"] == "speaker"]
    [chosen] = [one for one in speaker["candidates"] if one["chosen"]]
    assert chosen["name"] == "Samir Okonjo-Dahl"
    assert chosen["score"] == pytest.approx(sum(added for _, added in chosen["counted"]), abs=0.02)
    assert any(one["vetoes"] for one in speaker["candidates"])


def test_an_article_that_is_too_long_is_not_read_again_for_a_page(
    client: TestClient, granite: Hit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(why, "LONGEST", 10)
    page = client.get(f"/statements/{granite.statement.id}/why")
    assert f"onrecord explain {granite.statement.id}" in page.text
    assert "Who was considered" not in page.text


def test_what_is_not_there_is_said(client: TestClient) -> None:
    assert client.get("/statements/s-0/why").status_code == 404
