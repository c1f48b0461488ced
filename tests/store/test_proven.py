"""Proof and views, over every database that a store can be in."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from onrecord.proof import differences
from onrecord.proof.inclusion import make_proof, proof_problems
from onrecord.proof.keys import new_key, private_key, public_key
from onrecord.proof.manifest import compare, make_manifest, manifest_problems
from onrecord.relink import merge, relink
from onrecord.reviewing import accept
from onrecord.store import Store, open_store
from tests.store.articles import page_bytes, said

RECORDS = (
    said(("Ana Lopes", "the ferry would sail"), location="a.txt", published="2024-01-02", role=("minister", "PRT")),
    said(("Rui Prata", "no"), ("Mo Halim", "yes"), location="b.txt"),
    said(("Ana Lopes", "it would stay"), location="c.txt", role=("surgeon", "BRA")),
)


def test_what_is_stored_is_proved_signed_and_read_in_views(store: Store, tmp_path: Path) -> None:
    with store.writer() as writer:
        for record in RECORDS:
            writer.put(record, page_bytes(record))
    relink(store)
    merge(store, [one.id for one in RECORDS[1].entities], "Kim Reed")
    accept(store, RECORDS[0].statements[0].id, "Kim Reed")
    assert list(differences(store)) == []

    new_key(tmp_path / "key")
    key = public_key(tmp_path / "key.pub")
    manifest = make_manifest(store, private_key(tmp_path / "key"))
    assert [leaf.kind for leaf in manifest.leaves].count("review") == 1
    assert list(manifest_problems(manifest, key)) == []
    found = compare(manifest, store)
    assert (found.differences, found.same, found.new) == ((), 5, 0)
    proof = make_proof(store, manifest, RECORDS[0].statements[0].id, with_page=True)
    assert list(proof_problems(proof, key)) == []

    with store._engine.connect() as connection:
        counts = {
            view: connection.scalar(text(f"SELECT count(*) FROM {view}"))
            for view in ("statements_readable", "who_said_what", "who_is_who")
        }
    assert counts == {"statements_readable": 4, "who_said_what": 4, "who_is_who": 3}


def test_another_database_of_the_same_is_what_was_signed(store: Store, tmp_path: Path) -> None:
    """A manifest speaks of what is stored, not of where or in which order."""
    new_key(tmp_path / "key")
    with open_store(tmp_path / "first.db") as first:
        for one, order in ((first, RECORDS), (store, RECORDS[::-1])):
            with one.writer() as writer:
                for record in order:
                    writer.put(record, page_bytes(record))
        manifest = make_manifest(first, private_key(tmp_path / "key"))
    found = compare(manifest, store)
    assert (found.differences, found.same, found.new) == ((), 3, 0)
    assert make_manifest(store, private_key(tmp_path / "key")).leaves == manifest.leaves
