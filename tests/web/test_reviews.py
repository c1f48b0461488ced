"""Reviewing on a page: accept, reject, fix, undo; with the mouse, with the keys, and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect
from starlette.testclient import TestClient

from onrecord.errors import InputError
from onrecord.record import Span
from onrecord.record.review import Verdict
from onrecord.relink import relink
from onrecord.store import Store, open_store, verify
from onrecord.web.access import access_for
from onrecord.web.app import create_app
from onrecord.web.typed_spans import read_spans, typed
from tests.record.generated import span_lists_in, texts
from tests.store.articles import page_bytes, reread, said
from tests.web.conftest import Desk, serve, signed_in, visit

HOSTILE = "<script>alert(1)</script>\u202e{{7*7}}"
FERRY = said(
    ("Ana Lopes", "the ferry would sail, the ferry would return"),
    ("Rui Prata", "no"),
    role=("minister", "PRT"),
    location="a.txt",
    title=HOSTILE,
    publisher="The Example",
    published="2024-05-16",
)
TWIN = said(("Ana Lopes", "it was late"), role=("surgeon", "BRA"), published="2024-05-17")
LOPES, PRATA = FERRY.statements


@dataclass(frozen=True)
class Desks:
    """A store of one test, and the app over it."""

    store: Store
    app: FastAPI


@pytest.fixture
def reviewed(tmp_path: Path) -> Iterator[Desks]:
    with open_store(tmp_path / "web.db") as store:
        with store.writer() as writer:
            writer.put(FERRY, page_bytes(FERRY))
            writer.put(TWIN)
        relink(store)
        yield Desks(store, create_app(store, access_for("127.0.0.1", "a-token-of-the-tests")))


@pytest.fixture
def reader(reviewed: Desks) -> TestClient:
    return signed_in(reviewed.app)


@pytest.fixture
def own_desk(reviewed: Desks, browser: Browser) -> Iterator[Desk]:
    """A browser at a server of this test's own store, signed in."""
    served = serve(reviewed.app)
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        desk = visit(context, served.address)
        desk.sign_in()
        desk.complaints.clear()
        yield desk
        assert not desk.complaints
        assert not desk.strayed
    served.stop()


def token(client: TestClient, path: str) -> str:
    found = re.search(r'name="form_token" value="([0-9a-f]+)"', client.get(path).text)
    assert found is not None
    return found[1]


def send(client: TestClient, path: str, of: str, **fields: str) -> tuple[int, str]:
    answer = client.post(path, data={"form_token": token(client, of), "by": "Ada Lund", **fields})
    return answer.status_code, answer.text


def test_accept_and_undo_are_shown_with_name_and_time(reviewed: Desks, reader: TestClient) -> None:
    page = f"/statements/{LOPES.id}"
    assert "Nobody has reviewed it yet" in reader.get(page).text
    status, html = send(reader, f"{page}/reviews", page, verdict="accept", note=HOSTILE)
    assert status == 200
    assert "<b>Accepted</b> by <bdi>Ada Lund</bdi>" in html
    assert "<script>alert" not in html
    assert "U+202E" in html
    assert 'value="Ada Lund"' in html, "the name is remembered"
    (accepted,) = reviewed.store.reviews.all()
    status, html = send(reader, f"/reviews/{accepted.id}/undo", page)
    assert "Nobody has reviewed it, or what was said is undone" in html
    assert [one.verdict for one in reviewed.store.reviews.all()] == [Verdict.ACCEPT, Verdict.UNDO]
    assert list(verify(reviewed.store, reread)) == []


def test_writing_needs_a_session_and_the_token_of_its_form(reviewed: Desks, reader: TestClient) -> None:
    page = f"/statements/{LOPES.id}"
    stranger = TestClient(reviewed.app, base_url="http://127.0.0.1")
    assert "Sign in" in stranger.get(page).text
    data = {"form_token": token(reader, page), "by": "Ada Lund", "verdict": "accept"}
    assert stranger.post(f"{page}/reviews", data=data).status_code == 401
    assert reader.post(f"{page}/reviews", data={**data, "form_token": "0"}).status_code == 403
    assert reader.post("/reviews/r-0/undo", data=data).status_code == 422
    assert list(reviewed.store.reviews.all()) == []


