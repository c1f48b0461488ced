"""Fetching from a site that misbehaves: politely, within limits, and never from inside."""

from __future__ import annotations

import gzip
import time
from collections.abc import Mapping
from typing import Any

import pytest

from onrecord.acquire import http, unpacking
from onrecord.acquire.http import Answer
from onrecord.acquire.pace import back_off
from onrecord.errors import BusyError, PageError
from tests.acquire.site import Reply, Site, article

Contacted = list[tuple[str, int]]


def refused(site: Site, url: str, **more: Any) -> str:
    """The code with which fetching `url` fails."""
    with pytest.raises(PageError) as caught:
        site.fetcher(**more).get(url)
    return caught.value.code


def leads_to(url: str) -> Reply:
    return Reply(status=302, headers={"Location": url})


def test_a_page_comes_with_its_address_and_time(site: Site) -> None:
    site.pages["/a"] = article("Harbour")
    answer = site.fetcher().get(site.url("/a?utm_source=feed&gclid=1"))
    assert (answer.status, answer.url) == (200, site.url("/a"))
    assert b"Harbour opens" in answer.data()
    assert answer.at.endswith("+00:00")
    assert site.asked == ["news.example/robots.txt", "news.example/a"]


def test_we_say_who_we_are(site: Site) -> None:
    site.pages["/a"] = article("Harbour")
    site.fetcher().get(site.url("/a"))
    assert {headers["user-agent"].partition("/")[0] for headers in site.headers} == {"onrecord"}


PRIVATE = ["127.0.0.1:1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1", "0.0.0.0", "[fe80::1]"]
NAMED = ["inside.example", "both.example", "six.example", "mapped.example"]


@pytest.mark.parametrize("host", PRIVATE + NAMED)
def test_nothing_inside_is_contacted(site: Site, contacted: Contacted, host: str) -> None:
    assert refused(site, f"http://{host}/secret") == "private-address"
    assert contacted == []


@pytest.mark.parametrize("host", PRIVATE + NAMED)
def test_nothing_inside_is_contacted_by_a_redirect(site: Site, contacted: Contacted, host: str) -> None:
    site.pages["/a"] = leads_to(f"http://{host}/secret")
    assert refused(site, site.url("/a")) == "private-address"
    assert set(contacted) == {("127.0.0.1", site.port)}
    assert site.asked == ["news.example/robots.txt", "news.example/a"]


def test_nothing_inside_is_contacted_by_the_redirect_of_robots(site: Site, contacted: Contacted) -> None:
    site.pages["/robots.txt"] = leads_to("http://169.254.169.254/latest")
    assert refused(site, site.url("/a")) == "private-address"
    assert set(contacted) == {("127.0.0.1", site.port)}


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://news.example/a", "gopher://x", "http:///a", "a.html", "http://x:port/"]
)
def test_only_web_addresses_are_fetched(site: Site, contacted: Contacted, url: str) -> None:
    assert refused(site, url) == "url"
    assert contacted == []


def test_redirects_are_followed_to_the_end_and_only_so_far(site: Site) -> None:
    site.pages |= {"/a": leads_to("/b"), "/b": leads_to(site.url("/c", "other.example")), "/c": article("Harbour")}
    assert site.fetcher().get(site.url("/a")).url == site.url("/c", "other.example")
    site.pages |= {"/x": leads_to("/y"), "/y": leads_to("/x")}
    assert refused(site, site.url("/x")) == "redirects"


def test_robots_are_obeyed_also_behind_a_redirect(site: Site) -> None:
    site.pages["/robots.txt"] = Reply(
        b"User-agent: *\nDisallow: /closed\n\nUser-agent: onrecord\nDisallow: /ours\nCrawl-delay: 7\n"
    )
    site.pages |= {"/closed": article("Mole"), "/door": leads_to("/ours")}
    fetcher = site.fetcher()
    assert fetcher.get(site.url("/closed")).status == 200, "what is said to us goes before what is said to all"
    for path in ("/ours", "/door"):
        with pytest.raises(PageError, match=r"robots\.txt"):
            fetcher.get(site.url(path))
    assert "news.example/ours" not in site.asked
    assert site.asked.count("news.example/robots.txt") == 1
    assert max(site.slept) == 7


