"""The reading room as a visitor meets it, in a browser: with and without JavaScript, by keys, on a phone, in the dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from onrecord.store import Store, open_store
from onrecord.web.access import access_for
from onrecord.web.app import create_app
from tests.web.conftest import EXAMPLES, TOKEN, Desk, serve, visit

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES_OF_LOOKS = ["color-contrast", "target-size", "scrollable-region-focusable"]
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def paths(examples_store: Store) -> dict[str, str]:
    """Every page of the reading room, by a name."""
    hit = examples_store.view.find('"Now we are in granite"')[0]
    tram = examples_store.view.find(publisher="Quillmouth Courier")[0]
    speaker = examples_store.view.entities("brandvold")[0].entity.id
    return {
        "front": "/",
        "search": "/search?q=said",
        "search-wrong": "/search?q=(said",
        "search-nothing": "/search?q=xylophone",
        "article": f"/articles/{hit.article.id}",
        "article-from-html": f"/articles/{tram.article.id}",
        "statement": f"/statements/{hit.statement.id}",
        "statement-with-link": f"/statements/{tram.statement.id}",
        "speaker": f"/speakers/{speaker}",
        "speaker-events": f"/speakers/{speaker}/events",
        "events": "/events?q=tunnel",
        "events-wrong": "/events?q=(said",
        "speakers": "/speakers?name=b",
        "issues": "/issues",
        "feeds": "/feeds",
        "add": "/add",
        "programs": "/api",
        "sign-in": "/sign-in",
        "timeline": "/timeline",
        "compare": "/compare?who=Brandvold&who=Soames",
        "network": "/network",
        "map": "/map?q=said",
        "reviews": "/reviews",
        "reviews-unattached": "/reviews/unattached",
        "review": f"/statements/{hit.statement.id}/review",
        "identity": f"/identity/{speaker}?name=b",
    }


@pytest.fixture(scope="module")
def open_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty room that may be written to."""
    with open_store(tmp_path_factory.mktemp("room") / "room.db") as store:
        served = serve(create_app(store, access_for("127.0.0.1", TOKEN)))
        yield served.address
        served.stop()


@pytest.fixture
def writer(browser: Browser, open_room: str) -> Iterator[Desk]:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        desk = visit(context, open_room)
        desk.sign_in()
        yield desk
        assert not desk.complaints
        assert not desk.strayed


def test_every_page_is_sound_for_every_reader(browser: Browser, address: str, paths: dict[str, str]) -> None:
    with browser.new_context(viewport=DESK, color_scheme="light") as context:
        desk = visit(context, address)
        desk.sign_in()
        for name, path in paths.items():
            page = desk.open(path)
            inspect(page, f"{name} on a light desk", RULES)
            page.set_viewport_size(PHONE)
            page.emulate_media(color_scheme="dark")
            inspect(page, f"{name} on a dark phone", RULES_OF_LOOKS)
            page.set_viewport_size(DESK)
            page.emulate_media(color_scheme="light")
        assert not desk.complaints
        assert not desk.strayed


