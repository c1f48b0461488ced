"""Pictures: right with nothing, one, ten and 100,000 statements; names from outside are text; each has its table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from onrecord.record import Entity, EntityType, Form, Location, Mention, Record, Span, Stage, ids
from onrecord.relink import relink
from onrecord.store import Store, open_store
from onrecord.web.access import access_for
from onrecord.web.app import create_app
from onrecord.web.pictures import Picture
from onrecord.web.pictures.bins import MOST_BINS, bins_of, counted
from onrecord.web.pictures.network import MOST_NAMES, Band, network
from onrecord.web.pictures.over_time import Series, over_time
from onrecord.web.pictures.world import Spot, middle_of_country, world
from onrecord.web.views.pictures import map_page
from tests.store.articles import said
from tests.web.conftest import Desk

HOSTILE = '</text><script>alert(1)</script>" onload="alert(2)\u202e\x00{{7*7}}&amp;'
SVG = "{http://www.w3.org/2000/svg}"
FIRST = date(2020, 2, 29)


def drawn(picture: Picture | None) -> ElementTree.Element:
    """The picture as a program reads it: it must be well-formed, and hold nothing that runs or styles."""
    assert picture is not None
    root = ElementTree.fromstring(picture.svg)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "g", "rect", "line", "text", "path", "circle", "a"}
        assert not any(name.startswith("on") or name == "style" for name in element.attrib)
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    return root


def bars(root: ElementTree.Element) -> list[ElementTree.Element]:
    return list(root.iter(f"{SVG}rect"))


@given(st.dictionaries(st.dates(), st.integers(1, 1000), min_size=1, max_size=40))
def test_bins_hold_every_day_once(days: dict[date, int]) -> None:
    bins = bins_of(days)
    assert 1 <= len(bins) <= MOST_BINS
    assert sum(counted(bins, days)) == sum(days.values())
    assert all(after.first == before.last + timedelta(days=1) for before, after in pairwise(bins))


def test_nothing_has_no_bins() -> None:
    assert bins_of([]) == ()


@pytest.mark.parametrize(
    ("span", "unit"), [(0, "day"), (61, "day"), (62, "week"), (540, "week"), (600, "month"), (4000, "year"), (400_000, "year")]
)
def test_bins_grow_with_the_time_that_is_shown(span: int, unit: str) -> None:
    assert {one.unit for one in bins_of([FIRST, FIRST + timedelta(days=span)])} == {unit}


def test_nothing_and_undated_statements_have_no_picture() -> None:
    assert over_time("Statements", [Series("all", {})]) is None
    assert over_time("Statements", [Series("all", {}, undated=7)]) is None
    assert network("Network", []) is None
    assert world("Map", []) is None


@pytest.mark.parametrize("statements", [1, 10, 100_000])
def test_a_chart_shows_and_lists_every_statement(statements: int) -> None:
    days = Counter(FIRST + timedelta(days=n * 7919 % 3000) for n in range(statements))
    picture = over_time("Statements", [Series("all", days, undated=3)], lambda _, one: f"/search?q={one.first}")
    root = drawn(picture)
    assert picture is not None
    assert 1 <= len(bars(root)) <= MOST_BINS
    assert len(picture.svg) < 60_000
    numbers = [int(row[1].words.replace(",", "")) for row in picture.table.rows]
    assert sum(numbers) == statements + 3
    assert picture.table.rows[-1][0].words == "Undated"
    assert all(float(bar.attrib["y"]) >= 0 and float(bar.attrib["height"]) > 0 for bar in bars(root))


def test_series_stand_one_below_the_other_on_one_scale() -> None:
    picture = over_time("Both", [Series("Ana Lopes", {FIRST: 8}), Series("Rui Prata", {FIRST: 4})])
    one, other = bars(drawn(picture))
    assert float(one.attrib["height"]) == pytest.approx(2 * float(other.attrib["height"]))
    assert float(other.attrib["y"]) > float(one.attrib["y"]) + float(one.attrib["height"])
    assert picture is not None
    assert [cell.words for cell in picture.table.rows[0]] == ["29 February 2020", "8", "4"]


def test_names_from_outside_are_text_in_every_picture() -> None:
    pictures = (
        over_time(HOSTILE, [Series(HOSTILE, {FIRST: 1}), Series("other", {FIRST: 2})]),
        network(HOSTILE, [Band(HOSTILE, HOSTILE, "n-1", HOSTILE, 1, 1)]),
        world(HOSTILE, [Spot(HOSTILE, 0, 0, 1, "/search?q=x")]),
    )
    for picture in pictures:
        words = " ".join(element.text or "" for element in drawn(picture).iter())
        assert "alert(1)" in words
        assert "\u202e" not in words


def test_a_network_of_many_names_shows_the_most_frequent_and_lists_more() -> None:
    found = [Band(f"n-{n}", f"Speaker {n}", f"n-{n + 1}", f"Speaker {n + 1}", about=n + 1, to=n % 2) for n in range(500)]
    picture = network("Network", sorted(found, key=lambda band: -band.total))
    root = drawn(picture)
    assert picture is not None
    assert len(list(root.iter(f"{SVG}a"))) <= 2 * MOST_NAMES
    assert picture.table.left_out == 400
    assert picture.svg == network("Network", sorted(found, key=lambda band: -band.total)).svg  # type: ignore[union-attr]


def test_circles_are_in_proportion_and_where_they_belong() -> None:
    picture = world("Map", [Spot("Portugal", 40, -8, 400), Spot("Peru", -10, -75, 100)])
    large, small = drawn(picture).iter(f"{SVG}circle")
    assert float(large.attrib["r"]) == pytest.approx(2 * float(small.attrib["r"]), abs=0.1)
    assert float(large.attrib["cx"]) > float(small.attrib["cx"])
    assert float(large.attrib["cy"]) < float(small.attrib["cy"])


def test_a_map_of_many_places_says_that_it_draws_some() -> None:
    picture = world("Map", [Spot("Portugal", 40, -8, 400), Spot("Peru", -10, -75, 100)], 1_234)
    assert picture is not None
    assert "the 2 most frequent of 1,236 places" in picture.description
    assert (len(picture.table.rows), picture.table.left_out) == (2, 1_234)


def test_every_known_country_has_a_middle() -> None:
    names = (Path(__file__).parent.parent.parent / "onrecord" / "language" / "en" / "countries.tsv").read_text("utf-8")
    codes = {line.split("\t")[0] for line in names.splitlines() if line and not line.startswith("#")}
    assert {code for code in codes if middle_of_country(code) is None} == set()


def with_names(record: Record, *names: tuple[str, EntityType]) -> Record:
    """The record with these words as entities, too."""
    entities, mentions = list(record.entities), list(record.mentions)
    for name, type_ in names:
        start = record.article.text.index(name)
        span = Span(start, start + len(name))
        entity = Entity(ids.entity_id(record.article.id, span), name, type_)
        entities.append(entity)
        mentions.append(Mention(ids.mention_id(record.article.id, span), span, entity.id, Form.NAME))
    ordered = tuple(sorted(mentions, key=lambda mention: mention.span))
    return Record(record.article, record.statements, ordered, tuple(entities), provenance=record.provenance)


@pytest.fixture(scope="module")
def drawn_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("pictures") / "pictures.db") as store:
        with store.writer() as writer:
            about = said(("Ana Lopes", "Rui Prata would leave Portugal"), ("Rui Prata", "no"), published="2024-05-16")
            names = (("Rui Prata", EntityType.PERSON), ("Portugal", EntityType.PLACE))
            writer.put(with_names(about, *names))
            writer.put(said((HOSTILE.replace("\x00", ""), "the ferry sails"), published="2023-01-01"))
            writer.put(said(("Zoe Adler", "nobody knows when")))
        relink(store)
        yield store


@pytest.fixture(scope="module")
def drawing_client(drawn_store: Store) -> TestClient:
    return TestClient(create_app(drawn_store, access_for("127.0.0.1", "a-token-of-the-tests")), base_url="http://127.0.0.1")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/timeline", "4 statements"),
        ("/timeline?q=ferry", "1 statement"),
        ("/timeline?q=nobody", "no time to show them along"),
        ("/timeline?q=zzz", "Try fewer words"),
        ("/compare", "Name two or more speakers"),
        ("/compare?q=no&who=Ana+Lopes", "Who says most on it: <bdi>Rui Prata</bdi>"),
        ("/compare?who=Ana+Lopes&who=Rui+Prata", "Side by side"),
        ("/compare?who=Nobody&who=Anybody", "Check the names"),
        ("/network", "<bdi>Ana Lopes</bdi>"),
        ("/network?q=ferry", "no known speaker names"),
        ("/network?q=zzz", "No statement fits"),
        ("/map", "Portugal: 1 statements"),
        ("/map?q=ferry", "No place that is located is named"),
    ],
)
def test_pages_say_what_they_show_or_what_to_do(drawing_client: TestClient, path: str, words: str) -> None:
    answer = drawing_client.get(path)
    assert answer.status_code == 200
    assert words in answer.text
    assert "<script>alert" not in answer.text
    assert not re.search(r"\sstyle=|\son\w+=", answer.text.replace(" onload=", "") if "onload" in answer.text else answer.text)
    assert len(answer.content) < 100_000


def test_the_map_draws_places_where_they_are_located_and_guesses_none(tmp_path: Path) -> None:
    texas = Location("Paris", "city", "USA", 33.66, -95.56)
    georgia = Location("Georgia", "country", "GEO", 42.0, 44.0)
    for_paris = said(("Ana Lopes", "Paris would vote"), ("Rui Prata", "Paris would not"), ("Zoe Adler", "Georgia would"))
    left_open = said(("Ana Lopes", "London would vote"))
    before = said(("Ana Lopes", "Lisbon would vote"))
    looked_up = {"places": Stage("1")}
    with open_store(tmp_path / "map.db") as store:
        with store.writer() as writer:
            told = with_names(for_paris, ("Paris", EntityType.PLACE), ("Georgia", EntityType.PLACE))
            where = {"Paris": texas, "Georgia": georgia}
            entities = tuple(replace(entity, location=where.get(entity.name)) for entity in told.entities)
            writer.put(replace(told, entities=entities, provenance={**told.provenance, **looked_up}))
            open_ = with_names(left_open, ("London", EntityType.PLACE))
            writer.put(replace(open_, provenance={**open_.provenance, **looked_up}))
            writer.put(with_names(before, ("Lisbon", EntityType.PLACE)))
        page = map_page(store, "")
    assert page.picture is not None
    rows = {row[0].words: row for row in page.picture.table.rows}
    assert set(rows) == {"Paris, United States", "Republic of Georgia", "Portugal"}
    assert rows["Paris, United States"][2].words == "34°N 96°W"
    assert "about%3A%22Georgia%22" in (rows["Republic of Georgia"][0].link or "")
    assert [place.name for place in page.elsewhere] == ["London"]


@pytest.mark.parametrize("page", ["timeline", "compare", "network", "map"])
def test_a_query_that_is_none_is_explained(drawing_client: TestClient, page: str) -> None:
    answer = drawing_client.get(f"/{page}", params={"q": "(ferry"})
    assert answer.status_code == 200
    assert "this parenthesis is not closed" in answer.text


def test_an_empty_record_says_how_to_begin(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.db") as store:
        client = TestClient(create_app(store, access_for("127.0.0.1", "a-token")), base_url="http://127.0.0.1")
        for page in ("timeline", "network", "map"):
            assert "The record is empty" in client.get(f"/{page}").text
        assert client.get("/compare").status_code == 200


def test_a_bar_leads_to_what_it_counts(drawing_client: TestClient) -> None:
    html = drawing_client.get("/timeline").text
    (address,) = set(re.findall(r'href="(/search\?q=after%3A2024-05[^"]*)"', html))
    assert "Ana Lopes" in drawing_client.get(address.replace("&amp;", "&")).text


def test_pictures_are_programs_values_too(drawing_client: TestClient) -> None:
    table = drawing_client.get("/timeline.json").json()["picture"]["table"]
    assert [row[1]["words"] for row in table["rows"] if row[0]["words"] == "Week of 13 May 2024"] == ["2"]


@pytest.mark.parametrize("path", ["/timeline", "/compare?who=Brandvold&who=Soames", "/network", "/map", "/reviews"])
def test_pages_of_pictures_are_clean_at_phone_width_and_in_the_dark(desk: Desk, path: str) -> None:
    desk.page.set_viewport_size({"width": 360, "height": 700})
    desk.page.emulate_media(color_scheme="dark")
    page = desk.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    summary = page.locator("main summary")
    if summary.count():
        summary.first.focus()
        page.keyboard.press("Enter")
        assert page.get_by_role("table").first.is_visible()
