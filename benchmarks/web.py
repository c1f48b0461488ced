"""How fast the reading room answers on a record of N statements: `python -m benchmarks.web`. Imports onrecord and its web.

    python -m benchmarks.web --keep FOLDER 10000 100000 1000000

Asks every kind of page several times, within this process and with a warm cache, and gives the median and the 95th percentile of
milliseconds on the clock and of this process's own on the processor, and the size of the largest answer. Pages of a
query get another one each time; front page and pages without a query are the same each time, so what they keep is in the figures.
"""

from __future__ import annotations

import argparse
import gc
import random
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.testclient import TestClient

from benchmarks.build import build
from benchmarks.invented import SPEAKERS, publisher_name, speaker_name, word
from onrecord.search.executor import ask
from onrecord.store import Store, open_store
from onrecord.web.access import access_for
from onrecord.web.app import create_app

TIMES = 20  # each kind of page
_COMMON = (
    *("harbour", "tunnel", "ferry", "budget", "council", "minister", "border", "treaty", "sanctions", "troops"),
    *("harvest", "bridge", "railway", "election", "court", "school", "hospital", "water", "power", "energy"),
)
_TEMPLATES = ("{}", "{} kind:direct", "{} country:FRA", '"the {}"')


def pages(store: Store) -> Mapping[str, list[str]]:
    """Addresses of each kind of page, common and rare; the same ones every time."""
    dice = random.Random(11)
    statements = [hit for some in _COMMON for hit in store.view.find(some, limit=2)][:TIMES]
    rare = [word(2000 + 500 * number) for number in range(TIMES)]
    names = [speaker_name(int(SPEAKERS ** (number / TIMES))) for number in range(TIMES)]
    common = [dice.choice(_TEMPLATES).format(noun) for noun in _COMMON]

    def asked(path: str, queries: list[str], **more: str) -> list[str]:
        return [f"{path}?{urlencode({'q': query, **more})}" for query in queries]

    seconds = [
        f"{address}&{urlencode({'cursor': cursor})}"
        for noun, address in zip(common, asked("/search", common), strict=True)
        if (cursor := ask(store.view, noun).page.next)
    ]
    ids = [quote(id_) for id_ in _entities(store, names)]
    return {
        "front": ["/"] * TIMES,
        "search, common words": asked("/search", common),
        "search, second page": seconds,
        "search, rare words": asked("/search", rare),
        "search, no words": ["/search"] * TIMES,
        "search, a field": asked("/search", [f'publisher:"{publisher_name(number)}"' for number in range(TIMES)]),
        "search, by relevance": asked("/search", common, sort="relevance"),
        "search, by meaning": asked("/search", [f"like:{noun}" for noun in _COMMON]),
        "search, a speaker": asked("/search", [f'speaker:"{name}"' for name in names]),
        "search, not rejected": asked("/search", [f"{noun} NOT review:rejected" for noun in _COMMON]),
        "events, common words": asked("/events", common),
        "events, rare words": asked("/events", rare),
        "events, no words": ["/events"] * TIMES,
        "events, a speaker": asked("/events", [f'speaker:"{name}"' for name in names]),
        "suggestions": [
            f"/suggest?{urlencode({'q': name[:length]})}" for length, name in zip([2, 3, 4, 6] * 5, names, strict=True)
        ],
        "speakers": ["/speakers"] * TIMES,
        "speakers of a name": [f"/speakers?{urlencode({'name': name})}" for name in _names(names)],
        "speaker": [f"/speakers/{id_}" for id_ in ids],
        "speaker, with a query": [f"/speakers/{id_}?q=harbour" for id_ in ids],
        "speaker's events": [f"/speakers/{id_}/events" for id_ in ids],
        "who is who": [f"/identity/{id_}?{urlencode({'name': name.split()[0]})}" for id_, name in zip(ids, names, strict=False)],
        "article": [f"/articles/{quote(hit.article.id)}" for hit in statements],
        "statement": [f"/statements/{quote(hit.statement.id)}" for hit in statements],
        "timeline, common words": asked("/timeline", common),
        "timeline, no words": ["/timeline"] * TIMES,
        "compare": [
            f"/compare?{urlencode([('who', first), ('who', second), ('q', noun)])}"
            for first, second, noun in zip(names, names[1:] + names[:1], [*_COMMON[:10], *[""] * 10], strict=True)
        ],
        "network": asked("/network", ["", *common[1:]]),
        "map": asked("/map", ["", *common[1:]]),
        "issues": ["/issues", "/issues?code=empty"] * (TIMES // 2),
        "feeds": ["/feeds"] * TIMES,
        "reviews": ["/reviews"] * TIMES,
    }


def _names(names: list[str]) -> list[str]:
    """Whole names, first ones, which several share, and some that nobody has."""
    return [name if number % 3 else name.split()[0] for number, name in enumerate(names[:-2])] + ["nobody", "nemo nusquam"]


def _entities(store: Store, names: list[str]) -> Iterator[str]:
    for name in names:
        for known in store.view.entities(name)[:1]:
            yield known.entity.id


def answers(client: TestClient, addresses: list[str]) -> tuple[list[float], list[float], int]:
    """Milliseconds on the clock and on the processor, and bytes of the largest answer."""
    clocks, processors, largest = [], [], 0
    client.get(addresses[-1])
    for address in addresses:
        clock, processor = time.perf_counter(), time.process_time()
        answer = client.get(address, follow_redirects=False)
        clocks.append(1000 * (time.perf_counter() - clock))
        processors.append(1000 * (time.process_time() - processor))
        if answer.status_code not in (200, 303):
            raise SystemExit(f"{address}: {answer.status_code}")
        largest = max(largest, len(answer.content))
    return clocks, processors, largest


def _of(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]


def measure(path: Path) -> None:
    with open_store(path, create=False) as store:
        client = TestClient(create_app(store, access_for("127.0.0.1", "a-token-of-the-benchmark")), base_url="http://127.0.0.1")
        print(f"{path.name:28}{'clock: p50':>12}{'p95':>8}{'processor: p50':>18}{'p95':>8}{'KB':>8}")
        asked = pages(store)
        gc.collect()
        gc.freeze()  # as `onrecord serve` does
        for kind, addresses in asked.items():
            clocks, processors, largest = answers(client, addresses)
            figures = (_of(clocks, 0.5), _of(clocks, 0.95), _of(processors, 0.5), _of(processors, 0.95))
            clock, late, processor, most = (f"{figure:.0f}" for figure in figures)
            print(f"{kind:28}{clock:>12}{late:>8}{processor:>18}{most:>8}{largest / 1000:>8.0f}", flush=True)


def made(folder: Path, statements: int) -> Path:
    """The database of that many statements and events, built unless it is there."""
    path = folder / f"eventful-{statements}.db"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        with open_store(unfinished) as store:
            build(store, statements, with_events=True)
        unfinished.rename(path)
    return path


def main() -> None:
    arguments = argparse.ArgumentParser(description="How fast the reading room answers.")
    arguments.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000], help="statements")
    arguments.add_argument("--keep", type=Path, help="a folder where the databases stay, to be used again")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        for size in given.sizes:
            measure(made(given.keep or Path(passing), size))


if __name__ == "__main__":
    main()
