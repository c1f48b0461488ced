"""Statements over time: bars of one series, or several series one below the other on the same scales. Imports its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from onrecord.web.pictures.bins import Bin, Unit, bins_of, counted
from onrecord.web.pictures.svg import Cell, Picture, Table, drawing, link, shortened, tag

WIDTH, LEFT, RIGHT = 720.0, 46.0, 26.0
TOP, TALL, SHORT, BELOW, BETWEEN = 14.0, 190.0, 96.0, 34.0, 26.0
_LABEL = 62.0  # the room that a date needs below the axis


@dataclass(frozen=True, slots=True)
class Series:
    """`days` are how many statements were published on which day; `undated` how many on none that is known."""

    name: str
    days: Mapping[date, int]
    undated: int = 0

    @property
    def total(self) -> int:
        return sum(self.days.values()) + self.undated


def over_time(title: str, series: Sequence[Series], address: Callable[[int, Bin], str] | None = None) -> Picture | None:
    """A picture of statements by day, week, month or year of publication; None where nothing is dated. `address` is where the bar
    of a series (by its place) and a bin leads to."""
    bins = bins_of(day for one in series for day in one.days)
    if not bins:
        return None
    counts = [counted(bins, one.days) for one in series]
    most = max(max(row) for row in counts)
    top = _round_up(most)
    tall = TALL if len(series) == 1 else SHORT
    parts: list[Markup] = []
    y = TOP
    for number, (one, row) in enumerate(zip(series, counts, strict=True)):
        if len(series) > 1:
            parts.append(tag("text", f"{shortened(one.name, 60)}: {one.total:,}", x=LEFT, y=y + 2, class_="series-name"))
            y += 10
        parts += _grid(y, tall, top)
        parts.append(_bars(number, one, row, bins, y, tall, top, address))
        y += tall + (BETWEEN if number + 1 < len(series) else 0)
    parts += _axis(bins, y)
    parts.append(tag("text", f"Statements a {bins[0].unit}, by day of publication", x=LEFT, y=y + 31, class_="axis-name"))
    description = _description(series, counts, bins)
    svg = drawing(title, description, WIDTH, y + BELOW + 2, parts, "over-time")
    return Picture(title, description, svg, _table(series, counts, bins, address))


def _bars(
    number: int,
    series: Series,
    row: Sequence[int],
    bins: Sequence[Bin],
    y: float,
    tall: float,
    top: int,
    address: Callable[[int, Bin], str] | None,
) -> Markup:
    step = (WIDTH - LEFT - RIGHT) / len(bins)
    width = max(min(step * 0.82, 40.0), 1.0)
    bars = []
    for place, (count, one) in enumerate(zip(row, bins, strict=True)):
        if not count:
            continue
        height = max(tall * count / top, 1.0)
        words = f"{one.label}: {count:,} statement{'' if count == 1 else 's'}"
        bar = tag(
            "rect",
            tag("title", words),
            x=LEFT + place * step + (step - width) / 2,
            y=y + tall - height,
            width=width,
            height=height,
        )
        bars.append(link(address(number, one), bar, label=f"{shortened(series.name, 60)}, {words}") if address else bar)
    return tag("g", *bars, class_=f"bars series-{number % 5 + 1}")


def _grid(y: float, tall: float, top: int) -> list[Markup]:
    """Lines at nothing, half and the top, with their numbers."""
    parts = []
    for share in (0, 1) if top < 2 or top % 2 else (0, 0.5, 1):
        level = y + tall * (1 - share)
        parts.append(tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=level, y2=level, class_="axis" if share == 0 else "grid"))
        parts.append(tag("text", f"{int(top * share):,}", x=LEFT - 6, y=level + 4, text_anchor="end", class_="tick"))
    return parts


def _axis(bins: Sequence[Bin], y: float) -> list[Markup]:
    """Dates below, as many as there is room for."""
    step = (WIDTH - LEFT - RIGHT) / len(bins)
    every = max(1, -(-int(_LABEL) // max(1, int(step))))
    parts = []
    for place in range(0, len(bins), every):
        x = LEFT + place * step + step / 2
        parts.append(tag("line", x1=x, x2=x, y1=y, y2=y + 4, class_="axis"))
        parts.append(tag("text", _short(bins[place]), x=x, y=y + 16, text_anchor="middle", class_="tick"))
    return parts


def _short(one: Bin) -> str:
    match one.unit:
        case Unit.DAY | Unit.WEEK:
            return f"{one.first.day} {one.first:%b %y}"
        case Unit.MONTH:
            return f"{one.first:%b} {one.first.year}"
        case Unit.YEAR:
            return str(one.first.year)


def _round_up(most: int) -> int:
    """The next of 1, 2, 4, 5 or 10 times a power of ten (or just the number, where it is small)."""
    if most <= 5:
        return max(most, 1)
    power = int(10 ** (len(str(most)) - 1))
    return next(step * power for step in (1, 2, 4, 5, 6, 8, 10) if step * power >= most)


def _description(series: Sequence[Series], counts: Sequence[Sequence[int]], bins: Sequence[Bin]) -> str:
    said = []
    for one, row in zip(series, counts, strict=True):
        peak = max(range(len(row)), key=lambda place: row[place])
        at = f", most {_within(bins[peak])} ({row[peak]:,})" if sum(row) else ""
        undated = f"; {one.undated:,} more are undated" if one.undated else ""
        whose = f"{shortened(one.name, 60)}: " if len(series) > 1 else ""  # of one alone, the title says it
        said.append(f"{whose}{sum(row):,} dated statement{'' if sum(row) == 1 else 's'}{at}{undated}.")
    return " ".join(said)


def _within(one: Bin) -> str:
    match one.unit:
        case Unit.DAY:
            return f"on {one.label}"
        case Unit.WEEK:
            return f"in the week of {one.label.removeprefix('Week of ')}"
        case _:
            return f"in {one.label}"


def _table(
    series: Sequence[Series],
    counts: Sequence[Sequence[int]],
    bins: Sequence[Bin],
    address: Callable[[int, Bin], str] | None,
) -> Table:
    """A row for each bin in which anything was said."""
    rows = []
    for place, one in enumerate(bins):
        if any(row[place] for row in counts):
            cells = [
                Cell(f"{row[place]:,}", address(number, one) if address and row[place] else None, number=True)
                for number, row in enumerate(counts)
            ]
            rows.append((Cell(one.label), *cells))
    if any(one.undated for one in series):
        rows.append((Cell("Undated"), *(Cell(f"{one.undated:,}", number=True) for one in series)))
    headings = (str(bins[0].unit).capitalize(), *(shortened(one.name, 80) for one in series))
    return Table(headings, tuple(rows))
