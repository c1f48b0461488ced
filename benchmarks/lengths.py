"""What reading costs a character, from short texts to the longest that is taken.

Run `python -m benchmarks.lengths [--longest N] [NAME…]`, or `make bench`. Each pattern is repeated to each length and read in a
process of its own. Processor time a character and the peak of memory are printed; time at the greatest length may be at most MOST
times what it is at the least. Exit status 1 where it is more. Imports onrecord.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
LEAST, LONGEST = 40_000, 2_000_000  # characters
MOST = 1.5  # times the time a character
PATTERNS = {
    "articles": "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))) + "\n\n",
    "one line": " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in sorted(EXAMPLES.glob("*.txt"))) + " ",
    "date lines": "LONDON (AP) — ",
    "a name": "Lund ",
    "questions": "Q: a\nA: b\n",
    "open quotations": "“The river rose again.\n\n",
    "a city and its state": "Paris, Texas, ",
    "initials": "A. B. C. ",
    "possessives": "Ada's ",
    "never closed": "He said: “the tide is in, ",
    "bullets": "- First point\n- Second point\n",
    "headlines": "Council Votes On Bridge\n\n",
    "a cue": "said ",
    "nested quotations": "“She said ‘he said “no”’ ” ",
    "no blanks": "abcdefghij",
    "digits": "1234567890 ",
    "commas": "a, ",
    "pronouns": "He said she knew it. ",
    "descriptions": "The minister said they left on Tuesday. ",
    "attributions": "Ada Lund said it. ",
    "dates": "on Tuesday, Feb. 27, ",
    "events": "Rebels attacked the army. ",
    "brackets": "((a",
    "signatures": "— Ada Lund, mayor\n\n“Yes.”\n\n",
}
_READ = """
import json, resource, sys, time, onrecord
text = sys.stdin.read()
onrecord.read("“It will rain,” Mara Lind said.")
start = time.process_time()
onrecord.read(text)
print(json.dumps([time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def read(pattern: str, length: int) -> tuple[float, float]:
    """Microseconds of processor time a character, and mebibytes at the peak."""
    text = (pattern * (length // len(pattern) + 1))[:length]
    done = subprocess.run([sys.executable, "-c", _READ], input=text, capture_output=True, text=True, check=True)
    seconds, memory = json.loads(done.stdout)
    return seconds / length * 1e6, memory


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *PATTERNS], help="which patterns (all)")
    parser.add_argument("--longest", type=int, default=LONGEST, help=f"characters (default {LONGEST:,})")
    given = parser.parse_args()
    slow = []
    print(f"{'pattern':<22}{'µs a character at ' + f'{LEAST:,}':>26}{f'at {given.longest:,}':>14}{'times':>7}{'peak MiB':>16}")
    for name in given.names or PATTERNS:
        (short, least), (long, most) = (read(PATTERNS[name], length) for length in (LEAST, given.longest))
        print(f"{name:<22}{short:>26.1f}{long:>14.1f}{long / short:>7.2f}{f'{least:.0f} to {most:.0f}':>16}", flush=True)
        slow += [name] if long > MOST * short else []
    if slow:
        print(f"more than {MOST} times as long a character: {', '.join(slow)}", file=sys.stderr)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
