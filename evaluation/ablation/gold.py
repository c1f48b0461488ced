"""The gold that rules are priced on: for each text, what is right of a record of it, and what is wrong. Imports evaluation.

A set is `written` where rules were written for it or mended on it: what a rule earns there alone it earns nowhere else.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from evaluation import events, places, polarity, times
from evaluation.shared import DATA, available, json_lines, measure
from onrecord.record import Record, Span

Judged = tuple[frozenset[str], frozenset[str]]  # names of what is right, and of what is wrong
Judge = Callable[[Mapping[str, Any], Record], Judged]


@dataclass(frozen=True, slots=True)
class Case:
    """One text of the set `gold`, with what is known of it."""

    gold: str
    written: bool
    text: str
    published: str | None
    data: Mapping[str, Any]
    judge: Judge


def cases(room: str) -> Iterator[Case]:
    """All texts with gold for a room; those of `../shared` only where it is there."""
    yield from _OWN[room]()
    if available():
        yield from _SHARED[room]()


def _own_events() -> Iterator[Case]:
    for line in json_lines(events.SENTENCES):
        yield Case("sentences", True, line["text"], None, line, _sentence)


def _sentence(line: Mapping[str, Any], record: Record) -> Judged:
    event = events.best(dict(line), record)
    right = {"event"} if event else set()
    right |= {"status"} if event and event.status == line.get("status", event.status) else set()
    return frozenset(right), frozenset({"another"} if record.events and not event else ())


def _shared_events() -> Iterator[Case]:
    for name in ("dev", "train-invented"):
        for line in json_lines(DATA / f"news/{name}.events.jsonl"):
            yield Case(f"news {name}", False, line["text"], line.get("published"), line, _news_events)
    with (DATA / "plover/plv_train.tsv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            yield Case("PLV", False, row["sentence"], None, row, _plv)


def _news_events(line: Mapping[str, Any], record: Record) -> Judged:
    """By type and trigger or parties, as ../shared/eval/news_events.py does; right also in its parties, and with its status."""
    scorer = _news_scorer()
    names = _names(record)
    found = {
        f"{event.type} {event.trigger[0].start}": {
            "type": event.type,
            "trigger": [(s.start, s.end) for s in event.trigger],
            "actors": [names[a] for a in event.actors],
            "recipients": [names[r] for r in event.recipients],
            "status": event.status,
        }
        for event in record.events
    }
    right, used = set(), set()
    for gold in line["events"]:
        for key, event in found.items():
            sides = all(scorer.agree(gold[side], event[side]) for side in ("actors", "recipients"))
            told = scorer.overlap(gold["trigger"], event["trigger"])
            if key not in used and gold["type"] == event["type"] and (told or sides):
                used.add(key)
                right |= {f"{gold['n']} type"} | ({f"{gold['n']} parties"} if sides else set())
                right |= {f"{gold['n']} status"} if sides and gold["status"] == event["status"] else set()
                break
    return frozenset(right), frozenset(found.keys() - used)


@cache
def _news_scorer() -> ModuleType:
    return measure("news_events")


def _names(record: Record) -> dict[str, list[str]]:
    names = {entity.id: [entity.name, *entity.aliases] for entity in record.entities}
    for mention in record.mentions:
        names[mention.entity].append(mention.span.of(record.article.text))
    return names


def _plv(row: Mapping[str, Any], record: Record) -> Judged:
    root = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
    sides = [[row["source"].strip()], [row["target"].strip()]]
    right = any(
        root.get(event.type, event.type) == row["gold_root"]
        and events.overlaps(record, event.actors, sides[0])
        and events.overlaps(record, event.recipients, sides[1])
        for event in record.events
    )
    return frozenset({"event"} if right else ()), frozenset({"another"} if record.events and not right else ())


def _own_times() -> Iterator[Case]:
    for case in times.cases():
        yield Case("phrases", True, case.text, case.published, {"case": case}, _phrase)


def _phrase(data: Mapping[str, Any], record: Record) -> Judged:
    """The phrase is resolved by itself; the record is not asked."""
    from evaluation.times import onrecord_answer

    answer = onrecord_answer(data["case"])
    right = answer == data["case"].expected
    return frozenset({"interval"} if right else ()), frozenset({"interval"} if answer and not right else ())


def _shared_times() -> Iterator[Case]:
    for case in _shared_events():
        if "news" in case.gold:
            yield Case(case.gold, False, case.text, case.published, case.data, _dates)


def _dates(line: Mapping[str, Any], record: Record) -> Judged:
    """The dates of events whose triggers overlap; a date of the article for one that the gold leaves open is not counted."""
    scorer = _news_scorer()
    right: set[str] = set()
    wrong: set[str] = set()
    dated = [(event.date, [(t.start, t.end) for t in event.trigger]) for event in record.events if event.date]
    for gold in line["events"]:
        for date, trigger in dated:
            if gold.get("date") and scorer.overlap(gold["trigger"], trigger):
                inside = date.start.startswith(gold["date"]) or date.start <= gold["date"] <= date.end
                (right if inside else wrong).add(f"{gold['n']}")
    return frozenset(right), frozenset(wrong - right)


def _own_places() -> Iterator[Case]:
    for line in json_lines(places.SENTENCES):
        yield Case("sentences", True, line["text"], "2031-03-04", line, _where)


def _where(line: Mapping[str, Any], record: Record) -> Judged:
    found = {entity.name.casefold(): places.where(entity) for entity in record.entities}
    answers = {name: found.get(name.casefold()) for name in line["places"]}
    return (
        frozenset(name for name, gold in line["places"].items() if answers[name] == gold),
        frozenset(name for name, gold in line["places"].items() if answers[name] not in (gold, None)),
    )


def _speakers() -> Iterator[Case]:
    for name in ("dev", "train-invented", "train-wikinews"):
        for line in json_lines(DATA / f"news/{name}.jsonl"):
            yield Case(f"news {name}", False, line["text"], line.get("published"), line, _spoken)


def _spoken(line: Mapping[str, Any], record: Record) -> Judged:
    """Statements by half of their content, and those of them whose speaker has a word of the gold one's name."""
    (marked, *_) = line["annotations"].values()
    right: set[str] = set()
    wrong: set[str] = set()
    for gold in marked:
        wanted = {i for start, end in gold["content"] for i in range(start, end)}
        best = max(record.statements, key=lambda s: len(wanted & _characters(s.content)), default=None)
        if best is None or 2 * len(wanted & _characters(best.content)) < len(wanted | _characters(best.content)):
            continue
        right.add(f"{gold['id']} found")
        speaker = best.speaker.name if best.speaker and best.speaker.name else ""
        said, known = _words(speaker), _words(str(gold.get("speaker") or ""))
        if speaker and known:
            (right if said & known else wrong).add(f"{gold['id']} speaker")
    return frozenset(right), frozenset(wrong)


def _characters(spans: tuple[Span, ...]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end)}


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold())) - {"the", "of", "a", "and"}


def _nothing() -> Iterator[Case]:
    return iter(())


def _own_statements() -> Iterator[Case]:
    for case in polarity.cases():
        yield Case("polarity", True, case.text, None, {"case": case}, _polarity)


def _polarity(data: Mapping[str, Any], record: Record) -> Judged:
    """The statement is judged by itself; the record is not asked."""
    from evaluation.polarity import right

    return (frozenset({"polarity"}), frozenset()) if right(data["case"]) else (frozenset(), frozenset({"polarity"}))


_OWN = {
    "events": _own_events,
    "times": _own_times,
    "places": _own_places,
    "coreference": _nothing,
    "statements": _own_statements,
}
_SHARED = {
    "events": _shared_events,
    "times": _shared_times,
    "places": _speakers,
    "coreference": _speakers,
    "statements": _speakers,
}
