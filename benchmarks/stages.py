"""What reading costs beyond finding statements: `python -m benchmarks.stages [--rounds N] [--articles N]`.

Speakers, roles, dates, places, replies and events may together take 0.6 times what the statement reader takes alone. Both read
the same articles on one core, one after the other in each round; the least processor time of each counts, since other work on the
machine can only add to it. Imports onrecord and the texts of benchmarks.reading.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from benchmarks.reading import texts
from onrecord.clean import clean_text
from onrecord.extract import read_article
from onrecord.extract.network.encoder import encode
from onrecord.extract.statements.attribution import find_statements
from onrecord.extract.text.paragraphs import paragraphs_of
from onrecord.record import Article, Span

MOST = 1.6  # times


def statements_alone(article: Article) -> object:
    encoded = encode(article.text, paragraphs_of(article.text, Span(0, len(article.text))))
    return encoded and find_statements(article.text, encoded)


def least(rounds: int, articles: list[Article]) -> dict[str, float]:
    """Processor seconds over all `articles`, by what is done with them."""
    ways: dict[str, Callable[[Article], object]] = {"statements alone": statements_alone, "everything": read_article}
    for way in ways.values():
        way(articles[0])
    seconds = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for name, way in ways.items():
            start = time.process_time()
            for article in articles:
                way(article)
            seconds[name] = min(seconds[name], time.process_time() - start)
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--articles", type=int, default=10)
    given = parser.parse_args()
    articles = [clean_text(text, id=str(n))[0] for n, text in enumerate(texts(given.articles))]
    seconds = least(given.rounds, articles)
    for name, value in seconds.items():
        print(f"{name:<20}{value:8.2f} s")
    print(f"{'times':<20}{seconds['everything'] / seconds['statements alone']:8.2f}   (at most {MOST})")


if __name__ == "__main__":
    main()
