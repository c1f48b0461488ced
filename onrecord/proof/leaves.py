"""What a manifest speaks of: one leaf for each version of an article, each decision and each review. May import store and record.

A leaf is one line of JSON with sorted members, in UTF-8: what it is of, and the SHA-256 of what is stored of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from onrecord.errors import InputError, StoreError
from onrecord.proof.tree import leaf_hash
from onrecord.record import Article
from onrecord.record.identity import Decision
from onrecord.store import Store
from onrecord.store.answers.kept import KeptReview, KeptVersion
from onrecord.store.schema.packing import sha256

KINDS = ("article", "decision", "review")


@dataclass(frozen=True, slots=True, order=True)
class Leaf:
    """`kind` is "article" (one version of it), "decision" (on who is who) or "review"; `id` its id. `sha256` is that of what is
    stored: the record's line of JSON, the decision or the review; of an article, `text_sha256` is that of the text, which tells
    versions apart, and `page_sha256` that of the page, None where it has none."""

    kind: str
    id: str
    sha256: str
    text_sha256: str | None = None
    page_sha256: str | None = None

    @property
    def line(self) -> bytes:
        """What is hashed."""
        return canonical(asdict(self))

    @property
    def hash(self) -> bytes:
        return leaf_hash(self.line)

    @property
    def subject(self) -> tuple[str, str, str | None]:
        """What it is of: two leaves of one subject say that it was altered."""
        return self.kind, self.id, self.text_sha256


def canonical(value: Any) -> bytes:
    """JSON values as bytes, always the same: members sorted, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def leaves(store: Store, *, refuse_damaged: bool = False) -> Iterator[Leaf]:
    """Of all that is stored, in no order, from the very bytes that are stored. A record that is damaged has no leaf; where asked
    for, StoreError is raised instead."""
    for one in store.kept.everything():
        match one:
            case KeptVersion(id_, _, line, kept):
                if refuse_damaged and (line is None or sha256(line) != kept):
                    raise StoreError(f"the record of article {id_!a:.80} is damaged: `onrecord verify` says what else is")
                if line is not None:
                    yield article_leaf(one, line)
            case Decision():
                yield Leaf("decision", one.id, sha256(canonical(asdict(one))))
            case KeptReview(id_, line_of_review):
                yield Leaf("review", id_, sha256(line_of_review.encode("utf-8")))


def article_leaf(version: KeptVersion, line: bytes) -> Leaf:
    """Of a version whose record is this line."""
    return Leaf("article", version.id, sha256(line), version.text_sha256, version.page_sha256)


def leaf_of(store: Store, article: Article) -> tuple[Leaf, bool]:
    """The leaf of a stored version of an article, and whether it is the current one. Raises InputError where it is not stored
    (any more)."""
    version = store.kept.version(article.id, sha256(article.text.encode("utf-8")))
    if version is None:
        raise InputError(f"The article {article.id!a:.80} is not stored as it is here.")
    return Leaf("article", version.id, version.sha256, version.text_sha256, version.page_sha256), version.current


def leaf_from(data: object) -> Leaf:
    """The leaf that JSON values stand for. Raises ValueError where they stand for none."""
    if not isinstance(data, dict) or set(data) != {"kind", "id", "sha256", "text_sha256", "page_sha256"}:
        raise ValueError("a leaf has the members kind, id, sha256, text_sha256 and page_sha256")
    if not all(isinstance(data[name], str) for name in ("kind", "id", "sha256")) or data["kind"] not in KINDS:
        raise ValueError(f"kind, id and sha256 of a leaf are texts, and kind is one of {', '.join(KINDS)}")
    if not all(data[name] is None or isinstance(data[name], str) for name in ("text_sha256", "page_sha256")):
        raise ValueError("text_sha256 and page_sha256 of a leaf are texts or null")
    return Leaf(**data)
