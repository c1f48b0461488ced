"""When a page says that its article was published, and last changed. Imports lxml, dates, the record and clean's own parts.

Of all that the page states, the first of these tables' rows that gives a date holds. Where that is a bare day, a statement
further down that gives the time and zone of the same day takes its place; where it is in UTC and the page shows the day before
or after, that is the day where it was published. A change that is not later than the publication is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from itertools import islice

from lxml.html import HtmlElement

from onrecord.clean.html.addresses import date_in_address
from onrecord.clean.html.blocks import Block, marked_up
from onrecord.clean.html.jsonld import Item, as_list, text_of, types_of
from onrecord.clean.html.metas import Metas
from onrecord.clean.html.others import Others
from onrecord.clean.html.shown import Shown, Surety, called, moment_of, moments_in
from onrecord.clean.wordlist import entries
from onrecord.dates import date_line, iso_date, says_updated
from onrecord.record import DateBasis

_LONGEST = 200
_MOST_ELEMENTS = 200  # that are looked at, of a page that has more
# Names of meta elements that nobody listed and that can only mean publication: "article_publish_date", "vr:published_on".
_LIKE_PUBLISHED = re.compile(
    r"(?:(?!video|event|book|music|un|product)[a-z0-9]*[.:_-])*"
    r"(?:date|time)?-?_?(?:first|orig(?:inal)?)?-?_?(?:publi(?:sh(?:ed)?|cation)|pub|issued?|posted)-?_?(?:date|time|at|on)*"
)
# What systems write that know of no date.
_NO_DATES = ("1970-01-01T00:00:00+00:00", "1970-01-01", "1900-01-01", "1601-01-01")
_WIDEST = timedelta(hours=14)
_QUARTER = timedelta(minutes=15)
_NEAR_ENOUGH = timedelta(minutes=2)
_BARE = len("2024-03-06")


@dataclass(frozen=True, slots=True)
class Moment:
    """An ISO 8601 date, or date-time with zone, and how it is known; `clock` is the time of day of a bare date, where one is
    stated without its zone."""

    iso: str
    basis: DateBasis
    clock: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a page has to say about dates: `near` are the blocks by its headline, those below it first; `address` is where it was
    found, `title` its title element's words, `language` its own as BCP 47."""

    item: Item
    items: list[Item]
    metas: Metas
    tree: HtmlElement
    near: list[Block]
    others: Others
    address: str
    title: str
    language: str | None

    def is_silent(self) -> bool:
        """Whether nothing but classes of elements says that anything was changed."""
        stated = (self.item.get("dateModified"), *(self.metas.first(name) for name in entries("update-metas")))
        return not any(stated) and not any(says_updated(block.text) for block in self.near)

    def shown(self) -> list[Shown]:
        """Moments that stand by the headline, the surest first."""
        blocks = (block for block in self.near if not self.others.hold(block.node.element))
        return sorted((one for block in blocks for one in moments_in(block, self.language)), key=lambda one: one.surety)


@dataclass(frozen=True, slots=True)
class Rule:
    """`example` is a page's head, or what stands below its headline, that gives the 6th of March 2024 by this rule alone."""

    id: str
    basis: DateBasis
    read: Callable[[Source], Iterator[object]]
    example: str


def _json_ld(name: str) -> Callable[[Source], Iterator[object]]:
    def read(source: Source) -> Iterator[object]:
        for value in as_list(source.item.get(name)):
            yield value if isinstance(value, int | float) else text_of(value)

    return read


def _page_item(name: str) -> Callable[[Source], Iterator[object]]:
    return lambda source: (text_of(one.get(name)) for one in source.items if "WebPage" in types_of(one))


def _metas(name: str) -> Callable[[Source], Iterator[object]]:
    return lambda source: (source.metas.first(one) for one in entries(name))


def _metas_like(source: Source) -> Iterator[object]:
    return (value for name, value in source.metas if _LIKE_PUBLISHED.fullmatch(name))


def _microdata(*names: str) -> Callable[[Source], Iterator[object]]:
    def read(source: Source) -> Iterator[object]:
        for name in names:
            for one in marked_up(source.tree, name):
                if not source.others.hold(one):
                    yield one.get("content") or one.get("datetime") or one.text_content()[:_LONGEST]

    return read


