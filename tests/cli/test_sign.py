"""What was signed, held against a database that was altered since; and proof of one statement without it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from onrecord.errors import InputError
from onrecord.pipeline import clean
from onrecord.proof.keys import fingerprint, new_key, private_key, public_key
from onrecord.proof.leaves import Leaf
from onrecord.proof.manifest import Head, Manifest, SignedHead, make_manifest, write_manifest
from onrecord.proof.tree import root
from onrecord.record import Record
from onrecord.record.codec import dumps
from onrecord.relink import merge, relink
from onrecord.store import Store, open_store
from onrecord.store.schema.packing import sha256
from tests.cli.conftest import Done, Run
from tests.proof.test_tree import defined
from tests.store.articles import page_bytes, said

RECORDS = (
    said(("Ana Lopes", "the ferry would sail"), location="a.txt", published="2024-01-02", publisher="The Example"),
    said(("Rui Prata", "no"), ("Mo Halim", "yes"), location="b.txt"),
    said(("Eva Brandt", "the harbour would stay shut"), location="c.txt"),
)


def put(store: Store, *records: Record) -> None:
    with store.writer() as writer:
        for record in records:
            writer.put(record, page_bytes(record))
    relink(store)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database, a key of somebody, and a manifest."""
    folder = tmp_path_factory.mktemp("signed")
    new_key(folder / "key")
    new_key(folder / "other")
    with open_store(folder / "onrecord.db") as store:
        put(store, *RECORDS)
        merge(store, [one.id for one in RECORDS[1].entities], "Kim Reed")
        write_manifest(make_manifest(store, private_key(folder / "key")), folder / "manifest.json")
    return folder


@pytest.fixture
def signed(original: Path, tmp_path: Path) -> Path:
    """A copy of the folder; `onrecord` commands run in it."""
    shutil.copytree(original, tmp_path, dirs_exist_ok=True)
    return tmp_path


def verified(onrecord: Run, *more: str) -> tuple[Done, list[dict[str, str]]]:
    done = onrecord("verify", "--manifest", "manifest.json", "--public-key", "key.pub", "--json", *more)
    return done, [json.loads(line) for line in done.stdout.splitlines()]


def test_the_pages_of_these_tests_are_what_the_pipeline_makes_of_them() -> None:
    for record in RECORDS:
        assert record.article.page is not None
        assert clean(page_bytes(record), record.article.page)[0].text == record.article.text


def test_what_was_signed_is_proved(onrecord: Run, signed: Path) -> None:
    done, found = verified(onrecord)
    assert (done.returncode, found) == (0, []), done.stdout
    assert "Of 4 entries signed" in done.stderr
    assert "4 are as they were; 0 are new since" in done.stderr


def test_what_is_new_since_is_counted_and_not_held_against_it(onrecord: Run, signed: Path) -> None:
    with open_store(signed / "onrecord.db") as store:
        put(store, said(("Ida Noor", "a later text"), location="d.txt"))
    done, found = verified(onrecord)
    assert (done.returncode, found) == (0, [])
    assert "4 are as they were; 1 are new since" in done.stderr


def test_a_newer_version_of_an_article_is_new_and_the_old_one_still_proved(onrecord: Run, signed: Path) -> None:
    with open_store(signed / "onrecord.db") as store:
        put(store, said(("Ana Lopes", "the ferry would not sail"), location="a.txt"))
    done, found = verified(onrecord)
    assert (done.returncode, found) == (0, [])


def test_an_article_that_was_taken_away_is_missing(onrecord: Run, signed: Path) -> None:
    with closing(sqlite3.connect(signed / "onrecord.db")) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM articles WHERE location = 'c.txt'")
    done, found = verified(onrecord)
    assert done.returncode == 1
    assert {
        "code": "missing",
        "where": f"article {RECORDS[2].article.id}",
        "message": "was signed, and is not in the database",
    } in found


def test_a_record_rewritten_with_all_its_rows_is_altered(onrecord: Run, signed: Path) -> None:
    """Whoever knows the store can put another record whose tables and page all agree; only the signature tells."""
    with open_store(signed / "onrecord.db") as store:
        stored = store.view.record(RECORDS[0].article.id)
        assert stored is not None
        put(store, said(("Ana Lopes", "the ferry would sail"), location="a.txt", published="2024-01-02", publisher="Another"))
    assert onrecord("verify").returncode == 0
    done, found = verified(onrecord)
    assert done.returncode == 1
    assert [(one["code"], one["where"]) for one in found] == [("altered", f"article {RECORDS[0].article.id}")]
    assert "its record is not the one that was signed" in found[0]["message"]


