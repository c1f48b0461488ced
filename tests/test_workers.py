"""Workers that crash, hang, eat memory or raise: each costs its own task only."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator

import pytest

from onrecord.workers import Limits, Lost, Producer, run_tasks


def work(task: str) -> str:
    match task:
        case "crash":
            os._exit(9)
        case "hang":
            time.sleep(600)
        case "eat":
            return "x" * (2 << 30)
        case "raise":
            raise ValueError("no good")
        case "slow":
            time.sleep(0.5)
    return task.upper()


def test_one_bad_task_costs_only_itself() -> None:
    tasks = ["a", "crash", "b", "hang", "c", "raise", "d", "eat", "e", "crash", "f"]
    found = list(run_tasks(work, tasks, workers=2, limits=Limits(seconds=4, memory=1 << 30)))
    assert [task for task, _ in found] == tasks
    fates = {task: result.code for task, result in found if isinstance(result, Lost)}
    assert fates.pop("eat") == "memory" or not sys.platform.startswith("linux")
    assert fates == {"crash": "crash", "hang": "hang", "raise": "error"}
    assert [result for _, result in found if isinstance(result, str)] == ["A", "B", "C", "D", "E", "F"]


def test_results_come_in_the_order_of_the_tasks_and_tasks_are_read_only_a_little_ahead() -> None:
    read = 0

    def tasks() -> Iterator[str]:
        nonlocal read
        for number in range(60):
            read += 1
            yield "slow" if number == 0 else str(number)

    results = []
    for _, result in run_tasks(work, tasks(), workers=2):
        results.append(result)
        assert read <= len(results) + 8
    assert results == ["SLOW", *map(str, range(1, 60))]


def take_time() -> None:
    time.sleep(2.5)


def fail_to_start() -> None:
    raise ValueError("not ready")


def test_what_prepares_a_worker_takes_no_time_of_its_first_task_and_costs_it_nothing() -> None:
    limits = Limits(seconds=1)
    for prepare in (take_time, fail_to_start):
        assert list(run_tasks(work, ["a"], workers=1, limits=limits, prepare=prepare)) == [("a", "A")]


def test_no_tasks_start_no_workers() -> None:
    assert list(run_tasks(work, [], workers=4)) == []


def test_a_result_too_large_for_the_pipe_buffer_comes_through() -> None:
    large = "a" * 5_000_000
    assert [result for _, result in run_tasks(work, [large, large], workers=2)] == [large.upper()] * 2


def test_leaving_early_ends_the_workers() -> None:
    results = run_tasks(work, ["a", "hang", "hang"], workers=2)
    assert next(results) == ("a", "A")
    started = time.monotonic()
    results.close()
    assert time.monotonic() - started < 60, "it did not wait for them"


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="needs POSIX signals")
def test_workers_that_die_while_idle_are_replaced() -> None:
    def tasks() -> Iterator[str]:
        yield "pid"
        os.kill(pids[0], 9)
        os.waitid(os.P_PID, pids[0], os.WEXITED | os.WNOWAIT)
        yield "a"

    pids: list[int] = []
    results = []
    for _, result in run_tasks(tell_pid, tasks(), workers=1):
        results.append(result)
        pids.append(int(str(result)))
    assert len(set(results)) == 2


def tell_pid(_: str) -> int:
    return os.getpid()


def count(task: str) -> Iterator[str]:
    for number in range(3):
        if (task, number) == ("crash", 2):
            os._exit(9)
        if (task, number) == ("raise", 1):
            raise ValueError("no good")
        yield f"{task} {number}"


def test_a_producer_gives_items_as_they_are_made_and_a_bad_task_costs_what_is_left_of_it() -> None:
    producer = Producer(count, Limits(seconds=20))
    found = {task: list(producer.items(task)) for task in ("a", "crash", "raise", "b")}
    producer.close()
    assert found["a"] == ["a 0", "a 1", "a 2"]
    assert found["b"] == ["b 0", "b 1", "b 2"]
    assert [item.code if isinstance(item, Lost) else item for item in found["crash"]] == ["crash 0", "crash 1", "crash"]
    assert [item.code if isinstance(item, Lost) else item for item in found["raise"]] == ["raise 0", "error"]


def test_heavy_tasks_do_not_pile_up() -> None:
    read = 0

    def tasks() -> Iterator[str]:
        nonlocal read
        for number in range(12):
            read += 1
            yield "slow" if number == 0 else str(number)

    taken = 0
    for _ in run_tasks(work, tasks(), workers=2, weigh=lambda _: 150_000_000):
        taken += 1
        assert read <= taken + 2
    assert taken == 12
