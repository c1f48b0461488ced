"""Paragraphs that a page holds twice are read once."""

from __future__ import annotations

import pytest

from tests.clean.html.examples import PARAGRAPHS, page, read

LEAD = "The council met on Tuesday, and Ada Obi spoke first. “We must save,” she said to the crowded hall."


@pytest.mark.parametrize(
    "twice",
    [
        f'<div class="d-none d-md-block"><p>{LEAD}</p></div><div class="d-md-none"><p>{LEAD}</p></div>',
        f'<div class="intro"><p>{LEAD}</p></div><div class="mobile-only"><p>{LEAD}</p></div>',
        f'<p>{LEAD}</p><div class="print-only"><p>{LEAD}</p></div>',
        f'<div class="desktop"><p>{LEAD}<br>It rained.</p></div><div class="mobile"><p>{LEAD}</p><p>It rained.</p></div>',
        f'<div class="summary"><p>{LEAD[:60]}…</p></div><p>{LEAD}</p>',
        f'<noscript><p>{LEAD}</p></noscript><p>{LEAD}</p>',
        f'<section><p>{LEAD}</p></section><section><p>{LEAD}</p></section>',
    ],
)  # fmt: skip
def test_a_copy_is_left_out(twice: str) -> None:
    text = read(page(twice))[0].text
    assert text.count("We must save") == 1
    assert "to the crowded hall" in text
    assert text.count("It rained") <= 1


def test_what_an_author_wrote_twice_is_kept() -> None:
    again = "“We shall not move,” the crowd sang in the square, as it had sung for a month."
    assert read(page(paragraphs=(*PARAGRAPHS, again, PARAGRAPHS[0], again)))[0].text.count("We shall not move") == 2
