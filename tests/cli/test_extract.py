"""`onrecord extract`: JSON Lines in, one line out for each, in order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import EXAMPLES, Run

QUOTE = "“The harbour is open,” mayor Ada Lund said on Friday. It will stay open, she added.\n"


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_text_is_kept_character_for_character(onrecord: Run) -> None:
    text = f"  {QUOTE}\r\n\tA second\u2028line \x85 with e\u0301 and 😀.\n\n\n"
    done = onrecord(
        "extract", stdin=json.dumps({"id": "an id / of theirs", "text": text, "published": "2024-05-14", "more": [1]})
    )
    assert done.returncode == 0, done.stderr
    (record,) = lines(done.stdout)
    assert record["article"]["text"] == text
    assert record["article"]["id"] == "an id / of theirs"
    assert record["article"]["published"] == "2024-05-14"


def test_statements_carry_their_words(onrecord: Run) -> None:
    (record,) = lines(onrecord("extract", stdin=json.dumps({"id": "a", "text": QUOTE})).stdout)
    (statement, *_) = record["statements"]
    assert "".join(QUOTE[s:e] for s, e in statement["cue"]) == "said"
    assert "The harbour is open" in "".join(QUOTE[s:e] for s, e in statement["content"])
    assert statement["speaker"]["name"] == "Ada Lund"


def test_a_bad_line_is_answered_in_its_place(onrecord: Run, tmp_path: Path) -> None:
    good = json.dumps({"id": "good", "text": QUOTE}).encode()
    given = [
        (good, None),
        (b"{not json", "not JSON"),
        (b'{"id": "a"}', 'no "text"'),
        (b'{"id": "b", "text": ""}', ""),
        (b'{"id": "c", "text": 7}', "not a string"),
        (b'{"id": ["d"], "text": "Words."}', "not a string"),
        (b"[" * 100_000, "not JSON"),
        (b'"words"', "not a JSON object"),
        (b'{"id": "e", "text": "half \\ud83d a pair"}', "surrogate"),
        (b'{"id": "f", "text": "\xff\xfe"}', "UTF-8"),
        (good, None),
    ]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(line for line, _ in given))
    for jobs in ("1", "2"):
        done = onrecord("extract", "in.jsonl", "--jobs", jobs)
        assert done.returncode == 1
        answers = lines(done.stdout)
        assert len(answers) == len(given)
        for answer, (_, error) in zip(answers, given, strict=True):
            if error is None:
                assert answer["article"]["id"] == "good"
            else:
                assert error in answer["error"]
        assert [answer.get("id") for answer in answers] == [None, None, "a", "b", "c", None, None, None, "e", None, None]
        assert "Traceback" not in done.stderr


def test_many_processes_give_what_one_gives(onrecord: Run) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))] * 4
    given = "".join(json.dumps({"id": str(number), "text": text}) + "\n" for number, text in enumerate(texts))
    one = onrecord("extract", "-", stdin=given)
    many = onrecord("extract", "--jobs", "3", stdin=given)
    assert one.returncode == many.returncode == 0
    assert one.stdout == many.stdout
    assert [record["article"]["id"] for record in lines(one.stdout)] == [str(number) for number in range(len(texts))]


def test_blank_lines_and_a_byte_order_mark_are_no_articles(onrecord: Run) -> None:
    done = onrecord("extract", stdin=b"\xef\xbb\xbf" + json.dumps({"id": "a", "text": QUOTE}).encode() + b"\r\n\r\n  \n")
    assert done.returncode == 0
    assert [record["article"]["id"] for record in lines(done.stdout)] == ["a"]


def test_nothing_in_nothing_out(onrecord: Run) -> None:
    done = onrecord("extract")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_uncertain_statements_can_be_left_out(onrecord: Run) -> None:
    given = json.dumps({"id": "a", "text": (EXAMPLES / "trade-talks.txt").read_text(encoding="utf-8")})

    def confidences(*options: str) -> list[float]:
        (record,) = lines(onrecord("extract", *options, stdin=given).stdout)
        return [statement["confidence"] for statement in record["statements"]]

    floor = sorted(confidences())[len(confidences()) // 2]
    some = confidences("--min-confidence", str(floor))
    assert 0 < len(some) < len(confidences())
    assert min(some) >= floor


def test_a_missing_file_is_one_sentence(onrecord: Run) -> None:
    done = onrecord("extract", "nowhere.jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'onrecord: There is no file "nowhere.jsonl".\n'


def test_files_of_articles_become_records(onrecord: Run, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text(QUOTE, encoding="utf-8")
    (tmp_path / "page.html").write_text(f"<html><body><article><p>{QUOTE}</p></article></body></html>", encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "lines.jsonl").write_text(json.dumps({"id": "a", "text": QUOTE}) + "\n", encoding="utf-8")
    done = onrecord("extract", "plain.txt", "empty.txt", "page.html", "lines.jsonl")
    assert done.returncode == 1
    plain, empty, page, line = lines(done.stdout)
    assert plain["article"]["page"]["location"] == "plain.txt"
    assert empty["location"] == "empty.txt"
    assert "empty" in empty["error"]
    assert all(one["statements"] for one in (plain, page, line))


@pytest.mark.parametrize("wrong", [{"published": "yesterday"}, {"published": "2024-13-40"}, {"published": "03/04/2024"}])
def test_a_date_that_is_none_is_refused(onrecord: Run, wrong: dict[str, str]) -> None:
    (answer,) = lines(onrecord("extract", stdin=json.dumps({"id": "a", "text": QUOTE, **wrong})).stdout)
    assert answer["error"].startswith("published:")
