"""Countries, first-level regions and cities of over 15,000 people, with where they lie. Imports the standard library only.

`gazetteer.tsv.gz` is made by `training/gazetteer.py` from GeoNames (CC BY 4.0; NOTICE.md), its lines sorted by name, so that a
name is found by halving and nothing has to be taken apart before it is asked for.
"""

from __future__ import annotations

import gzip
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

_FILE = "gazetteer.tsv.gz"
_UNDIVIDED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "ʻ": "'", "`": "'", "-": " "}
)


class PlaceKind(StrEnum):
    COUNTRY = "country"
    REGION = "region"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """`country` is alpha-3, `region` GeoNames' code of the first-level region within it ("" for a country), `latitude` and
    `longitude` degrees (WGS 84), `population` people (a region's: those of its cities), `geonames` its number there, if known."""

    name: str
    kind: PlaceKind
    capital: bool
    country: str
    region: str
    latitude: float
    longitude: float
    population: int
    geonames: str | None


def place_key(name: str) -> str:
    """A name as the gazetteer is sorted by: "Saint-Étienne" and "St. Etienne" are the same."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(c for c in apart if not unicodedata.combining(c)).translate(_UNDIVIDED)
    words = [word for part in plain.replace(".", ". ").split() if (word := part.rstrip("."))]
    if words and words[0] == "st":
        words[0] = "saint"
    return " ".join(words)


def places_named(name: str) -> tuple[GazetteerPlace, ...]:
    """All places of a name, which may be another than their usual one ("Kiev"); most people first."""
    return _under(place_key(name))


def country_place(code: str) -> GazetteerPlace | None:
    """The country of an alpha-3 code."""
    return next(iter(_under(f"={code}")), None)


@cache
def _lines() -> list[bytes]:
    packed = (files(__package__) / _FILE).read_bytes()
    return gzip.decompress(packed).split(b"\n")


@lru_cache(maxsize=10_000)
def _under(key: str) -> tuple[GazetteerPlace, ...]:
    start, lines, found = f"{key}\t".encode(), _lines(), []
    at = bisect_left(lines, start)
    while at < len(lines) and lines[at].startswith(start):
        found.append(_place(lines[at].decode()))
        at += 1
    return tuple(sorted(found, key=lambda place: -place.population))


_KINDS = {"n": PlaceKind.COUNTRY, "r": PlaceKind.REGION, "c": PlaceKind.CITY, "p": PlaceKind.CITY}


def _place(line: str) -> GazetteerPlace:
    _, name, kind, country, region, latitude, longitude, population, number = line.split("\t")
    where = float(latitude), float(longitude)
    return GazetteerPlace(name, _KINDS[kind], kind == "p", country, region, *where, int(population), number or None)