def _called(call: str) -> Callable[[Source], Iterator[object]]:
    def read(source: Source) -> Iterator[object]:
        for one in islice(source.tree.iter("time", "abbr"), _MOST_ELEMENTS):
            if called(one) == call and not source.others.hold(one):
                yield one.get("datetime") or one.get("title") or one.text_content()[:_LONGEST]

    return read


def _by_headline(*, updated: bool, stamped: bool) -> Callable[[Source], Iterator[object]]:
    def read(source: Source) -> Iterator[object]:
        for one in source.shown():
            if one.updated is updated and one.stamped is stamped and (updated or one.surety < Surety.UNSURE):
                yield one.iso

    return read


def _in_title(source: Source) -> Iterator[object]:
    return (piece for piece in re.split(r"\s[|–—·•»-]\s", source.title) if date_line(piece, source.language))


def _only_one(source: Source) -> Iterator[object]:
    """The one moment by the headline, which a class alone calls an update: a name that many designs give to any date."""
    shown = [one for one in source.shown() if one.surety < Surety.UNSURE]
    if len({one.iso[:_BARE] for one in shown}) == 1 and all(one.by_class for one in shown if one.stamped) and source.is_silent():
        yield shown[0].iso


PUBLISHED = (
    Rule(
        "json-ld-published",
        DateBasis.JSON_LD,
        _json_ld("datePublished"),
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-06"}</script>',
    ),
    Rule("meta", DateBasis.META, _metas("date-metas"), '<meta property="article:published_time" content="2024-03-06">'),
    Rule("meta-alike", DateBasis.META, _metas_like, '<meta name="vr:first-published-at" content="2024-03-06">'),
    Rule(
        "microdata",
        DateBasis.MARKUP,
        _microdata("datePublished"),
        '<span itemprop="dateCreated datePublished" content="2024-03-06">today</span>',
    ),
    Rule(
        "called-published",
        DateBasis.MARKUP,
        _called("published"),
        '<p>A paragraph.</p><time class="entry-date updated" datetime="2024-03-06">today</time>',
    ),
    Rule(
        "stamp-by-headline",
        DateBasis.MARKUP,
        _by_headline(updated=False, stamped=True),
        '<time datetime="2024-03-06">today</time>',
    ),
    Rule("words-by-headline", DateBasis.WORDS, _by_headline(updated=False, stamped=False), "<p>Hallmark Bay, 6 March 2024</p>"),
    Rule(
        "json-ld-created",
        DateBasis.JSON_LD,
        _json_ld("dateCreated"),
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Money", "dateCreated": "2024-03-06"}</script>',
    ),
    Rule("meta-created", DateBasis.META, _metas("date-metas-unsure"), '<meta name="dcterms.created" content="2024-03-06">'),
    Rule(
        "json-ld-page",
        DateBasis.JSON_LD,
        _page_item("datePublished"),
        '<script type="application/ld+json">[{"@type": "WebPage", "datePublished": "2024-03-06"}, {"@type": "NewsArticle", '
        '"headline": "Money"}]</script>',
    ),
    Rule(
        "address",
        DateBasis.ADDRESS,
        lambda source: iter([date_in_address(source.address)]),
        '<link rel="canonical" href="https://quill.example/2024/03/06/money">',
    ),
    Rule("title", DateBasis.WORDS, _in_title, "<title>Money | The Quill | 06.03.2024</title>"),
    Rule(
        "the-only-one", DateBasis.MARKUP, _only_one, '<div class="modified-date"><time datetime="2024-03-06">6 March</time></div>'
    ),
)
UPDATED = (
    Rule(
        "json-ld-modified",
        DateBasis.JSON_LD,
        _json_ld("dateModified"),
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Money", "dateModified": "2024-03-06"}</script>',
    ),
    Rule("meta", DateBasis.META, _metas("update-metas"), '<meta property="article:modified_time" content="2024-03-06">'),
    Rule(
        "microdata",
        DateBasis.MARKUP,
        _microdata("dateModified"),
        '<time itemprop="dateModified" datetime="2024-03-06">today</time>',
    ),
    Rule("called-updated", DateBasis.MARKUP, _called("updated"), '<time class="updated" datetime="2024-03-06">Updated</time>'),
    Rule(
        "stamp-by-headline",
        DateBasis.MARKUP,
        _by_headline(updated=True, stamped=True),
        '<p>Updated: <time datetime="2024-03-06">today</time></p>',
    ),
    Rule("words-by-headline", DateBasis.WORDS, _by_headline(updated=True, stamped=False), "<p>Last updated on 6 March 2024</p>"),
)


