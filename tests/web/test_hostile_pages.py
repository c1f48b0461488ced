"""An article full of markup, handlers, links that run, template syntax and reordering marks is text on every page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from lxml import etree, html
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from onrecord.record import Kind, Polarity, Span, Speaker, SpeakerType
from onrecord.record.review import Reading
from onrecord.record.reviewed import text_sha256
from onrecord.relink import relink
from onrecord.reviewing import add, reject
from onrecord.store import Store, open_store
from onrecord.store.writing.ledger import Entry
from onrecord.web.access import access_for
from onrecord.web.app import create_app
from onrecord.web.escaping import HIDDEN, path_to
from tests.web import hostile
from tests.web.conftest import TOKEN, serve, signed_in, visit

RECORD = hostile.record()
STATEMENT = RECORD.statements[0].id
FEED = f"https://news.example/{hostile.HANDLER}"
PATHS = (
    "/",
    "/search",
    "/search?q=script",
    "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/search?q=(%22%3E%3Cimg src=x onerror=alert(1)%3E",
    path_to("articles", RECORD.article.id),
    path_to("statements", STATEMENT),
    f"{path_to('statements', STATEMENT)}/speaker",
    "/events",
    "/events?q=(%22%3E%3Cimg src=x onerror=alert(1)%3E",
    path_to("speakers", RECORD.entities[0].id),
    f"{path_to('speakers', RECORD.entities[0].id)}/events",
    "/speakers?name=ann",
    "/speakers?name=%22%3E%3Cscript%3E",
    "/issues",
    "/issues?code=%22%3E%3Cscript%3E",
    "/feeds",
    "/feeds?feed=javascript:alert(1)",
    "/search?q=review:added",
    "/search?q=review:rejected&sort=relevance",
    "/add",
    "/jobs/%3Cscript%3E",
    f"{path_to('statements', STATEMENT)}/review",
    path_to("identity", RECORD.entities[0].id),
    "/reviews",
    "/timeline",
    "/timeline?q=%22%3E%3Cscript%3E",
    "/compare?who=ann&who=%3Cscript%3Ealert(1)%3C/script%3E&q=%22%3E%3Cscript%3E",
    "/network",
    "/map",
)


@pytest.fixture(scope="module")
def hostile_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    store: Store
    with open_store(tmp_path_factory.mktemp("hostile") / "hostile.db") as store:
        with store.writer() as writer:
            writer.put(RECORD)
            writer.put_failure(f"javascript:{hostile.SCRIPT}", "bad", f"{hostile.HANDLER}{hostile.REORDERED}")
        with store.ledger() as ledger, ledger.writing():
            at = datetime(2031, 2, 3, tzinfo=UTC)
            ledger.feeds.add([FEED], at)
            (feed,) = ledger.feeds.watched([FEED])
            title = f"{hostile.SCRIPT}{hostile.TEMPLATE}{hostile.REORDERED}"
            ledger.feeds.answered(feed, at, pause=60, next_at=at, title=title, validators=(None, None))
            ledger.note(FEED, [Entry(f"javascript:{hostile.HANDLER}", f"{hostile.SCRIPT}{hostile.LONG}")], at, due=True)
        relink(store)
        text, spans = RECORD.article.text, (Span(1, 4),)
        reading = Reading(spans, (), spans, Kind.INDIRECT, Polarity.AFFIRMS, Speaker(hostile.SCRIPT, SpeakerType.PERSON))
        add(store, RECORD.article.id, text_sha256(text), reading, hostile.HANDLER, f"{hostile.SCRIPT}{hostile.REORDERED}")
        reject(store, STATEMENT, hostile.HANDLER, hostile.TEMPLATE)
        yield create_app(store, access_for("127.0.0.1", TOKEN))


def decoded_twice(path: str) -> str:
    """The path as the test client, which decodes it once more than a server does, must be given it."""
    return path.replace("%25", "%2525")


@pytest.mark.parametrize("path", PATHS)
def test_it_is_text_on_every_page(hostile_app: FastAPI, path: str) -> None:
    answer = signed_in(hostile_app).get(decoded_twice(path))
    page = html.document_fromstring(answer.content, parser=html.HTMLParser(encoding="utf-8"))

    assert answer.status_code == (404 if path.startswith("/jobs/") else 200)
    assert [script.get("src") for script in page.iter("script")] == [src for src in _scripts(page) if src]
    assert all(src.startswith("/static/") for src in _scripts(page))
    for element in page.iter(etree.Element):
        assert element.tag not in ("img", "iframe", "object", "embed", "b>")
        for name, value in element.attrib.items():
            assert not str(name).startswith("on"), str(name)
            if name in ("href", "src", "action"):
                assert urlsplit(str(value)).scheme in ("", "http", "https")
    assert not HIDDEN.search(answer.text.replace("\n", ""))
    assert "{{7*7}}" in answer.text or "49" not in "".join(map(str, page.itertext()))


def _scripts(page: html.HtmlElement) -> list[str]:
    return [str(script.get("src")) for script in page.iter("script")]


def test_it_is_text_in_json_too(hostile_app: FastAPI) -> None:
    client = TestClient(hostile_app, base_url="http://127.0.0.1")
    answer = client.get(decoded_twice(path_to("articles", RECORD.article.id, ".json")))

    assert answer.headers["content-type"] == "application/json"
    assert json.loads(answer.content)["article"]["title"] == RECORD.article.title


def test_a_browser_runs_none_of_it(hostile_app: FastAPI, browser: Browser) -> None:
    served = serve(hostile_app)
    try:
        with browser.new_context(viewport={"width": 390, "height": 844}) as context:
            desk = visit(context, served.address)
            desk.page.on("dialog", lambda dialog: desk.complaints.append(f"dialog: {dialog.message}"))
            desk.sign_in()
            for path in PATHS:
                answer = desk.page.goto(served.address + path)
                assert answer is not None
                assert answer.status == (404 if path.startswith("/jobs/") else 200)
                assert desk.page.evaluate("window.broken") is None
                assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} runs over the edge"
            unexpected = [one for one in desk.complaints if "404" not in one]
            assert not unexpected
            assert not desk.strayed
    finally:
        served.stop()


def test_files_are_known_by_their_last_name_only(tmp_path: Path) -> None:
    from io import BytesIO

    from onrecord.acquire.found import FoundPage
    from onrecord.web.incoming import follow_public, uploaded

    work = uploaded([("../../etc/<script>\u202e.txt", BytesIO(b"Ann said it rains."))], follow_public)
    (found,) = work.pages()
    work.clear()

    assert isinstance(found, FoundPage)
    assert found.page.location.endswith("/<script>\ufffd.txt")
    assert found.page.location.count("/") == 2
