"""The same file in Datasette: tables that are read by name, views, search."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from onrecord.relink import relink
from onrecord.store import open_store
from tests.store.articles import said

METADATA = Path(__file__).parents[3] / "docs" / "datasette.json"
TITLE = "Ferry to sail"
RECORDS = (
    said(
        ("Ana Lopes", "the ferries would sail"),
        ("Rui Prata", "no"),
        role=("minister", "PRT"),
        title=TITLE,
        url="https://news.example/ferry",
        publisher="The Example",
        published="2024-01-02",
    ),
    said(("Ana R. Lopes", "it would stay"), role=("minister", "PRT"), id="b", published="2024-05-06"),
    said(("Rui Prata", "an older text"), id="c"),
    said(("Rui Prata", "a newer text"), id="c"),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("datasette") / "onrecord.db"
    with open_store(path) as store:
        with store.writer() as writer:
            for record in RECORDS:
                writer.put(record)
        relink(store)
    return path


def shown(file: Path, path: str, *, metadata: bool = False) -> Any:
    """What Datasette answers: JSON, or the text of a page."""

    async def ask() -> Any:
        datasette = Datasette([str(file)], metadata=json.loads(METADATA.read_text()) if metadata else None)
        try:
            answer = await datasette.client.get(path)
        finally:
            for database in datasette.databases.values():
                database.close()
        assert answer.status_code == 200, answer.text
        return answer.json() if ".json" in path else answer.text

    return asyncio.run(ask())


def rows(file: Path, path: str, *, metadata: bool = False) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = shown(file, f"{path}&_shape=array", metadata=metadata)
    return found


def test_articles_and_speakers_are_shown_by_name(file: Path) -> None:
    (row,) = rows(file, "/onrecord/statements.json?_labels=on&content=the+ferries+would+sail")
    assert row["article_key"]["label"] == TITLE
    assert row["speaker_key"]["label"] == "Ana Lopes"
    page = shown(file, "/onrecord/statements?_search=ferry")
    assert TITLE in page
    assert "/onrecord/articles/" in page


def test_full_text_search_is_found_and_works(file: Path) -> None:
    tables = {table["name"]: table for table in shown(file, "/onrecord.json")["tables"]}
    assert (tables["statements"]["fts_table"], tables["articles"]["fts_table"]) == ("statements_fts", "articles_fts")
    assert [row["speaker"] for row in rows(file, "/onrecord/statements.json?_search=ferry")] == ["Ana Lopes"]
    assert [row["title"] for row in rows(file, "/onrecord/articles.json?_search=ferries")] == [TITLE]
    assert rows(file, "/onrecord/statements.json?_search=aeroplane") == []


def test_statements_are_readable_in_one_view(file: Path) -> None:
    found = rows(file, "/onrecord/statements_readable.json?_sort_desc=published")
    assert {row["content"] for row in found} == {"the ferries would sail", "no", "it would stay", "a newer text"}
    (row,) = [row for row in found if row["content"] == "the ferries would sail"]
    assert (row["published"], row["speaker"], row["role"], row["country"]) == ("2024-01-02", "Ana Lopes", "minister", "PRT")
    assert (row["publisher"], row["title"], row["address"]) == ("The Example", TITLE, "https://news.example/ferry")
    assert row["statement_id"] == RECORDS[0].statements[0].id


def test_who_said_what_across_articles_is_one_view(file: Path) -> None:
    lopes = [row for row in rows(file, "/onrecord/who_said_what.json?_sort=published") if "Lopes" in row["who"]]
    assert [row["content"] for row in lopes] == ["the ferries would sail", "it would stay"]
    assert len({row["linked_id"] for row in lopes}) == 1


def test_who_is_who_over_time_is_one_view(file: Path) -> None:
    (row,) = [row for row in rows(file, "/onrecord/who_is_who.json?_sort=who") if "Lopes" in row["who"]]
    assert (row["role"], row["country"], row["articles"]) == ("minister", "PRT", 2)
    assert (row["first_published"], row["last_published"]) == ("2024-01-02", "2024-05-06")


def test_the_shipped_metadata_names_what_is_there_and_lets_views_be_searched(file: Path) -> None:
    everything = shown(file, "/onrecord.json?_hidden=1", metadata=True)
    there = {table["name"] for table in everything["tables"]} | {view["name"] for view in everything["views"]}
    assert set(json.loads(METADATA.read_text())["databases"]["onrecord"]["tables"]) <= there
    for view in ("statements_readable", "who_said_what"):
        found = rows(file, f"/onrecord/{view}.json?_search=ferry", metadata=True)
        assert [row["content"] for row in found] == ["the ferries would sail"]
    assert "what was said" in shown(file, "/onrecord/statements_readable", metadata=True).lower()
