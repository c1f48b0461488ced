"""What feeds and sitemaps say about the articles that they name."""

from __future__ import annotations

import json

import pytest

from onrecord.acquire import Known, Link
from onrecord.acquire.feeds import read_list


def known(data: str) -> Known:
    (link,) = read_list(data.encode(), "https://news.example/feed")
    assert isinstance(link, Link)
    return link.known


def rss(parts: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Quill</title>'
        f"<item><link>https://news.example/a</link>{parts}</item></channel></rss>"
    )


@pytest.mark.parametrize(
    ("parts", "authors"),
    [
        ("<author>ada@quill.example (Ada Obi)</author>", ("Ada Obi",)),
        ("<author>Ada Obi &lt;ada@quill.example&gt;</author>", ("Ada Obi",)),
        ("<author>ada@quill.example</author>", ()),
        ("<dc:creator><![CDATA[Ada Obi]]></dc:creator>", ("Ada Obi",)),
        ("<dc:creator>Ada Obi, Jon Lund and Kim Aalto</dc:creator>", ("Ada Obi", "Jon Lund", "Kim Aalto")),
        ("<dc:creator>Ada Obi</dc:creator><dc:creator>Jon Lund</dc:creator>", ("Ada Obi", "Jon Lund")),
        ("<dc:creator>admin</dc:creator>", ()),
        ("<dc:creator>Obi, Ada</dc:creator>", ("Obi, Ada",)),
    ],
)
def test_authors_in_rss(parts: str, authors: tuple[str, ...]) -> None:
    assert known(rss(parts)).authors == authors


def test_authors_and_changes_in_atom() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Quill</title><entry><link href="/a"/>
        <author><name>Ada Obi</name></author><author><name>Jon Lund</name></author>
        <published>2024-02-27T10:00:00Z</published><updated>2024-02-28T10:00:00Z</updated></entry></feed>"""
    found = known(atom)
    assert found.authors == ("Ada Obi", "Jon Lund")
    assert (found.published, found.updated) == ("2024-02-27T10:00:00+00:00", "2024-02-28T10:00:00+00:00")


@pytest.mark.parametrize(
    "authors", [{"authors": [{"name": "Ada Obi"}]}, {"author": {"name": "Ada Obi"}}, {"authors": [7, {"name": "Ada Obi"}]}]
)
def test_authors_and_changes_in_json_feeds(authors: dict[str, object]) -> None:
    entry = {"url": "/a", "date_published": "2024-02-27", "date_modified": "2024-02-28", **authors}
    found = known(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "The Quill", "items": [entry]}))
    assert (found.authors, found.published, found.updated) == (("Ada Obi",), "2024-02-27", "2024-02-28")


def test_a_news_sitemap_names_the_publisher() -> None:
    sitemap = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example/a</loc><lastmod>2024-02-28</lastmod>
        <n:news><n:publication><n:name>The Quill Daily</n:name></n:publication><n:publication_date>2024-02-27</n:publication_date>
        <n:title>Ship &lt;em&gt;sails&lt;/em&gt;</n:title></n:news></url></urlset>"""
    assert known(sitemap) == Known(None, "Ship sails", None, "The Quill Daily", (), "2024-02-27", "2024-02-28")


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("2016/6/29 15:07:41", "2016-06-29"),
        ("Tues, 8 October 2013 6:30 PM", "2013-10-08"),
        ("Tue, 08 Oct 2013 18:30:00 CEST", "2013-10-08T18:30:00+02:00"),
        ("Wed Mar 06 2024 15:21:41 GMT+0000 (UTC)", "2024-03-06T15:21:41+00:00"),
        ("6 mars 2024", "2024-03-06"),
        ("06/03/2024", None),
    ],
)
def test_odd_dates(date: str, published: str | None) -> None:
    assert known(rss(f"<pubDate>{date}</pubDate>")).published == published
