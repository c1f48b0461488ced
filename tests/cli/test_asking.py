"""`find`, `who`, `show`, `export` and `verify` over the examples, as a user would ask."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest

from onrecord.formats.table import COLUMNS, harmless
from onrecord.record.codec import loads
from tests.cli.conftest import PROGRAM, Run, environment

STATEMENT_ID = re.compile(r"\bs-[0-9a-f]{16}\b")


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def find(onrecord: Run, database: Path, *arguments: str) -> list[dict[str, Any]]:
    done = onrecord("--db", database, "find", "--json", "--limit", "1000", *arguments)
    assert done.returncode == 0, done.stderr
    return lines(done.stdout)


def test_words_are_found_where_they_were_said(onrecord: Run, examples_db: Path) -> None:
    hits = find(onrecord, examples_db, "granite")
    assert hits
    for hit in hits:
        assert "granite" in " ".join(hit["words"].values()).lower()
    shown = onrecord("--db", examples_db, "find", "granite").stdout
    assert re.search("«[^«»]*[Gg]ranite[^«»]*»", shown)
    assert "examples/harbour-tunnel.txt" in shown
    assert STATEMENT_ID.search(shown)


def test_newest_come_first(onrecord: Run, examples_db: Path) -> None:
    days = [hit["article"]["published"] or "" for hit in find(onrecord, examples_db)]
    assert len(set(days)) > 3
    assert [day[:10] for day in days] == sorted((day[:10] for day in days), reverse=True)


def test_options_narrow_it_down(onrecord: Run, examples_db: Path) -> None:
    everything = find(onrecord, examples_db)
    by_speaker = find(onrecord, examples_db, "--speaker", "brandvold")
    assert {hit["statement"]["speaker"]["name"] for hit in by_speaker} == {"Ilse Brandvold"}
    assert {hit["article"]["title"] for hit in by_speaker} == {
        "Ferry Crews Warn of Summer Strike as Talks With Halvern Line Collapse",
        "Brandvold: Harbour Tunnel ‘Will Not Be Late Again’",
    }
    by_publisher = find(onrecord, examples_db, "--publisher", "Quillmouth Courier")
    assert {hit["article"]["title"] for hit in by_publisher} == {"Council approves night trams by a single vote"}
    by_day = find(onrecord, examples_db, "--after", "2024-05-14", "--before", "2024-05-16")
    assert {hit["article"]["published"][:10] for hit in by_day} == {"2024-05-14", "2024-05-16"}
    by_kind = {kind: find(onrecord, examples_db, "--kind", kind) for kind in ("direct", "mixed", "indirect")}
    assert sum(map(len, by_kind.values())) == len(everything)
    assert all(hit["statement"]["kind"] == kind for kind, hits in by_kind.items() for hit in hits)


def test_the_limit_is_said(onrecord: Run, examples_db: Path) -> None:
    done = onrecord("--db", examples_db, "find", "--limit", "3")
    assert len(STATEMENT_ID.findall(done.stdout)) == 3
    assert "more than 3" in done.stderr


def test_nothing_found_is_no_error(onrecord: Run, examples_db: Path) -> None:
    done = onrecord("--db", examples_db, "find", "zeppelin")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Nothing was found.\n")


@pytest.mark.parametrize("words", ["'; DROP TABLE articles; --", "speaker:x", "a*", "10:30 NEAR", "\x1b[31m", '"a(b" OR c'])
def test_what_is_typed_is_never_sql_nor_a_command_to_the_terminal(onrecord: Run, examples_db: Path, words: str) -> None:
    done = onrecord("--db", examples_db, "find", "--", words)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("words", "caret", "hint"),
    [
        ('trams "night', "      ^", "not closed"),
        ("NEAR(", "     ^", "something is missing"),
        ("a* OR", "     ^", "give a word"),
        ("speeker:x", "^^^^^^^^", "did you mean speaker:?"),
        ("^", "^", "no word"),
    ],
)
def test_a_query_that_is_wrong_is_shown_with_the_place(
    onrecord: Run, examples_db: Path, words: str, caret: str, hint: str
) -> None:
    done = onrecord("--db", examples_db, "find", "--", words)
    assert (done.returncode, done.stdout) == (2, "")
    shown, marked, message = done.stderr.splitlines()
    assert (shown, marked) == (f"  {words}", f"  {caret}")
    assert hint in message
    assert onrecord("--db", examples_db, "export", "--query", words).stderr == done.stderr


def test_pages_follow_each_other(onrecord: Run, examples_db: Path) -> None:
    everything = [hit["statement"]["id"] for hit in find(onrecord, examples_db, "the")]
    assert len(everything) > 12
    for sort in ("newest", "oldest", "relevance"):
        found: list[str] = []
        page: tuple[str, ...] = ()
        while True:
            done = onrecord("--db", examples_db, "find", "the", "--json", "--limit", "5", "--sort", sort, *page)
            found += [hit["statement"]["id"] for hit in lines(done.stdout)]
            following = re.search(r"--page (\S+),", done.stderr)
            if following is None:
                break
            page = ("--page", following[1])
        assert sorted(found) == sorted(everything)
        if sort != "relevance":
            assert found == (everything if sort == "newest" else everything[::-1])
    wrong = onrecord("--db", examples_db, "find", "a", *page)
    assert wrong.returncode == 2
    assert "belongs to another query" in wrong.stderr


def test_facets_count_what_is_found(onrecord: Run, examples_db: Path) -> None:
    shown = onrecord("--db", examples_db, "find", "--facets").stdout
    assert re.search(r"^ +8  Ilse Brandvold$", shown, re.MULTILINE)
    facets = lines(onrecord("--db", examples_db, "find", "--facets", "--json", "speaker:brandvold").stdout)
    assert [facet for facet in facets if facet["facet"] == "speaker"] == [
        {"facet": "speaker", "value": "Ilse Brandvold", "statements": 8, "complete": True}
    ]


def test_articles_are_found_too(onrecord: Run, examples_db: Path) -> None:
    found = lines(onrecord("--db", examples_db, "find", "--in", "articles", "--json", "speaker:brandvold -ferry").stdout)
    assert [line["title"] for line in found] == ["Brandvold: Harbour Tunnel ‘Will Not Be Late Again’"]
    shown = onrecord("--db", examples_db, "find", "--in", "articles", "night trams").stdout
    assert shown.startswith("Council approves night trams by a single vote · 2024-04-23 · Quillmouth Courier\n")


def test_a_name_that_nobody_has_is_taken_for_one_that_somebody_has(onrecord: Run, examples_db: Path) -> None:
    done = onrecord("--db", examples_db, "find", "speaker:brandwold")
    assert done.stdout == onrecord("--db", examples_db, "find", "speaker:brandvold").stdout
    assert 'Nobody is called "brandwold"; looked for brandvold.' in done.stderr
    assert onrecord("--db", examples_db, "find", 'speaker:"brandwold"').stderr == "Nothing was found.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("find", "--after", "yesterday"), '--after: "yesterday" is not a date'),
        (("find", "--before", "2024-02-30"), "is not a date"),
        (("find", "--kind", "loud"), "loud"),
        (("find", "--limit", "0"), "--limit"),
        (("show", "s-0000000000000000"), 'There is no statement, event or article "s-0000000000000000"'),
        (("export", "--format", "xml"), "xml"),
        (("shout",), "shout"),
    ],
)
def test_what_cannot_be_done_is_said_with_status_2(
    onrecord: Run, examples_db: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = onrecord("--db", examples_db, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["find", "who", "show", "export", "verify"])
def test_asking_a_database_that_is_not_there_makes_none(onrecord: Run, tmp_path: Path, command: str) -> None:
    done = onrecord(command, *(["x"] if command in {"who", "show"} else []))
    assert done.returncode in {1, 2}
    assert "onrecord.db" in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_who_gives_roles_and_the_latest_words(onrecord: Run, examples_db: Path) -> None:
    shown = onrecord("--db", examples_db, "who", "brandvold", "--limit", "1").stdout
    assert shown.startswith("Ilse Brandvold (person)")
    assert "Transport Minister" in shown
    assert "2024-05-14 to 2024-05-16" in shown
    assert len(STATEMENT_ID.findall(shown)) == 1
    (known,) = lines(onrecord("--db", examples_db, "who", "Brandvold", "--json").stdout)
    assert known["statements"] == len(find(onrecord, examples_db, "--speaker", "Ilse Brandvold"))


def test_show_marks_every_span_of_a_statement(onrecord: Run, examples_db: Path) -> None:
    plain = [hit for hit in find(onrecord, examples_db, "--kind", "direct") if not hit["statement"]["venue"]]  # a venue may cross
    hit = next(hit for hit in plain if hit["words"]["cue"] and hit["words"]["source"])
    shown = " ".join(onrecord("--db", examples_db, "show", hit["statement"]["id"]).stdout.split())
    for role in ("source", "cue"):
        for part in hit["words"][role].split(" … "):
            assert f"[{role}: {part}]" in shown
    assert "[content: " in shown
    assert hit["article"]["title"] in shown
    (same,) = lines(onrecord("--db", examples_db, "show", "--json", hit["statement"]["id"]).stdout)
    assert same == hit


def test_show_marks_a_whole_article(onrecord: Run, examples_db: Path) -> None:
    article = next(hit["article"] for hit in find(onrecord, examples_db) if "Ferry" in hit["article"]["title"])
    shown = onrecord("--db", examples_db, "show", article["id"]).stdout
    assert shown.count("[chrome: icon-facebook icon-twitter icon-whatsapp]") == 2
    assert "[date: Tue May 14 2024]" in shown
    assert "[1 content: " in shown
    record = loads(onrecord("--db", examples_db, "show", "--json", article["id"]).stdout)
    assert len(STATEMENT_ID.findall(shown)) == len(record.statements)


def test_export_is_lossless_and_in_a_fixed_order(onrecord: Run, examples_db: Path) -> None:
    exported = onrecord("--db", examples_db, "export").stdout
    assert exported == onrecord("--db", examples_db, "export", "--json").stdout
    records = [loads(line) for line in exported.splitlines()]
    assert len(records) == 9
    assert sum(len(record.statements) for record in records) == len(find(onrecord, examples_db))


def test_csv_has_a_row_for_each_statement(onrecord: Run, examples_db: Path) -> None:
    table = list(csv.DictReader(io.StringIO(onrecord("--db", examples_db, "export", "--format", "csv").stdout)))
    hits = {hit["statement"]["id"]: hit for hit in find(onrecord, examples_db)}
    assert {row["statement"] for row in table} == set(hits)
    assert tuple(table[0]) == COLUMNS
    for row in table:
        assert row["content"] == harmless(hits[row["statement"]]["words"]["content"])


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless(f"a{cell}") == f"a{cell}"


def test_verify_proves_the_examples(onrecord: Run, examples_db: Path) -> None:
    done = onrecord("--db", examples_db, "verify")
    assert done.returncode == 0, done.stdout
    assert re.fullmatch(r"Proved: \d+ statements in 9 articles, read from 9 pages\.\n", done.stdout)


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("UPDATE statements SET speaker = 'Somebody Else' WHERE key = (SELECT min(key) FROM statements)", "row"),
        ("UPDATE statements SET content = content || '!' WHERE key = (SELECT max(key) FROM statements)", "row"),
        ("UPDATE articles SET text = replace(text, 'a', 'e') WHERE key = (SELECT min(key) FROM articles)", "row"),
        ("DELETE FROM page_bytes WHERE sha256 = (SELECT min(sha256) FROM page_bytes)", "page-missing"),
        ("UPDATE page_bytes SET data = x'00' WHERE sha256 = (SELECT min(sha256) FROM page_bytes)", "page-altered"),
    ],
)
def test_verify_lists_what_was_altered_by_hand(onrecord: Run, examples_db: Path, tmp_path: Path, damage: str, code: str) -> None:
    shutil.copy(examples_db, tmp_path / "onrecord.db")
    with sqlite3.connect(tmp_path / "onrecord.db") as connection:
        connection.create_function("fold", -1, lambda *values: values[0])
        assert connection.execute(damage).rowcount == 1
    connection.close()
    done = onrecord("verify")
    assert done.returncode == 1, done.stdout
    assert code in done.stdout
    assert code in {difference["code"] for difference in lines(onrecord("verify", "--json").stdout)}


def test_the_database_can_be_named_in_three_ways(onrecord: Run, examples_db: Path) -> None:
    first = onrecord("--db", examples_db, "find")
    assert first.stdout
    assert onrecord("find", "--db", examples_db).stdout == first.stdout
    assert onrecord("find", ONRECORD_DB=str(examples_db)).stdout == first.stdout
    assert onrecord("find", "--db", examples_db, ONRECORD_DB="other.db").stdout == first.stdout


def test_a_reader_that_goes_away_is_no_error(examples_db: Path) -> None:
    for command in ("export", "find --limit 1000"):
        program = " ".join(PROGRAM)
        pipe = f"set -o pipefail; {program} --db {examples_db} {command} | head -c 10"
        done = subprocess.run(["bash", "-c", pipe], env=environment(), capture_output=True, check=False)
        assert done.stderr == b""
        assert len(done.stdout) == 10


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_colour_is_for_terminals_and_can_be_refused(examples_db: Path) -> None:
    def on_a_terminal(**more: str) -> bytes:
        import pty

        parent, child = pty.openpty()
        running = subprocess.Popen(
            [*PROGRAM, "--db", examples_db, "find", "granite"],
            stdout=child,
            stderr=child,
            env=environment(TERM="xterm", **more),
        )
        os.close(child)
        shown = b""
        while True:
            try:
                chunk = os.read(parent, 65536)
            except OSError:
                break
            if not chunk:
                break
            shown += chunk
        os.close(parent)
        assert running.wait() == 0
        return shown

    assert b"\x1b[1" in on_a_terminal()
    plain = on_a_terminal(NO_COLOR="1")
    assert "«".encode() in plain
    assert not re.search(rb"\x1b\[[0-9;]*3[0-9]m", plain)


def test_version_and_help(onrecord: Run, program: Run) -> None:
    assert re.fullmatch(r"onrecord \d+\.\d+\.\d+\n", program("--version").stdout)
    for command in ("add", "extract", "find", "who", "show", "export", "verify"):
        assert onrecord(command, "--help").returncode == 0
        assert command in onrecord("--help").stdout