def published_of(source: Source) -> Moment | None:
    """When the article was published."""
    stated = list(_stated(PUBLISHED, source))
    if earlier := _shown_instead(source):
        stated.insert(0, earlier)
    first = _most_exact(stated)
    return _as_there(first, stated, source) if first else None


def _shown_instead(source: Source) -> Moment | None:
    """The day that the page shows, where JSON-LD says that an article was published later, and never changed."""
    published, changed = (iso_date(text_of(source.item.get(name))) for name in ("datePublished", "dateModified"))
    if published is None or published != changed:
        return None
    shown = (one for one in source.shown() if not one.updated and one.surety <= Surety.BYLINED)
    earlier = next((one for one in shown if one.iso[:_BARE] < published[:_BARE]), None)
    return Moment(earlier.iso, DateBasis.MARKUP if earlier.stamped else DateBasis.WORDS, earlier.clock) if earlier else None


def updated_of(source: Source, published: Moment | None) -> Moment | None:
    """When the article was last changed; None where the page does not say, or names no later time than that of publication."""
    stated = _stated(UPDATED, source)
    return _most_exact([moment for moment in stated if published is None or _is_later(moment.iso, published.iso)])


def _stated(rules: tuple[Rule, ...], source: Source) -> Iterator[Moment]:
    for rule in rules:
        for value in rule.read(source):
            iso, clock = moment_of(value[:_LONGEST]) if isinstance(value, str) else (iso_date(value), None)
            if iso and iso not in _NO_DATES:
                yield Moment(iso, rule.basis, clock)


def _most_exact(stated: list[Moment]) -> Moment | None:
    """The first, or the first that gives a time on the same day."""
    if not stated:
        return None
    first = stated[0]
    return next((moment for moment in stated if len(moment.iso) > _BARE and moment.iso[:10] == first.iso[:10]), first)


def _as_there(moment: Moment, stated: list[Moment], source: Source) -> Moment:
    """A moment in UTC in the time of the place where the page was made, where anything tells that, and the day is another there;
    that day, where nothing tells the time."""
    utc = datetime.fromisoformat(moment.iso)
    if len(moment.iso) <= _BARE or utc.utcoffset():
        return moment
    shown = [one for one in source.shown() if one.surety < Surety.UNSURE]
    days = [(one.iso, one.clock) for one in shown if not one.updated] + [(one.iso, one.clock) for one in stated]
    if any(one.iso.endswith("+00:00") and not one.stamped for one in shown):
        return moment
    for iso, clock in days:
        offset = _offset(f"{iso}T{clock}", utc) if clock and len(iso) == _BARE else None
        if offset is not None:
            return Moment(utc.astimezone(timezone(offset)).isoformat(), moment.basis) if offset else moment
    zones = (
        datetime.fromisoformat(iso).utcoffset() for iso, _ in [*days, *((one.iso, None) for one in shown)] if len(iso) > _BARE
    )
    if offset := next((zone for zone in zones if zone), None):
        there = utc.astimezone(timezone(offset))
        return moment if there.date() == utc.date() else Moment(there.isoformat(), moment.basis)
    day = next((date.fromisoformat(iso) for iso, _ in days if len(iso) == _BARE), utc.date())
    is_possible = utc.hour < 10 if day < utc.date() else utc.hour >= 10  # from ten hours behind UTC to fourteen before it
    if abs((day - utc.date()).days) == 1 and is_possible:
        return Moment(day.isoformat(), DateBasis.WORDS)
    return moment


def _offset(local: str, utc: datetime) -> timedelta | None:
    """How far a time of day and its date are from the same moment in UTC; None where they cannot be the same moment."""
    distance = datetime.fromisoformat(local) - utc.replace(tzinfo=None)
    offset = round(distance / _QUARTER) * _QUARTER
    return offset if abs(offset) <= _WIDEST and abs(distance - offset) < _NEAR_ENOUGH else None


def _is_later(one: str, other: str) -> bool:
    """Whether a moment is later than another, as far as the less exact of the two tells."""
    if len(one) > _BARE and len(other) > _BARE:
        return datetime.fromisoformat(one) > datetime.fromisoformat(other)
    return one[:10] > other[:10] or (one[:10] == other[:10] and len(one) > len(other))
