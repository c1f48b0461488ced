"""Every measure against its floor: `make eval`, or `python -m evaluation [NAME…] [--raise]`; the price of each rule:
`python -m evaluation ablate ROOM`. Imports evaluation only.

Floors are in floors.json and only rise: `--raise` lifts each to the value measured now, rounded down to three places. Where
`../shared` is absent, the measures that need it are skipped and said to be. Exit status 1 where a value is below its floor or a
floor has no value.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import sys
from pathlib import Path

from evaluation.shared import available

FLOORS = Path(__file__).with_name("floors.json")
NEED_SHARED = ("attribution", "news", "news_events", "seed", "gum", "speakers", "pages")
OWN = ("factuality", "nested", "times", "polarity", "draft", "events", "places")


def measured(names: list[str]) -> dict[str, float]:
    values: dict[str, float] = {}
    for name in names:
        values.update(importlib.import_module(f"evaluation.{name}").measures())
    return values


def main() -> int:
    if sys.argv[1:2] == ["ablate"]:
        from evaluation.ablation.__main__ import main as ablate

        return ablate(sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *NEED_SHARED, *OWN], help="which measures (all)")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift floors to what is measured now")
    given = parser.parse_args()
    wanted = given.names or [*NEED_SHARED, *OWN]
    skipped = [name for name in wanted if name in NEED_SHARED and not available()]
    if skipped:
        print(f"skipped, since ../shared is absent: {', '.join(skipped)}", file=sys.stderr)
    names = [name for name in wanted if name not in skipped]
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    failed = False
    print(f"{'measure':<44}{'value':>8}{'floor':>8}")
    for name in names:
        values = measured([name])
        expected = floors.setdefault(name, {})
        for measure in dict.fromkeys([*values, *expected]):
            value, floor = values.get(measure), expected.get(measure)
            below = value is None or (floor is not None and value < floor)
            failed |= below
            shown = "missing" if value is None else f"{value:.4f}"
            print(f"{name + ': ' + measure:<44}{shown:>8}{'' if floor is None else f'{floor:8.3f}'}{'  BELOW' if below else ''}")
        if given.lift:
            for measure, value in values.items():
                expected[measure] = max(expected.get(measure, 0.0), math.floor(value * 1000) / 1000)
    if given.lift:
        FLOORS.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
