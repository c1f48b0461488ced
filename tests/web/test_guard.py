"""Who is answered, who may write, and what every answer carries."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from onrecord.store import Store
from onrecord.web.access import access_for
from onrecord.web.app import create_app
from tests.web.conftest import TOKEN, signed_in


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "192.168.0.7", ""])
def test_another_name_of_this_server_is_not_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:1", "[::1]:8000"])
def test_the_names_of_the_loopback_address_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/sign-in", headers={"Host": host}).status_code == 200


def test_every_answer_forbids_what_is_not_ours(client: TestClient) -> None:
    for path in ("/", "/search?q=said", "/nothing", "/static/room.css", "/api/v1/search", "/articles/nothing.json"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_pages_hold_no_script_or_style_of_their_own(client: TestClient) -> None:
    page = client.get("/search?q=said").text

    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count('<script type="module" src="/static/') > 0


def test_a_form_needs_a_session_and_its_token(app: FastAPI, client: TestClient) -> None:
    assert client.post("/add", data={"given": "x"}).status_code == 401

    writer = signed_in(app)
    assert writer.post("/add", data={"given": "x"}).status_code == 403
    assert writer.post("/add", data={"given": "x", "form_token": "0" * 64}).status_code == 403


def test_a_form_of_another_session_is_refused(app: FastAPI) -> None:
    one, other = signed_in(app), signed_in(app)
    token = other.get("/add").text.partition('name="form_token" value="')[2].partition('"')[0]

    assert len(token) == 64
    assert one.post("/add", data={"given": "x", "form_token": token}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"}],
)
def test_what_another_site_sends_is_refused(app: FastAPI, headers: dict[str, str]) -> None:
    assert signed_in(app).post("/add", data={"given": "x"}, headers=headers).status_code == 403


def test_the_session_is_for_this_site_only(client: TestClient) -> None:
    cookie = client.get("/sign-in", params={"token": TOKEN}, follow_redirects=False).headers["set-cookie"].lower()

    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_a_wrong_token_opens_nothing(client: TestClient) -> None:
    assert client.get("/sign-in", params={"token": "guess"}).status_code == 403
    assert client.post("/sign-in", data={"token": "guess"}).status_code == 403
    client.cookies.set("onrecord", "made-up.0123")
    assert "Sign in" in client.get("/add").text


def test_on_another_address_reading_needs_the_token(examples_store: Store) -> None:
    app = create_app(examples_store, access_for("192.0.2.1", TOKEN))
    client = TestClient(app, base_url="http://192.0.2.1")

    assert client.get("/search", follow_redirects=False).headers["location"] == "/sign-in"
    assert client.get("/api/v1/search").status_code == 401
    assert client.get("/api/v1/search", headers={"Authorization": "Bearer guess"}).status_code == 401
    assert client.get("/api/v1/search", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.get("/search", headers={"Host": "rebound.example"}).status_code == 421
    client.get("/sign-in", params={"token": TOKEN})
    assert client.get("/search").status_code == 200


def test_what_is_too_large_or_too_long_is_refused(client: TestClient) -> None:
    assert client.post("/api/v1/check", content=b"x", headers={"Content-Length": "99999999"}).status_code == 413
    assert client.post("/api/v1/check", content=(b"x" * 100_000 for _ in range(30))).status_code == 413
    assert client.get("/search", params={"q": "x" * 20_000}).status_code == 414
    assert client.get("/search", params={"q": "x" * 2_000}).status_code == 422


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    for path in ("/search?q=granite", "/api/v1/search?q=granite"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
        other = client.get(path + "&sort=oldest", headers={"If-None-Match": first.headers["etag"]})

        assert (again.status_code, again.content) == (304, b"")
        assert other.status_code == 200
