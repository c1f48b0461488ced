"""Plain text: what is marked as what. The articles are invented, and so are the people in them."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest

from onrecord.clean import clean_text
from onrecord.errors import PageError
from onrecord.record import READABLE, Article, DateBasis, Role

SHARED = Path(__file__).parents[2].parent / "shared"

REPORT = """Harbour Bridge Will Close for Repairs, Minister Says

Tue Mar 5 2024
By Ada Obi and Jon Lund, Example News
icon-facebook icon-twitter icon-whatsapp

PORT ELLEN: Transport Minister Mira Sandoval said on Tuesday that the harbour bridge would close for six weeks from April.

“We looked at every other way of doing this,” Sandoval said. “There is none.”

Read more: Ferry fares to rise in May

Shopkeepers Fear a Lost Spring

Tomas Reyes, who sells fishing tackle at the north end, said that the town had not been asked.

Photo: Sandoval at the bridge on Monday. (Example/Kim Aalto)

Advertisement

The works were first announced in 2021 and put off twice.

Sign up for our newsletter
We use cookies to improve your experience. By continuing to use this site you agree to our use of cookies.
© 2024 Example News. All rights reserved.
icon-facebook icon-twitter icon-whatsapp
"""


def of_role(article: Article, role: Role) -> list[str]:
    return [region.span.of(article.text) for region in article.regions if region.role is role]


def test_the_parts_of_a_report_are_told_apart() -> None:
    article, issues = clean_text(REPORT)
    assert article.text == REPORT
    assert article.title == "Harbour Bridge Will Close for Repairs, Minister Says"
    assert article.published == "2024-03-05"
    assert article.authors == ("Ada Obi", "Jon Lund")
    assert article.dateline == "PORT ELLEN"
    assert article.language == "en"
    assert issues == ()
    assert of_role(article, Role.SUBHEADING) == ["Shopkeepers Fear a Lost Spring"]
    assert of_role(article, Role.CAPTION) == ["Photo: Sandoval at the bridge on Monday. (Example/Kim Aalto)"]
    assert [line[:20] for line in of_role(article, Role.CHROME)] == [
        "icon-facebook icon-t",
        "Advertisement",
        "© 2024 Example News.",
        "icon-facebook icon-t",
    ]
    others = (Role.RELATED, Role.NEWSLETTER, Role.COOKIES)
    assert [line[:20] for role in others for line in of_role(article, role)] == [
        "Read more: Ferry far",
        "Sign up for our news",
        "We use cookies to im",
    ]


def test_no_sentence_begins_with_the_dateline_and_the_body_keeps_it() -> None:
    article, _ = clean_text(REPORT)
    body = of_role(article, Role.BODY)
    assert body[0] == "PORT ELLEN:"
    assert body[1].startswith("Transport Minister Mira Sandoval said")
    assert "PORT ELLEN:" in article.body


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("KYIV, Ukraine (AP) — The council met on Monday and said little.", "KYIV, Ukraine"),
        ("WASHINGTON — The council met on Monday and said little.", "WASHINGTON"),
        ("NASHUA, N.H. - The council met on Monday and said little.", "NASHUA, N.H."),
        ("BERLIN, Feb 27 (Reuters) - The council met on Monday and said little.", "BERLIN"),
        ("Hong Kong (CNN Business) The council met on Monday and said little.", "Hong Kong"),
        ("UNITED NATIONS: The council met on Monday and said little.", "UNITED NATIONS"),
        ("Dekalb, Ill. — The council met on Monday and said little.", "Dekalb, Ill."),
        ("UPDATE: The council met on Monday and said little.", None),
        ("The council (ECB) met on Monday and said little.", None),
        ("Sen. Mira Sandoval (R-Ill.) said on Monday that she would not run.", None),
        ("It was late — the council met on Monday and said little.", None),
    ],
)
def test_datelines(opening: str, place: str | None) -> None:
    article, _ = clean_text(f"Council Meets in the Old Town Hall\n\n{opening}\n\nNobody spoke to the press afterwards.")
    assert article.dateline == place


def test_turns_of_a_transcript_are_not_datelines() -> None:
    article, _ = clean_text("A talk with the mayor\n\nLUND: Why now?\n\nOBI: Because it rained.\n\nLUND: It always rains.")
    assert article.dateline is None


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Tue Feb 27 2024", "2024-02-27"),
        ("February 27, 2024", "2024-02-27"),
        ("Published: 27 February 2024, 14:30 GMT", "2024-02-27T14:30:00+00:00"),
        ("Posted on Feb. 27, 2024 at 5:00 PM EST", "2024-02-27T17:00:00-05:00"),
        ("2024-02-27T10:00:00+01:00", "2024-02-27T10:00:00+01:00"),
        ("27.02.2024", "2024-02-27"),
        ("02/27/2024", "2024-02-27"),
        ("Updated 3 March 2024 | Published 27 February 2024", "2024-02-27"),
        ("27 de fevereiro de 2024", "2024-02-27"),
        ("By Ada Obi | February 27, 2024", "2024-02-27"),
        ("February 30, 2024", None),
        ("Last updated on 3 March 2024", None),
    ],
)
def test_date_lines(line: str, published: str | None) -> None:
    article, _ = clean_text(f"Council Meets in the Old Town Hall\n\n{line}\n\nThe council met on Monday and said little.")
    assert article.published == published


def test_a_date_that_may_be_read_in_two_ways_is_not_guessed() -> None:
    article, issues = clean_text("Council Meets Again\n\n03/04/2024\n\nThe council met on Monday and said little, as it does.")
    assert article.published is None
    assert [issue.code for issue in issues] == ["date"]
    assert of_role(article, Role.DATE) == ["03/04/2024"]


def test_what_is_given_is_believed_before_the_text() -> None:
    article, _ = clean_text(REPORT, title="Another Title", published="2024-03-06", authors=("Kim Aalto",), id="7")
    assert (article.id, article.title, article.published, article.authors) == ("7", "Another Title", "2024-03-06", ("Kim Aalto",))
    assert of_role(article, Role.TITLE) == []


@pytest.mark.parametrize("sep", ["\n", "\n\n", "\r\n", "\r\n\r\n"])
def test_text_is_kept_whatever_its_line_ends(sep: str) -> None:
    text = sep.join(["Council Meets in the Old Town Hall", "The council met on Monday.", "It said little, as it always does."])
    article, _ = clean_text(text, title="Council meets in the old town hall")
    assert article.text == text
    assert [region.role for region in article.regions] == [Role.TITLE, Role.BODY, Role.BODY]


def test_lines_broken_to_fit_a_width_are_one_paragraph() -> None:
    long = "The council of the old town met on Monday to speak about the bridge, the ferry and the school, and agreed on little."
    text = f"Council Meets\n\n{textwrap.fill(long, 45)}\n\nIt meets again on Friday.\n"
    article, _ = clean_text(text)
    assert [paragraph.split()[0] for paragraph in of_role(article, Role.BODY)] == ["The", "It"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Share prices fell on Monday, said Mira Sandoval.",
        "Follow the money, Sandoval said.",
        "“Read more books,” the minister told the children.",
        "More from the harbour will be sold, the mayor said on Tuesday.",
        "Subscribers to the paper were told on Monday.",
        "Sources said the deal was off.",
        "By Monday, the bridge had closed.",
        "Comments by the minister were met with silence.",
        "Related companies were also fined, the court said.",
        "Tags on the fish showed where they had been.",
        "Live music will be back in June, he said.",
        "The company uses cookies made in Norway, and sells them, said Lund.",
    ],
)
def test_sentences_are_never_chrome(paragraph: str) -> None:
    text = (
        f"Council Meets in the Old Town Hall\n\nThe council met on Monday and said little.\n\n{paragraph}\n\nNobody else spoke."
    )
    article, _ = clean_text(text)
    assert paragraph in of_role(article, Role.BODY)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Share this", Role.CHROME),
        ("Share this article on Facebook", Role.CHROME),
        ("READ MORE", Role.RELATED),
        ("Read also: Ferry fares to rise", Role.RELATED),
        ("ADVERTISEMENT", Role.CHROME),
        ("Story continues below", Role.CHROME),
        ("Facebook Twitter WhatsApp Email", Role.CHROME),
        ("Follow Ada Obi on Twitter @adaobi", Role.CHROME),
        ("Get the day's top stories delivered to your inbox", Role.NEWSLETTER),
        ("Most Read", Role.RELATED),
        ("Related Articles", Role.RELATED),
        ("This site uses cookies to improve your experience.", Role.COOKIES),
        ("All rights reserved.", Role.CHROME),
        ("Watch the full video below:", Role.CHROME),
        ("3 comments", Role.CHROME),
        ("Subscribe to continue reading", Role.CHROME),
    ],
)
def test_page_chrome(line: str, role: Role) -> None:
    text = f"Council Meets in the Old Town Hall\n\nThe council met on Monday and said little.\n\n{line}\n\nNobody else spoke."
    article, _ = clean_text(text)
    assert of_role(article, role) == [line]


def test_a_quotation_that_a_paragraph_holds_too_is_a_pull_quote() -> None:
    quote = "“Nobody in the town had been asked”"
    text = f"Council Meets\n\n{quote} before the vote, said Jon Lund on Monday.\n\n{quote}\n\n“Nor will they be, ever again.”"
    article, _ = clean_text(text)
    assert of_role(article, Role.PULL_QUOTE) == [quote]


def test_clocks_between_paragraphs_begin_entries_of_a_live_blog() -> None:
    clocks = ("9:05 p.m. GMT", "8:40 p.m. GMT")
    entries = [f"{clock}\n\nThe harbour is shut, said Jon Lund. Nobody knows for how long." for clock in clocks]
    text = "\n\n".join(("Storm live: harbour shut", "March 5, 2024", "This is what we know.", *entries))
    article, _ = clean_text(text)
    assert [(entry.time, entry.span.of(text)) for entry in article.entries] == [
        ("2024-03-05T21:05:00+00:00", entries[0]),
        ("2024-03-05T20:40:00+00:00", entries[1]),
    ]
    over_midnight, _ = clean_text(text.replace("This is", "0:20\n\nThis is"))
    assert [entry.time for entry in over_midnight.entries] == [None, None, None]


def test_an_update_and_a_wall_are_told() -> None:
    dates, wall = "March 5, 2024, updated March 6, 2024", "Subscribe to continue reading"
    text = f"Council Meets\n\n{dates}\n\nThe council met, said Jon Lund.\n\n{wall}"
    article, issues = clean_text(text)
    assert (article.published, article.published_basis) == ("2024-03-05", DateBasis.WORDS)
    assert (article.updated, article.updated_basis) == ("2024-03-06", DateBasis.WORDS)
    assert [issue.code for issue in issues] == ["partial"]


def test_another_language_is_kept_and_told() -> None:
    text = "Der Rat tagte am Montag im alten Rathaus und sagte wenig. Niemand sprach danach mit der Presse, wie es üblich ist."
    article, issues = clean_text(text)
    assert article.language == "de"
    assert article.text == text
    assert [issue.code for issue in issues] == ["language"]


@pytest.mark.parametrize("text", ["", "  \n\t", "...\n***"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(PageError) as caught:
        clean_text(text)
    assert caught.value.code == "empty"


def test_the_seed_article() -> None:
    if not SHARED.exists():
        pytest.skip("needs ../shared")
    text = (SHARED / "data/seed/article.txt").read_text("utf-8")
    expected = json.loads((SHARED / "data/seed/expected.json").read_text("utf-8"))
    article, _ = clean_text(text)
    assert (article.title, article.published, article.dateline) == (
        expected["title"],
        expected["published"],
        expected["dateline"],
    )
    assert of_role(article, Role.SUBHEADING) == expected["subheadings"]
    assert [[r.span.start, r.span.end] for r in article.regions if r.role is Role.CHROME] == expected["chrome"]


def test_no_statement_of_polnear_is_lost_to_regions_that_are_not_read() -> None:
    if not SHARED.exists():
        pytest.skip("needs ../shared")
    lost = total = 0
    with (SHARED / "data/polnear/train.jsonl").open(encoding="utf-8") as lines:
        for line in list(lines)[::8]:
            gold = json.loads(line)
            article, _ = clean_text(gold["text"])
            unread = [region.span for region in article.regions if region.role not in READABLE]
            for statement in gold["annotations"][min(gold["annotations"])]:
                total += 1
                lost += any(start < span.end and span.start < end for start, end in statement["content"] for span in unread)
    assert total > 2000
    assert lost / total < 0.002
