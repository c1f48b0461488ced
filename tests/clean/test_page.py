"""HTML pages: the article and nothing but the article. The pages are invented, and so are the people in them."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml.html import HTMLParser, document_fromstring

from onrecord.clean import clean_page
from onrecord.errors import PageError
from onrecord.record import Article, Issue, Page, Role

SHARED = Path(__file__).parents[2].parent / "shared"

PARAGRAPHS = (
    "PORT ELLEN — The harbour bridge will close for six weeks from April, Transport Minister Mira Sandoval said on Tuesday.",
    "“We looked at every other way of doing this,” Sandoval told reporters in the town hall. “There is none that is safe.”",
    "Tomas Reyes, who sells fishing tackle at the north end, said that nobody in the street had been asked what they thought.",
    "The works were first announced in 2021 and have been put off twice since then, once for lack of money and once for storms.",
    "The council is to meet again on Friday, when it will hear from the engineers who wrote the report on the state of piers.",
)
JSON_LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Example News"},
        {
            "@type": ["NewsArticle"],
            "headline": "Harbour Bridge Will Close for Repairs",
            "datePublished": "2024-03-05T16:20:00+01:00",
            "author": [{"@type": "Person", "name": "Ada Obi"}, {"@type": "Person", "name": "Jon Lund"}],
            "publisher": {"@type": "Organization", "name": "Example News"},
        },
    ],
}


def page_of(
    *, head: str = "", before: str = "", inside: str = "", after: str = "", paragraphs: tuple[str, ...] = PARAGRAPHS
) -> bytes:
    first, *rest = (f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Harbour Bridge Will Close for Repairs | Example News</title>{head}</head><body class="home single sidebar-right">
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<div class="cookie-banner"><p>We and our partners use cookies to store information on your device. Accept them.</p></div>
<main><article><h1>Harbour Bridge Will Close for Repairs</h1>{before}
<div class="story-text">{first}{inside}{"".join(rest)}</div>{after}</article>
<div class="related"><h3>More from Example News</h3><p><a href="/a">Ferry fares to rise in May, says its only line</a></p>
<p>The islands have asked for cheaper ferries since last spring, and they may yet get them, said the ministry.</p></div></main>
<div id="comments"><p>What a fine thing that would be, said nobody who has to cross it every morning in the rain.</p></div>
<footer><p>© 2024 Example News. All rights reserved. Contact us at the address below for more information.</p></footer>
</body></html>""".encode()


def clean(
    data: bytes, media_type: str = "text/html", location: str = "https://news.example/2024/bridge"
) -> tuple[Article, tuple[Issue, ...]]:
    return clean_page(data, Page(hashlib.sha256(data).hexdigest(), media_type, location))


def of_role(article: Article, role: Role) -> list[str]:
    return [region.span.of(article.text) for region in article.regions if region.role is role]


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def test_the_article_and_nothing_but_the_article() -> None:
    article, issues = clean(page_of())
    assert issues == ()
    assert article.text == "\n\n".join(("Harbour Bridge Will Close for Repairs", *PARAGRAPHS))
    assert of_role(article, Role.TITLE) == ["Harbour Bridge Will Close for Repairs"]
    assert of_role(article, Role.BODY) == ["PORT ELLEN —", PARAGRAPHS[0][13:], *PARAGRAPHS[1:]]
    assert (article.dateline, article.language) == ("PORT ELLEN", "en")


@pytest.mark.parametrize(
    "box",
    [
        '<div class="newsletter-signup"><p>Get the news of the islands in your inbox every morning, at seven.</p></div>',
        '<p><strong>Read also:</strong> <a href="/b">Ferry fares to rise in May</a></p>',
        '<p><a href="/b">SEE MORE: Ferry fares to rise in May</a></p>',
        '<aside><h4>Related</h4><ul><li><a href="/b">Ferry fares to rise in May</a></li></ul></aside>',
        '<div class="share-bar"><a href="#">Facebook</a> <a href="#">Twitter</a> <a href="#">Email</a></div>',
        "<p>Story continues below</p>",
        "<p>[button link='https://news.example/kit' type='big'] Send us your kit[/button]</p>",
        "".join(
            f'<div class="card card-{n}"><h4><a href="/{n}">The minister opens ferry number {n}</a></h4>'
            f"<p>The ferry with the number {n} sailed on Monday, watched by many of those who had paid for it.</p></div>"
            for n in range(4)
        ),
        '<div style="display:none"><p>This text is hidden from those who read the page, and it says nothing of use.</p></div>',
        "<script>document.write('The bridge will not close at all, said the script.')</script>",
    ],
)
def test_boxes_between_paragraphs_are_no_part_of_the_body(box: str) -> None:
    article, _ = clean(page_of(inside=box))
    assert letters(article.body) == letters("".join(PARAGRAPHS))


