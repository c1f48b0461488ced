"""When a page says that its article was published and changed."""

from __future__ import annotations

import pytest

from onrecord.clean.html.dates import PUBLISHED, UPDATED, Rule
from tests.clean.html.examples import article_of


@pytest.mark.parametrize("rule", PUBLISHED, ids=lambda rule: rule.id)
def test_each_rule_finds_its_example(rule: Rule) -> None:
    article = article_of(rule.example)
    assert (article.published, article.published_basis, article.updated) == ("2024-03-06", rule.basis, None)


@pytest.mark.parametrize("rule", UPDATED, ids=lambda rule: rule.id)
def test_a_change_is_no_publication(rule: Rule) -> None:
    article = article_of(rule.example)
    assert (article.published, article.updated, article.updated_basis) == (None, "2024-03-06", rule.basis)


@pytest.mark.parametrize(
    ("below", "published", "updated"),
    [
        ('<p>6 March 2024</p><p>Updated: <time datetime="2024-03-07">Thursday</time></p>', "2024-03-06", "2024-03-07"),
        (
            '<time class="updated" datetime="2024-03-07">Now</time><time class="entry-date" datetime="2024-03-06">Then</time>',
            "2024-03-06",
            "2024-03-07",
        ),
        ("<p>Last modified 7 March 2024 | Published 6 March 2024</p>", "2024-03-06", "2024-03-07"),
        ("<p>Published: 6 March 2024. Updated: 7 March 2024</p>", "2024-03-06", "2024-03-07"),
        (
            '<span itemprop="dateModified">7 March 2024</span> <span itemprop="datePublished">6 March 2024</span>',
            "2024-03-06",
            "2024-03-07",
        ),
        ("<div>Veröffentlicht am 6. März 2024, aktualisiert am 7. März 2024</div>", "2024-03-06", "2024-03-07"),
        ("<div>Publié le 6 mars 2024 à 10h30, mis à jour le 7 mars 2024</div>", "2024-03-06", "2024-03-07"),
    ],
)
def test_publication_and_change_are_told_apart(below: str, published: str, updated: str) -> None:
    article = article_of(below)
    assert (article.published, article.updated) == (published, updated)


@pytest.mark.parametrize(
    "elsewhere",
    [
        '<aside><time datetime="2023-01-02">2 January</time></aside>',
        '<div class="comments"><p>Jo</p><time datetime="2024-05-01T10:00Z">an hour ago</time><p>How nice.</p></div>',
        '<ul class="latest-news"><li><a href="/a">Trams stand still</a> <time datetime="2024-03-09">9 March</time></li></ul>',
        '<div class="related"><article><time class="published" datetime="2024-02-01">1 Feb</time></article></div>',
        '<p>The ship sank on <time datetime="1912-04-15">15 April 1912</time>, off the coast, and nobody was ever found.</p>',
        '<div class="sidebar"><span itemprop="datePublished" content="2022-02-02">2022</span></div>',
        '<div itemscope itemtype="https://schema.org/Comment"><meta itemprop="datePublished" content="2024-05-01"></div>',
    ],
)
def test_the_dates_of_other_things_are_not_taken(elsewhere: str) -> None:
    assert article_of(f"<p>6 March 2024</p>{elsewhere}").published == "2024-03-06"
    assert article_of(elsewhere).published is None


@pytest.mark.parametrize(
    ("below", "published"),
    [
        ("<p>March 6 15:23 2024</p>", "2024-03-06"),
        ("<p>Wed Mar 6 15:23:00 EST 2024</p>", "2024-03-06T15:23:00-05:00"),
        ("<p>10:02 AM EST Mar 6, 2024</p>", "2024-03-06T10:02:00-05:00"),
        ("<p>6 de março de 2024 às 10:00</p>", "2024-03-06"),
        ("<p>6. marts 2024</p>", "2024-03-06"),
        ("<p>środa, 6 marca 2024</p>", "2024-03-06"),
        ("<p>6 березня 2024, 10:20</p>", "2024-03-06"),
        ("<p>2024. március 6.</p>", "2024-03-06"),
        ("<p>2024年3月6日</p>", "2024-03-06"),
        ("<p>6 Μαρτίου 2024</p>", "2024-03-06"),
        ("<p>Stand: 7. März 2024</p>", None),
        ("<p>06/03/2024</p>", None),
        ('<span class="when" data-timestamp="1709719200">today</span>', "2024-03-06T10:00:00+00:00"),
        ('<abbr class="published" title="2024-03-06T10:00:00+01:00">Wednesday</abbr>', "2024-03-06T10:00:00+01:00"),
    ],
)
def test_dates_are_read_as_they_are_written(below: str, published: str | None) -> None:
    assert article_of(below).published == published


@pytest.mark.parametrize(("lang", "published"), [("en-GB", "2024-03-06"), ("fr", "2024-03-06"), ("en-US", None), ("en", None)])
def test_the_day_stands_first_where_the_language_says_so(lang: str, published: str | None) -> None:
    assert article_of("<p>06/03/2024</p>", lang=lang).published == published


@pytest.mark.parametrize(
    ("shown", "published"),
    [
        ("<p>March 5, 2024 at 9:10 pm</p>", "2024-03-05T21:10:00-06:00"),
        ("<p>March 5, 2024</p>", "2024-03-05"),
        ("<p>March 6, 2024</p>", "2024-03-06T03:10:00+00:00"),
        ("<p>March 2, 2024</p>", "2024-03-06T03:10:00+00:00"),
        ("<p>March 7, 2024</p>", "2024-03-06T03:10:00+00:00"),
        ("<p>Updated March 5, 2024</p>", "2024-03-06T03:10:00+00:00"),
    ],
)
def test_a_moment_in_utc_is_of_the_day_that_readers_saw(shown: str, published: str) -> None:
    stated = '<time itemprop="datePublished" datetime="2024-03-06T03:10:00Z"></time>'
    assert article_of(f"{shown}{stated}").published == published


def test_what_systems_write_that_know_no_date_is_none() -> None:
    assert article_of('<meta property="article:published_time" content="1970-01-01T00:00:00Z">').published is None
    assert article_of('<meta property="article:published_time" content="0001-01-01T00:00:00Z">').published is None
