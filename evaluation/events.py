"""Events in invented sentences: `python -m evaluation.events [--misses]`. Imports onrecord and evaluation.

Each line of event_sentences.jsonl is a short text with one event that a reader must find: its type, and words of its actors and
recipients; for some, the status. It is found where an event has the type, and among its actors and recipients one each that
overlaps those of the line. F1 counts a text as predicted where any event is made of it. Codes are right where country and sector
both are. The sets "blind N" were written before their first run; what that run gave is in docs/events.md.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import onrecord
from evaluation.shared import json_lines
from onrecord.record import Event, Record, Span

SENTENCES = Path(__file__).with_name("event_sentences.jsonl")


def measures() -> dict[str, float]:
    read = [(line, onrecord.read(line["text"])) for line in json_lines(SENTENCES)]
    values = {}
    for name, chosen in (
        (", all", read),
        *(
            (f", {part}", [p for p in read if p[0]["set"] == part])
            for part in ("tuning", "check", *(f"blind {number}" for number in range(2, 14)))
        ),
    ):
        found = [best(line, record) for line, record in chosen]
        right = sum(event is not None for event in found)
        predicted = sum(bool(record.events) for _, record in chosen)
        values[f"type and parties F1{name}"] = 2 * right / (len(chosen) + predicted)
    values["type right, all"] = sum(any(e.type == line["type"] for e in record.events) for line, record in read) / len(read)
    values["status right, of those found"] = _share(
        [
            event.status == line["status"]
            for line, record in read
            if "status" in line and (event := best(line, record)) is not None
        ]
    )
    values["codes right"] = _share([right for line, record in read for _, right in coded(line, record)])
    values["events a sentence, at most 2"] = float(sum(len(record.events) for _, record in read) <= 2 * len(read))
    return values


def best(line: dict[str, Any], record: Record) -> Event | None:
    """The event with the right type and parties, the one with the right status first."""
    fitting = [
        event
        for event in record.events
        if event.type == line["type"]
        and overlaps(record, event.actors, line["actors"])
        and overlaps(record, event.recipients, line["recipients"])
    ]
    return min(fitting, key=lambda e: e.status != line.get("status"), default=None)


def overlaps(record: Record, entities: tuple[str, ...], words: list[str]) -> bool:
    """Whether some mention or name of the entities overlaps some of the words; true where there are none to find."""
    wanted = [Span(at, at + len(w)) for w in words if (at := record.article.text.find(w)) >= 0]
    spans = [m.span for m in record.mentions if m.entity in entities]
    return not words or any(span.overlaps(other) for span in spans for other in wanted)


def coded(line: dict[str, Any], record: Record) -> list[tuple[str, bool]]:
    """Each named actor that has codes, and whether the entity that its words are has them."""
    found = []
    for words, (country, sector) in line.get("codes", {}).items():
        at = record.article.text.find(words)
        span = Span(at, at + len(words))
        named = {m.entity for m in record.mentions if m.span.overlaps(span)}
        entities = [e for e in record.entities if e.id in named]
        right = any((country is None or e.country == country) and (sector is None or e.sector == sector) for e in entities)
        found.append((words, right))
    return found


def _share(values: list[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def misses() -> None:
    for line in json_lines(SENTENCES):
        record = onrecord.read(line["text"])
        names = {e.id: f"{e.name} {e.country or '-'} {e.sector or '-'}" for e in record.entities}
        event = best(line, record)
        if (
            event is None
            or event.status != line.get("status", event.status)
            or not all(right for _, right in coded(line, record))
        ):
            print(
                f"{'found' if event else 'MISSED':<7}{line['set']:<7}{line['type']:<10}{line.get('status', ''):<10}{line['text']}"
            )
            for e in record.events:
                print(f"        {e.type} {e.status} {[names[a] for a in e.actors]} -> {[names[r] for r in e.recipients]}")
            for words, right in coded(line, record):
                if not right:
                    print(f"        codes of {words}: {list(names.values())}")


if __name__ == "__main__":
    if "--misses" in sys.argv:
        misses()
    for measure, value in measures().items():
        print(f"{measure:<40} {value:.3f}")
