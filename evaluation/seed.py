"""The seed article, end to end: `python -m evaluation.seed`. Imports onrecord and evaluation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evaluation.matching import characters, overlap
from evaluation.shared import DATA
from onrecord.pipeline import read_page
from onrecord.record import Event, Page, Record, Role, Span

ARTICLE = DATA / "seed" / "article.txt"
_STATUSES = (("ASSAULT", "background"), ("AID", "planned"))
EXPECTED = DATA / "seed" / "expected.json"


def read_seed(path: Path = ARTICLE) -> Record:
    data = path.read_bytes()
    return read_page(data, Page("0" * 64, "text/plain", path.name))


def found_statements(record: Record, expected: dict[str, Any]) -> dict[int, Any]:
    """Expected statement id -> the statement that has its content (IoU of at least 0.5 over letters and digits), one to one."""
    text = record.article.text
    pairs = sorted(
        (
            (overlap(characters(text, e["content"]), characters(text, [(p.start, p.end) for p in s.content])), e["id"], n)
            for e in expected["statements"]
            for n, s in enumerate(record.statements)
        ),
        key=lambda pair: -pair[0],
    )
    taken: dict[int, int] = {}
    for iou, gold, n in pairs:
        if iou >= 0.5 and gold not in taken and n not in taken.values():
            taken[gold] = n
    return {gold: record.statements[n] for gold, n in taken.items()}


def measures() -> dict[str, float]:
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    record = read_seed()
    article = record.article
    found = found_statements(record, expected)
    speakers = {e["id"]: e["speaker"] for e in expected["statements"]}
    right = sum(s.speaker is not None and s.speaker.name == speakers[i] for i, s in found.items())
    roles = {entity.name: entity.roles for entity in record.entities}
    people = sum(
        any(r.text.casefold() == p["role"].casefold() and r.country == p["country"] for r in roles.get(p["name"], ()))
        for p in expected["people"]
    )
    chrome = [[r.span.start, r.span.end] for r in article.regions if r.role is Role.CHROME]
    parts = [getattr(article, part) == expected[part] for part in ("title", "published", "dateline")]
    return {
        "statements found, of 18": float(len(found)),
        "found with the right speaker, of 18": float(right),
        "people with role and country, of 6": float(people),
        "title, date and dateline, of 3": float(sum(parts)),
        "chrome lines marked, of 2": float(sum(c in chrome for c in expected["chrome"])),
        "events with their parties, of 5": float(sum(_told(record, e) is not None for e in expected["events"])),
        "invasion in the background, coalition planned, of 2": float(
            sum(any(e.type == type_ and e.status == status for e in record.events) for type_, status in _STATUSES)
        ),
        "events outside the chrome, share": float(
            all(
                not region.span.overlaps(t) for region in article.regions if region.role is Role.CHROME for t in _triggers(record)
            )
        ),
    }


def _triggers(record: Record) -> list[Span]:
    return [span for event in record.events for span in event.trigger]


def _told(record: Record, expected: dict[str, Any]) -> Event | None:
    """An event of the type (for the aid that SUPPORT stands for, AID too) with one of the actors and one of the recipients, whose
    names may be longer ("NATO troops")."""
    names = {entity.id: entity.name for entity in record.entities}

    def meets(found: tuple[str, ...], wanted: list[str]) -> bool:
        return any(name in names[entity] for entity in found for name in wanted)

    types = {expected["type"], "AID"} if expected["type"] == "SUPPORT" else {expected["type"]}
    fitting = (e for e in record.events if e.type in types)
    return next((e for e in fitting if meets(e.actors, expected["actors"]) and meets(e.recipients, expected["recipients"])), None)


if __name__ == "__main__":
    for measure, value in measures().items():
        print(f"{measure:<40} {value:.0f}")
