"""`python -m evaluation ablate ROOM`: what each row and list of a room earns and costs. Imports evaluation only.

A rule earns what is right with it and not without it, and costs what is wrong with it only or right without it only. Those that
lose nothing right when they are emptied come first: on text that the rules were not written for (`*` marks sets that they were).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence

from evaluation.ablation.gold import cases
from evaluation.ablation.rules import ROOMS
from evaluation.ablation.run import Price, prices


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation ablate", description=__doc__)
    parser.add_argument("room", choices=ROOMS)
    parser.add_argument("--only", default="", help="rules whose file or name contains this")
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args(arguments)
    written = {case.gold for case in cases(given.room) if case.written}
    found = sorted(prices(given.room, given.processes, given.only), key=lambda price: _order(price, written))
    print(f"{'earns':>6}{'costs':>6}{'own':>5}{'texts':>6}  rule")
    for price in found:
        own, other = (_sum(price, written, chosen) for chosen in (True, False))
        where = "; ".join(
            _by_set(price, gold, written) for gold in sorted({*price.lost, *price.gained, *price.worse, *price.better})
        )
        name = f"{price.rule.file.removesuffix('.txt')}: {price.rule.name}"
        print(f"{other[0]:>6}{other[1]:>6}{own[0] - own[1]:>5}{price.changed:>6}  {name}  {price.failure or where}")
    idle = sum(not price.changed and not price.failure for price in found)
    nothing = sum(not any(n for gold, n in price.lost.items() if gold not in written) and not price.failure for price in found)
    print(f"{len(found)} rules: {idle} change no text, {nothing} lose nothing right on text that they were not written for")
    return 0


def _sum(price: Price, written: set[str], own: bool) -> tuple[int, int]:
    """What a rule earns and costs, on sets that rules were written for or on the others."""

    def over(counts: Mapping[str, int]) -> int:
        return sum(count for gold, count in counts.items() if (gold in written) == own)

    return over(price.lost) + over(price.worse), over(price.gained) + over(price.better)


def _by_set(price: Price, gold: str, written: set[str]) -> str:
    lost, gained, worse, better = (counts.get(gold, 0) for counts in (price.lost, price.gained, price.worse, price.better))
    return f"{gold}{'*' if gold in written else ''}: right {-lost:+}{gained:+}, wrong {worse:+}{-better:+}"


def _order(price: Price, written: set[str]) -> tuple[int, int, str]:
    own, other = (_sum(price, written, chosen) for chosen in (True, False))
    return other[0] - other[1], own[0] - own[1], price.rule.name


if __name__ == "__main__":
    sys.exit(main())
