"""Web Annotation and schema.org, read by rdflib; GDELT's lines by their schema; text directives by their specification."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
import rdflib
from hypothesis import given
from rdflib import RDF, Graph, Namespace
from rdflib import Literal as Words

from onrecord.formats import gdelt, schema_org, text_fragment, web_annotation
from onrecord.formats.identifiers import iri
from onrecord.formats.text_fragment import link_to
from onrecord.record import Article, Kind, Polarity, Record, Span, words_of
from tests.formats import hostile
from tests.record import examples
from tests.record.generated import records

# rdflib's own reader of JSON-LD uses what rdflib calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

BY_HAND = (examples.record(), hostile.record())
OA, SCHEMA = Namespace("http://www.w3.org/ns/oa#"), Namespace("https://schema.org/")

# The terms of http://www.w3.org/ns/anno.jsonld that are used here, since tests do not go to the network.
ANNOTATION_CONTEXT = {
    "oa": str(OA),
    "rdf": str(RDF),
    "dc": "http://purl.org/dc/elements/1.1/",
    "id": {"@id": "@id", "@type": "@id"},
    "type": {"@id": "@type", "@type": "@vocab"},
    **{
        name: f"oa:{name}"
        for name in ("Annotation", "SpecificResource", "TextualBody", "TextQuoteSelector", "TextPositionSelector")
    },
    **{name: {"@id": f"oa:{name}", "@type": "@vocab"} for name in ("identifying", "classifying")},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "styleClass": "oa:styleClass",
    "format": "dc:format",
    "value": "rdf:value",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
}


def graph_of(line: str, context: dict[str, Any], name: str) -> Graph:
    document = json.loads(line)
    assert document["@context"] == name
    graph = Graph()
    graph.parse(data=json.dumps({**document, "@context": context}), format="json-ld")
    return graph


def one(values: Any) -> Any:
    (value,) = values
    return value


@pytest.mark.parametrize("record", BY_HAND)
def test_annotations_select_the_words_by_position_and_by_quote(record: Record) -> None:
    text = record.article.text
    for line, statement in zip(web_annotation.lines([record]), record.statements, strict=True):
        graph = graph_of(line, ANNOTATION_CONTEXT, "http://www.w3.org/ns/anno.jsonld")
        annotation = one(graph.subjects(RDF.type, OA.Annotation))
        selected: dict[str, list[Span]] = {}
        for target in graph.objects(annotation, OA.hasTarget):
            position, quote = None, None
            for selector in graph.objects(target, OA.hasSelector):
                if (selector, RDF.type, OA.TextPositionSelector) in graph:
                    position = Span(one(graph.objects(selector, OA.start)).value, one(graph.objects(selector, OA.end)).value)
                else:
                    quote = {part: str(one(graph.objects(selector, OA[part]))) for part in ("prefix", "exact", "suffix")}
            assert position is not None
            assert quote is not None
            assert quote["exact"] == position.of(text), "positions are code points, which is what Python counts"
            assert "".join(quote.values()) in text
            assert str(one(graph.objects(target, OA.hasSource))).startswith(("https://", "urn:onrecord:"))
            selected.setdefault(str(one(graph.objects(target, OA.styleClass))), []).append(position)
        parts = {"source": statement.source, "cue": statement.cue, "content": statement.content}
        assert {part: tuple(sorted(spans)) for part, spans in selected.items()} == {p: s for p, s in parts.items() if s}
        if statement.speaker and statement.speaker.name:
            assert (None, RDF.value, Words(statement.speaker.name)) in graph


def test_positions_are_code_points_and_not_utf16_units() -> None:
    record = hostile.record()
    after_astral = record.statements[-1].content[0]
    selector = list(web_annotation.annotations_of(record))[-1]["target"][-1]["selector"][0]
    assert selector["start"] == after_astral.start
    assert len(record.article.text[: after_astral.start].encode("utf-16-le")) // 2 > selector["start"]


@pytest.mark.parametrize("record", BY_HAND)
def test_direct_words_are_quotations_and_affirmed_ones_claims(record: Record) -> None:
    quotations: list[str] = []
    claims: list[str] = []
    for line in schema_org.lines([record]):
        graph = graph_of(line, {"@vocab": str(SCHEMA)}, "https://schema.org")
        article = one(graph.subjects(RDF.type, SCHEMA.NewsArticle))
        if made := list(graph.subjects(RDF.type, SCHEMA.Quotation)):
            assert (made[0], SCHEMA.isPartOf, article) in graph
            quotations += map(str, graph.objects(made[0], SCHEMA.text))
        else:
            claim = one(graph.subjects(RDF.type, SCHEMA.Claim))
            assert (claim, SCHEMA.appearance, article) in graph
            claims += map(str, graph.objects(claim, SCHEMA.text))

    def words(kinds: set[Kind], polarities: set[Polarity]) -> list[str]:
        told = [s for s in record.statements if s.kind in kinds and s.polarity in polarities]
        return [words_of(statement.content, record.article.text) for statement in told]

    assert quotations == words({Kind.DIRECT}, set(Polarity))
    assert claims == words({Kind.MIXED, Kind.INDIRECT}, {Polarity.AFFIRMS})


def test_a_denial_is_no_claim_of_what_is_denied() -> None:
    told = " ".join(schema_org.lines([examples.record()]))
    assert "he had sailed" not in told
    assert "the harbour would stay shut" in told


GDELT = {
    "type": "object",
    "required": ["date", "url", "title", "lang", "quotes"],
    "additionalProperties": False,
    "properties": {
        **{name: {"type": "string"} for name in ("date", "url", "title", "lang")},
        "quotes": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["pre", "quote", "post"],
                "additionalProperties": False,
                "properties": {name: {"type": "string"} for name in ("pre", "quote", "post")},
            },
        },
    },
}


@hostile.unhurried
@given(records())
def test_every_line_is_one_json_object_with_its_words(record: Record) -> None:
    for line in gdelt.lines([record]):
        assert len(line.splitlines()) == 1
        quoted = json.loads(line)
        jsonschema.validate(quoted, GDELT)
        for quote in quoted["quotes"]:
            assert quote["pre"] + quote["quote"] + quote["post"] in record.article.text
    for line in (*web_annotation.lines([record]), *schema_org.lines([record]), *text_fragment.lines([record])):
        assert len(line.splitlines()) == 1
        assert isinstance(json.loads(line), dict)


def test_gdelt_lines_hold_direct_statements_only() -> None:
    (line,) = gdelt.lines([examples.record()])
    (quote,) = json.loads(line)["quotes"]
    assert quote["quote"] == "“Nobody sails,”"
    assert quote["post"].startswith(" she added.")


def found(link: str, text: str) -> list[str]:
    """What a browser would mark: the steps of the specification on text whose white space is one blank."""
    shown = " ".join(text.split())
    marked = []
    for directive in link.partition(":~:")[2].split("&"):
        parts = directive.removeprefix("text=").split(",")
        prefix = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else ""
        suffix = unquote(parts.pop()[1:]) if parts[-1].startswith("-") else ""
        start, end = unquote(parts[0]), unquote(parts[1]) if len(parts) > 1 else ""
        before = rf"(?<={re.escape(prefix)})\s*" if prefix else ""
        pattern = re.escape(start) + (f".*?{re.escape(end)}" if end else "") + (rf"(?=\s*{re.escape(suffix)})" if suffix else "")
        match = re.search(before + f"({pattern})", shown)
        assert match, directive
        marked.append(match[1])
    return marked


@pytest.mark.parametrize("record", BY_HAND)
def test_links_lead_to_the_words(record: Record) -> None:
    for statement in record.statements:
        link = link_to(record.article, statement.content)
        assert link is not None
        assert re.fullmatch(r"https://[!-~]+", link)
        words = [" ".join(span.of(record.article.text).split()) for span in statement.content]
        assert found(link, record.article.text) == words


def test_a_long_passage_is_given_by_its_ends_and_a_repeated_one_by_its_surroundings() -> None:
    text = "Ann said yes to that. Bob said yes to this. " + "word " * 100 + "end."
    article = Article("a", text, url="https://news.example/")
    second = Span(text.index("yes to this"), text.index("yes to this") + 3)
    assert link_to(
        article, (second,)
    ) == "https://news.example/#:~:text=yes%20to%20that.%20Bob%20said-,yes,-to%20this.%20word%20word".replace(
        "yes%20to%20that.%20Bob%20said-", "to%20that.%20Bob%20said-"
    )
    long = Span(text.index("word"), len(text))
    link = link_to(article, (long,))
    assert link is not None
    assert len(link) < 150
    assert found(link, text) == [text[long.start :]]


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "file:///etc/passwd", "https://"])
def test_what_is_no_web_address_gives_no_link(url: str | None) -> None:
    article = Article("a", "Hello", url=url)
    assert link_to(article, (Span(0, 5),)) is None
    record = Record(article)
    assert list(text_fragment.lines([record])) == []
    assert rdflib.URIRef(iri(article)) == rdflib.URIRef("urn:onrecord:a")
