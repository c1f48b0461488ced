"""Events in news, by ../shared/eval/news_events.py: `python -m evaluation.news_events [--all] [GOLD.jsonl]`.

Imports onrecord and evaluation. By default dev: 44 real articles with every event marked, and only the events that are
shown unless all are asked for.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import onrecord
from evaluation.shared import DATA, json_lines, measure
from onrecord.record import SHOWN_FROM, Record

DEV = DATA / "news" / "dev.events.jsonl"


def measures() -> dict[str, float]:
    gold = {line["id"]: line for line in json_lines(DEV)}
    records = {id_: onrecord.read(line["text"]) for id_, line in gold.items()}
    every, shown = (score(gold, {i: predicted(r, least) for i, r in records.items()}) for least in (0.0, SHOWN_FROM))
    empty = [i for i, line in gold.items() if not line["events"]]
    return {
        "type F1, all": every["type"]["F1"],
        "parties F1, all": every["parties"]["F1"],
        "right F1, all": every["right"]["F1"],
        "right P, shown": shown["right"]["P"],
        "right R, shown": shown["right"]["R"],
        "not reversed": 1 - every["reversed"],
        "none where there is none, shown": sum(not predicted(records[i], SHOWN_FROM) for i in empty) / len(empty),
    }


def score(gold: dict[str, Any], found: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    result: dict[str, Any] = measure("news_events").score(gold, {i: {"events": events} for i, events in found.items()})
    return result


def predicted(record: Record, least: float = 0.0) -> list[dict[str, Any]]:
    """The events of at least this confidence as the measure takes them."""
    text = record.article.text
    names = {entity.id: [entity.name, *entity.aliases] for entity in record.entities}
    for mention in record.mentions:
        names[mention.entity].append(mention.span.of(text))
    speakers = {s.id: s.speaker.name if s.speaker and s.speaker.name else "somebody" for s in record.statements}
    return [
        {
            "type": event.type,
            "trigger": [[s.start, s.end] for s in event.trigger],
            "actors": [names[e] for e in event.actors],
            "recipients": [names[e] for e in event.recipients],
            "status": str(event.status),
            "by": speakers[event.asserted_by] if event.asserted_by else None,
        }
        for event in record.events
        if event.confidence >= least
    ]


if __name__ == "__main__":
    paths = [Path(a) for a in sys.argv[1:] if not a.startswith("-")]
    articles = {line["id"]: line for line in json_lines(paths[0] if paths else DEV)}
    least = 0.0 if "--all" in sys.argv else SHOWN_FROM
    print(score(articles, {i: predicted(onrecord.read(line["text"]), least) for i, line in articles.items()}))
