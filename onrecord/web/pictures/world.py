"""A map of the world: circles where statements are about, on a grid of degrees. Imports its neighbours.

Plate carrée, so that a degree is a degree everywhere and nothing but the grid is needed to read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt

from markupsafe import Markup

from onrecord.web.pictures.svg import Cell, Picture, Table, drawing, link, shortened, tag

WIDTH, HEIGHT, MARGIN = 720.0, 360.0, 22.0
MOST_NAMED = 12
MOST = 150  # circles, and rows of the table
_LARGEST = 26.0  # the radius of the place of most statements
_MEASURE = 6.2  # the width of a letter of a name


@dataclass(frozen=True, slots=True)
class Spot:
    """`latitude` and `longitude` in degrees; `address` is where the circle leads to."""

    name: str
    latitude: float
    longitude: float
    statements: int
    address: str | None = None


def middle_of_country(code: str) -> tuple[float, float] | None:
    """Latitude and longitude of the middle of a country (ISO 3166 alpha-3), as `countries.tsv` has it."""
    return _middles().get(code)


def world(title: str, spots: Sequence[Spot], left_out: int = 0, what: str = "statements") -> Picture | None:
    """Circles whose areas are in proportion to the statements; the largest carry names. None where there is no place. `left_out`
    are places of fewer statements that are not among them."""
    if not spots:
        return None
    ordered = sorted(spots, key=lambda spot: (-spot.statements, spot.name))
    most = ordered[0].statements
    parts = [*_grid(), *(_circle(spot, most, what) for spot in ordered), *_names(ordered[:MOST_NAMED], most)]
    description = (
        f"Circles at {f'the {len(ordered):,} most frequent of {len(ordered) + left_out:,}' if left_out else f'{len(ordered):,}'} "
        f"place{'' if len(ordered) == 1 else 's'}, countries at their middles; the larger, the more {what}. Most: "
        + ", ".join(f"{shortened(spot.name, 40)} ({spot.statements:,})" for spot in ordered[:3])
        + "."
    )
    svg = drawing(title, description, WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN, parts, "world")
    rows = tuple(
        (Cell(spot.name, spot.address), Cell(f"{spot.statements:,}", number=True), Cell(_degrees(spot))) for spot in ordered
    )
    table = Table(("Place", what.capitalize(), "Where"), rows, left_out)
    return Picture(title, description, svg, table)


def _x(longitude: float) -> float:
    return MARGIN + (longitude + 180) / 360 * WIDTH


def _y(latitude: float) -> float:
    return MARGIN + (90 - latitude) / 180 * HEIGHT


def _grid() -> Iterator[Markup]:
    yield tag("rect", x=MARGIN, y=MARGIN, width=WIDTH, height=HEIGHT, class_="sea")
    for longitude in range(-150, 180, 30):
        yield tag("line", x1=_x(longitude), x2=_x(longitude), y1=MARGIN, y2=MARGIN + HEIGHT, class_="grid")
    for latitude in range(-60, 90, 30):
        yield tag("line", x1=MARGIN, x2=MARGIN + WIDTH, y1=_y(latitude), y2=_y(latitude), class_="grid" if latitude else "axis")
    for longitude in range(-120, 180, 60):
        yield tag(
            "text", _side(longitude, "E", "W"), x=_x(longitude), y=MARGIN + HEIGHT + 14, text_anchor="middle", class_="tick"
        )
    for latitude in (-60, -30, 0, 30, 60):
        yield tag("text", _side(latitude, "N", "S"), x=MARGIN + 4, y=_y(latitude) - 4, class_="tick")


def _side(degrees: float, plus: str, minus: str) -> str:
    return f"{abs(degrees):.0f}°{plus if degrees > 0 else minus if degrees < 0 else ''}"


def _radius(spot: Spot, most: int) -> float:
    return max(2.5, _LARGEST * sqrt(spot.statements / most))


def _circle(spot: Spot, most: int, what: str) -> Markup:
    words = f"{shortened(spot.name, 80)}: {spot.statements:,} {what}"
    circle = tag(
        "circle", tag("title", words), cx=_x(spot.longitude), cy=_y(spot.latitude), r=_radius(spot, most), class_="place"
    )
    return link(spot.address, circle, label=words) if spot.address else circle


def _names(spots: Sequence[Spot], most: int) -> Iterator[Markup]:
    """Names beside the circles, the most frequent first; one that would stand on another is left to the table."""
    taken: list[tuple[float, float, float, float]] = []
    for spot in spots:
        name = shortened(spot.name, 24)
        long, radius = len(name) * _MEASURE, _radius(spot, most)
        x, y = _x(spot.longitude), _y(spot.latitude)
        for left in (x + radius + 3, x - radius - 3 - long):
            box = (left, y - 9, left + long, y + 5)
            inside = box[0] >= MARGIN and box[2] <= MARGIN + WIDTH
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                yield tag("text", name, x=left, y=y + 4, class_="halo")
                break


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _degrees(spot: Spot) -> str:
    return f"{_side(spot.latitude, 'N', 'S')} {_side(spot.longitude, 'E', 'W')}"


@cache
def _middles() -> dict[str, tuple[float, float]]:
    lines = (files("onrecord.web.pictures") / "countries.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {code: (float(latitude), float(longitude)) for code, latitude, longitude in rows}
