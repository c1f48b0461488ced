"""The labels that the encoder's weights were trained with, in the order of their scores. Imports the standard library only."""

from __future__ import annotations

NAME_TYPES = ("person", "organization", "place", "other")
NAME_TAGS = ("O", *(f"{position}-{type_}" for type_ in NAME_TYPES for position in "BI"))
PARTS_OF_SPEECH = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB",
    "X",
)  # fmt: skip
TYPES = ("said", "held")
FACTUALITIES = ("factual", "negated", "possible", "future", "asked")
GUIDELINES = (
    "news",
    "polnear",
)  # by which attributions are marked: those of this project (docs/reader.md), PolNeAR's looser ones
