"""How fast a record of N statements answers: `make bench` and `python -m benchmarks.record`. Imports onrecord and its store.

    python -m benchmarks.record --keep FOLDER 10000 100000 1000000
    python -m benchmarks.record --at postgresql://me@/invented?host=/run/postgresql

Builds each database (or takes the one that was kept), asks it every kind of question with a warm cache, and gives the 95th
percentile in milliseconds, of the wall clock and of this process's own time on the processor, which is what a machine with
nothing else to do would need. `--at` asks a database that is there already, say one that `onrecord copy` made of a kept one; of
PostgreSQL the clock tells all, since the server works in other processes. Also the bytes a statement takes, and the memory of
exporting all of them.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.build import build
from benchmarks.invented import publisher_name, speaker_name, word
from onrecord.search.asking import ask, ask_articles, facets
from onrecord.store import Sort, Store, View, open_store

QUESTIONS = 20  # of each kind
_COMMON = ("the", "minister", "harbour", "border", "troops", "said", "tunnel", "harvest", "court", "police")
_VERBS = ("open", "close", "support", "reject", "delay", "protect", "attack", "defend", "fund", "cut")


def questions() -> dict[str, list[str]]:
    """Queries of each kind, common and rare; the same ones every time."""
    dice = random.Random(7)

    def drawn(make: Callable[[], str]) -> list[str]:
        return [make() for _ in range(QUESTIONS)]

    def rare() -> str:
        return word(int(60_000 ** dice.random()))

    def name() -> str:
        return speaker_name(int(300_000 ** dice.random()))

    return {
        "word": drawn(lambda: dice.choice([dice.choice(_COMMON), rare()])),
        "phrase": drawn(lambda: f'"{dice.choice(_VERBS)} the {dice.choice([dice.choice(_COMMON), rare()])}"'),
        "field": drawn(
            lambda: dice.choice(
                [
                    f'speaker:"{name()}"',
                    f"speaker:{name().split()[0].casefold()}",
                    "country:FRA",
                    "sector:MIL polarity:denies",
                    f'publisher:"{publisher_name(int(400 ** dice.random()))}"',
                    "role:minister kind:direct",
                    "after:2012-03 before:2012-04",
                    "confidence:>0.99",
                ]
            )
        ),
        "combined": drawn(
            lambda: dice.choice(
                [
                    f"{dice.choice(_COMMON)} {dice.choice(_COMMON)} kind:direct country:UKR",
                    f"({dice.choice(_COMMON)} OR {rare()}) -speaker:{name().split()[1].casefold()} after:2008 before:2010",
                    f'speaker:"{name()}" {dice.choice(_COMMON)}',
                    f'about:"{dice.choice(_VERBS)} the" role:general confidence:>0.9',
                    f"{rare()[:4]}* sector:GOV NOT {dice.choice(_COMMON)}",
                ]
            )
        ),
        "speaker's first page": drawn(lambda: f'speaker:"{name()}"'),
        "everything": [""] * QUESTIONS,
    }


def measured(run: Callable[[str], object], asked: list[str]) -> tuple[float, float]:
    """The 95th percentile of milliseconds on the clock and on the processor, after each was asked once."""
    clocks, processors = [], []
    for text in asked:
        run(text)
    for text in asked:
        clock, processor = time.perf_counter(), time.process_time()
        run(text)
        clocks.append(1000 * (time.perf_counter() - clock))
        processors.append(1000 * (time.process_time() - processor))
    return _p95(clocks), _p95(processors)


def _p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]


def timings(view: View) -> dict[str, tuple[float, float]]:
    asked = questions()
    found = {kind: measured(lambda text: ask(view, text), texts) for kind, texts in asked.items()}
    found["second page"] = measured(lambda text: ask(view, text, cursor=ask(view, text).page.next), asked["word"])
    found["by relevance"] = measured(lambda text: ask(view, text, sort=Sort.RELEVANCE), asked["word"])
    found["articles"] = measured(lambda text: ask_articles(view, text), asked["word"])
    every_kind = [text for kind in ("word", "phrase", "field", "combined") for text in asked[kind][:15]]
    found["facets"] = measured(lambda text: facets(view, text), ["", *every_kind])
    return found


def exported(path: Path) -> tuple[float, float]:
    """Seconds on the processor, and MiB of memory at most, of exporting every statement that a query finds."""
    command = [sys.executable, "-m", "onrecord", "--db", str(path), "export", "--format", "csv", "--query", "NOT zzzz"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def made(folder: Path, statements: int) -> Path:
    """The database of that many statements, built unless it is there."""
    path = folder / f"invented-{statements}.db"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        with open_store(unfinished) as store:
            build(store, statements)
        unfinished.rename(path)
    return path


def main() -> None:
    arguments = argparse.ArgumentParser(description="How fast a record answers.")
    arguments.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000], help="statements")
    arguments.add_argument("--keep", type=Path, help="a folder where the databases stay, to be used again")
    arguments.add_argument("--at", metavar="DATABASE", help="ask this one instead of those of the sizes")
    arguments.add_argument("--no-export", action="store_true", help="leave out exporting all, which takes minutes")
    given = arguments.parse_args()
    if given.at:
        with open_store(given.at, create=False) as store:
            _print([f"{_size(store):,}"], [_timings_shown(store)])
        return
    with tempfile.TemporaryDirectory() as passing:
        columns = [_measured_database(made(given.keep or Path(passing), size), not given.no_export) for size in given.sizes]
    _print([f"{size:,}" for size in given.sizes], columns)


def _print(heads: list[str], columns: list[dict[str, str]]) -> None:
    print(f"{'p95 in ms: clock (processor)':32}", *(f"{head:>20}" for head in heads))
    for row in columns[0]:
        print(f"{row:32}", *(f"{column[row]:>20}" for column in columns))


def _measured_database(path: Path, export: bool) -> dict[str, str]:
    with open_store(path, create=False) as store:
        found = _timings_shown(store)
        found["bytes a statement"] = f"{path.stat().st_size / _size(store):,.0f}"
    if export:
        seconds, memory = exported(path)
        found["export all, processor s"] = f"{seconds:.0f}"
        found["export all, MiB of memory"] = f"{memory:.0f}"
    return found


def _timings_shown(store: Store) -> dict[str, str]:
    return {kind: f"{clock:.0f} ({processor:.0f})" for kind, (clock, processor) in timings(store.view).items()}


def _size(store: Store) -> int:
    return store.view.counts().statements


if __name__ == "__main__":
    main()
