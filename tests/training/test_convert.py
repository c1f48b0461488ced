"""Annotations made with other tools become training data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.formats.brat import from_brat
from onrecord.formats.citron import from_citron
from training.convert import as_training, converted

TEXT = "“Rain,” the minister, Ada Moe, said on Friday. “Much rain.”"


def words(article: dict[str, object], role: str) -> list[str]:
    attribution = article["annotations"]["own"][0]  # type: ignore[index]
    return [TEXT[s:e] for s, e in attribution[role]]


def span(words: str) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def test_citron_quotes_keep_their_spans() -> None:
    raw = {
        "text": TEXT,
        "quotes": [{"cue": span("said"), "sources": [span("Ada Moe")], "contents": [span("“Rain,”"), span("“Much rain.”")]}],
    }
    article = as_training(from_citron(raw), "rain")
    assert words(article, "source") == ["Ada Moe"]
    assert words(article, "cue") == ["said"]
    assert words(article, "content") == ["“Rain,”", "“Much rain.”"]


def test_a_citron_span_that_is_not_its_words_is_refused() -> None:
    wrong = {**span("said"), "start": 0}
    with pytest.raises(InputError, match="are not 'said'"):
        from_citron({"text": TEXT, "quotes": [{"cue": wrong, "sources": [], "contents": []}]})


RELATIONS = "R1\tAttribution Arg1:T2 Arg2:T1\nR2\tAttribution Arg1:T2 Arg2:T3\n"
EVENT = "E1\tCue:T2 Source:T1 Content:T3\n"


@pytest.mark.parametrize("joined", [RELATIONS, EVENT], ids=["relations", "event"])
def test_brat_joins_what_belongs_to_a_cue(joined: str) -> None:
    last = TEXT.index("“Much")
    standoff = (
        f"T1\tSource {TEXT.index('Ada')} {TEXT.index('Ada') + 7}\tAda Moe\n"
        f"T2\tCue {TEXT.index('said')} {TEXT.index('said') + 4}\tsaid\n"
        f"T3\tContent 0 7;{last} {len(TEXT)}\t“Rain,” “Much rain.”\n" + joined
    )
    article = as_training(from_brat(TEXT, standoff), "rain")
    assert [words(article, role) for role in ("source", "cue", "content")] == [["Ada Moe"], ["said"], ["“Rain,”", "“Much rain.”"]]


def test_a_folder_is_converted_and_what_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.json").write_text(json.dumps({"text": TEXT, "quotes": []}), encoding="utf-8")
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    (tmp_path / "alone.ann").write_text("T1\tCue 0 4\tRain\n", encoding="utf-8")
    assert [a["id"] for a in converted(tmp_path)] == ["good"]
    named = capsys.readouterr().err
    assert "bad.json" in named
    assert "alone.ann" in named
