"""How well pages are read: the article's body on the 91 pages of ../shared, and what the pages say about their articles.

`python -m evaluation.pages` prints a table with trafilatura beside it. Bodies are scored by ../shared/eval/article_text.py. What
the pages state is in page_labels.json, read off the pages: where a page states two dates of publication (in two time zones, say)
or two forms of its publisher's name, either counts; where it names no author, authors are not scored. These were drafted by
reading with onrecord; gold/page_labels.json was read off 60 of the pages by hand, and rules were made with the half `tune` only.
Those who marked the bodies took pull quotes as part of them, so the ones that onrecord tells apart are counted in. Imports
evaluation, clean, the record and trafilatura.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trafilatura
from trafilatura.settings import Document

from evaluation.shared import DATA, measure
from onrecord.clean import clean_page
from onrecord.clean.byline import is_affiliation
from onrecord.errors import PageError
from onrecord.record import Page, Role

LABELS = Path(__file__).with_name("page_labels.json")
BY_HAND = Path(__file__).with_name("gold") / "page_labels.json"
_IN_BODY = frozenset((Role.BODY, Role.SUBHEADING, Role.PULL_QUOTE))
FIELDS = ("title", "date", "authors", "publisher")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a tool read from a page; `date` is an ISO date."""

    body: str
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None


def onrecord_reading(data: bytes, url: str) -> Reading:
    try:
        article, _ = clean_page(data, Page(hashlib.sha256(data).hexdigest(), "text/html", url))
    except PageError:
        return Reading("")
    body = "\n".join(region.span.of(article.text) for region in article.regions if region.role in _IN_BODY)
    return Reading(body, article.title, (article.published or "")[:10] or None, article.authors, article.publisher)


def trafilatura_reading(data: bytes, url: str, **mode: Any) -> Reading:
    found = trafilatura.bare_extraction(data, url=url, with_metadata=True, include_comments=False, **mode)
    if not isinstance(found, Document):
        return Reading("")
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    return Reading(found.text or "", found.title, (found.date or "")[:10] or None, authors, found.sitename)


TOOLS: dict[str, Callable[[bytes, str], Reading]] = {
    "onrecord": onrecord_reading,
    "trafilatura": trafilatura_reading,
    "trafilatura, precision": lambda data, url: trafilatura_reading(data, url, favor_precision=True),
}


def letters(words: str | None) -> str:
    bare = "".join(filter(str.isalnum, words or "")).lower()
    return bare.removeprefix("the")


def right(reading: Reading, label: dict[str, Any]) -> dict[str, bool]:
    """For each field that the page states, whether the reading has it."""
    found = {}
    if label["title"]:
        found["title"] = letters(reading.title) == letters(label["title"])
    if label["dates"]:
        found["date"] = reading.date in label["dates"]
    if label["authors"]:
        found["authors"] = {letters(name) for name in reading.authors} == {letters(name) for name in label["authors"]}
    if label["publishers"]:
        found["publisher"] = letters(reading.publisher) in {letters(name) for name in label["publishers"]}
    return found


def scored(tool: Callable[[bytes, str], Reading]) -> dict[str, float]:
    """P, R, F1 and exact of bodies, the share of right fields, and pages a second."""
    truth = json.loads((DATA / "pages/ground-truth.json").read_text("utf-8"))
    labels = json.loads(LABELS.read_text("utf-8"))
    pages = {name: gzip.decompress((DATA / f"pages/html/{name}.html.gz").read_bytes()) for name in truth}
    start = time.process_time()
    readings = {name: tool(data, truth[name]["url"]) for name, data in pages.items()}
    seconds = time.process_time() - start
    bodies = measure("article_text").score(truth, {name: {"articleBody": one.body} for name, one in readings.items()})
    values = {key: float(bodies[key]) for key in ("P", "R", "F1", "exact")}
    for field in FIELDS:
        judged = [right(readings[name], label)[field] for name, label in labels.items() if field in right(readings[name], label)]
        values[field] = sum(judged) / len(judged)
    return {**values, "pages a second": len(pages) / seconds}


def right_by_hand(reading: Reading, label: dict[str, Any]) -> dict[str, bool]:
    """As `right`, for a label that was read off the page by hand; its authors are people only."""
    people = [name for name in reading.authors if not is_affiliation(name)]
    return {
        "title": letters(reading.title) == letters(label["title"]),
        "date": reading.date == (label["published"] or "")[:10],
        "authors": {letters(name) for name in people} == {letters(name) for name in label["authors"]},
        "publisher": letters(reading.publisher) == letters(label["publisher"]),
    }


def scored_by_hand(tool: Callable[[bytes, str], Reading], half: str) -> dict[str, float]:
    """The share of right fields of one half of gold/page_labels.json: "tune", which may be looked at, or "hold"."""
    urls = {name: page["url"] for name, page in json.loads((DATA / "pages/ground-truth.json").read_text("utf-8")).items()}
    labels = {name: label for name, label in json.loads(BY_HAND.read_text("utf-8")).items() if label["half"] == half}
    judged = [
        right_by_hand(tool(gzip.decompress((DATA / f"pages/html/{name}.html.gz").read_bytes()), urls[name]), label)
        for name, label in labels.items()
    ]
    return {field: sum(one[field] for one in judged) / len(judged) for field in FIELDS}


def measures() -> dict[str, float]:
    """For `python -m evaluation`: all but the speed, which depends on the machine."""
    values = {name: value for name, value in scored(onrecord_reading).items() if name != "pages a second"}
    for half in ("tune", "hold"):
        values |= {f"{field}, by hand, {half}": value for field, value in scored_by_hand(onrecord_reading, half).items()}
    return values


def main() -> None:
    rows = {name: scored(tool) for name, tool in TOOLS.items()}
    columns = list(next(iter(rows.values())))
    print(f"{'':<24}" + "".join(f"{column:>{max(len(column) + 2, 9)}}" for column in columns))
    for name, values in rows.items():
        cells = (f"{value:>{max(len(column) + 2, 9)}.{1 if 'second' in column else 4}f}" for column, value in values.items())
        print(f"{name:<24}" + "".join(cells))


if __name__ == "__main__":
    main()
