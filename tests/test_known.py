"""What came along with a page fills in what the page itself does not say."""

from __future__ import annotations

from onrecord.acquire import Known
from onrecord.pipeline import read_page
from onrecord.record import Article, DateBasis, Page
from tests.clean.html.examples import page

FEED = Known(
    publisher="The Quill", authors=("Ada Obi",), published="2024-03-06T08:00:00+00:00", updated="2024-03-08T08:00:00+00:00"
)


def article(part: str, known: Known = FEED, location: str = "https://quill.example/2024/03/05/money") -> Article:
    return read_page(page(part), Page("0" * 64, "text/html", location), known).article


def test_a_feed_tells_what_the_page_does_not() -> None:
    found = article("", location="https://quill.example/money")
    assert (found.publisher, found.authors) == ("The Quill", ("Ada Obi",))
    assert (found.published, found.published_basis) == (FEED.published, DateBasis.GIVEN)
    assert (found.updated, found.updated_basis) == (FEED.updated, DateBasis.GIVEN)


def test_a_feed_knows_better_than_an_address() -> None:
    assert article("").published == FEED.published


def test_the_page_knows_better_than_a_feed() -> None:
    found = article('<meta property="og:site_name" content="The Harbour Paper"><meta name="author" content="Jon Lund">')
    assert (found.publisher, found.authors) == ("The Harbour Paper", ("Jon Lund",))
    assert article("<p>4 March 2024</p>").published == "2024-03-04"


def test_a_feed_gives_the_time_of_the_day_that_the_page_gives() -> None:
    assert article("<p>6 March 2024</p>").published == FEED.published


def test_a_change_before_publication_is_none() -> None:
    assert article("", Known(published="2024-03-06", updated="2024-03-05")).updated is None
