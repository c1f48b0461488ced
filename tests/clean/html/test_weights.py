"""Which element of a page holds the article."""

from __future__ import annotations

import pytest

from onrecord.clean.html.apart import ApartRule, apart_rules
from tests.clean.html.examples import PARAGRAPHS, body_of, page, read

SECOND = (
    "The mayor, Anton Sirk, said that the town would ask the state for help, because it could not pay for a quay alone.",
    "Opposition leader Edda Varn called the plan overdue, and said that the mayor had slept through all of the warnings.",
)
TEASER = "Storm stops the ferries of the coast for the third day, says the harbour board, and nobody knows when it will end."


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    "between",
    [
        '<div class="ad-slot"><p>Advertisement</p></div>',
        '<figure><img src="a.jpg"><figcaption>The bridge on Monday. Photo: Lina Orr</figcaption></figure>',
        f'<aside class="related"><p><a href="/x">{TEASER}</a></p></aside>',
    ],
)
@pytest.mark.parametrize("name", ["article-body", "body__chunk body__chunk-{}", "story-text part{}"])
def test_an_article_in_several_chunks_is_whole(between: str, name: str) -> None:
    first, second = (
        f'<div class="{name.format(n)}">{paragraphs(*texts)}</div>' for n, texts in enumerate((PARAGRAPHS, SECOND), 1)
    )
    chunks = f"{first}{between}{second}"
    html = page().decode()
    text = body_of(read(html.replace(paragraphs(*PARAGRAPHS), chunks).encode())[0])
    assert all(paragraph in text for paragraph in (*PARAGRAPHS, *SECOND))
    assert TEASER not in text


def test_the_next_article_of_a_page_is_another() -> None:
    other = f'<article><h1>Trams stand still</h1><div class="article-body">{paragraphs(*SECOND)}</div></article>'
    html = page().decode().replace(paragraphs(*PARAGRAPHS), f'<div class="article-body">{paragraphs(*PARAGRAPHS)}</div>')
    assert SECOND[0] not in read(html.replace("</main>", f"{other}</main>").encode())[0].text


@pytest.mark.parametrize(
    "box",
    [
        f'<div class="news-ticker"><p>{TEASER}</p></div>',
        f"<marquee>{TEASER}</marquee>",
        f'<div class="breaking-news-bar"><p>{TEASER}</p></div>',
        f'<div class="latest-posts"><p>{TEASER}</p></div>',
        "".join(f'<div class="item"><a href="/{n}">What the harbour board said on {n}</a><p>{TEASER}</p></div>' for n in "abc"),
    ],
)  # fmt: skip
def test_tickers_and_teasers_are_no_part_of_it(box: str) -> None:
    assert TEASER not in body_of(read(page(box, paragraphs=(*PARAGRAPHS, *SECOND)))[0])


@pytest.mark.parametrize("rule", apart_rules(), ids=lambda rule: rule.id)
def test_each_name_sets_its_element_apart(rule: ApartRule) -> None:
    box = f'<div class="{rule.example}"><p>{TEASER}</p></div>'
    assert TEASER not in body_of(read(page(box, paragraphs=(*PARAGRAPHS, *SECOND)))[0])