@pytest.mark.parametrize(
    "note",
    [
        '<div class="author-bio"><p>Ada Obi has covered the islands for Example News since 2019, and lives there.</p></div>',
        "<p>Ada Obi covers the islands for Example News.</p>",
        '<p>Have a tip? Ada Obi may be reached at <a href="mailto:a@news.example">a@news.example</a>.</p>',
        "<p>This article was first published in the Example Weekly.</p>",
        '<ul class="tags"><li><a href="/t/1">bridges</a></li><li><a href="/t/2">ferries</a></li></ul>',
    ],
)
def test_notes_after_the_article_are_left_out(note: str) -> None:
    head = f'<script type="application/ld+json">{json.dumps(JSON_LD)}</script>'
    data = page_of(head=head).replace(b"</div></article>", note.encode() + b"</div></article>")
    article, _ = clean(data)
    assert letters(article.body) == letters("".join(PARAGRAPHS))


def test_captions_and_pull_quotes_are_told_apart() -> None:
    figure = "<figure><img src='a.jpg'><figcaption>Mira Sandoval at the harbour bridge on Monday.</figcaption></figure>"
    quote = '<aside class="pullquote">“We looked at every other way of doing this,”</aside>'
    article, _ = clean(page_of(inside=figure + quote))
    assert of_role(article, Role.CAPTION) == ["Mira Sandoval at the harbour bridge on Monday."]
    assert of_role(article, Role.PULL_QUOTE) == ["“We looked at every other way of doing this,”"]
    assert letters(article.body) == letters("".join(PARAGRAPHS))


def test_subheadings_tweets_lists_and_tables_belong_to_the_article() -> None:
    inside = (
        "<h2>A lost spring</h2><ul><li>Cars: from April 2</li><li>Lorries: from March 28</li></ul>"
        '<blockquote class="twitter-tweet"><p>Six weeks! And who pays?</p>— T. Reyes (@treyes_example) March 5, 2024</blockquote>'
        "<table><tr><th>Pier</th><th>State</th></tr><tr><td>North</td><td>poor</td></tr></table>"
    )
    article, _ = clean(page_of(inside=inside))
    assert of_role(article, Role.SUBHEADING) == ["A lost spring"]
    for line in ("Cars: from April 2", "Six weeks! And who pays?", "North poor"):
        assert line in of_role(article, Role.BODY)


def test_an_article_that_is_hidden_until_a_script_has_run_is_read() -> None:
    data = page_of().replace(b'<div class="story-text">', b'<div class="story-text" style="display: none">')
    data = data.replace(b'<div class="related">', b'<div class="related" hidden>')
    assert letters(clean(data)[0].body) == letters("".join(PARAGRAPHS))


def test_lines_broken_in_the_middle_of_a_sentence_are_one_paragraph() -> None:
    article, _ = clean(page_of(inside="<p>The engineers wrote<br>that the piers<br>were poor.<br>Nobody read it.</p>"))
    assert "The engineers wrote that the piers were poor." in of_role(article, Role.BODY)
    assert "Nobody read it." in of_role(article, Role.BODY)


def test_entries_of_a_live_blog_keep_their_times() -> None:
    inside = "<p>9:05 p.m.</p><p>The north pier is open to those on foot, says the harbour master in a note to the islands.</p>"
    article, _ = clean(page_of(inside=inside))
    assert of_role(article, Role.DATE) == ["9:05 p.m."]


