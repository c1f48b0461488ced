"""`onrecord serve` as a program."""

from __future__ import annotations

import contextlib
import signal
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.cli.conftest import EXAMPLES, PROGRAM, Run, environment


@pytest.mark.usefixtures("reads_here")
def test_it_prints_where_it_is_and_answers_there(onrecord: Run, tmp_path: Path) -> None:
    database = tmp_path / "one.db"
    assert onrecord("--db", database, "add", EXAMPLES / "harbour-tunnel.txt").returncode == 0
    command = [*PROGRAM, "--db", str(database), "serve", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            with httpx.Client(transport=httpx.HTTPTransport(retries=5), follow_redirects=True, timeout=120) as client:
                front = client.get(address)
                root = f"http://{urlsplit(address).netloc}"
                found = client.get(f"{root}/search", params={"q": "granite"})
                may_add = client.get(f"{root}/add")
        finally:
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(120)

    assert "Who said what" in front.text
    assert "Now we are in" in found.text
    assert "Read it" in may_add.text
    assert process.returncode in (0, 130, -signal.SIGINT)


@pytest.mark.parametrize(
    ("options", "complaint"),
    [(("--host", "0.0.0.0", "--token", "short"), "too short"), (("--host", "192.0.2.1", "--port", "0"), "cannot be listened on")],
)
def test_it_refuses_what_would_not_be_safe_or_cannot_be(onrecord: Run, options: tuple[str, ...], complaint: str) -> None:
    done = onrecord("serve", "--no-browser", *options)

    assert done.returncode == 2
    assert complaint in done.stderr