def test_a_decision_that_was_taken_away_is_missing(onrecord: Run, signed: Path) -> None:
    with closing(sqlite3.connect(signed / "onrecord.db")) as connection, connection:
        connection.execute("DROP TRIGGER decisions_no_delete")
        connection.execute("DELETE FROM decisions")
    with open_store(signed / "onrecord.db") as store:
        relink(store, from_nothing=True)
    assert onrecord("verify").returncode == 0
    _, found = verified(onrecord)
    assert [(one["code"], one["where"].split()[0]) for one in found] == [("missing", "decision")]


def test_an_article_that_is_hidden_as_an_old_version_is_found(onrecord: Run, signed: Path) -> None:
    with closing(sqlite3.connect(signed / "onrecord.db")) as connection, connection:
        connection.execute("UPDATE articles SET current = 0 WHERE location = 'c.txt'")
    _, found = verified(onrecord)
    assert ("hidden", f"article {RECORDS[2].article.id}") in [(one["code"], one["where"]) for one in found]


def test_a_signature_of_somebody_else_is_refused(onrecord: Run, signed: Path) -> None:
    done = onrecord("verify", "--manifest", "manifest.json", "--public-key", "other.pub")
    assert done.returncode == 1
    assert done.stdout.startswith("signature manifest it was signed with the key")
    assert "not sound" in done.stderr


