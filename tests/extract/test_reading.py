"""Statements read from articles: invented people, invented news."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import onrecord
from onrecord.record import Kind, Polarity, Record, Statement, words_of

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

FILLER = (
    "The harbour froze in January. Ships waited beyond the breakwater, and gulls walked on the ice. "
    "The lamps along the quay burned until noon. "
)


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    source: str
    cue: str
    content: tuple[str, ...]
    kind: Kind


CASES = (
    Case(
        "direct",
        "Virren is a town of bridges.\n\n“The old bridge will close in May,” Mayor Ada Moe said on Tuesday.",
        "Mayor Ada Moe",
        "said",
        ("“The old bridge will close in May,”",),
        Kind.DIRECT,
    ),
    Case(
        "indirect",
        "Transport Minister Ilse Brandvold said that the second tunnel would open in October.",
        "Transport Minister Ilse Brandvold",
        "said",
        ("that the second tunnel would open in October",),
        Kind.INDIRECT,
    ),
    Case(
        "mixed",
        "Governor Pascal Duvenhage said the flood was “the worst in living memory” and that help was on its way.",
        "Governor Pascal Duvenhage",
        "said",
        ("the flood was “the worst in living memory” and that help was on its way",),
        Kind.MIXED,
    ),
    Case(
        "content around the cue",
        "“Below the fault there was water,” Samir Okonjo said, “and above it there was sand.”",
        "Samir Okonjo",
        "said",
        ("“Below the fault there was water,”", "“and above it there was sand.”"),
        Kind.DIRECT,
    ),
    Case(
        "according to",
        "According to the Island Traders’ Association, a two-week stoppage would cost shops a fifth of their takings.",
        "the Island Traders’ Association",
        "According to",
        ("a two-week stoppage would cost shops a fifth of their takings",),
        Kind.INDIRECT,
    ),
    Case(
        "straight marks",
        '"We have opened the books," Corwin Vasterby told reporters. The firm lost money again.',
        "Corwin Vasterby",
        "told",
        ('"We have opened the books,"',),
        Kind.DIRECT,
    ),
    Case(
        "headline",
        "Virren Mayor Says Old Bridge Will Close in May\n\nThe town has two others.",
        "Virren Mayor",
        "Says",
        ("Old Bridge Will Close in May",),
        Kind.INDIRECT,
    ),
)


def letters(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def like(statement: Statement, text: str, case: Case) -> bool:
    content, wanted = letters(words_of(statement.content, text)), letters("".join(case.content))
    close = wanted in content or content in wanted
    return close and min(len(content), len(wanted)) >= 0.8 * max(len(content), len(wanted))


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_statements_are_found_with_source_cue_and_content(case: Case) -> None:
    record = onrecord.read(case.text)
    found = [s for s in record.statements if like(s, case.text, case)]
    assert found, [words_of(s.content, case.text) for s in record.statements]
    statement = found[0]
    assert words_of(statement.source, case.text) == case.source
    assert case.cue in words_of(statement.cue, case.text)
    assert statement.kind is case.kind
    if len(case.content) > 1:
        assert len(statement.content) == len(case.content)


@pytest.mark.parametrize(
    "text",
    [
        "The “smart” motorway was closed for repairs.",
        "Her second novel, “The Salt Road”, sold forty copies in its first year.",
        "Jonas “Fingers” Wrede scored twice on Saturday.",
    ],
    ids=["scare quotes", "a title", "a nickname"],
)
def test_not_everything_in_quotation_marks_is_a_statement(text: str) -> None:
    assert onrecord.read(text).statements == ()


def test_a_quotation_that_runs_over_paragraphs_is_read_on() -> None:
    text = (
        "“We waited for the ferry all night,” Petra Noll said. “Nobody came.\n\n"
        "“In the morning there was ice on the quay.”\n\nThe ferry came at noon."
    )
    contents = " ".join(words_of(s.content, text) for s in onrecord.read(text).statements if s.source)
    assert "all night" in contents
    assert "Nobody came" in contents


def spoken(record: Record) -> list[str]:
    return [words_of(s.content, record.article.text) for s in record.statements]


def test_a_long_article_is_read_to_its_end() -> None:
    last = "“The ice will hold,” harbour master Edda Brunswick said."
    text = "\n\n".join([*(FILLER.strip() for _ in range(60)), last])
    assert spoken(onrecord.read(text)) == ["“The ice will hold,”"]


@pytest.mark.parametrize("before", range(3, 15))
def test_nothing_is_lost_at_the_edges_of_windows_in_one_long_paragraph(before: int) -> None:
    said = "“The ice will hold until Sunday,” harbour master Edda Brunswick said. "
    text = FILLER * before + said + FILLER * (20 - before)
    assert "“The ice will hold until Sunday,”" in spoken(onrecord.read(text))


def test_polarity_is_that_of_the_cue() -> None:
    text = "Corwin Vasterby denied that the firm had hidden its losses. Ilse Brandvold said the tunnel would open on time."
    polarities = [s.polarity for s in onrecord.read(text).statements]
    assert polarities == [Polarity.DENIES, Polarity.AFFIRMS]


def test_the_precision_dial_keeps_the_more_certain() -> None:
    text = "\n\n".join(c.text for c in CASES)
    every = onrecord.read(text, min_confidence=0.0).statements
    least = sorted(s.confidence for s in every)[len(every) // 2]
    some = onrecord.read(text, min_confidence=least).statements
    assert all(s.confidence >= least for s in some)
    assert {s.id for s in some} <= {s.id for s in every}
    assert len(some) < len(every)


def test_reading_twice_gives_the_same_record() -> None:
    text = "\n\n".join(c.text for c in CASES)
    assert onrecord.read(text, published="2024-05-14") == onrecord.read(text, published="2024-05-14")


def test_provenance_names_the_weights() -> None:
    stages = onrecord.read(CASES[0].text).provenance
    assert stages["statements"].weights_sha256 == stages["speakers"].weights_sha256
    assert len(stages["statements"].weights_sha256 or "") == 64


SAME_INITIAL = (
    "“The mill is closed,” said John Moe, its owner. “It will open again,” said Jane Moe, a lawyer. "
    "“We shall see,” said J. Moe in a letter to the Courier.\n\n"
)


def test_an_initial_that_fits_two_people_makes_them_no_single_one() -> None:
    assert {"John Moe", "Jane Moe"} <= {entity.name for entity in onrecord.read(SAME_INITIAL).entities}


def test_reading_does_not_depend_on_the_order_of_hashes() -> None:
    """Python scrambles the order of sets from process to process; a record must not show it."""
    text = SAME_INITIAL + "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt")))
    program = "import sys, onrecord\nfrom onrecord.record.codec import dumps\nprint(dumps(onrecord.read(sys.stdin.read())))"
    read = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=text,
            capture_output=True,
            encoding="utf-8",
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(read) == 1
