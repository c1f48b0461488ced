"""CSL-JSON against the terms of its schema, BibTeX through bibtexparser and a decoder of TeX."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import jsonschema
import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from pylatexenc.latex2text import LatexNodes2Text

from onrecord.formats import bibtex, csl_json
from onrecord.record import Article, Record
from tests.formats import hostile
from tests.record import examples
from tests.record.generated import articles

DATE = {
    "type": "object",
    "required": ["date-parts"],
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        }
    },
}
# What is used of the schema "csl-data.json" (Citation Style Language, version 1.0.2), which allows no other members.
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "type": {"const": "article-newspaper"},
            "author": {
                "type": "array",
                "items": {"type": "object", "additionalProperties": False, "properties": {"literal": {"type": "string"}}},
            },
            "issued": DATE,
            "accessed": DATE,
            **{name: {"type": "string"} for name in ("id", "title", "container-title", "publisher-place", "language", "URL")},
        },
    },
}


def csl(records: list[Record]) -> list[dict[str, object]]:
    items: list[dict[str, object]] = json.loads("".join(csl_json.lines(records)))
    jsonschema.validate(items, CSL)
    return items


def test_csl_says_what_the_article_says() -> None:
    (item,) = csl([examples.record()])
    assert item["title"] == "Harbour to stay shut, minister says"
    assert item["container-title"] == "The Example"
    assert item["author"] == [{"literal": "Rui Prata"}]
    assert item["issued"] == {"date-parts": [[2031, 3, 4]]}
    assert item["URL"] == "https://news.example/harbour"


def test_csl_is_one_array_however_many_there_are() -> None:
    assert csl([]) == []
    assert len(csl([examples.record()] * 3)) == 3


@hostile.unhurried
@given(articles())
def test_any_article_is_an_item(article: Article) -> None:
    (item,) = csl([Record(article)])
    assert item["id"] == article.id
    assert item.get("title", "") == (article.title or "")


def fields_of(article: Article) -> dict[str, str]:
    library = parse_string("".join(bibtex.lines([Record(article)])))
    assert not library.failed_blocks
    assert not library.comments
    (entry,) = library.entries
    assert re.fullmatch(r"[a-z0-9_-]+", entry.key)
    return {field.key: field.value for field in entry.fields}


def decoded(tex: str) -> str:
    """What TeX would print. The decoder does not know LaTeX's names for single braces."""
    tex = tex.replace(r"\textbraceleft{}", "\ue000").replace(r"\textbraceright{}", "\ue001")
    printed = LatexNodes2Text(keep_braced_groups=False, strict_latex_spaces=True).latex_to_text(tex)
    return re.sub(r"\s+", " ", printed).strip().replace("\ue000", "{").replace("\ue001", "}")


def plain(words: str) -> str:
    """The words as TeX can hold them: one blank for each white space and control character."""
    return re.sub(r"\s+", " ", re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", words)).strip()


@pytest.mark.parametrize("article", [examples.record().article, hostile.record().article])
def test_bibtex_holds_the_words_and_runs_nothing(article: Article) -> None:
    fields = fields_of(article)
    assert decoded(fields["title"]) == plain(article.title or "")
    assert decoded(fields["howpublished"]) == plain(article.publisher or "").replace("''", "”")
    assert not re.search(
        r"\\(?!textbackslash|textbraceleft|textbraceright|textasciitilde|textasciicircum|[#$%&_])", fields["title"]
    )


@hostile.unhurried
@given(articles())
def test_any_article_is_one_entry(article: Article) -> None:
    fields = fields_of(article)
    if article.published:
        assert fields["date"] == article.published[:10]
    for value in fields.values():
        assert value.count("{") == value.count("}")


@pytest.mark.parametrize("words", hostile.WORDS)
def test_hostile_titles_stay_in_their_field(words: str) -> None:
    fields = fields_of(replace(examples.record().article, title=words))
    assert set(fields) == set(fields_of(examples.record().article))