def test_robots_that_cannot_be_had_permit_nothing(site: Site) -> None:
    site.pages |= {"/robots.txt": Reply(status=503), "/a": article("Harbour")}
    assert refused(site, site.url("/a")) == "busy"
    assert "news.example/a" not in site.asked


def test_requests_to_a_host_are_spaced_and_hosts_do_not_wait_for_each_other(site: Site) -> None:
    site.pages |= {"/a": article("Harbour"), "/b": article("Bridge")}
    fetcher = site.fetcher(manners={"delay": 2.0})
    for path in ("/a", "/b"):
        fetcher.get(site.url(path))
    assert site.slept == [2.0, 2.0], "between robots.txt and the two pages"
    fetcher.get(site.url("/a", "other.example"))
    assert len(site.slept) == 3, "robots.txt of the other host did not wait"


def test_a_server_that_asks_to_wait_is_waited_for(site: Site) -> None:
    answers = iter([Reply(status=429, headers={"Retry-After": "42"}), Reply(status=503), article("Harbour")])
    site.pages["/a"] = lambda _: next(answers)
    assert site.fetcher().get(site.url("/a")).status == 200
    assert site.slept == [1.0, 42.0, 10.0]


def test_a_server_that_asks_for_too_long_is_left_alone(site: Site) -> None:
    site.pages["/a"] = Reply(status=429, headers={"Retry-After": "86400"})
    fetcher = site.fetcher()
    for path in ("/a", "/b"):
        with pytest.raises(PageError, match="wait 86400 seconds"):
            fetcher.get(site.url(path))
    assert site.asked == ["news.example/robots.txt", "news.example/a"], "nothing else was asked of it"


@pytest.mark.parametrize("stated", ["9" * 400, "Fri, 31 Dec 9999 23:59:59 GMT", "-" * 400])
def test_a_server_that_asks_for_ever_is_left_alone_for_a_year_at_most(site: Site, stated: str) -> None:
    site.pages["/a"] = Reply(status=503, headers={"Retry-After": stated})
    with pytest.raises(BusyError) as caught:
        site.fetcher().get(site.url("/a"))
    assert (caught.value.wait or 0) <= 366 * 86_400
    back_off(1, "busy", caught.value.wait)


def test_a_body_of_several_gzip_members_is_unpacked_whole(site: Site) -> None:
    body = gzip.compress(b"<p>The harbour") + gzip.compress(b" is open.</p>") + b"\0" * 20
    site.pages["/a"] = Reply(body, headers={"Content-Encoding": "gzip"})
    assert site.fetcher().get(site.url("/a")).data() == b"<p>The harbour is open.</p>"


def test_a_server_that_stays_busy_or_has_no_such_page_is_told(site: Site) -> None:
    site.pages |= {"/busy": Reply(status=503), "/gone": Reply(status=410)}
    assert refused(site, site.url("/busy")) == "busy"
    assert site.asked.count("news.example/busy") == 3
    assert refused(site, site.url("/gone")) == "status"
    assert site.asked.count("news.example/gone") == 1


def test_robots_are_asked_for_again_after_a_day_and_sooner_where_they_failed(site: Site) -> None:
    site.pages |= {"/robots.txt": Reply(status=503), "/a": article("Harbour")}
    fetcher = site.fetcher()
    with pytest.raises(BusyError):
        fetcher.get(site.url("/a"))
    site.pages["/robots.txt"] = Reply(b"")
    with pytest.raises(BusyError):
        fetcher.get(site.url("/a"))
    site.time += 300
    assert fetcher.get(site.url("/a")).status == 200, "the network may have been down"
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /")
    site.time += 80_000
    assert fetcher.get(site.url("/a")).status == 200
    site.time += 10_000
    with pytest.raises(PageError, match="asks not to fetch"):
        fetcher.get(site.url("/a"))