@pytest.mark.parametrize(
    ("site", "stated", "publisher"),
    [
        ("Example News", "Another Agency", "Example News"),
        ("Example News | Islands and ferries", None, "Example News"),
        ("islandnews", "The Island News", "The Island News"),
        ("TIN", "The Island News", "The Island News"),
        ("@islandnews", "The Island News", "The Island News"),
        (None, None, "Example News"),
    ],
)
def test_publishers(site: str | None, stated: str | None, publisher: str) -> None:
    item = {"@type": "NewsArticle", "headline": "Harbour Bridge Will Close for Repairs", "publisher": {"name": stated}}
    head = f'<script type="application/ld+json">{json.dumps(item)}</script>'
    if site:
        head += f'<meta property="og:site_name" content="{site}">'
    assert clean(page_of(head=head))[0].publisher == publisher


def test_the_byline_that_is_seen_goes_before_the_name_of_an_account() -> None:
    item = {"@type": "NewsArticle", "headline": "Harbour Bridge Will Close for Repairs", "author": {"@id": "#u1"}}
    graph = [item, {"@type": "Person", "@id": "#u1", "name": "Kim Aalto"}]
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    assert clean(page_of(head=head))[0].authors == ("Kim Aalto",)
    seen = "<div>March 5, 2024 | By Ada Obi, Political Reporter | Example News</div>"
    assert clean(page_of(head=head, before=seen))[0].authors == ("Ada Obi",)
    agency = "<p class='byline'>By The Example Press Agency</p>"
    assert clean(page_of(before=agency))[0].authors == ("The Example Press Agency",)


def test_words_that_show_when_a_name_is_pointed_at_are_left_out() -> None:
    card = (
        '<span class="rollover"><a href="/p/1">Mira Sandoval</a><span class="rollover-block"><a href="/x">Ferry opens</a>'
        '<a href="/y">Sandoval closes school</a></span></span>'
    )
    data = page_of().replace(b"Minister Mira Sandoval said", f"Minister {card} said".encode())
    article, _ = clean(data)
    assert letters(article.body) == letters("".join(PARAGRAPHS))


def test_json_ld_says_who_when_and_where() -> None:
    article, _ = clean(page_of(head=f'<script type="application/ld+json">{json.dumps(JSON_LD)}</script>'))
    assert article.title == "Harbour Bridge Will Close for Repairs"
    assert article.authors == ("Ada Obi", "Jon Lund")
    assert article.publisher == "Example News"
    assert article.published == "2024-03-05T16:20:00+01:00"


@pytest.mark.parametrize(
    "broken",
    [
        lambda text: text.replace("]}", "],}"),
        lambda text: "<!--\n" + text + "\n-->",
        lambda text: "//<![CDATA[\n" + text + "\n//]]>",
        lambda text: text + ";",
        lambda text: text.replace("Will Close", "Will\nClose"),
        lambda text: "[" + text + "]",
    ],
)
def test_broken_json_ld_is_read_all_the_same(broken: Callable[[str], str]) -> None:
    article, _ = clean(page_of(head=f'<script type="application/ld+json">{broken(json.dumps(JSON_LD))}</script>'))
    assert article.authors == ("Ada Obi", "Jon Lund")


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2024-03-05T15:20:00Z">', "2024-03-05T15:20:00+00:00"),
        ('<meta name="pubdate" content="Tue, 05 Mar 2024 15:20:00 GMT">', "2024-03-05T15:20:00+00:00"),
        ('<meta name="date" content="20240305">', "2024-03-05"),
        ('<meta name="date" content="2024-03-05 15:20">', "2024-03-05"),
        ('<meta property="article:modified_time" content="2024-03-09T15:20:00Z">', None),
        ('<meta name="date" content="03/04/2024">', None),
        ('<meta name="date" content="soon">', None),
    ],
)
def test_dates_in_meta_elements(head: str, published: str | None) -> None:
    assert clean(page_of(head=head))[0].published == published


def test_what_only_a_reader_sees_is_seen() -> None:
    line = '<p class="byline">By <a href="/obi">Ada Obi</a> and <a href="/lund">Jon Lund</a></p>'
    line += "<p>Tuesday, 5 March 2024, 16:20 CET</p>"
    article, _ = clean(page_of(before=line))
    assert article.authors == ("Ada Obi", "Jon Lund")
    assert article.published == "2024-03-05T16:20:00+01:00"
    assert letters(article.body) == letters("".join(PARAGRAPHS))


def test_the_headline_that_is_seen_goes_before_the_one_for_search_engines() -> None:
    article, _ = clean(page_of(head='<meta property="og:title" content="Harbour Bridge Will Close for Repairs - what we know">'))
    assert article.title == "Harbour Bridge Will Close for Repairs"


