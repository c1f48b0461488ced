"""Kill `onrecord add` at random moments; each time the database must verify, and a rerun must complete it to the same content.

Usage: python -m evaluation.kills [SOURCE] [--kills 20] [--seed 1]

SOURCE is a folder, or a file such as a web archive: `../shared/data/pages/html` beside the repository by default. Prints one
line a kill; exit status 1 where anything differs.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT.parent / "shared" / "data" / "pages" / "html"
PROGRAM = (sys.executable, "-m", "onrecord")


def onrecord(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*PROGRAM, *map(str, arguments)], capture_output=True, check=False)


def add_and_kill(database: Path, folder: Path, seconds: float) -> bool:
    """Whether the kill came before the end."""
    running = subprocess.Popen(
        [*PROGRAM, "--db", str(database), "add", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()
        return True
    return False


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("source", nargs="?", type=Path, default=PAGES)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    if not given.source.exists():
        sys.exit(f"There is no file or folder {given.source}.")
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as scratch:
        undisturbed = Path(scratch, "undisturbed.db")
        started = time.monotonic()
        onrecord("--db", undisturbed, "add", given.source)
        whole = time.monotonic() - started
        content = onrecord("--db", undisturbed, "export").stdout
        print(f"undisturbed: {whole:.1f} s, {len(content.splitlines())} articles, {len(content)} bytes exported", flush=True)
        wrong = 0
        for number in range(1, given.kills + 1):
            database = Path(scratch, f"{number}.db")
            moment = chance.uniform(0.2, whole)
            killed = add_and_kill(database, given.source, moment)
            kept = onrecord("--db", database, "export").stdout.count(b"\n") if database.exists() else 0
            proved = not database.exists() or onrecord("--db", database, "verify").returncode == 0
            onrecord("--db", database, "add", given.source)
            same = onrecord("--db", database, "export").stdout == content
            wrong += not (proved and same)
            print(
                f"{number:3}  {'killed' if killed else 'ended'} at {moment:5.1f} s  {kept:4} articles kept  "
                f"{'verifies' if proved else 'DOES NOT VERIFY'}  {'same content' if same else 'OTHER CONTENT'}",
                flush=True,
            )
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
