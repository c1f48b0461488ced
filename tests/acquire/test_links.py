"""From addresses to pages, through feeds and sitemaps, on a site that misbehaves."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from onrecord.acquire import Failed, Found, FoundPage, Link, list_files, pages_in
from onrecord.acquire.links import pages_at
from onrecord.acquire.warc import read_warc
from onrecord.acquire.warc_out import WarcWriter
from tests.acquire.site import Reply, Site, article

XML = {"Content-Type": "application/xml"}


def found(site: Site, *paths: str) -> list[Found]:
    return list(pages_at([Link(site.url(path)) for path in paths], site.fetcher()))


def fates(pages: list[Found]) -> dict[str, str]:
    """What became of each address: "page", or the code of the failure."""
    return {
        (page.page.location if isinstance(page, FoundPage) else page.location): (
            "page" if isinstance(page, FoundPage) else page.code if isinstance(page, Failed) else "passed over"
        )
        for page in pages
    }


def feed(*addresses: str) -> Reply:
    items = "".join(f"<item><title>T</title><link>{address}</link></item>" for address in addresses)
    return Reply(f"<rss><channel><title>The Quill</title>{items}</channel></rss>".encode(), headers=XML)


def test_a_page_carries_where_and_when_it_was_fetched(site: Site) -> None:
    site.pages |= {"/go": Reply(status=301, headers={"Location": "/a?fbclid=x"}), "/a": article("Harbour")}
    (page,) = found(site, "/go")
    assert isinstance(page, FoundPage)
    assert (page.page.location, page.page.media_type) == (site.url("/a"), "text/html")
    assert page.page.fetched_at
    assert b"Harbour" in page.data


def test_a_feed_gives_its_pages_and_each_bad_one_costs_itself(site: Site) -> None:
    site.pages |= {"/feed": feed("/a", "/gone", "/a?utm_source=x", "http://10.0.0.1/", "/b.png", "/b"), "/a": article("Harbour")}
    site.pages |= {"/b": article("Bridge"), "/b.png": Reply(b"\x89PNG", headers={"Content-Type": "image/png"})}
    pages = found(site, "/feed")
    assert fates(pages) == {
        site.url("/a"): "page",
        site.url("/b"): "page",
        site.url("/gone"): "status",
        site.url("/b.png"): "unsupported",
        "http://10.0.0.1/": "private-address",
    }
    assert {page.known.publisher for page in pages if isinstance(page, FoundPage)} == {"The Quill"}
    assert site.asked.count("news.example/a") == 1


def test_opml_leads_to_feeds_and_an_index_to_sitemaps(site: Site) -> None:
    site.pages["/list.opml"] = Reply(b'<opml><body><outline xmlUrl="%s"/></body></opml>' % site.url("/feed").encode())
    index = f"<sitemapindex><sitemap><loc>{site.url('/map')}</loc></sitemap></sitemapindex>"
    site.pages |= {"/feed": feed("/a"), "/index": Reply(index.encode(), headers=XML), "/a": article("Harbour")}
    site.pages["/map"] = Reply(f"<urlset><url><loc>{site.url('/b')}</loc></url></urlset>".encode(), headers=XML)
    site.pages["/b"] = article("Bridge")
    assert fates(found(site, "/list.opml", "/index")) == {site.url("/a"): "page", site.url("/b"): "page"}


def test_a_feed_in_a_file_is_followed(site: Site, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(feed(site.url("/a"), "/relative").body)
    (tmp_path / "broken.opml").write_bytes(b"words")
    site.pages["/a"] = article("Harbour")
    files = list_files([tmp_path / "feed.xml", tmp_path / "broken.opml"]).files
    pages = list(pages_in(files, follow=lambda links: pages_at(links, site.fetcher())))
    assert fates(pages) == {
        site.url("/a"): "page",
        f"{tmp_path / 'feed.xml'}#2": "url",
        str(tmp_path / "broken.opml"): "unreadable",
    }
    assert list_files([tmp_path]).passed_over == 2, "in folders they are mostly parts of saved pages"


def test_lists_that_name_each_other_end(site: Site) -> None:
    for here, there in ("12", "23", "34", "45", "51"):
        text = f"<sitemapindex><sitemap><loc>{site.url(f'/{there}')}</loc></sitemap></sitemapindex>"
        site.pages[f"/{here}"] = Reply(text.encode(), headers=XML)
    assert fates(found(site, "/1")) == {site.url("/4"): "too-deep"}


def test_one_request_at_a_time_a_host(site: Site) -> None:
    site.pages |= {f"/{number}": article(str(number)) for number in range(6)}
    pages = found(site, *(f"/{number}" for number in range(6)))
    assert [page.page.location for page in pages if isinstance(page, FoundPage)] == [site.url(f"/{n}") for n in range(6)]
    assert len(site.slept) == 6


def test_leaving_early_stops(site: Site) -> None:
    site.pages |= {f"/{number}": article(str(number)) for number in range(6)}
    pages = pages_at([Link(site.url(f"/{number}")) for number in range(6)], site.fetcher())
    assert len(list(islice(pages, 2))) == 2
    pages.close()  # type: ignore[attr-defined]
    assert len(site.asked) <= 4


def test_what_was_fetched_can_be_kept_as_a_web_archive(site: Site, tmp_path: Path) -> None:
    site.pages |= {"/go": Reply(status=302, headers={"Location": "/a"}), "/a": article("Harbour")}
    archive = tmp_path / "kept.warc.gz"
    with WarcWriter(archive) as writer:
        (fetched,) = pages_at([Link(site.url("/go"))], site.fetcher(keep=writer.keep))
    with archive.open("rb") as file:
        records = [
            (record.rec_headers["WARC-Target-URI"], record.http_headers.get_statuscode(), record.content_stream().read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert [(uri, status) for uri, status, _ in records] == [
        (site.url("/robots.txt"), "404"), (site.url("/go"), "302"), (site.url("/a"), "200"),
    ]  # fmt: skip
    assert isinstance(fetched, FoundPage)
    assert records[-1][2] == fetched.data
    with archive.open("rb") as file:
        (again,) = (page for page in read_warc(file, "kept") if isinstance(page, FoundPage))
    assert (again.data, again.known.url, again.page.fetched_at) == (fetched.data, site.url("/a"), fetched.page.fetched_at)
