"""Who wrote an article, as its page says."""

from __future__ import annotations

import json

import pytest

from tests.clean.html.examples import article_of


@pytest.mark.parametrize(
    "below",
    [
        '<div class="byline"><a rel="author" href="/ada">Ada Obi</a> | <a href="mailto:a@q.example">Email the author</a></div>',
        '<div class="byline"><a rel="author" href="/ada">Ada Obi</a><span>Follow us</span><span>Staff writer</span></div>',
        '<p class="byline">Ada Obi<br>Staff Writer, <a href="mailto:a@q.example">a@q.example</a></p>',
        '<div class="author"><a href="/ada">Ada Obi</a><span>Political Editor</span></div>',
        '<div class="author"><a href="/ada">Ada Obi</a><span>Published</span><time>6 March 2024</time></div>',
        '<div><span class="author">\n Ada Obi\n</span> <span class="source">\n Associated Press\n</span></div>',
        '<span itemprop="author creator" class="article-info__authors">Text: Ada Obi</span>',
        '<div itemprop="author" itemscope><span itemprop="name">Ada Obi</span><i itemprop="jobTitle">Mayor</i></div>',
        '<div itemprop="author" itemscope><meta itemprop="name" content="Ada Obi"></div>',
        "<p>Ada Obi, Political Editor</p>",
        "<p>6 March 2024 | By <b>Ada</b> <b>Obi</b></p>",
        "<div>By</div><div>Ada Obi</div>",
        "<div class='byline'>By <span class='first'>Ada</span> <span class='last'>Obi</span></div>",
        '<div class="article-author">Ada Obi is a reporter at The Quill. She likes ferries.</div>',
        '<div class="byline">By Ada Obi in Hallmark Bay</div>',
        '<p class="byline">by <a href="/ada">Ada Obi</a> for The Quill</p>',
    ],
)
def test_bylines_as_pages_have_them(below: str) -> None:
    assert article_of(below).authors == ("Ada Obi",)


@pytest.mark.parametrize(
    "below",
    [
        '<address class="byline">By <a rel="author">Ada Obi</a> and <a rel="author">Jon Lund</a> in Hallmark Bay</address>',
        '<div class="authors"><div class="author">Ada Obi</div><div class="author">Jon Lund</div></div>',
        '<ul class="authors"><li><a rel="author">Ada Obi</a><span>Editor</span></li><li><a rel="author">Jon Lund</a></li></ul>',
        '<div class="byline"><span>By </span><a href="/ada">Ada Obi</a><span> and </span><a href="/jon">Jon Lund</a></div>',
        '<p class="byline"><span class="author-name">Ada Obi</span><span class="author-name">Jon Lund</span></p>',
    ],
)
def test_several_authors(below: str) -> None:
    assert article_of(below).authors == ("Ada Obi", "Jon Lund")


@pytest.mark.parametrize(
    "author",
    [
        ["Ada Obi", "Jon Lund"],
        "Ada Obi and Jon Lund",
        "By Ada Obi, Jon Lund",
        [{"@type": "Person", "name": "Ada Obi"}, {"@type": "Person", "name": "Jon Lund"}],
        {"@type": "Person", "name": ["Ada Obi", "Jon Lund"]},
        {"name": {"@value": "Ada Obi, Jon Lund"}},
        [{"@type": "Person", "givenName": "Ada", "familyName": "Obi"}, {"@id": "#jon"}],
        [{"@id": "#ada"}, {"@id": "#jon"}],
    ],
)
def test_authors_in_json_ld(author: object) -> None:
    graph = [
        {"@type": "Person", "@id": "#ada", "givenName": "Ada", "familyName": "Obi"},
        {"@type": "Person", "@id": "#jon", "name": "Jon Lund"},
        {"@type": "NewsArticle", "headline": "Money", "author": author},
    ]
    head = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    assert article_of(head).authors == ("Ada Obi", "Jon Lund")


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        ('<meta name="author" content="Ada Obi"><meta name="author" content="Jon Lund">', ("Ada Obi", "Jon Lund")),
        ('<meta property="article:author" content="https://facebook.com/ada.obi">', ()),
        ('<meta name="author" content="admin">', ()),
        ('<meta name="author" content="ada obi">', ("Ada Obi",)),
        ('<meta name="author" content="Ada Obi Associated Press">', ("Ada Obi",)),
        ('<meta name="author" content="Ada Obi, Political Editor">', ("Ada Obi",)),
        ('<meta name="author" content="Reuters">', ("Reuters",)),
    ],
)
def test_authors_in_meta_elements(head: str, authors: tuple[str, ...]) -> None:
    assert article_of(head).authors == authors


def test_authors_of_other_things_are_not_taken() -> None:
    comment = '<div class="comments"><div class="comment"><span class="author">Jo Reader</span><p>How nice.</p></div></div>'
    related = '<aside class="related"><a rel="author" href="/j">Jo Writer</a></aside>'
    assert article_of(f"{related}{comment}").authors == ()