def inspect(page: Page, name: str, rules: list[str]) -> None:
    """Nothing runs over the edge, and axe finds nothing wrong."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} runs over the edge"
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False, "iframes": False}
    found = page.evaluate("async (options) => (await axe.run(document, options)).violations", options)
    assert not found, f"{name}: {[(one['id'], [node['html'] for node in one['nodes']]) for one in found]}"


def test_everything_is_read_without_javascript(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_role("searchbox").fill('speaker:"Samir Okonjo-Dahl"')
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name="Brandvold: Harbour Tunnel").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Harbour Tunnel")
        page.get_by_role("link", name="Proof of statement 3").click()
        expect(page.get_by_text("It will not be late again").first).to_be_visible()
        page.get_by_role("link", name="Ilse Brandvold").first.click()
        expect(page.get_by_role("heading", level=1, name="Ilse Brandvold")).to_be_visible()


def test_keys_lead_through_the_statements(desk: Desk, paths: dict[str, str]) -> None:
    page = desk.open(paths["search"])
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    second = page.locator("[data-statement]").nth(1)
    expect(second).to_be_focused()
    identifier = second.get_attribute("data-statement")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/statements/{identifier}")

    page.goto(desk.address + paths["search"])
    page.keyboard.press("/")
    expect(page.locator("input[type=search]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("input[type=search]")).not_to_be_focused()


def test_a_key_tells_all_keys(desk: Desk) -> None:
    page = desk.open("/timeline")
    page.keyboard.press("?")
    expect(page.get_by_text("to the next and the previous statement")).to_be_in_viewport()


def test_the_first_stop_of_the_keyboard_leads_past_the_head(desk: Desk) -> None:
    page = desk.open("/search?q=said")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


def test_names_are_suggested_while_typing(desk: Desk) -> None:
    page = desk.open("/search")
    with page.expect_response(re.compile("/suggest")):
        page.locator("#q").press_sequentially("bran", delay=5)
    expect(page.locator("datalist option").first).to_have_attribute("value", 'speaker:"Ilse Brandvold"')


def test_a_quotation_is_copied(browser: Browser, address: str, paths: dict[str, str]) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        desk = visit(context, address)
        page = desk.open(paths["statement"])
        page.get_by_role("button", name="Copy").first.click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert "Now we are in granite" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.usefixtures("reads_here")
def test_a_pasted_text_is_read_and_opens(writer: Desk) -> None:
    page = writer.open("/add")
    page.get_by_label("A text, or a link").fill("The bridge will open in May, Mayor Ann Oak said on Monday.")
    page.get_by_text("What is known of a pasted text").click()
    page.get_by_label("Title").fill("Bridge to open")
    page.get_by_label("Published").fill("2031-03-04")
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url("**/articles/**")

    expect(page.get_by_role("heading", level=1)).to_have_text("Bridge to open")
    expect(page.locator("#text .content")).to_have_text("The bridge will open in May")
    expect(page.locator("#text .source")).to_have_text("Mayor Ann Oak")
    expect(page.locator("#text .cue")).to_have_text("said")


@pytest.mark.usefixtures("reads_here")
def test_files_are_read_and_listed(writer: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "empty.txt"
    broken.write_text("")
    page = writer.open("/add")
    page.get_by_label("or files").set_input_files([EXAMPLES / "coach.txt", EXAMPLES / "saved-pages" / "court.htm", broken])
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Read")

    expect(page.get_by_role("row")).to_have_count(4)
    expect(page.get_by_role("cell", name=re.compile("^failed:"))).to_be_visible()
    page.get_by_role("link", name="Coach Hails").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Coach Hails")


def test_what_cannot_be_added_is_told_and_kept(writer: Desk, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG")
    page = writer.open("/add")
    page.get_by_label("or files").set_input_files(picture)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("alert")).to_contain_text("of a kind that is not read")
    writer.complaints.clear()  # the browser notes the answer 422

    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("alert")).to_contain_text("paste a text or a link")
    writer.complaints.clear()


def test_a_link_into_this_network_is_not_followed(writer: Desk) -> None:
    page = writer.open("/add")
    page.get_by_label("A text, or a link").fill(f"{writer.address}/")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("not on the public internet")).to_be_visible()


def test_who_has_not_signed_in_is_told_how(desk: Desk) -> None:
    page: Page = desk.open("/add")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Sign in").click()
    page.goto(desk.address + "/add")
    expect(page.get_by_role("button", name="Read it")).to_be_visible()


def test_a_page_prints_without_its_furniture(desk: Desk, paths: dict[str, str]) -> None:
    page = desk.open(paths["article"])
    page.emulate_media(media="print")

    expect(page.get_by_role("navigation", name="Pages")).to_be_hidden()
    expect(page.get_by_text("It will not be late again")).to_be_visible()

    page.goto(desk.address + paths["statement"])
    expect(page.get_by_role("heading", name="To copy")).to_be_hidden()
    expect(page.get_by_role("heading", name="Proof", exact=True)).to_be_visible()
