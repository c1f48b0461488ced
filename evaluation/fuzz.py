"""Mutated pages, feeds, mail and archives through their readers, in workers with limits: `python -m evaluation.fuzz`.

Every case is made from its number alone (`--seed`, `--first`), so one that fails can be made again: `--show NUMBER` writes its
bytes to standard output. A fault is a crash, more than 10 seconds, more than 1 GiB of memory, an exception that is no PageError,
or an article that breaks the record's rules. Exit status 1 where there was one. Imports onrecord only; the seeds are invented
pages of examples/ and tests/, fuzz_seeds and fuzz_files.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluation.fuzz_files import files
from evaluation.fuzz_seeds import FEEDS, TOKENS, generated_page
from onrecord import pipeline
from onrecord.acquire import FoundFile, FoundPage
from onrecord.acquire.feeds import is_list, read_list
from onrecord.acquire.sources import entries_in
from onrecord.clean import clean_page, misplaced_regions
from onrecord.errors import PageError
from onrecord.record import Page, Record
from onrecord.record.codec import dumps, loads
from onrecord.workers import Limits, Lost, run_tasks

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 10.0  # seconds of processor time of a case, so that a busy machine makes no faults
LIMITS = Limits(seconds=300, memory=1 << 30)  # seconds by the clock, for a case that never ends
LARGEST = 300_000  # bytes of a case
_FEED_SHARE, _FILE_SHARE = 0.2, 0.4
_PAGES_READ = 3  # of a file
_MEDIA_TYPES = (*["text/html"] * 3, "text/html; charset=utf-8", "application/xhtml+xml", "text/plain", "text/markdown")


@dataclass(frozen=True, slots=True)
class Case:
    """What is tried: `media_type` is None for a list of links; `is_file` says that pages are to be taken out of it."""

    data: bytes
    media_type: str | None
    is_file: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """`result` is "article", "links", "pages" or the code of the refusal; `memory` the most that the worker has held so far, in
    bytes."""

    result: str
    seconds: float
    memory: int


@cache
def page_seeds() -> tuple[bytes, ...]:
    files = [*ROOT.glob("examples/**/*.htm*"), *ROOT.glob("examples/*.txt"), *ROOT.glob("tests/clean/pages/*.html")]
    return tuple(file.read_bytes() for file in sorted(files))


def case(seed: int, number: int) -> Case:
    """The case of this number; the same wherever it is made."""
    chance = random.Random(f"{seed}:{number}")
    kind = chance.random()
    if kind < _FEED_SHARE:
        return Case(_mutated(chance.choice(FEEDS).encode(), chance, FEEDS), None)
    if kind < _FEED_SHARE + _FILE_SHARE:
        media_type, data = chance.choice(files())
        return Case(_mutated(data, chance, ()), media_type, is_file=True)
    whole = chance.choice(page_seeds()) if page_seeds() and chance.random() < 0.5 else generated_page(chance).encode()
    return Case(_mutated(whole, chance, ()), chance.choice(_MEDIA_TYPES))


def _mutated(data: bytes, chance: random.Random, others: tuple[str, ...]) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 4, 8, 30))):
        mutate = chance.choice(_MUTATIONS)
        data = mutate(data, chance)[:LARGEST]
    if others and chance.random() < 0.1:
        data = _spliced(data, chance.choice(others).encode(), chance)
    return data


def _cut(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 3, 10, 60, 400)))


def _flip(data: bytes, chance: random.Random) -> bytes:
    start, _ = _cut(data, chance)
    return data[:start] + bytes([chance.randrange(256)]) + data[start + 1 :]


def _delete(data: bytes, chance: random.Random) -> bytes:
    start, end = _cut(data, chance)
    return data[:start] + data[end:]


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = _cut(data, chance)
    times = min(chance.choice((2, 5, 50, 1000, 20_000)), 1 + LARGEST // max(1, end - start))
    return data[:start] + data[start:end] * times + data[end:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    start, _ = _cut(data, chance)
    return data[:start] + chance.choice(TOKENS).encode("utf-8", "surrogatepass") + data[start:]


def _move(data: bytes, chance: random.Random) -> bytes:
    (start, end), (to, _) = _cut(data, chance), _cut(data, chance)
    return data[:to] + data[start:end] + data[to:]


def _tag(data: bytes, chance: random.Random) -> bytes:
    """Another element in place of one, or around something, perhaps many times over."""
    at = data.find(b"<", chance.randrange(len(data) + 1))
    name = chance.choice(
        ("div", "p", "table", "td", "a", "span", "article", "script", "b", "li", "title", "time", "h1", "figure")
    )
    attributes = chance.choice(
        ("", "", " class=related", ' class="live-blog post"', " hidden", " style='display:none'", " datetime=x")
    )
    opening = f"<{name}{attributes}>".encode() * chance.choice((1, 1, 1, 10, 500, 5000))
    if at < 0:
        return opening + data
    end = data.find(b">", at)
    return data[:at] + opening + (data[at:] if end < 0 or chance.random() < 0.5 else data[end + 1 :])


def _recode(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "koi8-r", "shift-jis", "utf-7")), "replace")


def _spliced(data: bytes, other: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other)) :]


_MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_flip, _delete, _insert, _insert, _move, _tag, _tag, _repeat),
    *(_flip, _delete, _insert, _insert, _move, _tag, _tag, _repeat),
    *(_truncate, _recode),
)  # fmt: skip


def tried(task: tuple[int, int]) -> Outcome:
    """Reads one case, given as seed and number; what is wrong with it is raised."""
    one = case(*task)
    started = time.process_time()
    try:
        if one.media_type is None:
            result = _links(one.data)
        else:
            result = _pages(one.data, one.media_type) if one.is_file else _article(one.data, one.media_type)
    except PageError as refusal:
        result = refusal.code
    seconds = time.process_time() - started
    if seconds > LONGEST:
        raise TimeoutError(f"it took {seconds:.1f} s")
    return Outcome(result, seconds, _most_memory())


def _article(data: bytes, media_type: str) -> str:
    page = Page(hashlib.sha256(data).hexdigest(), media_type, "https://news.example/2024/03/05/bridge")
    article, issues = clean_page(data, page)
    record = Record(article, issues=issues)
    if loads(dumps(record)) != record:
        raise AssertionError("the record is another one after writing and reading it")
    unlocated = sum(issue.code == "unlocated" for issue in issues)
    if len(misplaced_regions(data, article) or ()) > unlocated:
        raise AssertionError("a region does not stand in the page where the article says")
    return "article"


def _pages(data: bytes, media_type: str) -> str:
    with tempfile.NamedTemporaryFile(prefix="fuzz-") as file:
        file.write(data)
        file.flush()
        found = FoundFile(Path(file.name), "case", media_type)
        pages = [entry for entry in entries_in(found) if isinstance(entry, FoundPage)]
    for page in pages[:_PAGES_READ]:
        try:
            pipeline.clean(page.data, page.page)
        except PageError:
            continue
    return "pages"


def _links(data: bytes) -> str:
    is_list(data)
    for _ in read_list(data, "https://news.example/feed.xml"):
        pass
    return "links"


def _most_memory() -> int:
    try:
        import resource
    except ImportError:  # not on Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=1000)
    options.add_argument("--first", type=int, default=0, help="the number of the first case")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--show", type=int, metavar="NUMBER", help="write the bytes of one case and end")
    given = options.parse_args()
    if given.show is not None:
        sys.stdout.buffer.write(case(given.seed, given.show).data)
        return 0
    results: Counter[str] = Counter()
    faults, memory, slowest = 0, 0, (0.0, -1)
    started = time.monotonic()
    tasks = ((given.seed, number) for number in range(given.first, given.first + given.count))
    for done, ((_, number), outcome) in enumerate(run_tasks(tried, tasks, workers=given.workers, limits=LIMITS), 1):
        if isinstance(outcome, Lost):
            faults += 1
            print(f"case {number}: {outcome.code}: {outcome.message!a:.300}", flush=True)
        else:
            results[outcome.result] += 1
            memory, slowest = max(memory, outcome.memory), max(slowest, (outcome.seconds, number))
        if done % 1000 == 0:
            print(f"{done} cases, {faults} faults, {time.monotonic() - started:.0f} s", flush=True)
    shown = ", ".join(f"{name} {count}" for name, count in results.most_common())
    print(f"{given.count} cases (seed {given.seed}, from {given.first}): {faults} faults; {shown}")
    took = time.monotonic() - started
    print(f"slowest {slowest[0]:.2f} s (case {slowest[1]}); {took:.0f} s in all")
    print(f"most memory of a worker {memory >> 20} MiB, of this process {_most_memory() >> 20} MiB")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
