"""Watching feeds on a site that changes and misbehaves, with a clock that is set by hand."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from onrecord import ingest
from onrecord.acquire.urls import canonical_url
from onrecord.ingest import Outcome
from onrecord.store import AddressLine, FeedLine, Store, open_store
from onrecord.watch import Looked, News, Postponed, Rhythm, Watch
from tests.acquire import site as acquire_site
from tests.acquire.conftest import contacted, site
from tests.acquire.site import Reply, Site, article

__all__ = ["contacted", "site"]  # fixtures

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass
class Watching:
    """A watch that reads in this process; `after` lets time pass, and looks at what is due then."""

    site: Site
    store: Store
    news: list[News] = field(default_factory=list)
    time: datetime = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    rhythm: Rhythm | None = None
    given: tuple[str, ...] = ("/feed",)

    def watch(self, report: Callable[[News], None] | None = None) -> Watch:
        fetcher = self.site.fetcher(manners={"delay": 0.0, "back_off": 0.0})
        given = [canonical_url(self.site.url(path)) for path in self.given]
        return Watch(self.store, fetcher, given, report or self.news.append, self.rhythm, now=lambda: self.time)

    def after(self, pause: timedelta = timedelta(0)) -> list[News]:
        """What happened then; what was asked of the site is in `site.asked`."""
        self.time += pause
        self.site.time += pause.total_seconds()
        self.site.asked.clear()
        self.site.headers.clear()
        self.news.clear()
        self.watch().once()
        return list(self.news)

    def fates(self) -> dict[str, str]:
        """What became of each article."""
        return {
            path_of(news.location if isinstance(news, Outcome) else news.url): str(
                news.status if isinstance(news, Outcome) else "postponed"
            )
            for news in self.news
            if not isinstance(news, Looked)
        }

    def looks(self) -> list[Looked]:
        return [news for news in self.news if isinstance(news, Looked)]

    def asked(self) -> list[str]:
        return [asked.partition("/")[2] for asked in self.site.asked if not asked.endswith("robots.txt")]

    def feed(self, path: str = "/feed") -> FeedLine:
        return next(line for line in self.store.view.feeds() if line.url == self.site.url(path))

    def address(self, path: str) -> AddressLine:
        return next(line for line in self.store.view.addresses() if line.url == self.site.url(path))


def path_of(url: str) -> str:
    return "/" + url.partition("://")[2].partition("/")[2]


def feed(*addresses: str, head: str = "", dated: str = "") -> Reply:
    items = "".join(f"<item><title>T</title><link>{address}</link>{dated}</item>" for address in addresses)
    return Reply(
        f"<rss><channel><title>The Quill</title>{head}{items}</channel></rss>".encode(), headers={"Content-Type": "text/xml"}
    )


def tagged(reply: Reply, tag: str) -> Callable[[Mapping[str, str]], Reply]:
    """`reply`, or 304 for those who have it."""

    def answer(headers: Mapping[str, str]) -> Reply:
        if headers.get("if-none-match") == tag:
            return Reply(status=304)
        return Reply(reply.body, headers={**reply.headers, "ETag": tag})

    return answer


def sitemap(*entries: tuple[str, str | None], root: str = "urlset", child: str = "url") -> Reply:
    listed = "".join(
        f"<{child}><loc>{loc}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</{child}>" for loc, changed in entries
    )
    return Reply(f"<{root}>{listed}</{root}>".encode(), headers={"Content-Type": "application/xml"})


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(work: Callable[[Any], Any], tasks: Iterable[Any], **_: object) -> Generator[tuple[Any, Any], None, None]:
        yield from ((task, work(task)) for task in tasks)

    monkeypatch.setattr(ingest, "run_tasks", run)


@pytest.fixture
def watching(site: Site, tmp_path: Path) -> Iterator[Watching]:
    with open_store(tmp_path / "onrecord.db") as store:
        yield Watching(site, store)


def test_new_articles_are_read_once_and_each_feed_says_how_often(watching: Watching) -> None:
    site = watching.site
    site.pages |= {"/feed": feed("/a", "/b?utm_source=rss", "/a#top", head="<ttl>60</ttl>"), "/a": article("Harbour")}
    site.pages |= {"/b": article("Bridge"), "/c": article("Mole")}
    watching.after()
    assert watching.fates() == {"/a": "added", "/b": "added"}
    assert (watching.feed().title, watching.feed().articles, watching.feed().next_at) == (
        "The Quill",
        2,
        "2026-03-01T13:00:00+00:00",
    )
    assert watching.after(59 * MINUTE) == []
    assert site.asked == [], "it is not due"
    site.pages["/feed"] = feed("/c", "/a", "/b?utm_medium=email", head="<ttl>60</ttl>")
    watching.after(MINUTE)
    assert watching.fates() == {"/c": "added"}
    assert watching.asked() == ["feed", "c"], "what was read is not fetched again"
    assert watching.store.view.counts().articles == 3


def test_the_pause_grows_while_nothing_is_new_and_shrinks_when_something_is(watching: Watching) -> None:
    site = watching.site
    site.pages |= {"/feed": feed("/a"), "/a": article("Harbour"), "/b": article("Bridge")}
    pauses: list[int] = []
    for _ in range(12):
        watching.after(timedelta(seconds=watching.feed().pause or 0) if pauses else timedelta(0))
        pauses.append(watching.feed().pause or 0)
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (15 * 60, 6 * 3600)
    site.pages["/feed"] = feed("/b", "/a")
    watching.after(6 * HOUR)
    assert watching.feed().pause == 3 * 3600


def test_what_the_headers_say_is_minded_within_bounds(watching: Watching) -> None:
    site = watching.site
    watching.given = ("/short", "/long", "/absurd")
    for path, seconds in (("/short", 5), ("/long", 7200), ("/absurd", 999_999_999)):
        site.pages[path] = Reply(feed().body, headers={"Cache-Control": f"public, max-age={seconds}"})
    watching.after()
    assert [watching.feed(path).pause for path in watching.given] == [15 * 60, 7200, 86_400]


def test_a_feed_that_has_not_changed_is_not_sent_and_counted(watching: Watching) -> None:
    watching.site.pages |= {"/feed": tagged(feed("/a"), '"1"'), "/a": article("Harbour")}
    watching.after()
    watching.after(HOUR)
    assert watching.site.headers[-1]["if-none-match"] == '"1"'
    assert (watching.feed().unchanged, watching.feed().failures) == (1, 0)
    watching.site.pages |= {"/feed": tagged(feed("/b", "/a"), '"2"'), "/b": article("Bridge")}
    watching.after(HOUR)
    assert watching.fates() == {"/b": "added"}


def test_a_dead_feed_is_asked_ever_more_rarely_and_the_others_as_ever(watching: Watching) -> None:
    site = watching.site
    site.pages |= {"/feed": feed("/a"), "/a": article("Harbour"), "/dead": Reply(status=410)}
    watching.given = ("/feed", "/dead")
    pauses = []
    for _ in range(12):
        watching.after(DAY)
        pauses.append(datetime.fromisoformat(watching.feed("/dead").next_at) - watching.time)
    assert pauses[:4] == [5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 40 * MINUTE]
    assert max(pauses) == DAY
    dead = watching.store.view.feeds()[0]
    assert (path_of(dead.url), dead.failures, dead.code, dead.error) == ("/dead", 12, "status", "The server answered 410.")
    assert watching.feed().failures == 0
    site.pages["/dead"] = feed("/b")
    site.pages["/b"] = article("Bridge")
    watching.after(DAY)
    assert (watching.feed("/dead").failures, watching.feed("/dead").error) == (0, None)
    assert watching.fates() == {"/b": "added"}


def test_what_is_no_feed_says_so(watching: Watching) -> None:
    watching.site.pages["/feed"] = article("Harbour")
    (look,) = watching.after()
    assert isinstance(look, Looked)
    assert "neither a feed, nor a sitemap" in (look.error or "")


def test_a_busy_server_is_left_alone_for_as_long_as_it_asks(watching: Watching) -> None:
    site = watching.site
    site.pages |= {"/feed": feed("/a", "/b"), "/a": Reply(status=429, headers={"Retry-After": "7200"}), "/b": article("Bridge")}
    watching.after()
    assert watching.fates() == {"/a": "postponed"}, "and nothing else was asked of it"
    assert watching.asked().count("a") == 1
    assert watching.address("/a").due_at == "2026-03-01T14:00:00+00:00"
    assert watching.store.view.counts().failures == 0, "it is no failure yet"
    site.pages["/a"] = article("Harbour")
    watching.after(HOUR)
    assert watching.fates() == {"/b": "added"}
    watching.after(HOUR)
    assert watching.fates() == {"/a": "added"}


def test_a_feed_that_is_busy_is_left_alone_for_as_long_as_it_asks(watching: Watching) -> None:
    watching.site.pages["/feed"] = Reply(status=503, headers={"Retry-After": "90000"})
    watching.after()
    assert watching.feed().next_at == "2026-03-02T13:00:00+00:00"


def test_nothing_is_lost_while_the_network_is_down(watching: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    site = watching.site
    site.pages |= {"/feed": feed("/a", "/b"), "/a": article("Harbour"), "/b": article("Bridge")}

    def pull_the_plug(_: Mapping[str, str]) -> Reply:
        down.setattr(acquire_site, "NAMES", {"news.example": []})
        return article("Harbour")

    site.pages["/a"] = pull_the_plug
    with monkeypatch.context() as down:
        watching.after()
        assert watching.fates() == {"/a": "added", "/b": "postponed"}
        for _ in range(20):
            watching.after(HOUR)
        assert (watching.feed().failures, watching.feed().code) == (20, "network")
    watching.after(HOUR)
    assert watching.fates() == {"/b": "added"}, "it is noticed within the hour"
    assert watching.feed().failures == 0


def test_a_page_that_is_not_there_is_tried_for_a_day_and_given_up_with_its_reason(watching: Watching) -> None:
    watching.site.pages["/feed"] = feed("/late", "/gone")
    watching.after()
    assert watching.fates() == {"/late": "postponed", "/gone": "postponed"}
    watching.site.pages["/late"] = article("Harbour")
    watching.after(5 * MINUTE)
    assert watching.fates() == {"/late": "added", "/gone": "postponed"}
    for _ in range(12):
        watching.after(DAY)
        if watching.address("/gone").state == "failed":
            break
    gone = watching.address("/gone")
    assert (gone.state, gone.code, gone.error, gone.due_at) == ("failed", "status", "The server answered 404.", None)
    assert [line.location for line in watching.store.view.issues()] == [watching.site.url("/gone")]
    watching.after(DAY)
    assert "gone" not in watching.asked()


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(b"\x89PNG", headers={"Content-Type": "image/png"}), "unsupported"),
        (Reply(status=302, headers={"Location": "http://10.0.0.7/"}), "private-address"),
        (Reply(b"<html></html>", headers={"Content-Type": "text/html"}), "no-text"),
    ],
)
def test_what_cannot_be_an_article_is_given_up_at_once(watching: Watching, reply: Reply, code: str) -> None:
    watching.site.pages |= {"/feed": feed("/a"), "/a": reply}
    watching.after()
    address = watching.address("/a")
    assert (address.state, address.code, address.failures) == ("failed", code, 1)
    watching.after(DAY)
    assert watching.asked() == ["feed"]


def test_an_article_that_the_feed_says_has_changed_is_a_new_version(watching: Watching) -> None:
    site = watching.site
    site.pages |= {
        "/feed": sitemap(("/a", "2026-03-01T09:00:00Z"), ("/b", None)),
        "/a": article("Harbour"),
        "/b": article("Bridge"),
    }
    watching.after()
    site.pages |= {"/feed": sitemap(("/a", "2026-03-01T12:30:00Z"), ("/b", None)), "/a": article("Ferry")}
    watching.after(2 * HOUR)
    assert watching.fates() == {"/a": "added"}
    counts = watching.store.view.counts()
    assert (counts.articles, counts.old_versions) == (2, 1)


def test_lists_that_say_of_everything_that_it_changed_are_believed_ever_less(watching: Watching) -> None:
    site = watching.site
    site.pages["/a"] = tagged(article("Harbour"), '"a"')
    fetched = 0
    for _ in range(24):
        site.pages["/feed"] = sitemap(("/a", watching.time.isoformat()))
        watching.rhythm = Rhythm(every=HOUR)
        watching.after(HOUR)
        fetched += watching.asked().count("a")
    assert fetched == 5


def test_articles_are_looked_at_again_for_as_long_as_wanted(watching: Watching) -> None:
    site = watching.site
    watching.rhythm = Rhythm(revisit=2 * DAY)
    site.pages |= {"/feed": tagged(feed("/a"), '"f"'), "/a": tagged(article("Harbour"), '"a"')}
    looks = []
    for hour in range(52):
        watching.after(HOUR)
        if "a" in watching.asked():
            looks.append(hour)
            assert watching.fates() == ({"/a": "unchanged"} if hour else {"/a": "added"})
    assert looks == [0, 1, 3, 7, 15, 31], "ever more rarely, and no more after two days"
    assert watching.address("/a").read_at == "2026-03-01T13:00:00+00:00"


def test_an_index_leads_to_sitemaps_and_those_that_changed_are_looked_at_at_once(watching: Watching) -> None:
    site = watching.site
    index = {"root": "sitemapindex", "child": "sitemap"}
    site.pages |= {"/feed": sitemap(("/new.xml", "2026-03-01"), ("/old.xml", "2019-01-01"), **index), "/a": article("Harbour")}
    site.pages |= {"/new.xml": sitemap(("/a", "2026-03-01"), ("/x", "2026-01-01")), "/b": article("Bridge")}
    watching.rhythm = Rhythm(since=date(2026, 2, 27))
    watching.after()
    assert watching.fates() == {"/a": "added"}
    assert sorted(watching.asked()) == ["a", "feed", "new.xml"], "the others are too old"
    assert watching.feed("/new.xml").named_by == site.url("/feed")
    site.pages |= {"/feed": sitemap(("/new.xml", "2026-03-01T12:01:00Z"), **index)}
    site.pages["/new.xml"] = sitemap(("/b", "2026-03-01"))
    watching.time += 15 * MINUTE
    with watching.store.ledger() as ledger, ledger.writing():
        new = next(one for one in ledger.feeds.watched([site.url("/feed")]) if path_of(one.url) == "/new.xml")
        ledger.feeds.answered(new, watching.time - 10 * MINUTE, pause=9000, next_at=watching.time + DAY)
    watching.after()
    assert watching.asked() == ["feed"], "it was looked at after it changed"
    site.pages |= {"/feed": sitemap(("/new.xml", "2026-03-01T12:20:00Z"), **index)}
    watching.after(HOUR)
    assert watching.asked() == ["feed", "new.xml", "b"]


def test_lists_that_name_each_other_end(watching: Watching) -> None:
    for here, there in ("12", "23", "34", "45", "56", "61"):
        watching.site.pages[f"/{here}"] = sitemap((f"/{there}", None), root="sitemapindex", child="sitemap")
    watching.given = ("/1",)
    watching.after()
    assert watching.asked() == ["1", "2", "3", "4"]
    assert [look.unusable for look in watching.looks()] == [0, 0, 0, 1]


def test_entries_that_go_wrong_cost_only_themselves(watching: Watching) -> None:
    entries = '<item/><item><link>javascript:alert(1)</link></item><item><guid isPermaLink="true">{}</guid></item>'
    future = "<item><guid>7</guid><link>/later</link><pubDate>Tue, 27 Feb 2044 10:00:00 GMT</pubDate></item>"
    same = "<item><guid>7</guid><link>relative</link></item><item><guid>7</guid><link>/b</link></item>"
    body = f"<rss><channel>{entries.format(watching.site.url('/guid'))}{future}{same}</channel></rss>"
    watching.given = ("/folder/feed",)
    watching.site.pages |= {"/folder/feed": Reply(body.encode()), "/guid": article("Harbour"), "/later": article("Mole")}
    watching.site.pages |= {"/folder/relative": article("Bridge"), "/b": article("Tunnel")}
    watching.after()
    assert watching.fates() == dict.fromkeys(("/guid", "/later", "/folder/relative", "/b"), "added")
    assert watching.looks()[0].unusable == 2
    assert {record.article.published for record in watching.store.view.records()} == {None}


def test_ten_thousand_entries_are_taken_in_and_waited_for(watching: Watching) -> None:
    site = watching.site
    site.pages["/feed"] = sitemap(*((f"/{number}", None) for number in range(10_000)))
    site.pages["/0"] = Reply(status=429, headers={"Retry-After": "7200"})
    watching.after()
    assert watching.looks()[0].new == 10_000
    assert (watching.feed().waiting, watching.feed().articles) == (10_000, 0)


def test_a_feed_that_moved_on_between_two_looks_says_so(watching: Watching) -> None:
    site = watching.site
    site.pages |= {f"/{name}": article(name) for name in "abcd"}
    site.pages["/feed"] = feed("/a", "/b")
    watching.after()
    assert not watching.looks()[0].gap, "the first look"
    site.pages["/feed"] = feed("/c", "/d")
    watching.after(HOUR)
    assert watching.looks()[0].gap


def test_stopped_anywhere_and_started_again_it_comes_to_the_same(watching: Watching) -> None:
    site = watching.site
    site.pages["/feed"] = tagged(feed(*(f"/{number}" for number in range(8))), '"1"')
    site.pages |= {f"/{number}": article(f"Harbour {number}") for number in range(8)}

    def stop(news: News) -> None:
        if isinstance(news, Outcome):
            raise KeyboardInterrupt

    for _ in range(8):
        with pytest.raises(KeyboardInterrupt):
            watching.watch(stop).once()
    assert watching.fates() == {}
    watching.after()
    assert watching.asked() == [], "each stop came after an article that was kept"
    assert watching.store.view.counts().articles == 8


def test_killed_between_storing_an_article_and_noting_it_nothing_is_twice(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = watching.site
    site.pages |= {"/feed": tagged(feed("/a"), '"1"'), "/a": article("Harbour")}
    with monkeypatch.context() as patch:
        patch.setattr(ingest, "_keep", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            watching.watch().once()
    assert watching.address("/a").state == "seen"
    watching.after()
    assert watching.fates() == {"/a": "unchanged"}
    assert (watching.address("/a").state, watching.store.view.counts().articles) == ("read", 1)


def test_two_addresses_of_one_article_are_one(watching: Watching) -> None:
    site = watching.site
    site.pages |= {"/feed": feed("/go?id=1", "/a", "/copy"), "/go?id=1": Reply(status=301, headers={"Location": "/a"})}
    site.pages |= {"/a": article("Harbour"), "/copy": article("Harbour")}
    watching.after()
    assert sorted(watching.fates().values()) == ["added", "unchanged", "unchanged"] or len(watching.news) == 4
    assert watching.store.view.counts().articles == 1
    assert {line.state for line in watching.store.view.addresses()} == {"read"}


def test_a_private_address_is_never_contacted(watching: Watching, contacted: list[tuple[str, int]]) -> None:
    watching.given = ()
    watching.site.pages["/feed"] = feed("http://169.254.169.254/latest", "http://inside.example/")
    watching.given = ("/feed",)
    watching.after()
    assert {line.code for line in watching.store.view.addresses()} == {"private-address"}
    assert set(contacted) == {("127.0.0.1", watching.site.port)}


def test_what_add_noted_and_did_not_fetch_is_fetched_when_it_is_watched(watching: Watching) -> None:
    site = watching.site
    site.pages |= {"/feed": feed("/a"), "/a": article("Harbour")}
    from onrecord.store import Entry

    with watching.store.ledger() as ledger, ledger.writing():
        ledger.note(site.url("/feed"), [Entry(site.url("/a"))], watching.time, due=False)
    watching.after()
    assert watching.fates() == {"/a": "added"}


def test_it_goes_on_until_stopped_and_sleeps_until_something_is_due(watching: Watching) -> None:
    site = watching.site
    site.pages |= {"/feed": feed("/a", head="<ttl>60</ttl>"), "/a": article("Harbour"), "/b": article("Bridge")}
    naps: list[float] = []

    def sleep(seconds: float) -> None:
        naps.append(seconds)
        watching.time += timedelta(seconds=seconds)
        site.pages["/feed"] = feed("/b", "/a", head="<ttl>60</ttl>")
        if len(naps) == 62:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watching.watch().forever(sleep)
    assert watching.fates() == {"/a": "added", "/b": "added"}
    assert set(naps) == {60.0}
    assert watching.asked().count("feed") == 2
    assert isinstance(watching.news[0], Looked)
    assert not any(isinstance(news, Postponed) for news in watching.news)