def test_a_busy_server_says_how_long_it_wants_to_be_left_alone(site: Site) -> None:
    site.pages["/a"] = Reply(status=429, headers={"Retry-After": "7200"})
    with pytest.raises(BusyError) as caught:
        site.fetcher().get(site.url("/a"))
    assert caught.value.wait == pytest.approx(7200)


def test_not_modified_is_no_answer_to_those_who_did_not_ask(site: Site) -> None:
    site.pages["/a"] = Reply(status=304)
    assert refused(site, site.url("/a")) == "status"


@pytest.mark.parametrize("tag", ['"ü"', "x" * 2000, '"a\x7f"'])
def test_an_odd_etag_is_not_sent_back(site: Site, tag: str) -> None:
    site.pages["/a"] = Reply(article("Harbour").body, headers={"ETag": tag})
    assert site.fetcher().get(site.url("/a")).validators.etag is None


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    def page(headers: Mapping[str, str]) -> Reply:
        known = headers.get("if-none-match") == '"v1"' and headers.get("if-modified-since") == "Tue, 05 Mar 2024 11:00:00 GMT"
        return Reply(status=304) if known else article("Harbour")

    site.pages["/a"] = page
    answer = site.fetcher().get(site.url("/a"), etag='"v1"', last_modified="Tue, 05 Mar 2024 11:00:00 GMT")
    assert (answer.status, answer.body) == (304, b"")


def drip(file: Any) -> None:
    for _ in range(1200):
        file.write(b"x")
        file.flush()
        time.sleep(0.05)


@pytest.mark.parametrize("headers", [{"Content-Length": "1000"}, {}])
def test_a_slow_body_ends_at_the_limit(site: Site, headers: Mapping[str, str]) -> None:
    site.pages |= {"/robots.txt": Reply(status=404), "/a": Reply(write=drip, headers=headers)}
    started = time.monotonic()
    assert refused(site, site.url("/a"), seconds=1.5, manners={"tries": 1}) == "timeout"
    assert time.monotonic() - started < 30


def test_too_much_is_not_read(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "LARGEST", 100_000)
    sent = 0

    def endless(file: Any) -> None:
        nonlocal sent
        for _ in range(100_000):
            sent += file.write(b"x" * 1000)

    site.pages["/a"] = Reply(write=endless)
    assert refused(site, site.url("/a")) == "too-large"
    assert sent < 50_000_000


def test_a_bomb_is_not_unpacked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST", 100_000)
    site.pages["/a"] = Reply(gzip.compress(b"0" * 5_000_000), headers={"Content-Encoding": "gzip"})
    with pytest.raises(PageError) as caught:
        site.fetcher().get(site.url("/a")).data()
    assert caught.value.code == "too-large"


@pytest.mark.parametrize(
    ("packing", "body", "code"),
    [
        ("gzip", gzip.compress(b"words " * 999, mtime=0)[:-20], "unreadable"),
        ("gzip", b"not packed", "unreadable"),
        ("br", b"words", "unsupported"),
    ],
)
def test_broken_packing_is_told(packing: str, body: bytes, code: str) -> None:
    with pytest.raises(PageError) as caught:
        Answer("https://news.example/", 200, {"content-encoding": packing}, body, "").data()
    assert caught.value.code == code


def test_a_server_that_hangs_up_early_is_told(site: Site) -> None:
    site.pages["/a"] = Reply(headers={"Content-Length": "1000"}, write=lambda file: file.write(b"<html>"))
    assert refused(site, site.url("/a")) == "network"
    assert site.asked.count("news.example/a") == 3
