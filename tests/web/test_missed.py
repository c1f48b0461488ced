"""A statement that the machine did not read is added on its article's page: with the mouse, with the keys, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from onrecord.record import Kind, Span, SpeakerType
from onrecord.record.review import Review, Verdict
from onrecord.record.reviewed import text_sha256
from onrecord.relink import relink
from onrecord.store import Store, open_store, verify
from onrecord.web.access import access_for
from onrecord.web.app import create_app
from tests.store.articles import page_bytes, reread, said
from tests.web.conftest import TOKEN, Desk, serve, signed_in, visit
from tests.web.test_reviews import HOSTILE, send
from tests.web.test_room import PHONE, RULES, RULES_OF_LOOKS, inspect

FERRY = said(
    ("Ana Lopes", "the ferry would sail"),
    ("Rui Prata", "no, “never again”, nobody would"),
    location="a.txt",
    title=HOSTILE,
    published="2024-05-16",
)
TEXT = FERRY.article.text
WORDS = "“never again”"
PAGE = f"/articles/{FERRY.article.id}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "web.db") as store:
        with store.writer() as writer:
            writer.put(FERRY, page_bytes(FERRY))
        relink(store)
        yield store


@pytest.fixture
def app(store: Store) -> FastAPI:
    return create_app(store, access_for("127.0.0.1", TOKEN))


@pytest.fixture
def reader(app: FastAPI) -> TestClient:
    return signed_in(app)


@pytest.fixture
def own_desk(app: FastAPI, browser: Browser) -> Iterator[Desk]:
    served = serve(app)
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        desk = visit(context, served.address)
        desk.sign_in()
        yield desk
        assert not desk.complaints
        assert not desk.strayed
    served.stop()


def fields(**changed: str) -> dict[str, str]:
    return {
        "article": FERRY.article.id,
        "version": text_sha256(TEXT),
        "part": "1",
        "near": str(TEXT.index("\n") + 1),
        "source": "Rui Prata",
        "cue": "",
        "content": WORDS,
        "speaker": "Rui Prata",
        "type": "person",
        "polarity": "denies",
        **changed,
    }


def only_review(store: Store) -> Review:
    (review,) = store.reviews.all()
    return review


def test_what_is_typed_is_added_and_marked_as_a_persons(store: Store, reader: TestClient) -> None:
    status, html = send(reader, "/missed", PAGE, **fields(note=HOSTILE))
    assert status == 200, html
    added = only_review(store)
    assert added.verdict is Verdict.ADD
    assert added.fixed is not None
    assert [span.of(TEXT) for span in added.fixed.content] == [WORDS]
    assert added.fixed.source == (Span(TEXT.index("Rui Prata"), TEXT.index("Rui Prata") + 9),)
    assert (added.fixed.kind, added.fixed.speaker and added.fixed.speaker.type) == (Kind.DIRECT, SpeakerType.PERSON)
    assert "Added by <bdi>Ada Lund</bdi>" in html
    assert "the machine did not read it" in html
    assert "2 statements and 1 added by people" in " ".join(html.split())
    assert 'aria-label="Added statement 1">+1</a>' in html
    assert "<script>alert" not in html
    assert "U+202E" in html
    assert store.view.record(FERRY.article.id) == FERRY, "the machine's reading stays"
    assert list(verify(store, reread)) == []


def test_its_address_leads_to_its_place_and_it_counts_apart(store: Store, reader: TestClient) -> None:
    send(reader, "/missed", PAGE, **fields())
    added = only_review(store)
    answer = reader.get(f"/statements/{added.statement}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}#note-3")
    html = reader.get("/reviews").text
    assert "People added 1 statement that the machine had missed" in html
    assert "added it: the machine had not read it" in html
    assert reader.get("/reviews.json").json()["accuracy"]["missed"] == 1


def test_an_addition_is_undone(store: Store, reader: TestClient) -> None:
    send(reader, "/missed", PAGE, **fields())
    added = only_review(store)
    status, html = send(reader, f"/reviews/{added.id}/undo", PAGE)
    assert status == 200
    assert "Added by" not in html
    assert [one.verdict for one in store.reviews.all()] == [Verdict.ADD, Verdict.UNDO]


IMPOSSIBLE: list[tuple[dict[str, str], str]] = [
    ({"content": ""}, "a statement says something"),
    ({"content": "nobody said this"}, "does not stand in the article"),
    ({"near": "", "content": "said"}, "stands there 2 times"),
    ({"content": "[0-99999]"}, "is no place"),
    ({"content": "the ferry would sail", "near": ""}, "accept it, or fix it"),
    ({"speaker": "", "type": "person"}, "what is the name"),
    ({"version": "0" * 64}, "has changed"),
    ({"polarity": "shouts"}, "is none of"),
]


def test_what_cannot_be_added_comes_back_as_typed(store: Store, reader: TestClient) -> None:
    for changed, message in IMPOSSIBLE:
        status, html = send(reader, "/missed", PAGE, **fields(note="a thought", **changed))
        assert status == 422
        assert 'role="alert"' in html
        assert message in html
        assert 'value="a thought"' in html
        assert '<details id="missed" class="missed" open>' in html
    assert send(reader, "/missed", PAGE, **fields(article="a-0"))[0] == 404
    assert list(store.reviews.all()) == []


def test_adding_needs_a_session_and_the_token_of_its_form(app: FastAPI, store: Store, reader: TestClient) -> None:
    stranger = TestClient(app, base_url="http://127.0.0.1")
    assert "Add a statement that was missed" not in stranger.get(PAGE).text
    assert stranger.post("/missed", data=fields(by="Ada Lund")).status_code == 401
    assert reader.post("/missed", data=fields(by="Ada Lund", form_token="0")).status_code == 403
    assert list(store.reviews.all()) == []


def select(page: Page, words: str) -> None:
    """Select words of the text that lie in one piece, as dragging the mouse over them does."""
    place = TEXT.index(words)
    box = page.evaluate(
        """([place, length]) => {
          const pieces = [...document.querySelectorAll("[data-passage] [data-start]")]
          const piece = pieces.filter((one) => Number(one.dataset.start) <= place).at(-1)
          const range = document.createRange()
          range.setStart(piece.firstChild, place - Number(piece.dataset.start))
          range.setEnd(piece.firstChild, place - Number(piece.dataset.start) + length)
          const { left, right, top, bottom } = range.getBoundingClientRect()
          return [left, right, (top + bottom) / 2]
        }""",
        [place, len(words)],
    )
    page.mouse.move(box[0] + 0.5, box[2])
    page.mouse.down()
    page.mouse.move(box[1], box[2], steps=4)
    page.mouse.up()


def test_words_are_selected_with_the_mouse(own_desk: Desk, store: Store) -> None:
    page = own_desk.open(PAGE)
    page.get_by_role("link", name="Add a statement that was missed").click()
    place = TEXT.index(WORDS)
    select(page, WORDS)
    form = page.locator("#missed")
    form.get_by_role("button", name="Set content to the selection").click()
    expect(form.get_by_label("Content")).to_have_value(f"[{place}-{place + len(WORDS)}] {WORDS}")
    form.get_by_label("Whose words they are").fill("Rui Prata")
    form.get_by_label("Signed by").fill("Ada Lund")
    form.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Added by Ada Lund")).to_be_visible()
    added = only_review(store)
    assert added.quote == WORDS
    inspect(page, "an article with an addition", RULES)


def to_word(page: Page, word: str) -> None:
    for _ in range(40):
        page.keyboard.press("ArrowRight")
        if page.evaluate("getSelection().toString().trim()") == word:
            return
    raise AssertionError(f"the keys do not lead to {word}")


def test_words_are_selected_with_the_keys(own_desk: Desk, store: Store) -> None:
    page = own_desk.open(PAGE)
    own_desk.press("m")
    form = page.locator("#missed")
    expect(form.get_by_label("Content")).to_be_visible()
    inspect(page, "the form for what was missed", RULES)
    for first, more, characters, key in (("Rui", 1, 0, "s"), ("said", 0, 0, "u"), ("never", 1, 1, "c")):
        to_word(page, first)
        for _ in range(more):
            page.keyboard.press("Shift+ArrowRight")
        for _ in range(characters):
            page.keyboard.press("Shift+Alt+ArrowRight")
        page.keyboard.press(key)
    expect(form.get_by_label("Source")).to_have_value(f"[{TEXT.index('Rui')}-{TEXT.index('Rui') + 9}] Rui Prata")
    expect(form.get_by_role("status")).to_contain_text("Content: ")
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    inspect(page, "the form for what was missed, on a dark phone", RULES_OF_LOOKS)
    form.get_by_label("Whose words they are").fill("Rui Prata")
    form.get_by_label("Signed by").fill("Ada Lund")
    form.get_by_label("Signed by").press("Enter")
    expect(page.get_by_text("Added by Ada Lund")).to_be_visible()
    fixed = only_review(store).fixed
    assert fixed is not None
    assert [span.of(TEXT) for span in (*fixed.source, *fixed.cue, *fixed.content)] == ["Rui Prata", "said", WORDS[1:]]


def test_it_is_added_without_javascript(app: FastAPI, browser: Browser, store: Store) -> None:
    served = serve(app)
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{served.address}/sign-in?token={TOKEN}")
        page.goto(served.address + PAGE)
        page.get_by_text("Add a statement that was missed").last.click()
        page.get_by_label("Where it stands").select_option(index=2)
        page.get_by_label("Cue").fill("said")
        page.get_by_label("Content").fill(WORDS)
        page.get_by_label("This is a name of").select_option("unknown")
        page.locator("#missed").get_by_label("Signed by").fill("Ada Lund")
        page.get_by_role("button", name="Add it").click()
        expect(page.get_by_text("Added by Ada Lund")).to_be_visible()
    served.stop()
    fixed = only_review(store).fixed
    assert fixed is not None
    assert [span.start for span in fixed.cue] == [TEXT.rindex("said")]
    assert fixed.speaker is None


def test_on_a_low_window_the_form_is_sent_without_scrolling(own_desk: Desk) -> None:
    for width, height in ((1280, 600), (390, 500)):
        own_desk.page.set_viewport_size({"width": width, "height": height})
        page = own_desk.open(PAGE)
        own_desk.press("m")
        send_it = page.locator("#missed").get_by_role("button", name="Add it")
        expect(send_it).to_be_in_viewport(ratio=1)
        page.get_by_label("Signed by").focus()
        expect(page.get_by_label("Signed by")).to_be_in_viewport(ratio=1)
        below = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
        assert below <= page.evaluate("document.querySelector('.finish').getBoundingClientRect().top"), "the bar hides the field"
        inspect(page, f"the form at {width} by {height}", RULES_OF_LOOKS)


def test_what_a_person_added_is_listed_with_the_others_and_marked(reader: TestClient, store: Store) -> None:
    send(reader, "/missed", PAGE, **fields())
    speaker = store.view.entities("prata")[0].entity.id
    for page in ("/search?q=never", "/search?q=review:added", "/search?q=never&sort=relevance", f"/speakers/{speaker}"):
        html = reader.get(page).text
        assert "Added by <bdi>Ada Lund</bdi>" in html, page
        assert 'class="content by-person"' in html.replace("content match by-person", "content by-person"), page
    only_added = reader.get("/search?q=review:added").text
    assert "% sure" not in only_added, "nobody measured it"
    assert reader.get("/search?q=never+NOT+review:added").text.count("Added by") == 0
    found = reader.get("/api/v1/search", params={"q": "review:added"}).json()
    (statement,) = found["statements"]
    assert (statement["added"], statement["confidence"]) == (True, None)
    assert found["reviewed"][statement["id"]]["by"] == "Ada Lund"
    assert reader.get("/api/v1/export", params={"q": "review:added", "format": "csv"}).text.count("never again") == 0
    assert reader.get(f"/statements/{statement['id']}/review").status_code == 404
