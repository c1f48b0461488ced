"""Drafts are read within a time limit, and beside one another."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from onrecord.errors import OnrecordError, PageError
from onrecord.web.drafts import Drafts

SENTENCE = "“The quay is closed,” Ada Lund said on Tuesday.\n"


def test_a_draft_is_read() -> None:
    drafts = Drafts(processes=1)
    assert [s.content[0].of(SENTENCE) for s in drafts.read(SENTENCE).statements] == ["“The quay is closed,”"]
    with pytest.raises(PageError, match="no words"):
        drafts.read("…")
    assert len(drafts.read(SENTENCE * 2).statements) == 2


def test_a_draft_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    drafts = Drafts(seconds=2.5, processes=1)
    drafts.read(SENTENCE)
    start = time.monotonic()
    with pytest.raises(OnrecordError, match="in parts"):
        drafts.read(SENTENCE * 40_000)
    assert time.monotonic() - start < 20
    assert drafts.read(SENTENCE).statements


def test_whoever_comes_when_too_many_wait_is_told_so() -> None:
    drafts = Drafts(seconds=3, processes=1, most=1)
    drafts.read(SENTENCE)
    started = threading.Event()

    def long() -> None:
        started.set()
        with pytest.raises(OnrecordError):
            drafts.read(SENTENCE * 40_000)

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(long)
        started.wait()
        time.sleep(0.5)
        with pytest.raises(OnrecordError, match="Too many"):
            drafts.read(SENTENCE)
        waiting.result()