@pytest.mark.timeout(60)  # it took minutes, where the time went with the square of the length
def test_a_title_of_stray_marks_is_read() -> None:
    page = page_of().replace(b"<h1>Harbour Bridge Will Close for Repairs</h1>", b"")
    marks = ("-/" * 100_000).encode()
    article, _ = clean(page.replace(b"Repairs | Example News", b"Repairs " + marks + b"x | Example News"))
    assert article.title == f"Harbour Bridge Will Close for Repairs {marks.decode()}x"


def test_the_canonical_address_is_the_articles_but_a_home_page_is_none() -> None:
    assert clean(page_of(head='<link rel="canonical" href="/2024/harbour">'))[0].url == "https://news.example/2024/harbour"
    assert clean(page_of(head='<link rel="canonical" href="https://news.example/">'))[0].url == "https://news.example/2024/bridge"
    assert clean(page_of(head='<link rel="canonical" href="javascript:alert(1)">'))[0].url == "https://news.example/2024/bridge"
    assert clean(page_of(), location="pages/bridge.html")[0].url is None


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16", "utf-8"])
def test_pages_in_an_encoding_that_they_do_not_declare(encoding: str) -> None:
    html = page_of().decode().replace('<meta charset="utf-8">', '<meta charset="iso-8859-1">')
    article, _ = clean(html.encode(encoding))
    assert PARAGRAPHS[1] in article.text


def test_a_stub_before_a_paywall_is_an_issue() -> None:
    free = {"@type": "NewsArticle", "headline": "Harbour Bridge Will Close for Repairs", "isAccessibleForFree": "False"}
    head = f'<script type="application/ld+json">{json.dumps(free)}</script>'
    _, issues = clean(page_of(head=head, paragraphs=PARAGRAPHS[:2]))
    assert [issue.code for issue in issues] == ["partial"]


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
        "<!-- nothing -->",
        "just a few words",
        "<p>" * 5000,
        '{"json": true}',
    ],
)
def test_a_page_without_an_article_is_refused(html: str) -> None:
    with pytest.raises(PageError) as caught:
        clean(html.encode())
    assert caught.value.code == "no-text"


def test_a_media_type_that_is_not_read_is_refused() -> None:
    with pytest.raises(PageError) as caught:
        clean(b"body { color: red }", "text/css")
    assert caught.value.code == "media-type"


def test_markdown() -> None:
    text = (
        "---\ntitle: Bridge to close\ndate: 2024-03-05\nauthor: Ada Obi\n---\n\n"
        "# Bridge to close\n\nThe bridge will close, said Lund.\n\n"
        "![The bridge](bridge.jpg)\n\n## A lost spring\n\nNobody had been asked, said Reyes.\n"
    )
    article, _ = clean(text.encode(), "text/markdown", "bridge.md")
    assert article.text == text
    assert (article.title, article.published, article.authors) == ("Bridge to close", "2024-03-05", ("Ada Obi",))
    assert of_role(article, Role.TITLE) == ["Bridge to close"]
    assert of_role(article, Role.SUBHEADING) == ["A lost spring"]
    assert of_role(article, Role.BODY) == ["The bridge will close, said Lund.", "Nobody had been asked, said Reyes."]


def test_every_paragraph_stands_in_its_page() -> None:
    if not SHARED.exists():
        pytest.skip("needs ../shared")
    truth = json.loads((SHARED / "data/pages/ground-truth.json").read_text("utf-8"))
    for name in sorted(truth)[::6]:
        data = gzip.decompress((SHARED / f"data/pages/html/{name}.html.gz").read_bytes())
        article, _ = clean(data, location=truth[name]["url"])
        seen = letters(visible_text(data.decode("utf-8", "replace")))
        for region in article.regions:
            assert letters(region.span.of(article.text)) in seen, (name, region.span.of(article.text)[:80])


def visible_text(html: str) -> str:
    html = re.sub(r"(?is)<(script|style|noscript)\b.*?</\1\s*>", " ", html)
    tree = document_fromstring(html.encode(), parser=HTMLParser(encoding="utf-8", remove_comments=True))
    return "".join(map(str, tree.itertext()))
