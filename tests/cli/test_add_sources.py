"""`onrecord add` with archives, tables, messages, links and feeds: the real program, on files and on a site on loopback."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import pytest

from tests.acquire.site import Reply, article, serving
from tests.acquire.test_mail import mail
from tests.acquire.test_pdf import LINES, pdf
from tests.acquire.test_warc import Writer
from tests.cli.conftest import Done, Run, add_and_kill, build

TEXT = "QUILLMOUTH — “The {0} is open,” mayor Ada Lund said on Friday. It will stay open, she told reporters at the {0}."


def page(thing: str) -> bytes:
    return article(thing).body


def archive(path: Path, things: list[str]) -> None:
    from warcio.statusandheaders import StatusAndHeaders

    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    dated = {"WARC-Date": "2024-02-27T10:00:00Z"}
    with path.open("wb") as file:
        writer = Writer(file, gzip=True)
        for thing in things:
            body = io.BytesIO(page(thing))
            uri = f"https://news.example/{thing}"
            writer.write_record(writer.create_warc_record(uri, "response", body, http_headers=http, warc_headers_dict=dated))


def outcomes(done: Done) -> dict[str, str]:
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {line["location"]: line["status"] for line in lines}


@pytest.mark.usefixtures("reads_here")
def test_every_kind_of_source_goes_in_and_is_proved(onrecord: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.eml").write_bytes(mail(page("Pier").decode()).as_bytes())
    (folder / "b.pdf").write_bytes(pdf(LINES))
    (folder / "c.csv").write_text(f"Headline,Story,Day\nBridge opens,{TEXT.format('bridge').replace(',', ' ')},2024-02-27\n")
    (folder / "d.jsonl").write_text(json.dumps({"text": TEXT.format("tunnel") + "\r\nMore."}) + "\n{broken\n")
    archive(folder / "e.warc.gz", ["Ferry", "Mole"])
    sources = ("add", "in", "-", "--json", "--jobs", "1", "--text-column", "Story", "--date-column", "Day")
    done = onrecord(*sources, stdin=TEXT.format("pier"))
    assert done.returncode == 1, done.stderr
    assert outcomes(done) == {
        "in/a.eml": "added",
        "in/b.pdf": "added",
        "in/c.csv:2": "added",
        "in/d.jsonl:1": "failed",
        "in/d.jsonl:2": "failed",
        "in/e.warc.gz#https://news.example/Ferry": "added",
        "in/e.warc.gz#https://news.example/Mole": "added",
        "-": "added",
    }
    assert 'There is no column "Story"' in done.stderr
    assert outcomes(onrecord("add", "in/d.jsonl", "--json", "--jobs", "1"))["in/d.jsonl:1"] == "added"
    assert onrecord("verify").returncode == 0
    exported = [json.loads(line)["article"] for line in onrecord("export").stdout.splitlines()]
    by_place = {found["page"]["location"]: found for found in exported}
    assert by_place["in/c.csv:2"]["published"] == "2024-02-27"
    assert by_place["in/d.jsonl:1"]["text"].endswith("\r\nMore."), "character for character"
    assert by_place["in/e.warc.gz#https://news.example/Ferry"]["url"] == "https://news.example/Ferry"
    assert set(outcomes(onrecord("add", "in/c.csv", "--text-column", "Story", "--date-column", "Day", "--json")).values()) == {
        "unchanged"
    }


@pytest.mark.usefixtures("reads_here")
def test_a_feed_is_followed_and_what_was_fetched_is_kept(onrecord: Run, tmp_path: Path) -> None:
    with serving() as site:
        base = f"http://127.0.0.1:{site.port}"
        items = "".join(f"<item><link>{base}/{path}?utm_source=rss</link></item>" for path in ("a", "b", "gone"))
        site.pages |= {
            "/feed": Reply(f"<rss><channel>{items}</channel></rss>".encode()),
            "/a": article("Harbour"),
            "/b": article("Mole"),
        }
        refused = onrecord("add", f"{base}/feed", "--json")
        assert outcomes(refused) == {f"{base}/feed": "failed"}
        assert "not on the public internet" in refused.stderr
        assert site.asked == [], "nothing was sent"
        fetch = ("add", f"{base}/feed", "--allow-private", "--delay", "0", "--json", "--jobs", "1")
        done = onrecord(*fetch, "--warc-out", "kept.warc.gz")
        assert outcomes(done) == {f"{base}/a": "added", f"{base}/b": "added", f"{base}/gone": "failed"}
        assert set(outcomes(onrecord(*fetch)).values()) == {"unchanged", "failed"}
    assert onrecord("verify").returncode == 0
    from_archive = outcomes(onrecord("add", "kept.warc.gz", "--json", "--jobs", "1"))
    assert {status for place, status in from_archive.items() if place.endswith(("/a", "/b"))} == {"unchanged"}


@pytest.mark.timeout(600)
def test_killed_and_resumed_an_archive_comes_to_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    archive(path, [f"Harbour {number}" for number in range(40)])
    undisturbed = build(tmp_path / "undisturbed.db", [path])
    database = tmp_path / "killed.db"
    chance = random.Random(7)
    for earliest in (1, 12, 24):
        add_and_kill(database, path, told=earliest + chance.randrange(10), seconds=chance.uniform(0, 0.03))
    assert build(database, [path]) == undisturbed
