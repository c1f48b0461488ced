"""Time phrases: exact intervals of onrecord's resolver and of dateparser, on the same phrases, in one run.

Run `python -m evaluation.times`, with `--errors` to list what is wrong. Each line of time_phrases.jsonl is a sentence with the
phrase in [brackets], when it was published, and the days it names (null where the text does not fix them, or where the words are
no time at all). The set "tuning" was written before the grammar and used while writing it; the sets "check" were written
afterwards without looking at it, and docs/times.md gives the figures of their first run.

onrecord reads the whole sentence and must find the phrase itself. dateparser is scored twice: given the phrase alone without its
preposition, which is easier (its date and period are turned into the day, week, month or year around it), and searching.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from onrecord.extract.times.calendars import unit_around
from onrecord.extract.times.resolution import find_times, resolve_time
from onrecord.record import Span

PHRASES = Path(__file__).parent / "time_phrases.jsonl"

Answer = tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Case:
    set: str
    text: str
    phrase: Span
    published: str | None
    expected: Answer


def cases(path: Path = PHRASES) -> list[Case]:
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        before, rest = data["text"].split("[")
        inside, after = rest.split("]")
        span = Span(len(before), len(before) + len(inside))
        expected = tuple(data["expected"]) if data["expected"] else None
        found.append(Case(data["set"], before + inside + after, span, data["published"], expected))
    return found


def onrecord_answer(case: Case) -> Answer:
    """The interval of the found phrase that shares most characters with the marked one."""
    touching = [p for p in find_times(case.text) if p.span.overlaps(case.phrase)]
    if not touching:
        return None
    phrase = max(touching, key=lambda p: min(p.span.end, case.phrase.end) - max(p.span.start, case.phrase.start))
    interval = resolve_time(phrase, case.published)
    return (interval.start, interval.end) if interval else None


def _dateparser_parsed(words: str, published: str | None) -> Answer:
    from dateparser.date import DateDataParser  # type: ignore[import-untyped]

    base = datetime.fromisoformat(published or "2026-06-15")
    parser = DateDataParser(languages=["en"], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"})
    data = parser.get_date_data(words)
    if data is None or data.date_obj is None:
        return None
    period = data.period if data.period in ("day", "week", "month", "year") else "day"
    days = unit_around(data.date_obj.date(), period)
    return days.start.isoformat(), days.end.isoformat()


def dateparser_given(case: Case) -> Answer:
    """dateparser on the phrase alone."""
    return _dateparser_parsed(re.sub(r"^(?i:on|in|at|over) ", "", case.phrase.of(case.text)), case.published)


def dateparser_search(case: Case) -> Answer:
    """dateparser's own search over the sentence; the hit that touches the phrase."""
    from dateparser.search import search_dates  # type: ignore[import-untyped]

    base = datetime.fromisoformat(case.published or "2026-06-15")
    hits = search_dates(case.text, languages=["en"], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}) or []
    position = 0
    for words, _ in hits:
        start = case.text.find(words, position)
        if start < 0:
            continue
        position = start + len(words)
        if Span(start, position).overlaps(case.phrase):
            return _dateparser_parsed(words, case.published)
    return None


READERS: dict[str, Callable[[Case], Answer]] = {
    "onrecord": onrecord_answer,
    "dateparser, given the phrase": dateparser_given,
    "dateparser, searching": dateparser_search,
}


def accuracy(read: Callable[[Case], Answer], over: list[Case]) -> float:
    """The share of `over` for which `read` gives exactly the expected interval (or rightly none)."""
    return sum(read(case) == case.expected for case in over) / len(over)


def measures() -> dict[str, float]:
    """onrecord's accuracy over all phrases and over each set."""
    listed = cases()
    sets = {name: [c for c in listed if c.set == name] for name in sorted({c.set for c in listed})}
    return {"exact interval": accuracy(onrecord_answer, listed)} | {
        f"exact interval, {name}": accuracy(onrecord_answer, over) for name, over in sets.items()
    }


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    listed = cases()
    sets = {"all": listed, **{name: [c for c in listed if c.set == name] for name in sorted({c.set for c in listed})}}
    print(f"{'exact interval':<32}" + "".join(f"{name + ' (' + str(len(over)) + ')':>16}" for name, over in sets.items()))
    for name, read in READERS.items():
        print(f"{name:<32}" + "".join(f"{accuracy(read, over):>16.3f}" for over in sets.values()))
    if "--errors" in sys.argv:
        for case in listed:
            answer = onrecord_answer(case)
            if answer != case.expected:
                print(
                    f"{case.set}: {case.phrase.of(case.text)!r} in {case.text!r}, {case.published}: {answer}, not {case.expected}"
                )


if __name__ == "__main__":
    main()
