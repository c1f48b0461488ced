"""What the pages say, called in this process."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from onrecord import pipeline
from onrecord.record import Page
from onrecord.store import Hit, Store, open_store
from onrecord.store.schema.packing import packed
from onrecord.store.schema.tables import page_bytes
from onrecord.web.access import access_for
from onrecord.web.app import create_app
from tests.web.conftest import TOKEN, signed_in


@pytest.fixture
def granite(examples_store: Store) -> Hit:
    """A direct quotation in two pieces, from “he”."""
    hits = examples_store.view.find('"Now we are in granite"')
    return next(hit for hit in hits if len(hit.statement.content) == 2)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    with open_store(tmp_path / "empty.db") as store:
        yield signed_in(create_app(store, access_for("127.0.0.1", TOKEN)))


@pytest.mark.parametrize("path", ["/", "/search", "/issues", "/feeds", "/speakers", "/add", "/api"])
def test_an_empty_record_says_what_to_do(empty: TestClient, path: str) -> None:
    answer = empty.get(path)

    assert answer.status_code == 200
    if path in ("/", "/search"):
        assert '<a href="/add">Add an article</a>' in answer.text


def test_a_wrong_query_says_where_it_is_wrong(client: TestClient) -> None:
    page = client.get("/search", params={"q": "tunnel (late"}).text

    assert "this parenthesis is not closed" in page
    assert "<mark>(</mark>" in page
    assert client.get("/search.json", params={"q": "tunnel (late"}).status_code == 422


def test_facets_narrow_a_search(client: TestClient) -> None:
    page = client.get("/search", params={"q": "said"}).text

    assert "/search?q=said+speaker%3A%22Ilse+Brandvold%22" in page
    narrowed = client.get("/search.json", params={"q": 'said speaker:"Ilse Brandvold"'}).json()
    assert {one["who"] for one in narrowed["statements"]} == {"Ilse Brandvold"}


def test_what_there_is_nothing_to_narrow_by_has_no_heading(tmp_path: Path) -> None:
    with open_store(tmp_path / "plain.db") as store:
        with store.writer() as writer:
            writer.put(pipeline.read_text("A ferry worker said that the quay was closed.", published="2024-05-16"))
        page = TestClient(create_app(store, access_for("127.0.0.1", TOKEN)), base_url="http://127.0.0.1").get("/search").text
        assert "<h2>Months</h2>" in page
        assert "<h2>Speakers</h2>" not in page
        assert "<h2>Publishers</h2>" not in page


def test_pages_of_a_search_follow_one_another(client: TestClient) -> None:
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = client.get("/search.json", params={"q": "", **({"cursor": cursor} if cursor else {})}).json()
        seen += [one["id"] for one in page["statements"]]
        cursor = page["next"]
        if cursor is None:
            break

    assert len(seen) == len(set(seen)) == client.get("/api/v1/facets").json()["counted"]


def test_a_statement_is_proved_and_can_be_taken_along(client: TestClient, granite: Hit) -> None:
    path = f"/statements/{granite.statement.id}"
    page = client.get(path).text
    shown = client.get(f"{path}.json").json()

    assert "Fails" not in page
    assert page.count("<b>Holds.</b>") == 3
    assert shown["statement"]["who"] == "Samir Okonjo-Dahl"
    assert [words["text"] for words in shown["statement"]["source"]] == ["he"]
    assert {one["name"] for one in shown["copies"]} == {"Quotation", "Citation", "Web Annotation"}
    for words in shown["statement"]["content"]:
        assert granite.article.text[words["start"] : words["end"]] == words["text"]


def test_a_statement_of_a_page_with_an_address_links_to_the_words_there(client: TestClient, examples_store: Store) -> None:
    hit = examples_store.view.find(publisher="Quillmouth Courier")[0]
    page = client.get(f"/statements/{hit.statement.id}").text

    assert 'href="https://courier.example/city/night-trams-approved#:~:text=' in page


def test_a_page_that_was_altered_fails_its_proof(tmp_path: Path) -> None:
    data = b"The bridge will open in May, Mayor Ann Oak said on Monday."
    record = pipeline.read_page(data, Page(hashlib.sha256(data).hexdigest(), "text/plain", "bridge.txt"))
    with open_store(tmp_path / "altered.db") as store:
        with store.writer() as writer:
            writer.put(record, data)
        client = TestClient(create_app(store, access_for("127.0.0.1", TOKEN)), base_url="http://127.0.0.1")
        path = f"/statements/{record.statements[0].id}"
        sound = client.get(path).text
        with store._engine.connect() as connection, connection.begin():
            connection.execute(update(page_bytes).values(data=packed(b"The bridge will not open.")))
        altered = client.get(path).text

    assert "Fails" not in sound
    assert altered.count("<b>Fails.</b>") == 1


def test_the_article_reads_as_its_text_does(client: TestClient, granite: Hit) -> None:
    page = client.get(f"/articles/{granite.article.id}.json").json()
    read = [page["headline"], *page["paragraphs"]]
    said = "".join(piece["text"] for paragraph in read for piece in paragraph["pieces"])

    assert "".join(said.split()) == "".join(granite.article.text.split())
    for paragraph in read:
        for piece in paragraph["pieces"]:
            assert granite.article.text[piece["start"] : piece["start"] + len(piece["text"])] == piece["text"]


def test_what_is_no_part_of_the_article_is_shown_as_left_out(client: TestClient, granite: Hit) -> None:
    page = client.get(f"/articles/{granite.article.id}.json").json()
    left_out = {
        "".join(piece["text"] for piece in one["pieces"]): one["left_out"] for one in page["paragraphs"] if one["left_out"]
    }

    assert left_out["ADVERTISEMENT"].startswith("left out")
    assert "date line" in left_out["May 16, 2024"]


def test_a_long_article_comes_in_parts(tmp_path: Path) -> None:
    text = "\n\n".join(f"Mayor Ann Oak said on Monday that bridge number {number} would open." for number in range(150))
    with open_store(tmp_path / "long.db") as store:
        record = pipeline.read_text(text, title="Bridges")
        with store.writer() as writer:
            writer.put(record)
        client = TestClient(create_app(store, access_for("127.0.0.1", TOKEN)), base_url="http://127.0.0.1")
        first = client.get(f"/articles/{record.article.id}")
        pages = [client.get(f"/articles/{record.article.id}.json?part={part}").json() for part in (1, 2, 3)]
        beyond = client.get(f"/articles/{record.article.id}?part=99")

    assert len(first.content) < 100_000
    assert pages[0]["parts"] == 3
    assert sum(len(one["notes"]) for page in pages for one in page["paragraphs"]) == len(record.statements)
    assert beyond.status_code == 404


def test_an_earlier_version_is_kept_and_compared(tmp_path: Path) -> None:
    url = "https://news.example/bridge"
    texts = (
        "The bridge will open in May, Mayor Ann Oak said on Monday.\n\n“Nobody will pay a toll,” Oak said.",
        "The bridge will open in June, Mayor Ann Oak said on Monday.\n\nThe council met on Tuesday, clerk Bo Elm said.",
    )
    records = [pipeline.read_text(text, title="Bridge", url=url) for text in texts]
    with open_store(tmp_path / "versions.db") as store:
        with store.writer() as writer:
            for record in records:
                writer.put(record)
        client = TestClient(create_app(store, access_for("127.0.0.1", TOKEN)), base_url="http://127.0.0.1")
        page = client.get(f"/articles/{records[1].article.id}")
        old = client.get(f"/articles/{records[0].article.id}")

    assert "<del><bdi>May</bdi></del> <ins><bdi>June</bdi></ins>" in page.text
    assert "This is an earlier version" in old.text
    assert {f'<b class="change">{what}</b>' in page.text for what in ("altered", "vanished", "appeared")} == {True}


def test_a_speaker_has_roles_with_evidence(client: TestClient) -> None:
    page = client.get("/speakers", params={"name": "brandvold"})

    assert page.status_code == 200
    assert "“<bdi>Transport Minister</bdi>”" in page.text
    assert "It will not be late again" in page.text


def test_what_a_speaker_said_can_be_filtered(client: TestClient, examples_store: Store) -> None:
    speaker = examples_store.view.entities("brandvold")[0].entity.id
    page = client.get(f"/speakers/{speaker}.json", params={"q": "coffee"}).json()

    assert len(page["statements"]) == 1
    assert page["statements_made"] > 1
    assert client.get(f"/speakers/{speaker}", params={"q": "("}).status_code == 200


def test_the_speaker_of_a_statement_is_one_step_away(client: TestClient, granite: Hit) -> None:
    page = client.get(f"/statements/{granite.statement.id}/speaker")

    assert page.status_code == 200
    assert "Samir Okonjo-Dahl" in page.text


def test_without_a_name_those_who_say_most_are_listed(client: TestClient) -> None:
    page = client.get("/speakers")
    most = client.get("/speakers.json").json()["most"]

    assert '<a href="/speakers?name=Ilse+Brandvold"><bdi>Ilse Brandvold</bdi></a>' in page.text
    assert [one["statements"] for one in most] == sorted((one["statements"] for one in most), reverse=True)


def test_several_of_a_name_are_listed(client: TestClient) -> None:
    page = client.get("/speakers.json", params={"name": "a"}).json()
    nobody = client.get("/speakers", params={"name": "zzz"})

    assert page["speakers"] == []
    assert "No speaker in the record is called" in nobody.text


def test_a_query_is_completed(client: TestClient) -> None:
    suggested = client.get("/suggest.json", params={"q": "tunnel bran"}).json()["suggestions"]

    assert 'tunnel speaker:"Ilse Brandvold"' in suggested
    assert "tunnel speaker:" in client.get("/suggest.json", params={"q": "tunnel spe"}).json()["suggestions"]
    assert client.get("/suggest.json").json()["suggestions"] == []


@pytest.mark.parametrize(
    "path", ["/articles/none", "/statements/none", "/statements/none/speaker", "/speakers/none", "/jobs/none", "/x"]
)
def test_what_is_not_there_is_said_in_words(client: TestClient, path: str) -> None:
    page, as_json = client.get(path), client.get(f"{path}.json")

    assert (page.status_code, as_json.status_code) == (404, 404)
    assert "There is nothing here" in page.text
    assert set(as_json.json()) == {"status", "error"}
