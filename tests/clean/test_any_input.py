"""Whatever comes in, an article comes out whose regions fit its text, or a PageError."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.clean import clean_page, clean_text, misplaced_regions
from onrecord.errors import PageError
from onrecord.record import Article, Page, Record
from onrecord.record.check import problems

CODES = {"empty", "too-large", "binary", "encoding", "no-text", "media-type"}
MEDIA_TYPES = st.sampled_from(["text/plain", "text/markdown", "text/html", "text/html; charset=utf-16", "application/xhtml+xml"])
LINES = st.sampled_from(
    [
        "MOSCOW: The minister said so.",
        "By Ada Obi",
        "Tue Feb 27 2024",
        "Share this",
        "“I did,” she said.",
        "# Heading",
        "---",
        "icon-facebook",
        "",
        "\r",
        "\u2028",
        "\x00",
        "A Short Line",
        "03/04/2024",
        "Photo: a bridge",
        "9:05 p.m.",
    ]
)
SNIPPETS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='related'>",
        "</div>",
        "<article>",
        "<table><tr><td>",
        "<br><br>",
        "<hr>",
        "<h1>A headline of some kind</h1>",
        "The bridge will close for six weeks, the minister said on Tuesday in the town hall.",
        "<a href='//[bad'>link</a>",
        "<script type='application/ld+json'>{'@type': [[[</script>",
        '<script type="application/ld+json">{"@type":"Article","headline":[1],"author":[null,7],"datePublished":5}</script>',
        "<meta property='article:published_time' content='99999-99-99'>",
        "<link rel='canonical' href='http://[::1'>",
        "<span class='tooltip'>",
        "&#0;&#55296;&nbsp;",
        "<![CDATA[",
        "<svg>",
        "<time datetime='2024-02-27T10:00+99:00'>",
        "<time datetime='2024-02-27T10:00Z'>10 o'clock</time>",
        "<div class='live-blog'><article class='post'>",
        "</article><article class='post'>",
        '<script type="application/ld+json">{"@type":"LiveBlogPosting","liveBlogUpdate":[7,{"datePublished":9}]}</script>',
        "<blockquote>The bridge will close for six weeks</blockquote>",
        "<p>Subscribe to continue reading</p>",
        "<p>9:05 p.m.</p>",
        "<!--",
        "<title>",
        "&amp;&lt;&#x22;&notin;",
    ]
)


def holds_together(article: Article) -> None:
    assert problems(Record(article)) == ()
    end = 0
    for region in article.regions:
        assert end <= region.span.start < region.span.end <= len(article.text)
        assert region.span.of(article.text).strip() == region.span.of(article.text)
        end = region.span.end
    assert article.id


def read(data: bytes, media_type: str) -> None:
    page = Page(hashlib.sha256(data).hexdigest(), media_type, "https://news.example/a")
    try:
        article, issues = clean_page(data, page)
    except PageError as error:
        refusal = error
    else:
        holds_together(article)
        assert all(issue.stage == "clean" for issue in issues)
        assert clean_page(data, page)[0] == article
        unlocated = sum(issue.code == "unlocated" for issue in issues)
        assert len(misplaced_regions(data, article) or ()) <= unlocated
        return
    assert refusal.code in CODES


@given(st.binary(max_size=400), MEDIA_TYPES)
@settings(deadline=None, max_examples=150)
def test_any_bytes(data: bytes, media_type: str) -> None:
    read(data, media_type)


@given(st.lists(SNIPPETS, max_size=40), MEDIA_TYPES)
@settings(deadline=None, max_examples=150)
def test_any_markup(snippets: list[str], media_type: str) -> None:
    read("".join(snippets).encode(), media_type)


@given(st.lists(LINES | st.text(max_size=60), max_size=20), st.sampled_from(["\n", "\n\n", "\r\n", " "]))
@settings(deadline=None, max_examples=200)
def test_any_text_is_kept(lines: list[str], joint: str) -> None:
    text = joint.join(lines)
    if not any(map(str.isalnum, text)):
        with pytest.raises(PageError):
            clean_text(text)
        return
    article, _ = clean_text(text)
    assert article.text == text
    holds_together(article)


def test_deeply_nested_pages_are_read_or_refused() -> None:
    for html in ("<div>" * 50_000 + "The minister said on Tuesday that it was so.", "<b>" * 20_000 + "x" * 200, "[" * 100_000):
        read(html.encode(), "text/html")
    nested = '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>" + "The minister said that it was so. " * 20
    read(nested.encode(), "text/html")


def test_a_time_of_too_many_digits_is_no_time() -> None:
    stated = "Tue, 05 Mar 2024 16:20:00" + "9" * 200
    head = f'<title>The mill opens</title><meta property="article:modified_time" content="{stated}">'
    body = "<p>The mill at Quillmouth is open again after two years of repairs, said its owner, Ada Lund, on Friday.</p>" * 4
    data = f'<html lang="en"><head>{head}</head><body><article>{body}</article></body></html>'.encode()
    article, _ = clean_page(data, Page(hashlib.sha256(data).hexdigest(), "text/html", "t.html"))
    assert article.updated in (None, "2024-03-05")