def changed(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    data = json.loads(file.read_text(encoding="utf-8"))
    change(data)
    file.write_text(json.dumps(data), encoding="utf-8")


MANIFESTS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "a leaf less": (lambda data: data["leaves"].pop(), "manifest"),
    "another hash in a leaf": (lambda data: data["leaves"][0].update(sha256="00"), "manifest"),
    "another root": (lambda data: data["head"].update(root="00"), "signature"),
    "another date": (lambda data: data["head"].update(made_at="2020-01-01T00:00:00+00:00"), "signature"),
    "another signature": (lambda data: data.update(signature="00"), "signature"),
    "no hex": (lambda data: data.update(signature="x"), "signature"),
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_that_was_altered_proves_nothing(onrecord: Run, signed: Path, name: str) -> None:
    change, code = MANIFESTS[name]
    changed(signed / "manifest.json", change)
    done, found = verified(onrecord)
    assert done.returncode == 1
    assert code in {one["code"] for one in found}


BROKEN: dict[str, Callable[[dict[str, Any]], object]] = {
    "another version": lambda data: data.update(onrecord_manifest=2),
    "no head": lambda data: data.pop("head"),
    "a head of other members": lambda data: data["head"].update(more=1),
    "a size that is no number": lambda data: data["head"].update(size="4"),
    "a leaf that is none": lambda data: data["leaves"].append(7),
    "a leaf of another kind": lambda data: data["leaves"][0].update(kind="page"),
    "leaves that are no list": lambda data: data.update(leaves={}),
    "a signature that is no text": lambda data: data.update(signature=None),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_manifest_is_refused(onrecord: Run, signed: Path, name: str) -> None:
    changed(signed / "manifest.json", BROKEN[name])
    done, _ = verified(onrecord)
    assert done.returncode == 2
    assert "is no manifest" in done.stderr


@pytest.mark.parametrize("data", [b"", b"[", b"[]", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused(onrecord: Run, signed: Path, data: bytes) -> None:
    (signed / "manifest.json").write_bytes(data)
    assert verified(onrecord)[0].returncode == 2


def test_who_follows_the_documentation_can_check_it_without_this_program(signed: Path) -> None:
    data = json.loads((signed / "manifest.json").read_text(encoding="utf-8"))

    def line(value: object) -> bytes:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    lines = [line(leaf) for leaf in data["leaves"]]
    assert lines == sorted(lines)
    assert defined(lines).hex() == data["head"]["root"]
    assert data["head"]["size"] == len(lines)
    key = load_pem_public_key((signed / "key.pub").read_bytes())
    assert isinstance(key, Ed25519PublicKey)
    key.verify(bytes.fromhex(data["signature"]), b"onrecord manifest 1\n" + line(data["head"]))
    assert data["head"]["key"] == sha256(key.public_bytes_raw())
    record = RECORDS[0].article
    (leaf,) = [leaf for leaf in data["leaves"] if leaf["id"] == record.id]
    assert leaf["text_sha256"] == sha256(record.text.encode())
    assert leaf["sha256"] == sha256(dumps(RECORDS[0]).encode())


# One statement, to somebody without the database.


@pytest.fixture
def proof(onrecord: Run, signed: Path) -> Path:
    done = onrecord("prove", RECORDS[0].statements[0].id, "--page")
    assert done.returncode == 0, done.stderr
    (signed / "onrecord.db").unlink()
    return signed / "proof.json"


def test_a_statement_is_proved_without_the_database(onrecord: Run, proof: Path) -> None:
    done = onrecord("verify", "--proof", "proof.json", "--public-key", "key.pub")
    assert done.returncode == 0, done.stdout
    assert "Ana Lopes, minister: the ferry would sail" in done.stdout
    assert "The Example · 2024-01-02 · a.txt" in done.stdout
    assert "with the page" in done.stdout


def test_an_article_is_proved_by_its_id_and_without_its_page(onrecord: Run, signed: Path) -> None:
    assert onrecord("prove", RECORDS[1].article.id).returncode == 0
    done = onrecord("verify", "--proof", "proof.json", "--public-key", "key.pub")
    assert (done.returncode, "without its page" in done.stdout) == (0, True)


def _other_words(data: dict[str, Any]) -> None:
    data["record"] = data["record"].replace("would sail", "would sink")


def _other_words_and_hash(data: dict[str, Any]) -> None:
    _other_words(data)
    data["leaf"]["sha256"] = sha256(data["record"].encode())


PROOFS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "other words": (_other_words, "record"),
    "other words and their hash": (_other_words_and_hash, "path"),
    "another place": (lambda data: data.update(index=(data["index"] + 1) % 4), "path"),
    "a negative place": (lambda data: data.update(index=-1), "path"),
    "a path that is no hex": (lambda data: data.update(path=["x"]), "path"),
    "another path": (lambda data: data["path"].pop(), "path"),
    "another statement": (lambda data: data.update(statement="s-0"), "record"),
    "another page": (lambda data: data.update(page="AAAA"), "page"),
    "another date": (lambda data: data["head"].update(made_at="2020-01-01T00:00:00+00:00"), "signature"),
    "no record": (lambda data: data.update(record="{}"), "record"),
}


@pytest.mark.parametrize("name", PROOFS)
def test_a_proof_that_was_altered_is_none(onrecord: Run, proof: Path, name: str) -> None:
    change, code = PROOFS[name]
    changed(proof, change)
    done = onrecord("verify", "--proof", "proof.json", "--public-key", "key.pub", "--json")
    assert done.returncode == 1, done.stderr
    assert code in {json.loads(line)["code"] for line in done.stdout.splitlines()}


def test_a_proof_by_another_key_is_none(onrecord: Run, proof: Path) -> None:
    assert onrecord("verify", "--proof", "proof.json", "--public-key", "other.pub").stdout.startswith("signature")


@pytest.mark.parametrize(
    "member", ["onrecord_proof", "head", "signature", "leaf", "index", "path", "record", "page", "statement"]
)
def test_what_is_no_proof_is_refused(onrecord: Run, proof: Path, member: str) -> None:
    changed(proof, lambda data: data.pop(member))
    assert onrecord("verify", "--proof", "proof.json", "--public-key", "key.pub").returncode == 2


def test_only_what_was_signed_can_be_proved(onrecord: Run, signed: Path) -> None:
    later = said(("Ida Noor", "a later text"), location="d.txt")
    with open_store(signed / "onrecord.db") as store:
        put(store, later)
    done = onrecord("prove", later.article.id)
    assert (done.returncode, "was not signed" in done.stderr) == (2, True)
    done = onrecord("prove", "s-0")
    assert (done.returncode, "no statement or article" in done.stderr) == (2, True)


# What is asked wrongly, and keys.


@pytest.mark.parametrize("options", [["--manifest", "manifest.json"], ["--public-key", "key.pub"], ["--proof", "proof.json"]])
def test_a_signature_is_checked_with_a_key_only(onrecord: Run, signed: Path, options: list[str]) -> None:
    done = onrecord("verify", *options)
    assert (done.returncode, "--public-key" in done.stderr) == (2, True)


def test_a_damaged_record_is_not_signed(onrecord: Run, signed: Path) -> None:
    with closing(sqlite3.connect(signed / "onrecord.db")) as connection, connection:
        connection.execute("UPDATE records SET json = ? WHERE article_key = 1", [zlib.compress(b"{}")])
    done = onrecord("sign", "--key", "key", "--out", "new.json")
    assert (done.returncode, "verify" in done.stderr) == (1, True)
    assert not (signed / "new.json").exists()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_nobody_else_may_read_the_private_key(onrecord: Run, tmp_path: Path) -> None:
    done = onrecord("key", "new", "k")
    assert stat.S_IMODE((tmp_path / "k").stat().st_mode) == 0o600
    assert fingerprint(public_key(tmp_path / "k.pub")) in done.stdout
    assert onrecord("key", "show", "k.pub").stdout.strip() == fingerprint(public_key(tmp_path / "k.pub"))
    (tmp_path / "k").chmod(0o644)
    with pytest.raises(InputError, match="Others may read"):
        private_key(tmp_path / "k")


def test_keys_are_of_the_usual_kind_and_never_written_over(onrecord: Run, tmp_path: Path) -> None:
    assert onrecord("key", "new", "k").returncode == 0
    load_pem_public_key((tmp_path / "k.pub").read_bytes())
    before = (tmp_path / "k").read_bytes()
    assert onrecord("key", "new", "k").returncode == 2
    (tmp_path / "k").unlink()
    assert onrecord("key", "new", "k").returncode == 2, "its public part is still there"
    (tmp_path / "k").write_bytes(before)


def test_keys_taken_for_one_another_are_refused(onrecord: Run, signed: Path) -> None:
    swapped = onrecord("verify", "--manifest", "manifest.json", "--public-key", "key")
    assert (swapped.returncode, "keep it to yourself" in swapped.stderr) == (2, True)
    (signed / "key.pub").chmod(0o600)
    swapped = onrecord("sign", "--key", "key.pub")
    assert (swapped.returncode, "is a public key" in swapped.stderr) == (2, True)
    missing = onrecord("sign", "--key", "nothing")
    assert (missing.returncode, "no key file" in missing.stderr) == (2, True)


@pytest.mark.parametrize("change", ["unsorted", "doubled"])
def test_a_manifest_whose_leaves_are_not_in_order_is_refused(onrecord: Run, signed: Path, change: str) -> None:
    """Also where whoever has the key signed it so: another list of the same leaves would have another root."""
    with open_store(signed / "onrecord.db") as store:
        made = make_manifest(store, private_key(signed / "key"))
    leaves = (*made.leaves[::-1],) if change == "unsorted" else (made.leaves[0], *made.leaves)
    write_manifest(signed_anew(leaves, private_key(signed / "key")), signed / "manifest.json")
    done, found = verified(onrecord)
    assert done.returncode == 1
    assert ("manifest", "its leaves are not in order, or one of them is listed twice") in {
        (one["code"], one["message"]) for one in found
    }


def signed_anew(leaves: tuple[Leaf, ...], key: Ed25519PrivateKey) -> Manifest:
    head = Head(
        "2024-03-06T08:00:00+00:00", root([leaf.hash for leaf in leaves]).hex(), len(leaves), fingerprint(key.public_key())
    )
    return Manifest(SignedHead(head, key.sign(head.bytes).hex()), leaves)


@pytest.mark.parametrize("y", [0, 1, 2**255 - 20, 2**255 - 18, 2**255 - 19])
def test_a_key_under_which_anybody_can_sign_is_refused(tmp_path: Path, y: int) -> None:
    for sign_of_x in (0, 0x80):
        raw = bytearray(y.to_bytes(32, "little"))
        raw[31] |= sign_of_x
        key = Ed25519PublicKey.from_public_bytes(bytes(raw))
        (tmp_path / "key.pub").write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
        with pytest.raises(InputError, match="anybody can sign"):
            public_key(tmp_path / "key.pub")


def test_half_a_surrogate_pair_in_a_proof_or_manifest_is_refused(onrecord: Run, signed: Path) -> None:
    for name, option in (("manifest.json", "--manifest"), ("proof.json", "--proof")):
        (signed / name).write_text('{"onrecord_manifest": 1, "onrecord_proof": 1, "statement": "\\ud800", "leaves": []}')
        done = onrecord("verify", option, name, "--public-key", "key.pub")
        assert done.returncode == 2
        assert "surrogate pair" in done.stderr


def test_a_manifest_is_replaced_only_where_that_is_said(onrecord: Run, examples_db: Path, tmp_path: Path) -> None:
    onrecord("key", "new", "mine")
    signing = ("--db", examples_db, "sign", "--key", "mine")
    first = json.loads(onrecord(*signing, "--json").stdout)
    assert (first["manifest"], len(first["root"])) == ("manifest.json", 64)
    kept = (tmp_path / "manifest.json").read_bytes()
    again = onrecord(*signing)
    assert again.returncode == 2
    assert "--overwrite" in again.stderr
    assert (tmp_path / "manifest.json").read_bytes() == kept
    assert onrecord(*signing, "--overwrite").returncode == 0


def test_a_public_key_is_called_one(onrecord: Run, examples_db: Path) -> None:
    made = json.loads(onrecord("key", "new", "mine", "--json").stdout)
    assert made["fingerprint"] == json.loads(onrecord("key", "show", "mine.pub", "--json").stdout)["fingerprint"]
    done = onrecord("--db", examples_db, "sign", "--key", "mine.pub")
    assert done.returncode == 2
    assert "is a public key" in done.stderr
