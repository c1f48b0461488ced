"""Several processes at once, and processes that are killed."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from onrecord.store import open_store, verify
from tests.store.articles import reread
from tests.store.conftest import Fresh

ARTICLES = 40
WRITER = """
import sys
from onrecord.relink import relink
from onrecord.store import open_store
from tests.store.articles import page_bytes, said

first, articles, location = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
with open_store(location) as store:
    with store.writer() as writer:
        for i in range(first, first + articles):
            record = said(("Ana Lopes", f"number {i}"), ("Rui Prata", "no " * 50), location=f"{i}.txt")
            writer.put(record, page_bytes(record))
            print(i, flush=True)
    relink(store)
"""


def read_on(location: str, done: Event) -> int:
    """Ask until it is `done`; how often. What was there once is there whenever it is asked again."""
    asked = most = 0
    while not done.is_set() or not asked:
        with open_store(location) as store:
            counted = store.view.counts().articles
            assert counted >= most
            assert len(store.view.find("number", limit=5)) >= min(5, counted)
            assert store.view.who("Lopes") or not counted
            most = counted
            asked += 1
        done.wait(0.5)
    return asked


def start_writer(location: str, first: int = 0, articles: int = ARTICLES) -> subprocess.Popen[str]:
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", WRITER, str(first), str(articles), location]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_writers_and_ten_readers_at_once_all_come_through(location: str) -> None:
    with open_store(location) as store, store.writer() as writer:
        writer.put_failure("a.txt", "empty", "the file is empty")
    done = Event()
    with ThreadPoolExecutor(10) as readers:
        reading = [readers.submit(read_on, location, done) for _ in range(10)]
        writers = [start_writer(location, first) for first in (0, 1000, ARTICLES // 2)]  # the third writes what the first two do
        errors = [writer.communicate()[1] for writer in writers]
        done.set()
        assert all(readings.result() for readings in reading)
    assert [writer.returncode for writer in writers] == [0, 0, 0], errors
    with open_store(location, create=False) as store:
        assert store.view.counts().articles == 2 * ARTICLES + ARTICLES // 2
        assert store.view.identity_counts().unlinked == 0
        (lopes,) = store.view.entities("Lopes")
        assert lopes.articles == 2 * ARTICLES + ARTICLES // 2
        assert list(verify(store, reread)) == []


def test_a_killed_writer_loses_at_most_the_article_it_was_writing(fresh: Fresh) -> None:
    with fresh() as disturbed, fresh() as undisturbed:
        kill_writers(disturbed)
        assert start_writer(disturbed).communicate()[1] == ""
        assert start_writer(undisturbed).communicate()[1] == ""
        with open_store(disturbed) as store, open_store(undisturbed) as other:
            assert list(store.view.records()) == list(other.view.records())
            assert store.view.counts() == other.view.counts()


def kill_writers(location: str) -> None:
    chance = random.Random(7)
    finished = 0
    for _ in range(3):
        writer = start_writer(location)
        assert writer.stdout is not None
        for _ in range(chance.randrange(2, ARTICLES - 10)):
            writer.stdout.readline()
        time.sleep(chance.random() * 0.02)
        writer.send_signal(signal.SIGKILL)
        told, _ = writer.communicate()
        finished = max([finished, *(int(line) + 1 for line in told.split())])
        with open_store(location, create=False) as store:
            assert finished <= store.view.counts().articles <= ARTICLES
            assert list(verify(store, reread)) == []
