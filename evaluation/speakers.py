"""Who the speaker of each statement is, against gold: `python -m evaluation.speakers [--wrong]`. Imports onrecord and evaluation.

Two ways: end to end from the raw text, and with the gold statements given, which shows what resolving alone gets wrong. Scores
are those of `../shared/eval/speakers.py`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from types import ModuleType
from typing import Any

import onrecord
from evaluation.attribution import AS_POLNEAR
from evaluation.shared import DATA, SHARED, json_lines, measure, reading_by
from onrecord.extract.coreference.speakers import resolve_speakers
from onrecord.extract.network.encoder import encode
from onrecord.extract.network.tagging import find_names, tag_words
from onrecord.extract.text.paragraphs import paragraphs_of
from onrecord.extract.text.results import FoundStatement
from onrecord.record import Article, Span, Spans, Speaker

DEV = DATA / "polnear" / "dev.jsonl"
SPEAKERS = DATA / "polnear" / "dev.speakers.jsonl"
FIGURES = ("found", "named", "described", "unnamed", "all")
FORMS = ("name", "pronoun", "nominal")


def _scorer() -> ModuleType:
    folder = str(SHARED / "eval")
    if folder not in sys.path:  # the measure imports its neighbour
        sys.path.append(folder)
    return measure("speakers")


def gold() -> tuple[dict[str, Any], dict[str, Any]]:
    """Articles with speakers, and their speakers, by id."""
    speakers = {line["id"]: line for line in json_lines(SPEAKERS)}
    return {line["id"]: line for line in json_lines(DEV) if line["id"] in speakers}, speakers


def end_to_end(articles: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    predicted = {}
    for raw in articles:
        with reading_by(AS_POLNEAR):
            record = onrecord.read(raw["text"], id=raw["id"])
        predicted[raw["id"]] = {"attributions": [_attribution(s.content, s.speaker) for s in record.statements]}
    return predicted


def given_statements(articles: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The gold statements of the first annotator by name, as if the reader had found them."""
    predicted = {}
    for raw in articles:
        text = raw["text"]
        encoded = encode(text, paragraphs_of(text, Span(0, len(text))))
        if encoded is None:
            continue
        found = sorted((_found(a) for a in first_annotation(raw) if a["content"]), key=lambda f: f.content)
        resolution = resolve_speakers(Article(raw["id"], text), found, find_names(encoded), tag_words(encoded))
        pairs = zip(found, resolution.statements, strict=True)
        predicted[raw["id"]] = {"attributions": [_attribution(f.content, s.speaker) for f, s in pairs]}
    return predicted


def first_annotation(raw: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    annotations: Mapping[str, Sequence[Mapping[str, Any]]] = raw["annotations"]
    return annotations[min(annotations)]


def _found(attribution: Mapping[str, Any]) -> FoundStatement:
    return FoundStatement(_spans(attribution["source"]), _spans(attribution["cue"]), _spans(attribution["content"]), 1.0)


def _spans(pairs: Sequence[Sequence[int]] | None) -> Spans:
    return tuple(Span(start, end) for start, end in pairs or () if start < end)


def _attribution(content: Spans, speaker: Speaker | None) -> dict[str, Any]:
    return {"content": [[s.start, s.end] for s in content], "speaker": speaker.name if speaker else None}


def measures() -> dict[str, float]:
    articles, speakers = gold()
    scorer = _scorer()
    values: dict[str, float] = {}
    for way, predict in (("", end_to_end), ("given statements: ", given_statements)):
        result = scorer.score(articles, speakers, predict(articles.values()))
        values |= {f"{way}{figure}": result[figure] for figure in FIGURES if not (way and figure == "found")}
        values |= {f"{way}{form}": result[form][0] for form in FORMS if form in result}
    return values


def wrong() -> Iterable[str]:
    """With the gold statements given, each source whose speaker is not the gold one."""
    articles, speakers = gold()
    scorer = _scorer()
    predicted = given_statements(articles.values())
    for id_, raw in articles.items():
        said = {tuple(map(tuple, a["content"])): a["speaker"] for a in predicted.get(id_, {"attributions": []})["attributions"]}
        for attribution in first_annotation(raw):
            who = speakers[id_]["speakers"].get(attribution["id"])
            name = said.get(tuple(map(tuple, attribution["content"])))
            loose = who and who["type"] in ("unnamed", "author", "group", "document")
            if who and not (scorer.close(name, who["name"]) if loose else scorer.norm(name) == scorer.norm(who["name"])):
                source = " … ".join(raw["text"][a:b] for a, b in attribution["source"])
                yield f"{id_}\t{source[:60]}\tgold: {who['name'][:50]}\tread: {name}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list the wrong ones")
    if parser.parse_args().wrong:
        print(*wrong(), sep="\n")
    for label, value in measures().items():
        print(f"{label:<30} {value:.4f}")
