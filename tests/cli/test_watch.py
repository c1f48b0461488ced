"""`onrecord watch`, `feeds` and `show --changes`: the real program, on a site on loopback."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.acquire.site import Reply, Site, article, serving
from tests.cli.conftest import PROGRAM, Done, Run, environment

ONCE = ("watch", "--once", "--allow-private", "--delay", "0", "--jobs", "1")


def feed(*addresses: str) -> Reply:
    items = "".join(f"<item><title>T</title><link>{address}</link></item>" for address in addresses)
    return Reply(f"<rss><channel><title>The Quill</title>{items}</channel></rss>".encode(), headers={"Content-Type": "text/xml"})


def base(site: Site) -> str:
    return f"http://127.0.0.1:{site.port}"


def fates(done: Done) -> dict[str, str]:
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {line["location"].rpartition("/")[2]: line["status"] for line in lines}


@pytest.mark.usefixtures("reads_here")
def test_feeds_of_an_opml_file_are_watched_and_shown(onrecord: Run, tmp_path: Path) -> None:
    with serving() as site:
        outlines = "".join(f'<outline xmlUrl="{base(site)}/{name}"/>' for name in ("feed", "dead"))
        (tmp_path / "FEEDS.opml").write_text(f"<opml><body>{outlines}</body></opml>")
        site.pages |= {"/feed": feed("/a", "/gone"), "/a": article("Harbour")}
        done = onrecord(*ONCE, "FEEDS.opml")
        assert done.returncode == 1, "the dead feed"
        times = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"
        first, second = sorted(done.stdout.splitlines(), key=lambda line: line.partition(" ")[2])
        assert re.fullmatch(rf"{times} added     {base(site)}/a .*Harbour opens \| \d+ statements", first)
        assert re.fullmatch(rf"{times} postponed {base(site)}/gone The server answered 404\. It is tried again after .*", second)
        assert f"onrecord: {base(site)}/dead: The server answered 404. (next look after" in done.stderr
        assert "2 feeds looked at; articles: 1 added, 0 unchanged, 0 failed, 1 postponed." in done.stderr
        site.asked.clear()
        again = onrecord(*ONCE, "FEEDS.opml")
        assert (again.returncode, again.stdout, site.asked) == (0, "", [])
        assert "Nothing more is due before" in again.stderr
    dead, good = [json.loads(line) for line in onrecord("feeds", "--json").stdout.splitlines()]
    assert (dead["url"], dead["failures"], dead["error"]) == (f"{base(site)}/dead", 1, "The server answered 404.")
    assert (good["articles"], good["waiting"], good["failed"], good["failures"]) == (1, 1, 0, 0)
    table = onrecord("feeds").stdout.splitlines()
    assert " ".join(table[0].split()) == "feed last look next look articles waiting failed failures last error"
    assert table[1].startswith(f"{base(site)}/dead")
    found = [json.loads(line) for line in onrecord("feeds", f"{base(site)}/feed", "--json").stdout.splitlines()]
    assert {line["url"].rpartition("/")[2]: line["state"] for line in found} == {"a": "read", "gone": "seen"}
    assert "The server answered 404." in onrecord("feeds", f"{base(site)}/feed").stdout
    assert onrecord("feeds", "http://news.example/nothing").returncode == 2
    assert onrecord("verify").returncode == 0


@pytest.mark.usefixtures("reads_here")
def test_a_changed_article_is_a_new_version_and_its_statements_are_compared(onrecord: Run) -> None:
    with serving() as site:
        site.pages |= {"/feed": feed("/a"), "/a": article("Harbour")}
        assert fates(onrecord(*ONCE, f"{base(site)}/feed", "--json")) == {"a": "added"}
        (line,) = onrecord("export").stdout.splitlines()
        old = json.loads(line)["article"]["id"]
        assert onrecord("show", old, "--changes").stdout == "There is only one version of it.\n"
        site.pages["/a"] = Reply(article("Harbour").body.replace(b"is open", b"is closed"), headers={"Content-Type": "text/html"})
        assert fates(onrecord("add", f"{base(site)}/feed", "--allow-private", "--delay", "0", "--jobs", "1", "--json")) == {
            "a": "added"
        }
        shown = onrecord("show", f"{base(site)}/a", "--changes").stdout
        assert "[-open,”-] {+closed,”+}" in shown or "[-open,-] {+closed,+}" in shown or "[-open-] {+closed+}" in shown
        assert onrecord("show", old, "--changes").stdout == shown
        lines = [json.loads(line) for line in onrecord("show", old, "--changes", "--json").stdout.splitlines()]
    assert {line["change"] for line in lines} == {"altered"}
    assert all(line["same_reader"] and line["before"]["article"] == old for line in lines)
    assert all("open" in line["before"]["statement"]["content"] for line in lines)
    assert onrecord("show", "nothing", "--changes").returncode == 2


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("missing.opml", "cannot be read"),
        ("words.txt", "neither a feed"),
        ("feed.xml", "names articles, not feeds"),
        ("empty.opml", "names no feed"),
        ("http://", "no address"),
    ],
)
def test_what_cannot_be_watched_is_refused(onrecord: Run, tmp_path: Path, source: str, reason: str) -> None:
    (tmp_path / "words.txt").write_text("words")
    (tmp_path / "empty.opml").write_text("<opml/>")
    (tmp_path / "feed.xml").write_bytes(feed("http://news.example/a").body)
    done = onrecord(*ONCE, source)
    assert (done.returncode, done.stdout) == (2, "")
    assert reason in done.stderr


def test_private_addresses_are_refused_here_too(onrecord: Run) -> None:
    with serving() as site:
        done = onrecord("watch", "--once", f"{base(site)}/feed")
        assert "not on the public internet" in done.stderr
        assert site.asked == []


def started(database: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*PROGRAM, "--db", database, *arguments], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.timeout(600)
@pytest.mark.usefixtures("reads_here")
def test_killed_and_started_again_nothing_is_lost_and_nothing_is_twice(onrecord: Run, tmp_path: Path) -> None:
    names = [f"n{number}" for number in range(8)]

    def tagged(headers: Mapping[str, str]) -> Reply:
        if headers.get("if-none-match") == '"1"':
            return Reply(status=304)
        return Reply(feed(*names, "n3?utm_source=rss").body, headers={"ETag": '"1"'})

    with serving() as site:
        site.pages |= {f"/{name}": article(name) for name in names} | {"/feed": tagged}
        command = (*ONCE, f"{base(site)}/feed")
        database = tmp_path / "killed.db"
        running = started(database, *command)
        wait_for(lambda: len(set(site.asked)) >= 7)
        running.kill()
        running.communicate()
        again = onrecord("--db", database, *command)
        assert again.returncode == 0, again.stderr
        records = [json.loads(line) for line in onrecord("--db", database, "export").stdout.splitlines()]
        assert sorted(record["article"]["page"]["location"] for record in records) == sorted(
            f"{base(site)}/{name}" for name in names
        )
        assert len({record["article"]["id"] for record in records}) == len(names)
        fetched = [asked for asked in site.asked if asked.rpartition("/")[2] in names]
        assert len(fetched) < 2 * len(names), "it went on where it was"


@pytest.mark.timeout(600)
def test_asked_to_end_it_stops_cleanly(tmp_path: Path) -> None:
    with serving() as site:
        site.pages |= {"/feed": feed("/a"), "/a": article("Harbour")}
        running = started(tmp_path / "a.db", "watch", *ONCE[2:], f"{base(site)}/feed")
        assert running.stdout
        assert "added" in running.stdout.readline()
        running.send_signal(signal.SIGTERM)
        _, errors = running.communicate(timeout=120)
    assert running.returncode == 0
    assert "Stopped. What was read is kept" in errors
    assert "Traceback" not in errors


@pytest.mark.usefixtures("reads_here")
def test_feeds_are_looked_at_now_where_that_is_asked_for(onrecord: Run) -> None:
    with serving() as site:
        site.pages |= {"/feed": feed("/a"), "/a": article("Harbour")}
        assert onrecord(*ONCE, f"{base(site)}/feed").returncode == 0
        site.asked.clear()
        assert onrecord(*ONCE, f"{base(site)}/feed").returncode == 0
        assert site.asked == []
        time.sleep(1.1)  # moments are kept in whole seconds
        assert onrecord(*ONCE, "--now", f"{base(site)}/feed").returncode == 0
        assert any("/feed" in str(asked) for asked in site.asked)
