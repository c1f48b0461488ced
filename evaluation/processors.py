"""Do processors agree? `python -m evaluation.processors [--articles N]`. Imports onrecord; needs qemu-x86_64 (Debian: qemu-user).

Reads the example articles here and on an emulated Haswell, which has neither AVX512 nor VNNI, and compares the records:
statements whose spans differ, and the largest difference of a confidence. The integer parts of the network agree by
construction (tests/extract/network/test_weights.py); what may differ is the rounding of its float parts.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
PROGRAM = """
import json, sys
from pathlib import Path
import onrecord
for name in sys.argv[1:]:
    statements = onrecord.read(Path(name).read_text(encoding="utf-8"), min_confidence=0.0).statements
    print(json.dumps({s.id: s.confidence for s in statements}))
"""


def confidences(prefix: list[str], names: list[str]) -> list[dict[str, float]]:
    """Statement id -> confidence, one mapping an article. An id is a hash of the spans."""
    done = subprocess.run([*prefix, sys.executable, "-c", PROGRAM, *names], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5)
    given = parser.parse_args()
    emulator = shutil.which("qemu-x86_64")
    if emulator is None:
        raise SystemExit("qemu-x86_64 is not installed (Debian: apt-get install qemu-user)")
    names = [str(p) for p in sorted(EXAMPLES.glob("*.txt"))[: given.articles]]
    here, there = confidences([], names), confidences([emulator, "-cpu", "Haswell-v4"], names)
    same = sum(len(a.keys() & b.keys()) for a, b in zip(here, there, strict=True))
    differing = sum(len(a.keys() ^ b.keys()) for a, b in zip(here, there, strict=True))
    apart = max((abs(a[i] - b[i]) for a, b in zip(here, there, strict=True) for i in a.keys() & b.keys()), default=0.0)
    print(f"{len(names)} articles: {same} statements the same, {differing} differ; confidences at most {apart:.4f} apart")


if __name__ == "__main__":
    main()