IMPOSSIBLE: list[tuple[dict[str, str], str]] = [
    ({"by": " "}, "needs the name"),
    ({"content": ""}, "a statement says something"),
    ({"content": "the ferry would sink"}, "does not stand in the article"),
    ({"content": "the ferry would"}, "stands there 2 times"),
    ({"content": "[0-99999]"}, "is no place"),
    ({"content": "[0-8] the ferry"}, "stands “minister”"),
    ({"speaker": "", "type": "person"}, "what is the name"),
    ({"speaker": "Ana", "type": "unknown"}, "choose what it is the name of"),
    ({"kind": "loud"}, "is none of"),
    ({}, "accept it instead"),
]


def test_a_fix_that_cannot_be_comes_back_as_typed(reviewed: Desks, reader: TestClient) -> None:
    path = f"/statements/{LOPES.id}"
    for changed, message in IMPOSSIBLE:
        status, html = send(reader, f"{path}/reviews", f"{path}/review", **(fields() | changed))
        assert status == 422
        assert 'role="alert"' in html
        assert message in html
        assert 'value="a thought"' in html, "the note is not lost"
    assert list(reviewed.store.reviews.all()) == []


def fields() -> dict[str, str]:
    text = FERRY.article.text
    return {
        "verdict": "fix",
        "source": typed(LOPES.source, text),
        "cue": typed(LOPES.cue, text),
        "content": typed(LOPES.content, text),
        "speaker": "Ana Lopes",
        "type": "person",
        "kind": "indirect",
        "polarity": "affirms",
        "note": "a thought",
    }


def test_a_fix_without_javascript_takes_words_and_places(reviewed: Desks, reader: TestClient) -> None:
    changed = {"source": "Ana Lopes", "content": "the ferry would sail\n[46-65]", "speaker": "Ana M. Lopes", "polarity": "hedges"}
    path = f"/statements/{LOPES.id}"
    status, html = send(reader, f"{path}/reviews", f"{path}/review", **(fields() | changed))
    assert status == 200, html
    found = reviewed.store.reviews.of(FERRY.article.id)
    assert found is not None
    reading = found.statements[0].reading
    assert reading is not None
    text = FERRY.article.text
    assert [span.of(text) for span in reading.content] == ["the ferry would sail", text[46:65]]
    assert reading.source == (Span(9, 18),)
    assert (reading.speaker and reading.speaker.name, reading.polarity) == ("Ana M. Lopes", "hedges")
    assert "The machine read" in html
    assert "<bdi>Ana M. Lopes (person)</bdi>" in html
    assert reviewed.store.view.record(FERRY.article.id) == FERRY, "the machine's reading stays"


def test_reviews_count_on_a_page_of_accuracy(reviewed: Desks, reader: TestClient) -> None:
    assert "Nothing has been reviewed yet" in reader.get("/reviews").text
    send(reader, f"/statements/{LOPES.id}/reviews", f"/statements/{LOPES.id}", verdict="accept")
    send(reader, f"/statements/{PRATA.id}/reviews", f"/statements/{PRATA.id}", verdict="reject")
    html = reader.get("/reviews").text
    assert "Of 2 statements that 1 person reviewed, 1 stood as the machine read them (50\N{NO-BREAK SPACE}%)" in html
    assert reader.get("/reviews.json").json()["accuracy"]["all"] == {"of": "all", "reviewed": 2, "stood": 1, "fixed": 0}
    assert '<a href="/search?q=review:rejected">rejected</a>' in html
    assert "There are none" in reader.get("/reviews/unattached").text


def test_lists_are_marked_with_what_people_say(reviewed: Desks, reader: TestClient) -> None:
    send(reader, f"/statements/{PRATA.id}/reviews", f"/statements/{PRATA.id}", verdict="reject")
    for path in (
        "/search?q=speaker:prata",
        "/search?q=review:rejected",
        "/timeline?q=speaker:prata",
        "/compare?who=prata&who=lopes",
        f"/speakers/{quote(FERRY.entities[1].id)}",
    ):
        html = reader.get(path).text
        assert "Rejected by <bdi>Ada Lund</bdi>" in html, path
        assert html.count("reviewed-now") == 1
    assert "Nothing in the record fits" in reader.get("/search?q=speaker:prata+NOT+review:rejected").text
    assert reader.get("/search.json?q=speaker:prata").json()["reviewed"][PRATA.id]["verdict"] == "reject"


