"""Search by meaning: `like:` against a store. like.jsonl has queries, each with an invented statement that means that in other
words, and one that shares a word with the query and means something else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import QueryError
from onrecord.search.executor import ask, ask_articles, every, facets
from onrecord.search.meaning import nearness, related
from onrecord.store import Sort, Store, open_store
from tests.store.articles import said

PAIRS = [json.loads(line) for line in (Path(__file__).parent / "like.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("meaning")
    with open_store(folder / "onrecord.db") as opened:
        with opened.writer() as writer:
            for number, pair in enumerate(PAIRS):
                speeches = (("Ana Lopes", pair["wanted"]), ("Rui Prata", pair["decoy"]))
                writer.put(said(*speeches, published=f"2031-{1 + number % 12:02}-{1 + number % 28:02}", id=f"a{number}"))
        yield opened


def found(store: Store, text: str, **asked: int | Sort) -> list[str]:
    return [hit.content for hit in ask(store.view, text, **asked).page.hits]  # type: ignore[arg-type]


def test_most_statements_are_among_the_first_five_for_what_they_mean(store: Store) -> None:
    near = [pair["wanted"] in found(store, f'like:"{pair["query"]}"', limit=5) for pair in PAIRS]
    worded = [pair["wanted"] in found(store, " OR ".join(pair["query"].split()), limit=5, sort=Sort.RELEVANCE) for pair in PAIRS]
    print(f"recall at 5: {sum(near) / len(PAIRS):.2f} by meaning, {sum(worded) / len(PAIRS):.2f} by words")
    assert sum(near) >= 0.75 * len(PAIRS)
    assert sum(worded) < 0.25 * len(PAIRS)


def test_the_nearest_come_first_page_by_page(store: Store) -> None:
    whole = found(store, 'like:"police brutality"', limit=100)
    assert whole[0] == "officers beat the demonstrators with batons"
    paged: list[str] = []
    cursor = None
    for _ in range(100):
        page = ask(store.view, 'like:"police brutality"', limit=3, cursor=cursor).page
        paged += [hit.content for hit in page.hits]
        cursor = page.next
        if cursor is None:
            break
    assert paged == whole
    assert found(store, 'like:"police brutality"', sort=Sort.OLDEST, limit=100) == whole


def test_other_conditions_narrow_it_down(store: Store) -> None:
    everybody, one = found(store, "like:raising", limit=100), found(store, "like:raising speaker:prata", limit=100)
    assert one == [content for content in everybody if content in {pair["decoy"] for pair in PAIRS}]
    assert 0 < len(one) < len(everybody)
    assert found(store, "like:soldiers before:2030") == []
    assert found(store, 'like:soldiers about:"ground troops"') == ["the deployment of ground troops has not been ruled out"]


def test_what_is_counted_and_exported_is_what_is_found(store: Store) -> None:
    hits = found(store, "like:soldiers", limit=100)
    assert facets(store.view, "like:soldiers").counted == len(hits)
    assert sorted(hit.content for hit in every(store.view, "like:soldiers")) == sorted(hits)
    assert ask_articles(store.view, "like:soldiers", limit=100).page.articles


def test_the_related_words_are_marked(store: Store) -> None:
    (hit,) = ask(store.view, 'like:soldiers about:"ground troops"').page.hits
    assert [span.of(hit.article.text) for span in hit.matched] == ["ground troops"]
    (hit,) = ask(store.view, "like:soldiers speaker:lopes ruled").page.hits
    assert [span.of(hit.article.text) for span in hit.matched] == ["Lopes", "troops", "ruled"]


def test_a_word_that_is_not_known_is_looked_for_as_it_is(store: Store) -> None:
    assert related("Quxzyvork") == ("quxzyvork",)
    assert found(store, "like:quxzyvork") == []


@pytest.mark.parametrize("text", ["like:", "like:—", 'like:"—"', "like:()"])
def test_like_takes_words(store: Store, text: str) -> None:
    with pytest.raises(QueryError):
        ask(store.view, text)


def test_nearness_is_the_same_whatever_stands_beside_it() -> None:
    texts = ["deploying ground troops", "", "a letter", "—", "日本", "word " * 5000]
    together = nearness("sending soldiers", texts)
    assert together == [nearness("sending soldiers", [text])[0] for text in texts]
    assert together[0] > together[2] > together[1] == 0.0
