"""Quotations that the markup of a page tells."""

from __future__ import annotations

import pytest

from tests.clean.html.examples import page, read

WORDS = "We will see what the people want, and then we will build it, with the money of the state."
AFTER = "<p>Ivo Rask, a locksmith, said that it was a toy, and that no thief would ever need a key.</p>"


@pytest.mark.parametrize(
    "quotation",
    [
        f"<blockquote><p>{WORDS}</p><footer>Ada Obi</footer></blockquote>",
        f"<blockquote><p>{WORDS}</p><cite>Ada Obi</cite></blockquote>",
        f"<blockquote><p>{WORDS} <cite>Ada Obi</cite></p></blockquote>",
        f"<blockquote>{WORDS}<footer>— <cite>Ada Obi</cite></footer></blockquote>",
        f"<figure><blockquote>“{WORDS}”</blockquote><figcaption>— Ada Obi</figcaption></figure>",
        f'<blockquote><p>{WORDS}</p><p class="attribution">Ada Obi</p></blockquote>',
        f'<blockquote class="quote"><p>{WORDS}</p><span class="quote-author">Ada Obi</span></blockquote>',
    ],
)
def test_a_quotation_keeps_who_it_is_by(quotation: str) -> None:
    text = read(page(paragraphs=("It was a long day in the town hall, and the rain did not stop until the evening came.",)))[
        0
    ].text
    article, issues = read(page(quotation + AFTER))
    assert f"“{WORDS}”\n\n— Ada Obi\n\nIvo Rask" in article.text
    assert issues == ()
    assert "—" not in text


def test_every_paragraph_of_a_quotation_is_opened_and_the_last_closed() -> None:
    quotation = f"<blockquote><p>{WORDS}</p><p>Nobody will stop us now.</p><cite>Ada Obi</cite></blockquote>"
    assert f"“{WORDS}\n\n“Nobody will stop us now.”\n\n— Ada Obi" in read(page(quotation + AFTER))[0].text


def test_q_has_the_marks_that_a_browser_shows() -> None:
    below = f"<p><q>We will see</q>, said Ada Obi on Tuesday, <q>as <q>they</q> said</q>.</p><p><q>“Good.”</q></p>{AFTER}"
    text = read(page(below))[0].text
    assert "“We will see”, said Ada Obi on Tuesday, “as ‘they’ said”." in text
    assert "\n“Good.”\n" in text


def test_a_sentence_that_goes_on_in_the_next_element_is_one() -> None:
    assert (
        "“We will see” said Obi, and left." in read(page(f"<q>We will see</q><p>said <em>Obi</em>, and left.</p>{AFTER}"))[0].text
    )


def test_a_work_that_is_named_in_a_sentence_stays_there() -> None:
    below = f"<p>She wrote <cite>The Long Road</cite> in a year, and read from it in the hall.</p>{AFTER}"
    assert "She wrote The Long Road in a year" in read(page(below))[0].text
