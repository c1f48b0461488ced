"""The HTTP API, as its own description has it."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Err
from starlette.testclient import TestClient

from onrecord.record import Record
from onrecord.record.codec import loads
from onrecord.store import Store, open_store
from onrecord.web.access import access_for
from onrecord.web.app import create_app
from tests.web.conftest import TOKEN

BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def described(examples_store: Store) -> FastAPI:
    """An app of its own, so that what is asked by chance disturbs no other test."""
    return create_app(examples_store, access_for("127.0.0.1", TOKEN, ["testserver"]))


def test_whatever_is_asked_is_no_fault_of_the_server(described: FastAPI) -> None:
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", described)
    asked = settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    operations = [operation.ok() for operation in schema.get_all_operations() if not isinstance(operation, Err)]
    for operation in operations:

        @asked
        @given(operation.as_strategy())
        def ask(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(checks=[not_a_server_error])

        ask()
    assert len(operations) > 8


def test_a_search_gives_statements_and_a_cursor(client: TestClient) -> None:
    first = client.get("/api/v1/search", params={"q": "said", "limit": 5}).json()
    second = client.get("/api/v1/search", params={"q": "said", "limit": 5, "cursor": first["next"]}).json()

    assert len(first["statements"]) == len(second["statements"]) == 5
    assert not {one["id"] for one in first["statements"]} & {one["id"] for one in second["statements"]}


def test_a_cursor_of_another_query_is_refused_in_words(client: TestClient) -> None:
    answer = client.get("/api/v1/search", params={"q": "said", "cursor": "nonsense"})

    assert answer.status_code == 422
    assert "error" in answer.json()


def test_articles_are_listed_page_by_page(client: TestClient) -> None:
    everything = client.get("/api/v1/articles", params={"limit": 100}).json()["articles"]
    listed: list[Any] = []
    cursor: str | None = ""
    while cursor is not None:
        asked = {"limit": "4"} | ({"cursor": cursor} if cursor else {})
        answer = client.get("/api/v1/articles", params=asked).json()
        listed += answer["articles"]
        cursor = answer["next"]

    assert listed == everything
    assert len(listed) > 8
    oldest = client.get("/api/v1/articles", params={"sort": "oldest", "limit": 1}).json()
    assert oldest["articles"][0]["id"] not in {line["id"] for line in everything[:4]}
    assert client.get("/api/v1/articles", params={"q": "granite", "cursor": oldest["next"]}).status_code == 422


def test_what_takes_too_long_is_given_up_and_told(examples_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.store.database.sqlite._STEPS", 1)  # look at the clock at once, as a small record is soon read
    client = TestClient(create_app(examples_store, access_for("127.0.0.1", TOKEN), seconds=1e-9), base_url="http://127.0.0.1")
    answer = client.get("/api/v1/search", params={"q": "said"})
    page = client.get("/search?q=said", headers={"Accept": "text/html"})
    export = client.get("/api/v1/export", params={"q": "granite"})

    assert answer.status_code == page.status_code == 503
    assert "takes longer than 1e-09 seconds" in answer.json()["error"]
    assert "ask for less" in page.text
    assert export.status_code == 200


def test_an_article_is_its_record(client: TestClient, examples_store: Store) -> None:
    article = client.get("/api/v1/articles", params={"q": "granite"}).json()["articles"][0]
    given = client.get(f"/api/v1/articles/{article['id']}")

    assert loads(given.content) == examples_store.view.record(article["id"])


def test_an_export_is_every_record_that_has_what_was_asked_for(client: TestClient, examples_store: Store) -> None:
    some = client.get("/api/v1/export", params={"q": "granite"})
    everything = client.get("/api/v1/export")

    assert [record.article.title for record in _records(some.text)] == ["Brandvold: Harbour Tunnel ‘Will Not Be Late Again’"]
    assert _records(everything.text) == list(examples_store.view.records())


def _records(lines: str) -> list[Record]:
    return [loads(line) for line in lines.splitlines()]


@pytest.mark.parametrize(
    "format_", ["csv", "web-annotation", "schema-org", "citron", "gdelt", "tei", "csl-json", "bibtex", "links"]
)
def test_an_export_comes_in_other_formats(client: TestClient, format_: str) -> None:
    answer = client.get("/api/v1/export", params={"q": 'publisher:"Quillmouth Courier"', "format": format_})

    assert answer.status_code == 200
    assert "tram" in answer.text.lower()


def test_an_export_of_what_is_no_query_is_refused(client: TestClient) -> None:
    assert client.get("/api/v1/export", params={"q": "(said"}).status_code == 422


def test_a_draft_is_checked(client: TestClient) -> None:
    draft = "“Granite,” said Samir Okonjo-Dahl, “does not surprise you.” “It will never be late again,” Ilse Brandvold said."
    checked = client.post("/api/v1/check", json={"text": draft}).json()

    assert [checked["found"][place]["finding"] for place in (0, -1)] == ["verbatim", "altered"]
    assert checked["found"][0]["closest"]["who"] == "Samir Okonjo-Dahl"
    assert checked["counts"]["not found"] == 0
    assert client.post("/api/v1/check", json={"text": ""}).status_code == 422
    assert client.post("/api/v1/check", json={"text": "x" * 200_000}).status_code == 422


def test_adding_needs_the_token_itself(writer_client: TestClient) -> None:
    assert writer_client.post("/api/v1/articles", json={"text": "x"}).status_code == 401


def test_what_cannot_be_added_is_refused(client: TestClient) -> None:
    for refused in ({}, {"text": " "}, {"url": "file:///etc/passwd"}, {"url": "javascript:alert(1)"}):
        assert client.post("/api/v1/articles", json=refused, headers=BEARER).status_code == 422


def test_an_added_article_is_read(tmp_path: Path) -> None:
    given = {"text": "The bridge will open in May, Mayor Ann Oak said on Monday.", "title": "Bridge", "published": "2031-03-04"}
    with open_store(tmp_path / "added.db") as store:
        client = TestClient(create_app(store, access_for("127.0.0.1", TOKEN)), base_url="http://127.0.0.1")
        job = client.post("/api/v1/articles", json=given, headers=BEARER).json()
        deadline = time.monotonic() + 120
        while job["state"] not in ("done", "failed") and time.monotonic() < deadline:
            time.sleep(0.1)
            job = client.get(f"/api/v1/jobs/{job['id']}").json()
        article = client.get(f"/api/v1/articles/{job['lines'][0]['article']}").json()["article"]

    assert job["state"] == "done"
    assert (article["title"], article["published"]) == ("Bridge", "2031-03-04")


def test_the_description_names_every_operation(client: TestClient) -> None:
    described = json.loads(client.get("/api/v1/openapi.json").content)["paths"]
    page = client.get("/api").text

    assert set(described) >= {f"/api/v1/{name}" for name in ("search", "articles", "speakers", "check", "export")}
    for path in described:
        assert path in page
