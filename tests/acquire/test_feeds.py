"""Feeds, sitemaps and OPML, and how they go wrong."""

from __future__ import annotations

import gzip
import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.acquire import Failed, Known, Link
from onrecord.acquire.feeds import is_list, read_list, read_whole_list
from onrecord.errors import PageError

AT = "https://news.example/feeds/all"
NOW = datetime(2024, 3, 1, tzinfo=UTC)


def links(data: str | bytes) -> list[Link | Failed]:
    return list(read_list(data if isinstance(data, bytes) else data.encode(), AT, now=NOW))


def rss(items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Quill</title>{items}</channel></rss>'


def item(link: str, more: str = "") -> str:
    return f"<item><link>{link}</link>{more}</item>"


def test_rss_gives_links_with_what_it_says_about_them() -> None:
    dated = "<title>Harbour opens</title><pubDate>Tue, 27 Feb 2024 10:00:00 +0100</pubDate>"
    assert links(rss(item("https://news.example/a?id=1&amp;utm_source=rss", dated))) == [
        Link("https://news.example/a?id=1", Known(None, "Harbour opens", None, "The Quill", (), "2024-02-27T10:00:00+01:00"))
    ]


def test_atom_and_json_feeds_give_the_same() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Quill</title><entry><title>Harbour opens</title>
        <link href="/a"/><id>tag:1</id><published>2024-02-27T10:00:00Z</published></entry></feed>"""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Quill",
        "items": [{"id": "1", "url": "/a", "title": "Harbour opens", "date_published": "2024-02-27T10:00:00Z"}, 7, {"id": "2"}],
    }
    expected = Link("https://news.example/a", Known(None, "Harbour opens", None, "The Quill", (), "2024-02-27T10:00:00+00:00"))
    assert links(atom) == [expected]
    first, *rest = links(json.dumps(feed))
    assert first == expected
    assert [type(entry) for entry in rest] == [Failed, Failed]


def test_entries_without_anything_do_not_stop_the_rest() -> None:
    found = links(
        rss("<item/>" + item("") + "<item><guid>https://news.example/by-id</guid></item>" + item("javascript:alert(1)"))
    )
    assert [entry.url for entry in found if isinstance(entry, Link)] == ["https://news.example/by-id"]
    assert [entry.location for entry in found if isinstance(entry, Failed)] == [f"{AT}#1", f"{AT}#2", f"{AT}#4"]


def test_two_articles_of_one_id_are_two_and_one_address_is_one() -> None:
    same_id = "<guid>7</guid>"
    found = links(rss(item("/a", same_id) + item("/b", same_id) + item("/a?utm_medium=rss#top")))
    assert [entry.url for entry in found if isinstance(entry, Link)] == ["https://news.example/a", "https://news.example/b"]


def test_relative_links_are_those_of_the_feed() -> None:
    found = links(rss(item("../a.html") + item("//other.example/b")))
    assert [entry.url for entry in found if isinstance(entry, Link)] == ["https://news.example/a.html", "https://other.example/b"]


def test_a_date_in_the_future_is_no_date_of_publication() -> None:
    (found,) = links(rss(item("/a", "<title>T</title><pubDate>Tue, 27 Feb 2044 10:00:00 GMT</pubDate>")))
    assert isinstance(found, Link)
    assert (found.known.published, found.known.title) == (None, "T")


@pytest.mark.parametrize(
    ("head", "pause"),
    [
        ("", None),
        ("<ttl>60</ttl>", 3600),
        ("<ttl>0</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>99999999999999</ttl>", 999_999_999 * 60),
        ("<sy:updatePeriod> hourly </sy:updatePeriod>", 3600),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 21_600),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 86_400),
        ("<sy:updatePeriod>now and then</sy:updatePeriod>", None),
    ],
)
def test_a_feed_says_how_often_it_is_to_be_looked_at(head: str, pause: int | None) -> None:
    whole = rss(head + item("/a")).replace("<rss", '<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"')
    listed = read_whole_list(whole.encode(), AT, now=NOW)
    assert (listed.pause, listed.title, len(listed.entries)) == (pause, "The Quill", 1)


def test_lists_say_when_an_article_changed_unless_that_is_yet_to_come() -> None:
    entry = '<entry><link href="/a"/><published>2024-02-01T10:00:00Z</published><updated>{}-02-27T10:00:00Z</updated></entry>'
    atom = '<feed xmlns="http://www.w3.org/2005/Atom">' + entry + "</feed>"
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a", "date_modified": "2024-02-27T10:00:00Z"}]}
    urls = "<urlset><url><loc>/a</loc><lastmod>2024-02-27T10:00:00Z</lastmod></url></urlset>"
    for data in (atom.format(2024), json.dumps(feed), urls):
        (found,) = links(data)
        assert isinstance(found, Link)
        assert found.changed == "2024-02-27T10:00:00+00:00"
    (found,) = links(atom.format(2044))
    assert isinstance(found, Link)
    assert (found.changed, found.known.published) == (None, "2024-02-01T10:00:00+00:00")


def test_a_news_sitemap_and_an_index() -> None:
    news = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
        <url><loc> https://news.example/a </loc><n:news><n:publication><n:name>The Quill</n:name></n:publication>
        <n:publication_date>2024-02-27</n:publication_date><n:title>Harbour opens</n:title></n:news></url><url/></urlset>"""
    first, second = links(news)
    assert first == Link("https://news.example/a", Known(None, "Harbour opens", None, "The Quill", (), "2024-02-27"))
    assert isinstance(second, Failed)
    index = "<sitemapindex><sitemap><loc>https://news.example/s.xml.gz</loc></sitemap></sitemapindex>"
    assert links(gzip.compress(index.encode())) == [Link("https://news.example/s.xml.gz", is_list=True)]


def test_opml_names_feeds() -> None:
    opml = '<opml><body><outline text="News"><outline xmlUrl="https://a.example/rss"/></outline><outline text="x"/></body></opml>'
    assert links(opml) == [Link("https://a.example/rss", is_list=True)]


def test_a_reference_to_half_a_character_costs_only_that_character() -> None:
    for half in ("&#55296;", "&#xD800;", "&#xdfff;"):
        assert links(f'<opml><body><outline xmlUrl="https://a.example/{half}"/></body></opml>') == [
            Link("https://a.example/%EF%BF%BD", is_list=True)
        ]
    (found,) = links("<urlset><url><loc>/a&#xDC00;b</loc></url></urlset>")
    assert found == Link("https://news.example/a%EF%BF%BDb")


def test_a_sitemap_with_a_broken_namespace_is_read() -> None:
    assert links('<urlset xmlns="https://maps.example/0.9}url"><url><loc>/a</loc></url></urlset>') == [
        Link("https://news.example/a")
    ]


def test_ten_thousand_entries_are_read_in_seconds() -> None:
    started = time.process_time()
    assert len(links(rss("".join(item(f"/a/{number}", "<title>T</title>") for number in range(10_000))))) == 10_000
    assert time.process_time() - started < 30


@pytest.mark.parametrize("root", ["rss", "urlset", "opml"])
def test_entities_are_not_expanded_and_files_are_not_read(root: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("https://secret.example/", encoding="utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "{(tmp_path / "secret").as_uri()}">{laughs}]>'
    body = {
        "rss": "<channel><item><title>&l11;</title><link>&f;</link></item></channel>",
        "urlset": "<url><loc>&f;</loc></url><url><loc>&l11;</loc></url>",
        "opml": '<outline xmlUrl="&l11;"/>',
    }
    started = time.process_time()
    try:
        found = links(f'<?xml version="1.0"?>{head}<{root}>{body[root]}</{root}>')
    except PageError:
        found = []
    assert "secret" not in repr(found)
    assert len(repr(found)) < 10_000
    assert time.process_time() - started < 10


@pytest.mark.parametrize("data", [b"", b"<html><body><rss></html>", b"words", b'{"a": 1}', b"<p>feed</p>"])
def test_a_page_is_no_list(data: bytes) -> None:
    assert not is_list(data)


def test_a_feed_that_breaks_the_parser_is_one_clear_error() -> None:
    with pytest.raises(PageError, match="The feed is broken"):
        links("<rss><channel><item><link>/a</item></</link></rss>")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_mutated_list_gives_links_or_one_clear_error(data: st.DataObject) -> None:
    whole = data.draw(
        st.sampled_from(
            [
                rss(item("/a", "<title>é</title><pubDate>Tue, 27 Feb 2024 10:00:00 GMT</pubDate>")).encode(),
                b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/a"/><updated>2024</updated></entry></feed>',
                b"<urlset><url><loc>https://news.example/a</loc></url></urlset>",
                b'<opml><body><outline xmlUrl="https://a.example/rss"/></body></opml>',
                b'{"version": "https://jsonfeed.org/version/1", "items": [{"url": "/a", "date_published": 1}]}',
            ]
        )
    )
    mutated = bytearray(whole)
    for place, byte in data.draw(st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=6)):
        mutated[place] = byte
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(whole)), st.integers(0, len(whole)))))
    if data.draw(st.booleans()):
        del mutated[start:end]
    code = "unreadable"
    try:
        found = links(bytes(mutated))
    except PageError as error:
        found, code = [], error.code
    assert code == "unreadable"
    assert all(isinstance(entry, Failed) or entry.url.startswith(("https://", "http://")) for entry in found)


