"""Empties each rule in a process of its own and judges what is read then. Imports onrecord and evaluation.

What the network makes of each text is kept in a file, so that only what comes after it is read anew: in the room "events" the
events, in the others all that follows the network. A text in which none of a rule's words occur is not read again.
"""

from __future__ import annotations

import gc
import hashlib
import importlib
import pickle
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from evaluation.ablation.gold import Case, Judged, cases
from evaluation.ablation.rules import Rule, empty, rules
from onrecord import extract
from onrecord.clean import clean_text
from onrecord.extract.events.finding import find_events
from onrecord.extract.events.lexicon import forms
from onrecord.extract.network.encoder import weights_sha256
from onrecord.extract.readers import chosen_reader
from onrecord.extract.text.lexicon import plural
from onrecord.extract.text.results import Findings
from onrecord.record import Article, Record, Stage

_KEPT = ("onrecord.extract.network", "onrecord.extract.text.results")  # modules that an emptied rule cannot have reached
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Price:
    """What becomes of the gold without a rule: by set, how many right ones are lost and gained, and wrong ones come and go.
    `changed` counts the texts that are read otherwise."""

    rule: Rule
    lost: Mapping[str, int]
    gained: Mapping[str, int]
    worse: Mapping[str, int]
    better: Mapping[str, int]
    changed: int
    failure: str | None = None


@dataclass(slots=True)
class _Bench:
    """All that stays the same over the rules of a room; child processes are forked with it."""

    room: str
    cases: list[Case]
    articles: list[Article]
    findings: dict[str, Findings]
    resolved: list[Any] = field(default_factory=list)
    base: list[Judged] = field(default_factory=list)
    base_events: list[Any] = field(default_factory=list)
    places: dict[str, frozenset[int]] = field(default_factory=dict)


class _Kept:
    """A reader that gives what was found before, and keeps what was not."""

    def __init__(self, findings: dict[str, Findings]) -> None:
        self.findings = findings

    def stage(self) -> Stage:
        return chosen_reader().stage()

    def read(self, text: str, paragraphs: Sequence[Any], min_confidence: float | None = None) -> Findings:
        if text not in self.findings:
            self.findings[text] = chosen_reader().read(text, paragraphs, min_confidence)
        return self.findings[text]


_bench: _Bench


def prices(room: str, processes: int = 2, only: str = "") -> Iterator[Price]:
    """The price of every rule of `room` whose file or name contains `only`."""
    global _bench
    _bench = _prepared(room)
    wanted = [rule for rule in rules(room) if only in f"{rule.file} {rule.name}"]
    yield from (Price(rule, {}, {}, {}, {}, 0) for rule in wanted if not _touched(rule))
    gc.freeze()
    with get_context("fork").Pool(processes, maxtasksperchild=1) as pool:
        yield from pool.imap_unordered(_price, [rule for rule in wanted if _touched(rule)], chunksize=1)


def _prepared(room: str) -> _Bench:
    listed = list(cases(room))
    articles = [clean_text(case.text, published=case.published)[0] for case in listed]
    bench = _Bench(room, listed, articles, _findings(articles))
    index: dict[str, set[int]] = defaultdict(set)
    for number, case in enumerate(listed):
        for word in _WORD.findall(case.text.casefold()):
            index[word].add(number)
    bench.places = {word: frozenset(numbers) for word, numbers in index.items()}
    if room == "events":
        _watch_events(bench)
    for number in range(len(listed)):
        record = _read(bench, number)
        bench.base.append(listed[number].judge(listed[number].data, record))
        bench.base_events.append(_told(record))
    return bench


def _findings(articles: Sequence[Article]) -> dict[str, Findings]:
    """What the reader finds in each text, from the file of an earlier run where it is there."""
    reader = chosen_reader()
    key = hashlib.sha256(f"{weights_sha256()} {reader.stage()}".encode())
    for article in articles:
        key.update(article.text.encode("utf-8", "replace"))
    file = Path(tempfile.gettempdir()) / f"onrecord-ablation-{key.hexdigest()[:16]}.pickle"
    if file.exists():
        kept: dict[str, Findings] = pickle.loads(file.read_bytes())
        return kept
    print(f"reading {len(articles)} texts for the first time", file=sys.stderr)
    keeping = _Kept({})
    for article in articles:
        extract.read_article(article, None, keeping)
    file.write_bytes(pickle.dumps(keeping.findings))
    return keeping.findings


def _watch_events(bench: _Bench) -> None:
    """Keep what the events of each article are read from."""

    def watched(*given: Any) -> Any:
        bench.resolved.append(given)
        return find_events(*given)

    vars(extract)["find_events"] = watched
    for number in range(len(bench.cases)):
        before = len(bench.resolved)
        _whole(bench, number, extract)
        if len(bench.resolved) == before:
            bench.resolved.append(None)
    vars(extract)["find_events"] = find_events


def _read(bench: _Bench, number: int) -> Record:
    """What the modules that are loaded now read."""
    if bench.room != "events":
        return _whole(bench, number, importlib.import_module("onrecord.extract"))
    article = bench.articles[number]
    if bench.resolved[number] is None:
        return Record(article)
    told = importlib.import_module("onrecord.extract.events.finding").find_events(*bench.resolved[number])
    return Record(article, bench.resolved[number][2], told.mentions, told.entities, told.events)


def _whole(bench: _Bench, number: int, package: Any) -> Record:
    article = bench.articles[number]
    read = package.read_article(article, None, _Kept(bench.findings))
    return Record(article, read.statements, read.mentions, read.entities, read.events)


def _told(record: Record) -> object:
    return record.events, record.statements, record.entities


def _price(rule: Rule) -> Price:
    """In a process of its own: without the rule, with the modules loaded anew."""
    numbers = _touched(rule)
    lost, gained, worse, better, changed = Counter[str](), Counter[str](), Counter[str](), Counter[str](), 0
    try:
        _load_anew(_bench.room)
        empty(rule)
        for number in numbers:
            case, (right, wrong) = _bench.cases[number], _bench.base[number]
            record = _read(_bench, number)
            now_right, now_wrong = case.judge(case.data, record)
            lost[case.gold] += len(right - now_right)
            gained[case.gold] += len(now_right - right)
            worse[case.gold] += len(now_wrong - wrong)
            better[case.gold] += len(wrong - now_wrong)
            changed += _told(record) != _bench.base_events[number]
    except Exception as error:
        return Price(rule, {}, {}, {}, {}, 0, f"{type(error).__name__}: {error}")
    return Price(rule, +lost, +gained, +worse, +better, changed)


def _load_anew(room: str) -> None:
    """Forget the modules that may have read what is emptied now; they are loaded again when they are asked for."""
    gone = "onrecord.extract.events" if room == "events" else "onrecord.extract"
    for name in list(sys.modules):
        if (name == gone or name.startswith(f"{gone}.")) and not name.startswith(_KEPT):
            del sys.modules[name]
    for name in ("times", "polarity"):
        sys.modules.pop(f"evaluation.{name}", None)


def _touched(rule: Rule) -> Sequence[int]:
    if rule.words is None:
        return range(len(_bench.cases))
    return sorted(set().union(*(_holding(phrase) for phrase in rule.words)))


def _holding(phrase: str) -> frozenset[int]:
    """The texts that hold some form of every word of a phrase: those that hold the rarest."""
    found = [
        frozenset().union(*(_bench.places.get(form, frozenset()) for form in {*forms(word), plural(word)}))
        for word in _WORD.findall(phrase.casefold())
        if len(word) > 1
    ]
    return min(found, key=len, default=frozenset(range(len(_bench.cases))))
