"""Proof of one article to somebody who has neither database nor manifest. May import pipeline, store and record.

    {"onrecord_proof": 1, "statement": an id or null,
     "head": {...}, "signature", "leaf": {...}, "index", "path": [...],
     "record": the record's line of JSON, as a text, "page": the page's bytes in Base64, or null}

`head`, `signature` and `leaf` are those of the manifest; `index` is the leaf's place in it, and `path` the hashes (hex) that lead
from it to the root, from the bottom up.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from onrecord import pipeline
from onrecord.errors import InputError, RecordError, StoreError
from onrecord.proof import tree
from onrecord.proof.leaves import Leaf, article_leaf, leaf_from
from onrecord.proof.manifest import Manifest, SignedHead, read_json, signed_head
from onrecord.record import Record, Statement
from onrecord.record.codec import loads
from onrecord.store import Difference, Store
from onrecord.store.schema.packing import sha256

VERSION = 1


@dataclass(frozen=True, slots=True)
class Proof:
    """`record` is the line whose SHA-256 the leaf has, `page` the bytes of the page, `statement` the id of the one to show."""

    signed: SignedHead
    leaf: Leaf
    index: int
    path: tuple[str, ...]
    record: str
    page: bytes | None = None
    statement: str | None = None


def make_proof(store: Store, manifest: Manifest, id_: str, *, with_page: bool = False) -> Proof:
    """Proof of a statement or an article, by its id. Raises InputError where it is not stored, or not in the manifest."""
    versions, is_statement = store.kept.versions_with(id_)
    if not versions:
        raise InputError(f'There is no statement or article "{id_}" in the database; `onrecord find` shows ids.')
    places = {leaf: place for place, leaf in enumerate(manifest.leaves)}
    for version in versions:
        line = version.line
        if line is None:
            raise StoreError(f"the record of article {version.id!a:.80} is damaged: `onrecord verify` says what else is")
        leaf = article_leaf(version, line)
        if leaf in places:
            page = store.view.page_bytes(version.page_sha256) if with_page and version.page_sha256 else None
            if with_page and page is None:
                raise InputError(f"The page of article {version.id!a:.80} is not kept; prove it without --page.")
            index = places[leaf]
            hashes = tuple(hash_.hex() for hash_ in tree.path(manifest.hashes(), index))
            return Proof(manifest.signed, leaf, index, hashes, line.decode("utf-8"), page, id_ if is_statement else None)
    raise InputError(f'"{id_}" was not signed as it is now: it is new since, or was read anew. Sign again with `onrecord sign`.')


def proof_problems(proof: Proof, key: Ed25519PublicKey) -> Iterator[Difference]:
    """Whatever keeps the proof from being one; nothing where it is sound."""
    if problem := proof.signed.problem(key):
        yield Difference("signature", "proof", problem)
    try:
        hashes = [bytes.fromhex(text) for text in proof.path]
    except ValueError:
        hashes = []
    found = tree.root_from(proof.leaf.hash, proof.index, proof.signed.head.size, hashes)
    if found is None or found.hex() != proof.signed.head.root:
        yield Difference("path", "proof", "the article is not in what was signed: the path does not lead to the root")
    if sha256(proof.record.encode("utf-8", "surrogatepass")) != proof.leaf.sha256:
        yield Difference("record", "proof", "the record is not the one that was signed: its SHA-256 differs")
    try:
        record = loads(proof.record)
    except RecordError as error:
        yield Difference("record", "proof", str(error))
        return
    yield from _record_problems(proof, record)


def proved_record(proof: Proof) -> tuple[Record, Statement | None]:
    """The record, and the statement that the proof is of. For proofs without problems."""
    record = loads(proof.record)
    return record, next((one for one in record.statements if one.id == proof.statement), None)


def _record_problems(proof: Proof, record: Record) -> Iterator[Difference]:
    article, leaf = record.article, proof.leaf
    page_sha256 = article.page.sha256 if article.page else None
    text_sha256 = sha256(article.text.encode("utf-8"))
    if (leaf.kind, leaf.id, leaf.text_sha256, leaf.page_sha256) != ("article", article.id, text_sha256, page_sha256):
        yield Difference("record", "proof", "what was signed is another article, text or page than the record has")
    if proof.statement is not None and proof.statement not in {one.id for one in record.statements}:
        yield Difference("record", "proof", f"the record has no statement {proof.statement!a:.60}")
    if proof.page is None:
        return
    if article.page is None or sha256(proof.page) != article.page.sha256:
        yield Difference("page", "proof", "the page is not the one that the record was read from: its SHA-256 differs")
        return
    for message in pipeline.text_problems(proof.page, record):
        yield Difference("text", "proof", message)


def write_proof(proof: Proof, file: Path) -> None:
    data = {
        "onrecord_proof": VERSION,
        "statement": proof.statement,
        "head": asdict(proof.signed.head),
        "signature": proof.signed.signature,
        "leaf": asdict(proof.leaf),
        "index": proof.index,
        "path": list(proof.path),
        "record": proof.record,
        "page": None if proof.page is None else base64.b64encode(proof.page).decode("ascii"),
    }
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_proof(file: Path) -> Proof:
    """Raises InputError where the file holds no proof of a version that this program reads."""
    data = read_json(file, "proof")
    if data.get("onrecord_proof") != VERSION:
        raise InputError(f'"{file}" is no proof of version {VERSION}; `onrecord prove` makes one.')
    try:
        return _proof(data)
    except (KeyError, ValueError) as error:
        raise InputError(f'"{file}" is no proof: {error!s:.200}.') from None


def _proof(data: dict[str, Any]) -> Proof:
    index, path, record, page, statement = (data[name] for name in ("index", "path", "record", "page", "statement"))
    if type(index) is not int or not isinstance(path, list) or not all(isinstance(text, str) for text in path):
        raise ValueError("index is a number, path a list of texts")
    if not isinstance(record, str) or not isinstance(page, str | None) or not isinstance(statement, str | None):
        raise ValueError("record is a text, page and statement are texts or null")
    kept = None if page is None else base64.b64decode(page, validate=True)
    return Proof(signed_head(data), leaf_from(data["leaf"]), index, tuple(path), record, kept, statement)
