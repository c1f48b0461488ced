"""Who speaks about and to whom: speakers on the left, those spoken of on the right, a band for each pair. Imports its neighbours.

Two columns instead of a cloud: names stay level and readable, the direction is plain, and the same record gives the same picture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.web.escaping import path_to
from onrecord.web.pictures.svg import Cell, Picture, Table, drawing, link, shortened, tag

MOST_NAMES = 20  # on either side
MOST_ROWS = 100
_WIDTH, _NAMES, _TOP, _ROOM, _GAP = 720.0, 210.0, 30.0, 420.0, 8.0
_WIDEST = 12.0  # the width of a band of one statement, where there is room
_LEAST = 14.0  # the height that a name needs


@dataclass(frozen=True, slots=True)
class Band:
    """`about` and `to` count statements; the ids are those of pages of speakers."""

    speaker: str
    speaker_name: str
    other: str
    other_name: str
    about: int
    to: int

    @property
    def total(self) -> int:
        return self.about + self.to


@dataclass(frozen=True, slots=True)
class _Node:
    id: str
    name: str
    y: float
    height: float
    total: int


def network(title: str, bands: Sequence[Band]) -> Picture | None:
    """The pairs of the most frequent names; None where there is no pair."""
    if not bands:
        return None
    left, right = (_most(bands, side) for side in ("speaker", "other"))
    drawn = [band for band in bands if band.speaker in left and band.other in right]
    scale = min(_ROOM / max(1, sum(band.total for band in drawn)), _WIDEST)
    here = _column([(band.speaker, band.speaker_name, band.total) for band in drawn], scale)
    there = _column([(band.other, band.other_name, band.total) for band in drawn], scale, _levels(drawn, here))
    height = max(node.y + node.height for column in (here, there) for node in column.values()) + 12
    parts = [
        tag("text", "Who speaks", x=_NAMES - 10, y=14, text_anchor="end", class_="axis-name"),
        tag("text", "about or to whom", x=_WIDTH - _NAMES + 10, y=14, class_="axis-name"),
        *_flows(drawn, here, there, scale),
        *_nodes(here, _NAMES - 4, "end", -8),
        *_nodes(there, _WIDTH - _NAMES, "start", 12),
    ]
    most = max(drawn, key=lambda band: band.total, default=bands[0])
    description = (
        f"{len(here)} on the left speak about or to {len(there)} on the right; the wider the band, the more statements. Most: "
        f"{shortened(most.speaker_name, 40)} about or to {shortened(most.other_name, 40)}, {most.total:,}."
    )
    return Picture(title, description, drawing(title, description, _WIDTH, height, parts, "network"), _table(bands))


def _most(bands: Sequence[Band], side: str) -> set[str]:
    totals: Counter[str] = Counter()
    for band in bands:
        totals[getattr(band, side)] += band.total
    return {id_ for id_, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:MOST_NAMES]}


def _levels(bands: Sequence[Band], here: dict[str, _Node]) -> dict[str, float]:
    """How high those who speak of somebody stand on average, so that bands cross little."""
    sums: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for band in bands:
        sums[band.other] += round(here[band.speaker].y * band.total)
        totals[band.other] += band.total
    return {id_: sums[id_] / totals[id_] for id_ in totals}


def _column(entries: Sequence[tuple[str, str, int]], scale: float, levels: dict[str, float] | None = None) -> dict[str, _Node]:
    """The nodes of one side from top to bottom: by their levels, else those of most statements first."""
    totals: Counter[str] = Counter()
    names: dict[str, str] = {}
    for id_, name, count in entries:
        totals[id_] += count
        names[id_] = name
    nodes, y = {}, _TOP
    for id_, total in sorted(totals.items(), key=lambda item: ((levels or {}).get(item[0], -item[1]), names[item[0]], item[0])):
        height = max(total * scale, 2.0)
        nodes[id_] = _Node(id_, names[id_], y, height, total)
        y += max(height, _LEAST) + _GAP
    return nodes


def _flows(bands: Sequence[Band], here: dict[str, _Node], there: dict[str, _Node], scale: float) -> list[Markup]:
    offsets: dict[tuple[str, str], float] = {}
    parts = []
    order = sorted(bands, key=lambda band: (here[band.speaker].y, there[band.other].y))
    for band in order:
        for words, count, class_ in (("about", band.about, "flow"), ("in answer to", band.to, "flow answers")):
            if not count:
                continue
            width = max(count * scale, 1.0)
            left = offsets.get(("left", band.speaker), 0.0)
            right = offsets.get(("right", band.other), 0.0)
            y1, y2 = here[band.speaker].y + left + width / 2, there[band.other].y + right + width / 2
            offsets["left", band.speaker], offsets["right", band.other] = left + width, right + width
            x1, x2, middle = _NAMES, _WIDTH - _NAMES, _WIDTH / 2
            said = f"{band.speaker_name} {words} {band.other_name}: {count:,} statement{'' if count == 1 else 's'}"
            path = f"M{x1:.0f} {y1:.1f}C{middle:.0f} {y1:.1f} {middle:.0f} {y2:.1f} {x2:.0f} {y2:.1f}"
            parts.append(tag("path", tag("title", shortened(said, 200)), d=path, stroke_width=width, class_=class_))
    return parts


def _nodes(column: dict[str, _Node], x: float, anchor: str, aside: float) -> list[Markup]:
    parts = []
    for node in column.values():
        parts.append(tag("rect", x=x, y=node.y, width=4, height=node.height, class_="node"))
        words = tag(
            "text",
            f"{shortened(node.name, 30)} {node.total:,}",
            x=x + aside,
            y=node.y + min(node.height, _LEAST) / 2 + 4,
            text_anchor=anchor,
        )
        parts.append(link(path_to("speakers", node.id), words, label=f"{shortened(node.name, 80)}, {node.total:,} statements"))
    return parts


def _table(bands: Sequence[Band]) -> Table:
    rows = tuple(
        (
            Cell(band.speaker_name, path_to("speakers", band.speaker)),
            Cell(band.other_name, path_to("speakers", band.other)),
            Cell(f"{band.about:,}", number=True),
            Cell(f"{band.to:,}", number=True),
        )
        for band in bands[:MOST_ROWS]
    )
    return Table(("Speaker", "Spoken of", "Statements about", "Answers to"), rows, max(0, len(bands) - MOST_ROWS))
