"""Events in the reading room: on the page of their article, of those who take part, and by a query."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from onrecord.relink import relink
from onrecord.store import EventHit, EventQuery, Store, open_store
from onrecord.web.access import access_for
from onrecord.web.app import create_app
from onrecord.web.views.article import article_page
from tests.store.answers.test_event_results import undated, war
from tests.store.articles import page_bytes
from tests.web.conftest import TOKEN, serve


@pytest.fixture(scope="module")
def told_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two articles with events that are sure enough to be shown, one of them claimed."""
    with open_store(tmp_path_factory.mktemp("told") / "told.db") as store:
        with store.writer() as writer:
            for record in (undated(), war()):
                writer.put(record, page_bytes(record))
        relink(store)
        yield store


@pytest.fixture(scope="module")
def told_app(told_store: Store) -> FastAPI:
    return create_app(told_store, access_for("127.0.0.1", TOKEN))


@pytest.fixture
def told_client(told_app: FastAPI) -> TestClient:
    return TestClient(told_app, base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def claimed(told_store: Store) -> EventHit:
    """An event that somebody claims, with an actor whom the record knows."""
    return next(hit for hit in told_store.view.events(EventQuery(asserted=True)).events if hit.actors)


def entity_of(store: Store, hit: EventHit) -> str:
    known = store.view.entity(hit.actors[0].id)
    assert known is not None
    return known.entity.id


def test_an_article_lists_its_events_and_who_claims_them(told_client: TestClient, told_store: Store) -> None:
    hits = told_store.view.events(EventQuery(asserted=True)).events
    assert hits
    for hit in hits[:3]:
        shown = article_page(told_store, hit.article.id)
        assert shown is not None
        event = next(one for one in shown.events if one.id == hit.event.id)
        assert event.words == hit.trigger
        assert event.says
        page = told_client.get(f"/articles/{hit.article.id}").text
        assert "Who did what to whom" in page
        assert f'<li id="{hit.event.id}"' in page
        assert f"/statements/{hit.event.asserted_by}" in page


def test_a_speaker_has_the_events_in_which_they_take_part(told_client: TestClient, told_store: Store, claimed: EventHit) -> None:
    entity = entity_of(told_store, claimed)
    of_entity = [hit.event.id for hit in told_store.view.every_event(EventQuery(entity=entity))]
    page = told_client.get(f"/speakers/{entity}.json").json()
    assert [one["event"]["id"] for one in page["events"]] == of_entity[:10]
    assert page["more_events"] == (len(of_entity) > 10)
    told = "".join(piece["text"] for piece in page["events"][0]["context"] if piece["marks"])
    assert told
    assert page["events"][0]["event"]["words"].replace(" … ", "").startswith(told)
    assert told_client.get(f"/speakers/{entity}.json", params={"q": "said"}).json()["events"] == []


def test_all_events_of_a_speaker_are_listed_page_by_page(told_client: TestClient, told_store: Store, claimed: EventHit) -> None:
    entity = entity_of(told_store, claimed)
    page = told_client.get(f"/speakers/{entity}/events")
    assert page.status_code == 200
    assert "Events with" in page.text
    assert "Back to" in page.text
    listed, cursor = [], None
    while True:
        answer = told_client.get(f"/speakers/{entity}/events.json", params={"cursor": cursor} if cursor else {}).json()
        listed += [one["event"]["id"] for one in answer["events"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert listed == [hit.event.id for hit in told_store.view.every_event(EventQuery(entity=entity))]
    assert told_client.get(f"/speakers/{entity}/events", params={"cursor": "nonsense"}).status_code == 422
    assert told_client.get("/speakers/n-0/events").status_code == 404


def test_from_a_speaker_to_the_words_that_tell_of_an_event(
    browser: Browser, told_app: FastAPI, told_store: Store, claimed: EventHit
) -> None:
    served = serve(told_app)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{served.address}/speakers/{entity_of(told_store, claimed)}")
        click_through(page)
    served.stop()


def click_through(page: Page) -> None:
    page.get_by_role("link", name="events", exact=True).click()
    section = page.get_by_role("region", name="Who did what to whom")
    expect(section.get_by_role("heading", level=3).first).to_be_visible()
    section.get_by_role("link", name="says").first.click()
    expect(page.get_by_role("heading", name="Proof", exact=True)).to_be_visible()


def test_events_are_found_by_the_words_of_their_passage_and_by_who_claims_them(
    told_client: TestClient, told_store: Store, claimed: EventHit
) -> None:
    def ids(q: str) -> set[str]:
        return {one["event"]["id"] for one in told_client.get("/events.json", params={"q": q}).json()["events"]}

    assert claimed.asserted_by is not None
    actor = claimed.actors[0].name
    assert claimed.event.id in ids(f'"{actor}"')
    assert claimed.event.id in ids(f"{claimed.event.trigger[0].of(claimed.article.text)} kind:{claimed.asserted_by.kind}")
    other = next(kind for kind in ("direct", "mixed", "indirect") if kind != claimed.asserted_by.kind)
    assert claimed.event.id not in ids(f'"{actor}" kind:{other}')
    assert ids("xylophone") == set()
    assert len(ids("")) == 4


def test_the_search_box_leads_from_statements_to_events_without_javascript(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/search?q=Brandvold")
        page.get_by_role("navigation", name="What is found").get_by_role("link", name="Events").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Events")
        expect(page.get_by_role("searchbox")).to_have_value("Brandvold")
        expect(page.get_by_role("article").first).to_contain_text("Brandvold")


def test_what_is_no_query_of_events_is_told(client: TestClient) -> None:
    page = client.get("/events", params={"q": "(<script>"})
    assert 'role="alert"' in page.text
    assert "<script>" not in page.text.replace('<script type="module"', "")
    assert "No event in the record fits" in client.get("/events", params={"q": "xylophone"}).text
    assert client.get("/events.json", params={"q": "("}).status_code == 422
