"""Events in the reading room."""

from __future__ import annotations

from starlette.testclient import TestClient

from onrecord.store import EventQuery, Store
from onrecord.web.views.article import article_page


def test_an_article_lists_its_events_and_who_claims_them(client: TestClient, examples_store: Store) -> None:
    hits = examples_store.view.events(EventQuery(asserted=True)).events
    assert hits
    for hit in hits[:3]:
        shown = article_page(examples_store, hit.article.id)
        assert shown is not None
        event = next(one for one in shown.events if one.id == hit.event.id)
        assert event.words == hit.trigger
        assert event.says
        page = client.get(f"/articles/{hit.article.id}").text
        assert "Who did what to whom" in page
        assert f'<li id="{hit.event.id}"' in page
        assert f"/statements/{hit.event.asserted_by}" in page