def test_entities_merge_split_and_undo(reviewed: Desks, reader: TestClient) -> None:
    here, there = FERRY.entities[0].id, TWIN.entities[0].id
    page = f"/identity/{quote(here)}"
    assert "surgeon" in reader.get(page, params={"name": "Lopes"}).text
    status, html = send(reader, f"{page}/merge", page, other=there)
    assert status == 200, html
    merged = reviewed.store.view.entity(here)
    assert merged is not None
    assert merged.articles == 2
    status, html = send(reader, f"{page}/split", page, appearance=there, note="two people")
    assert status == 200, html
    split = reviewed.store.view.entity(here)
    assert split is not None
    assert split.articles == 1
    assert "Not one: Ana Lopes" in reader.get("/reviews").text
    newest = reviewed.store.view.decisions()[-1]
    send(reader, f"/decisions/{newest.id}/undo", "/reviews")
    again = reviewed.store.view.entity(here)
    assert again is not None
    assert again.articles == 2
    assert send(reader, f"{page}/split", page)[0] == 422
    assert send(reader, f"{page}/merge", page)[0] == 422
    assert reader.get("/identity/n-0").status_code == 404


def test_the_keys_accept_reject_and_open_the_form(own_desk: Desk, reviewed: Desks) -> None:
    page = own_desk.open(f"/statements/{LOPES.id}")
    page.get_by_label("Your name").fill("Ada Lund")
    page.get_by_role("heading", name="What people say").click()
    own_desk.press("a")
    expect(page.get_by_text("Accepted by Ada Lund")).to_be_visible()
    own_desk.press("r")
    expect(page.get_by_text("Rejected by Ada Lund")).to_be_visible()
    page.get_by_role("button", name="Undo what Ada Lund said").last.click()
    expect(page.get_by_text("Accepted by Ada Lund")).to_be_visible()
    own_desk.press("f")
    page.wait_for_url("**/review")
    assert [one.verdict for one in reviewed.store.reviews.all()] == [Verdict.ACCEPT, Verdict.REJECT, Verdict.UNDO]


def test_a_review_waits_for_the_name_of_who_makes_it(own_desk: Desk, reviewed: Desks) -> None:
    page = own_desk.open(f"/articles/{FERRY.article.id}")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.get_by_label("Your name")).to_be_focused()
    page.keyboard.type("Ada Lund")
    page.keyboard.press("Enter")
    expect(page.locator(f'[data-statement="{LOPES.id}"] .reviewed-now')).to_have_text("Accepted by Ada Lund")
    expect(page.locator(f'[data-statement="{LOPES.id}"]')).to_be_focused()
    assert [one.verdict for one in reviewed.store.reviews.all()] == [Verdict.ACCEPT]


def test_selecting_text_sets_the_spans(own_desk: Desk, reviewed: Desks) -> None:
    page = own_desk.open(f"/statements/{LOPES.id}/review")
    start, end = (LOPES.content[0].start, LOPES.content[0].start + len("the ferry would sail"))
    page.evaluate(
        """([start, end]) => {
          const piece = document.querySelector(`[data-passage] [data-start="${start}"]`)
          const range = document.createRange()
          range.setStart(piece.firstChild, 0)
          range.setEnd(piece.firstChild, end - start)
          getSelection().removeAllRanges()
          getSelection().addRange(range)
        }""",
        [start, end],
    )
    page.get_by_role("button", name="Set content to the selection").click()
    assert page.get_by_label("Content").input_value() == f"[{start}-{end}] the ferry would sail"
    page.get_by_label("Your name").fill("Kim Reed")
    page.get_by_role("button", name="Save the fix").click()
    expect(page.get_by_text("Fixed by Kim Reed")).to_be_visible()
    (fix,) = reviewed.store.reviews.all()
    assert fix.fixed is not None
    assert fix.fixed.content == (Span(start, end),)
    assert fix.fixed.source == LOPES.source


def test_in_an_article_the_keys_review_the_statement_that_is_chosen(own_desk: Desk, reviewed: Desks) -> None:
    page = own_desk.open(f"/articles/{FERRY.article.id}")
    page.get_by_label("Your name").fill("Ada Lund")
    page.locator(f'[data-statement="{PRATA.id}"]').focus()
    page.keyboard.press("r")
    expect(page.locator(f'[data-statement="{PRATA.id}"] .reviewed-now')).to_have_text("Rejected by Ada Lund")
    assert [(one.verdict, one.statement) for one in reviewed.store.reviews.all()] == [(Verdict.REJECT, PRATA.id)]


@given(st.data())
def test_spans_survive_being_typed(data: st.DataObject) -> None:
    text = data.draw(texts)
    spans = data.draw(span_lists_in(text))
    assert read_spans(typed(spans, text), text, Span(0, len(text)), "Content") == spans


@given(texts, st.text())
def test_anything_typed_is_a_place_or_refused(text: str, lines: str) -> None:
    try:
        found = read_spans(lines, text, Span(0, 1), "Content")
    except InputError:
        return
    assert all(span.end <= len(text) for span in found)
