"""Quotation marks and kinds. Example sentences are invented."""

from __future__ import annotations

import importlib.util
import json
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.text.quotations import MARK_RULES, MarkRule, kind_of, quotation_regions
from onrecord.record import Kind, Span

SHARED = Path(__file__).parents[4] / "shared"


def inside(text: str) -> list[str]:
    return [r.of(text) for r in quotation_regions(text)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“We are late,” said Ms Orr. “Very late.”", ["“We are late,”", "“Very late.”"]),
        ('"We are late," said Ms Orr. "Very late."', ['"We are late,"', '"Very late."']),
        ("‘We are late,’ said Ms Orr.", ["‘We are late,’"]),
        ("'We're late,' said Ms Orr. 'It's cold.'", ["'We're late,'", "'It's cold.'"]),
        ("‘The workers’ pay isn’t enough,’ said Orr.", ["‘The workers’ pay isn’t enough,’"]),
        ("''We are late,'' said Ms Orr.", ["''We are late,''"]),
        ("«Wir kommen», sagte sie.", ["«Wir kommen»"]),
        ("»Wir kommen«, sagte sie.", ["»Wir kommen«"]),
        ("„Wir kommen“, sagte sie.", ["„Wir kommen“"]),
        ("“He told me ‘no consensus’ was reached,” said Orr.", ["“He told me ‘no consensus’ was reached,”"]),
        ("‘He told me “no” twice,’ said Orr.", ["‘He told me “no” twice,’"]),
        ("An “expedited review“ of the pipes.", ["“expedited review“"]),
        ('He mixed “marks" here.', ['“marks"']),
    ],
)
def test_every_sort_of_quotation_mark_holds_its_words(text: str, quoted: list[str]) -> None:
    assert inside(text) == quoted


@pytest.mark.parametrize(
    "text",
    [
        "The workers’ union wasn’t asked; Orr’s members’ votes didn’t count.",
        "The workers' union wasn't asked; Orr's members' votes didn't count.",
        "Songs of the ’90s and the '80s, rock ’n’ roll, ’tis all the same.",
        "He is 6'2\" tall, she is 5'10\".",
        'A 12" record and a 7" single.',
        "It fell silent. ” Then nothing.",
    ],
)
def test_apostrophes_and_measures_are_no_quotation_marks(text: str) -> None:
    assert inside(text) == []


def test_a_quotation_over_paragraphs_reopens_in_each_and_closes_in_the_last() -> None:
    text = "“We came at noon.\n\n“The gate was shut.\n\n“We left.”\n\nNobody else spoke."
    assert inside(text) == ["“We came at noon.", "“The gate was shut.", "“We left.”"]


def test_single_quotation_marks_run_over_paragraphs_too() -> None:
    assert inside("‘We came at noon.\n\n‘We left.’ It rained.") == ["‘We came at noon.", "‘We left.’"]


def test_a_mark_that_nothing_closes_holds_no_more_than_its_paragraph() -> None:
    assert inside("“We came at noon, she said.\n\nThe gate was shut.") == ["“We came at noon, she said."]
    assert inside("‘Tis a pity, she said.\n\nThe gate was shut.") == []


def test_a_mark_that_opens_again_replaces_the_one_that_nothing_closed() -> None:
    assert inside("“We came, she said. “We left,” she added.") == ["“We left,”"]


@pytest.mark.parametrize("piece", ["' 's ", '"a ', "“a ‘b “c "])
def test_a_page_of_stray_marks_takes_time_in_proportion_to_its_length(piece: str) -> None:
    def seconds(times: int) -> float:
        start = process_time()
        quotation_regions(piece * times)
        return process_time() - start

    def least(times: int) -> float:
        return min(seconds(times) for _ in range(5))

    assert least(8000) < 32 * max(least(1000), 0.001)  # 64 times, if it went with the square


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("“We are late,” said Ms Orr.", ["“We are late,”"], Kind.DIRECT),
        ("“We are late,” said Ms Orr. “Very late.”", ["We are late", "Very late"], Kind.DIRECT),
        ("'We are late,' said Ms Orr.", ["'We are late,'"], Kind.DIRECT),
        ("Ms Orr said they were “very late” again.", ["they were “very late” again"], Kind.MIXED),
        ("Ms Orr said they were late.", ["they were late"], Kind.INDIRECT),
        ("“We came at noon.\n\n“We left,” said Orr.", ["“We came at noon.\n\n“We left,”"], Kind.DIRECT),
        # Titles, nicknames and scare quotes beside the content leave it as it is.
        ("Tom “Ox” Reyes, author of “Salt”, said the “fair” was over.", ["the “fair” was over"], Kind.MIXED),
        ("Tom “Ox” Reyes, author of “Salt”, said it was over.", ["it was over"], Kind.INDIRECT),
    ],
)
def test_kind_is_read_from_the_quotation_marks(text: str, content: list[str], kind: Kind) -> None:
    spans = tuple(Span(text.index(words), text.index(words) + len(words)) for words in content)
    assert kind_of(text, spans) is kind
    assert kind_of(text, spans, quotation_regions(text)) is kind


@settings(deadline=None)
@given(st.text(alphabet="ab ,.\n5s“”\"„«»‘’'"))
def test_regions_lie_in_order_inside_one_paragraph_each(text: str) -> None:
    regions = quotation_regions(text)
    assert all(a.end <= b.start for a, b in pairwise(regions))
    assert all("\n" not in r.of(text) for r in regions)


def test_agrees_with_the_scorer_where_quotations_are_double() -> None:
    data = SHARED / "data" / "polnear" / "dev.jsonl"
    if not data.exists():
        pytest.skip("the shared data is not here")
    spec = importlib.util.spec_from_file_location("attribution", SHARED / "eval" / "attribution.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    same = counted = 0
    for article in map(json.loads, data.read_text(encoding="utf-8").splitlines()):
        if "''" in article["text"]:
            continue
        regions = quotation_regions(article["text"])
        for marked in article["annotations"][min(article["annotations"])]:
            content = marked.get("content") or []
            if any(mark in article["text"][s:e] for s, e in content for mark in "‘'"):
                continue
            counted += 1
            same += scorer.kind(article["text"], content) == kind_of(article["text"], tuple(Span(*c) for c in content), regions)
    assert counted > 1000
    assert same / counted > 0.98


def test_the_seed_article_has_the_kinds_that_a_reader_sees() -> None:
    seed = SHARED / "data" / "seed"
    if not seed.exists():
        pytest.skip("the shared data is not here")
    text = (seed / "article.txt").read_text(encoding="utf-8")
    for statement in json.loads((seed / "expected.json").read_text(encoding="utf-8"))["statements"]:
        assert kind_of(text, tuple(Span(*c) for c in statement["content"])) == statement["kind"], statement["id"]


@pytest.mark.parametrize("rule", MARK_RULES, ids=lambda rule: rule.id)
def test_a_mark_that_a_rule_bars_opens_nothing(rule: MarkRule) -> None:
    assert not any(region.start == at for at in mark_places(rule.example) for region in quotation_regions(rule.example))


def mark_places(text: str) -> list[int]:
    return [at for at, character in enumerate(text) if character in "“\"'"]
