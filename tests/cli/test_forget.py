"""`forget`, as a user runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.acquire.site import article, serving
from tests.cli.conftest import Run, exported
from tests.cli.test_watch import ONCE, base, feed


@pytest.fixture
def db(examples_db: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(examples_db, tmp_path / "onrecord.db"))


def test_an_article_goes_with_all_that_was_read_from_it(onrecord: Run, db: Path) -> None:
    before = [json.loads(line) for line in onrecord("export").stdout.splitlines()]
    gone = next(record for record in before if "Harbour Tunnel" in (record["article"]["title"] or ""))
    id_ = gone["article"]["id"]
    (line,) = onrecord("forget", id_, "--dry-run", "--json").stdout.splitlines()
    assert json.loads(line)["statements"] == len(gone["statements"])
    assert onrecord("show", id_).returncode == 0, "nothing was deleted yet"
    done = onrecord("forget", id_, "--yes")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{id_} · Brandvold: Harbour Tunnel")
    assert onrecord("show", id_).returncode == 2
    assert onrecord("find", "granite").stdout == ""
    assert exported(db).count("\n") == len(before) - 1
    numbers = json.loads(onrecord("stats", "--json").stdout)
    assert (numbers["articles"], numbers["pages"]) == (8, 8)
    assert onrecord("verify").returncode == 0
    linked = onrecord("link", "why", "--json").stdout
    onrecord("link", "--again")
    assert onrecord("link", "why", "--json").stdout == linked, "who is who is as if it had never been there"


def test_nothing_is_forgotten_by_mistake(onrecord: Run, db: Path) -> None:
    before = exported(db)
    (first, *_) = (json.loads(line)["article"]["id"] for line in before.splitlines())
    for arguments in ((first,), (first, "a-0000000000000000", "--yes")):
        done = onrecord("forget", *arguments)
        assert done.returncode == 2
    assert exported(db) == before


@pytest.mark.usefixtures("reads_here")
def test_no_feed_brings_it_back(onrecord: Run) -> None:
    with serving() as site:
        site.pages |= {"/feed": feed("/a"), "/a": article("Harbour")}
        assert onrecord(*ONCE, f"{base(site)}/feed").returncode == 0
        (found,) = onrecord("articles", "--json").stdout.splitlines()
        assert onrecord("forget", json.loads(found)["id"], "--yes").returncode == 0
        (address,) = onrecord("feeds", f"{base(site)}/feed", "--json").stdout.splitlines()
        assert json.loads(address)["state"] == "forgotten"
        assert json.loads(address)["title"] is None
        onrecord(*ONCE, "--every", "1", f"{base(site)}/feed")
        assert onrecord("articles", "--json").stdout == ""
        named = onrecord("add", f"{base(site)}/a", "--allow-private", "--delay", "0", "--jobs", "1")
        assert named.returncode == 0, named.stderr
        assert onrecord("articles", "--json").stdout.count("\n") == 1