@pytest.mark.parametrize(
    ("start", "entry", "end"),
    [
        ("<urlset>", "<url><loc>https://quill.example/{}</loc></url>", "</urlset>"),
        ("<sitemapindex>", "<sitemap><loc>https://quill.example/{}</loc></sitemap>", "</sitemapindex>"),
        ("<rss><channel>", "<item><link>https://quill.example/{}</link></item>", "</channel></rss>"),
        ("<feed>", '<entry><link href="https://quill.example/{}"/></entry>', "</feed>"),
        ("<opml><body>", '<outline xmlUrl="https://quill.example/{}"/>', "</body></opml>"),
    ],
)
def test_of_a_list_that_is_cut_off_no_half_address_is_taken(start: str, entry: str, end: str) -> None:
    whole = start + entry.format("harbour-opens") + entry.format("bridge-closes") + end
    addresses = {"https://quill.example/harbour-opens", "https://quill.example/bridge-closes"}
    assert {entry.url for entry in read_list(whole.encode(), "") if isinstance(entry, Link)} == addresses
    for length in range(len(start) + 1, len(whole)):
        try:
            entries = list(read_list(whole[:length].encode(), ""))
        except PageError:  # no entry is whole
            continue
        assert {entry.url for entry in entries if isinstance(entry, Link)} <= addresses
        assert [entry.code for entry in entries if isinstance(entry, Failed)] == ["cut-off"]
