"""How fast a record answers as it grows, in SQLite and in PostgreSQL: the last part of `make bench`. Imports onrecord and its
store, and the server of the tests.

    python -m benchmarks.record
    python -m benchmarks.record 10000 100000
    python -m benchmarks.record --at postgresql://me@/invented?host=/run/postgresql

Builds records of 10,000, 100,000 and 1,000,000 invented statements (or of the sizes that are given) in `runs/record`, unless
they are there already, and asks each every kind of question with a warm cache: the 95th percentile by the clock, in
milliseconds. Then it exports all statements, and gives the seconds and the most memory that took. In the end it copies the
largest record into a PostgreSQL server of its own, where Debian's programs are installed, and asks that. `--at` asks a database
that is there already, and nothing else. Compare figures of idle machines only.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.build import build
from benchmarks.invented import publisher_name, speaker_name, word
from onrecord.search.executor import ask, ask_articles, facets
from onrecord.store import Sort, View, open_store
from tests.postgresql import NoServerError, Server, running

SIZES = (10_000, 100_000, 1_000_000)  # statements
FOLDER = Path("runs/record")
AIMED_AT = {"word": 50, "phrase": 50, "field": 50, "combined": 50, "speaker's first page": 50, "facets": 300}  # milliseconds
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
        "by meaning": drawn(lambda: f'like:"{dice.choice(_VERBS)} the {dice.choice(_COMMON)}"'),
    }


def p95(run: Callable[[str], object], asked: list[str]) -> float:
    """The 95th percentile of milliseconds on the clock, after each was asked once."""
    clocks = []
    for text in asked:
        run(text)
    for text in asked:
        started = time.perf_counter()
        run(text)
        clocks.append(1000 * (time.perf_counter() - started))
    return sorted(clocks)[int(0.95 * (len(clocks) - 1))]


def timings(view: View) -> dict[str, float]:
    asked = questions()
    found = {kind: p95(lambda text: ask(view, text), texts) for kind, texts in asked.items()}
    found["second page"] = p95(lambda text: ask(view, text, cursor=ask(view, text).page.next), asked["word"])
    found["by relevance"] = p95(lambda text: ask(view, text, sort=Sort.RELEVANCE), asked["word"])
    found["articles"] = p95(lambda text: ask_articles(view, text), asked["word"])
    every_kind = [text for kind in ("word", "phrase", "field", "combined") for text in asked[kind][:15]]
    found["facets"] = p95(lambda text: facets(view, text), ["", *every_kind])
    return found


def answered(location: str | Path) -> dict[str, str]:
    with open_store(location, create=False) as store:
        found = {kind: f"{milliseconds:.0f}" for kind, milliseconds in timings(store.view).items()}
    _say(", ".join(f"{kind} {milliseconds} ms" for kind, milliseconds in found.items()))
    return found


def run(*command: str | Path) -> tuple[float, float]:
    """Seconds on the clock, and MiB of memory at most, of a command of onrecord, whose output nobody reads."""
    started, memory = time.monotonic(), 0.0
    process = subprocess.Popen([sys.executable, "-m", "onrecord", *command], stdout=subprocess.DEVNULL)
    while process.poll() is None:
        memory = max(memory, _most_memory(process.pid))
        time.sleep(0.05)
    if process.returncode:
        sys.exit(f"onrecord {' '.join(map(str, command))} failed")
    return time.monotonic() - started, memory


def _most_memory(process: int) -> float:
    """So far, in MiB, by Linux; what `getrusage` tells of a child begins with the memory of its parent."""
    try:
        found = re.search(r"VmHWM:\s*(\d+) kB", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def exported(path: Path, statements: int) -> dict[str, str]:
    found = {}
    for format_ in ("jsonl", "csv"):
        _say(f"exporting {statements:,} as {format_}")
        seconds, memory = run("--db", path, "export", "--format", format_)
        found[f"export as {format_}"] = f"{seconds:.0f} s, {memory:.0f} MiB"
        _say(found[f"export as {format_}"])
    return found


def made(folder: Path, statements: int) -> Path:
    """The database of that many statements, built unless it is there."""
    path = folder / f"invented-{statements}.db"
    if not path.exists():
        _say(f"building {statements:,}")
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        with open_store(unfinished) as store:
            build(store, statements)
        unfinished.rename(path)
    return path


def in_file(path: Path, statements: int, *, export: bool) -> dict[str, str]:
    _say(f"asking {statements:,}")
    found = answered(path)
    found["bytes a statement"] = f"{path.stat().st_size / statements:,.0f}"
    return found | exported(path, statements) if export else found


def in_postgresql(server: Server, path: Path, statements: int) -> dict[str, str]:
    address = server.empty()
    _say(f"copying {statements:,} into PostgreSQL")
    seconds, memory = run("copy", path, address)
    _say("asking PostgreSQL")
    found = answered(address)
    (size,) = server.run(address, "SELECT pg_database_size(current_database())")[0]
    told = {"bytes a statement": f"{size / statements:,.0f}", "copied from SQLite": f"{seconds:.0f} s, {memory:.0f} MiB"}
    return found | told


def main() -> None:
    arguments = argparse.ArgumentParser(description="How fast a record answers as it grows.")
    arguments.add_argument("sizes", nargs="*", type=int, default=SIZES, help="statements (default: 10000 100000 1000000)")
    arguments.add_argument("--keep", type=Path, default=FOLDER, help="where the databases are and stay (default: runs/record)")
    arguments.add_argument("--at", metavar="DATABASE", help="ask this database, and nothing else")
    arguments.add_argument("--no-export", action="store_true", help="leave out exporting all")
    arguments.add_argument("--no-postgresql", action="store_true", help="leave out PostgreSQL")
    given = arguments.parse_args()
    if given.at:
        _print({"": answered(given.at)})
        return
    largest = max(given.sizes)
    # Of an idle machine with two cores.
    _say(f"this takes about {max(1, round(largest / 35_000))} minutes, and {largest * 7_000 / 1e9:.1f} GB of disk at most")
    columns = {
        f"{size:,}": in_file(made(given.keep, size), size, export=not given.no_export) for size in sorted(set(given.sizes))
    }
    if not given.no_postgresql:
        try:
            with running() as server:
                columns[f"PostgreSQL, {largest:,}"] = in_postgresql(server, made(given.keep, largest), largest)
        except NoServerError as error:
            _say(f"PostgreSQL is left out: {error}")
    _print(columns)


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def _print(columns: dict[str, dict[str, str]]) -> None:
    """A line for everything that was measured in any of the databases."""
    print(f"{'p95 in ms':22} {'aim':>4}", *(f"{head:>21}" for head in columns))
    for kind in dict.fromkeys(kind for column in columns.values() for kind in column):
        aim = f"<{AIMED_AT[kind]}" if kind in AIMED_AT else ""
        print(f"{kind:22} {aim:>4}", *(f"{column.get(kind, ''):>21}" for column in columns.values()))


if __name__ == "__main__":
    main()
