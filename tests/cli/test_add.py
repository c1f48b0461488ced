"""`onrecord add`: files in, whatever the files are like and whatever happens while they are read."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acquire.test_press import NEXIS
from tests.cli.conftest import EXAMPLES, PROGRAM, ROOT, Run, add_and_kill, build, environment, exported

ARTICLE = "Harbour opens\n\nQUILLMOUTH — “The harbour is open,” mayor Ada Lund said on Friday. {} It will stay open.\n"


def summary(text: str) -> dict[str, list[str]]:
    return {line.split()[0]: line.split()[1:] for line in text.splitlines() if line.split()}


def test_examples_go_in_and_a_second_time_changes_nothing(onrecord: Run, tmp_path: Path) -> None:
    first = onrecord("add", EXAMPLES)
    assert first.returncode == 0, first.stderr
    assert summary(first.stdout)["articles"] == ["9", "9"]
    assert int(summary(first.stdout)["statements"][0]) > 0
    before = exported(tmp_path / "onrecord.db")
    second = onrecord("add", EXAMPLES)
    assert second.returncode == 0
    assert summary(second.stdout)["articles"] == ["0", "9"]
    assert summary(second.stdout)["unchanged"] == ["9"]
    assert exported(tmp_path / "onrecord.db") == before


def test_one_process_and_several_read_the_same(tmp_path: Path, examples_db: Path) -> None:
    read_here = exported(examples_db)
    assert build(tmp_path / "one.db", [EXAMPLES], "--jobs", "1") == read_here
    assert build(tmp_path / "three.db", [EXAMPLES], "--jobs", "3") == read_here


@pytest.mark.usefixtures("reads_here")
def test_a_file_that_cannot_be_read_costs_only_itself(onrecord: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "good.txt").write_text(ARTICLE.format(""), encoding="utf-8")
    (folder / "large.html").touch()
    os.truncate(folder / "large.html", 60_000_000)
    (folder / "picture.png").write_bytes(b"\x89PNG")
    done = onrecord("add", "in")
    assert done.returncode == 1
    assert summary(done.stdout)["articles"] == ["1", "1"]
    assert summary(done.stdout)["failed"] == ["3", "3"]
    for name in ("empty.txt", "binary.txt", "large.html"):
        assert f"onrecord: in/{name}: " in done.stderr
    assert "1 files of other kinds" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_path_is_one_sentence(onrecord: Run, tmp_path: Path) -> None:
    done = onrecord("add", EXAMPLES, "nowhere")
    assert done.returncode == 2
    assert done.stderr == "onrecord: There is no file or folder 'nowhere'.\n"
    assert not (tmp_path / "onrecord.db").exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited on Linux only")
def test_crashes_hangs_and_hunger_cost_only_their_files(onrecord: Run, program: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(ARTICLE.format(f"This is number {number}."), encoding="utf-8")
    for wish in ("crash", "hang", "eat memory", "fail"):
        (folder / f"2 {wish}.txt").write_text(ARTICLE.format(f"Now please {wish}."), encoding="utf-8")
    faults = str(ROOT / "tests" / "cli" / "faults")
    done = program("add", "in", "--time-limit", "5", "--jobs", "2", "--json", PYTHONPATH=faults)
    assert done.returncode == 1
    outcomes = [json.loads(line) for line in done.stdout.splitlines()]
    assert [o["location"] for o in outcomes if o["status"] == "added"] == [f"in/{number}.txt" for number in range(6)]
    assert {o["location"]: o["issues"][0]["code"] for o in outcomes if o["status"] == "failed"} == {
        "in/2 crash.txt": "crash",
        "in/2 hang.txt": "hang",
        "in/2 eat memory.txt": "memory",
        "in/2 fail.txt": "error",
    }
    assert onrecord("add", "in").returncode == 0, "the next run reads them again"
    assert onrecord("verify").returncode == 0


def test_killed_at_any_moment_and_run_again_it_comes_to_the_same(onrecord: Run, tmp_path: Path) -> None:
    pages = tmp_path / "in"
    pages.mkdir()
    for copy in range(2):
        for path in sorted(EXAMPLES.rglob("*.*t*")):
            text = path.read_text(encoding="utf-8").replace("invented for", f"invented ({copy}) for")
            (pages / f"{copy}-{path.name}").write_text(text, encoding="utf-8")
    undisturbed = build(tmp_path / "undisturbed.db", [pages])
    chance = random.Random(20240227)
    database = tmp_path / "killed.db"
    for told, longest in ((0, 1.0), (chance.randrange(2, 7), 0.03), (chance.randrange(9, 15), 0.03)):  # starting, and twice amid
        add_and_kill(database, pages, told=told, seconds=chance.uniform(0, longest))
        if database.exists() and database.stat().st_size:
            checked = onrecord("--db", database, "verify")
            assert checked.returncode == 0, checked.stdout + checked.stderr
    assert build(database, [pages]) == undisturbed


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
def test_an_interrupt_keeps_what_was_read_and_says_so(onrecord: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(200):
        (tmp_path / "in" / f"{number:03}.txt").write_text(ARTICLE.format(f"This is number {number}."), encoding="utf-8")
    running = subprocess.Popen(
        [*PROGRAM, "add", "in", "--json"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout
    running.stdout.readline()
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=240)
    assert running.returncode == 130
    assert errors == "onrecord: Stopped. What was read is kept; the same command goes on from here.\n"
    assert onrecord("add", "in").returncode == 0
    assert exported(tmp_path / "onrecord.db").count("\n") == 200


@pytest.mark.skipif(os.name != "posix", reason="such names exist on POSIX only")
@pytest.mark.usefixtures("reads_here")
def test_control_characters_of_a_file_name_do_not_reach_the_terminal(onrecord: Run, tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "coach.txt", tmp_path / "a\x1b]0;owned\x07\x9b2J.txt")
    (tmp_path / "b\x1b[31m\nc.txt").write_bytes(b"")
    done = onrecord("add", ".")
    assert done.returncode == 1
    found = onrecord("find")
    for text in (done.stdout, done.stderr, found.stdout, onrecord("find", "--json").stdout):
        assert not set(text) & {"\x1b", "\x07", "\x9b"}
    assert "c.txt" in done.stderr


def test_what_a_file_does_not_say_can_be_said(onrecord: Run, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("“The pool is shut,” Ada Lund said.", encoding="utf-8")
    (tmp_path / "rows.jsonl").write_text(
        json.dumps({"text": "“It is open,” Ada Lund said.", "publisher": "The Post"}) + "\n", encoding="utf-8"
    )
    said = ("--publisher", "The Courier", "--published", "14/03/2024", "--authors", "Rui Prata; Mei Tan")
    assert onrecord("add", "plain.txt", "rows.jsonl", "--jobs", "1", *said).returncode == 0
    articles = [json.loads(line)["article"] for line in onrecord("export").stdout.splitlines()]
    assert sorted(one["publisher"] for one in articles) == ["The Courier", "The Post"], "what is given with an article counts"
    assert all(one["published"] == "2024-03-14" and one["authors"] == ["Rui Prata", "Mei Tan"] for one in articles)
    assert onrecord("verify").returncode == 0
    wrong = onrecord("add", "plain.txt", "--published", "03/04/2024")
    assert wrong.returncode == 2
    assert "one day" in wrong.stderr


def test_files_are_left_out_and_listed(onrecord: Run, tmp_path: Path) -> None:
    for name in ("kept.txt", "old.bak.txt", "drafts/one.txt", "deep/drafts/two.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text("“It is open,” Ada Lund said.", encoding="utf-8")
    done = onrecord("add", "in", "--exclude", "*.bak.*", "--exclude", "drafts", "--dry-run")
    assert done.returncode == 0
    assert done.stdout.split() == ["in/kept.txt", "(text/plain)"]
    assert "1 would be read" in done.stderr
    assert not (tmp_path / "onrecord.db").exists()
    by_path = onrecord("add", "in", "--exclude", "deep/*", "--dry-run", "--json").stdout
    assert [json.loads(line)["location"] for line in by_path.splitlines()] == [
        "in/kept.txt",
        "in/old.bak.txt",
        "in/drafts/one.txt",
    ]


def test_a_download_of_a_press_database_is_its_articles(onrecord: Run, tmp_path: Path) -> None:
    (tmp_path / "download.txt").write_text(NEXIS, encoding="utf-8")
    assert onrecord("add", "download.txt", "--jobs", "1").returncode == 0
    articles = onrecord("articles", "--columns", "title,publisher,published", "-f", "csv", "--sort", "oldest").stdout.splitlines()
    assert articles[1:] == [
        "Lighthouse to Close,The Halvern Post (Halvern),2024-01-19",
        "Ferry Sails Again,The Estmark Review,2024-03-02",
    ]
    assert "sail again on Monday" in onrecord("find", "--speaker", "Lund").stdout
    assert onrecord("verify").returncode == 0
