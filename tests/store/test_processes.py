"""Several processes at once, and processes that are killed."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from onrecord.store import open_store, verify
from tests.store.articles import reread

ARTICLES = 60
WRITER = """
import sys
from onrecord.store import open_store
from tests.store.articles import page_bytes, said

first, articles, location = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
with open_store(location) as store, store.writer() as writer:
    for i in range(first, first + articles):
        record = said(("Ana Lopes", f"number {i}"), ("Rui Prata", "no " * 50), location=f"{i}.txt")
        writer.put(record, page_bytes(record))
        print(i, flush=True)
"""


def start_writer(location: str, first: int = 0, articles: int = ARTICLES) -> subprocess.Popen[str]:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", WRITER, str(first), str(articles), location]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_writers_and_readers_at_once_all_come_through(location: str) -> None:
    writers = [start_writer(location, first) for first in (0, 1000, ARTICLES // 2)]  # the third writes what the first two do
    while any(writer.poll() is None for writer in writers):
        with open_store(location) as store:
            store.view.find("number")
        time.sleep(0.01)
    errors = [writer.communicate()[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0], errors
    with open_store(location, create=False) as store:
        assert store.view.counts().articles == 2 * ARTICLES + ARTICLES // 2
        assert list(verify(store, reread)) == []


def test_a_killed_writer_loses_at_most_the_article_it_was_writing(location: str) -> None:
    chance = random.Random(7)
    finished = 0
    for _ in range(6):
        writer = start_writer(location)
        assert writer.stdout is not None
        for _ in range(chance.randrange(2, 40)):
            writer.stdout.readline()
        time.sleep(chance.random() * 0.02)
        writer.send_signal(signal.SIGKILL)
        told, _ = writer.communicate()
        finished = max([finished, *(int(line) + 1 for line in told.split())])
        with open_store(location, create=False) as store:
            assert finished <= store.view.counts().articles <= ARTICLES
            assert list(verify(store, reread)) == []
    writer = start_writer(location)
    assert writer.communicate()[1] == ""
    undisturbed = f"{location}.undisturbed"
    assert start_writer(undisturbed).communicate()[1] == ""
    with open_store(location) as disturbed, open_store(undisturbed) as other:
        assert list(disturbed.view.records()) == list(other.view.records())
        assert disturbed.view.counts() == other.view.counts()
