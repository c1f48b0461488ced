"""The search page, called and visited."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.web.conftest import Desk


def test_a_search_shows_the_statement_in_its_words(client: TestClient) -> None:
    answer = client.get("/search", params={"q": "granite"})

    assert answer.status_code == 200
    assert "Samir Okonjo-Dahl" in answer.text
    assert "Now we are in </span>" in answer.text
    assert 'class="content match">granite</span>' in answer.text


def test_the_same_page_is_json_where_that_is_asked_for(client: TestClient) -> None:
    by_suffix = client.get("/search.json", params={"q": "granite"}).json()
    by_header = client.get("/search", params={"q": "granite"}, headers={"Accept": "application/json"}).json()

    assert by_suffix == by_header
    assert by_suffix["query"] == "granite"
    assert {statement["who"] for statement in by_suffix["statements"]} == {"Samir Okonjo-Dahl"}


def test_a_search_is_typed_and_found_in_a_browser(desk: Desk) -> None:
    page = desk.open("/search")
    page.get_by_role("search").get_by_label("Words").fill("granite")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=granite*")
    assert page.get_by_text("Now we are in granite").count() > 0
