"""A signed list of all that is stored, which others can hold a database against later. May import store and record.

    {"onrecord_manifest": 1,
     "head": {"made_at", "root", "size", "key"}, "signature",
     "leaves": [...]}

`head` is what is signed: the root of the tree (RFC 6962) over the leaves in the order of their bytes, how many they are, when the
signer says it was made (ISO 8601 in UTC), and the fingerprint of the key. Hashes and the signature are hex.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from onrecord.errors import InputError
from onrecord.proof import tree
from onrecord.proof.keys import fingerprint, is_signed
from onrecord.proof.leaves import Leaf, canonical, leaf_from, leaves
from onrecord.store import Difference, Store

VERSION = 1
_CONTEXT = b"onrecord manifest 1\n"  # goes before what is signed, so that a signature of something else can be no manifest's


@dataclass(frozen=True, slots=True)
class Head:
    """What is signed; as the module says."""

    made_at: str
    root: str
    size: int
    key: str

    @property
    def bytes(self) -> bytes:
        return _CONTEXT + canonical(asdict(self))


@dataclass(frozen=True, slots=True)
class SignedHead:
    head: Head
    signature: str

    def problem(self, key: Ed25519PublicKey) -> str | None:
        """Why this is not signed with `key`; None where it is."""
        if self.head.key != fingerprint(key):
            return f"it was signed with the key {self.head.key!a:.80}, this one is {fingerprint(key)}"
        try:
            signature = bytes.fromhex(self.signature)
        except ValueError:
            return "the signature is no hex"
        return None if is_signed(self.head.bytes, signature, key) else "the signature is not that of this key over these words"


@dataclass(frozen=True, slots=True)
class Manifest:
    signed: SignedHead
    leaves: tuple[Leaf, ...]

    def hashes(self) -> list[bytes]:
        return [leaf.hash for leaf in self.leaves]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A database against a manifest: what is not as it was signed; how many leaves are, and how many are `new` since."""

    differences: tuple[Difference, ...]
    same: int
    new: int


def make_manifest(store: Store, key: Ed25519PrivateKey) -> Manifest:
    """A manifest of all that is stored now. Raises StoreError where a record is damaged."""
    found = tuple(sorted(leaves(store, refuse_damaged=True), key=lambda leaf: leaf.line))
    root = tree.root([leaf.hash for leaf in found])
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    head = Head(made_at, root.hex(), len(found), fingerprint(key.public_key()))
    return Manifest(SignedHead(head, key.sign(head.bytes).hex()), found)


def manifest_problems(manifest: Manifest, key: Ed25519PublicKey) -> Iterator[Difference]:
    """What is wrong with the manifest itself, whatever the database."""
    head = manifest.signed.head
    if problem := manifest.signed.problem(key):
        yield Difference("signature", "manifest", problem)
    if any(one.line >= other.line for one, other in pairwise(manifest.leaves)):
        yield Difference("manifest", "manifest", "its leaves are not in order, or one of them is listed twice")
    elif len({leaf.subject for leaf in manifest.leaves}) < len(manifest.leaves):
        yield Difference("manifest", "manifest", "two of its leaves are of the same article, decision or review")
    if len(manifest.leaves) != head.size:
        yield Difference("manifest", "manifest", f"it lists {len(manifest.leaves)} leaves, but was signed with {head.size}")
    if tree.root(manifest.hashes()).hex() != head.root:
        yield Difference("manifest", "manifest", "its list is not the one that was signed: the root of the tree differs")


def compare(manifest: Manifest, store: Store) -> Comparison:
    """What the manifest lists, against what is stored now. An article that is no longer current has to have given way to one."""
    signed = {leaf.subject: leaf for leaf in manifest.leaves}
    found: list[Difference] = []
    same = new = 0
    for leaf in leaves(store):
        before = signed.pop(leaf.subject, None)
        if before is None:
            new += 1
        elif before == leaf:
            same += 1
        else:
            found.append(Difference("altered", _where(leaf), _changed(before, leaf)))
    found += [Difference("missing", _where(leaf), "was signed, and is not in the database") for leaf in signed.values()]
    listed = {leaf.subject for leaf in manifest.leaves}
    found += [
        Difference("hidden", f"article {id_}", "is marked as an old version, but no version has taken its place")
        for id_, text in store.kept.without_successor()
        if ("article", id_, text) in listed
    ]
    return Comparison(tuple(found), same, new)


def write_manifest(manifest: Manifest, file: Path) -> None:
    """One leaf a line, so that two manifests can be compared with the usual tools."""
    head = json.dumps(asdict(manifest.signed.head), sort_keys=True)
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{"onrecord_manifest":{VERSION},\n"head":{head},\n')
        out.write(f'"signature":"{manifest.signed.signature}",\n"leaves":[')
        for place, leaf in enumerate(manifest.leaves):
            out.write(("," if place else "") + "\n" + leaf.line.decode("utf-8"))
        out.write("\n]}\n")


def read_manifest(file: Path) -> Manifest:
    """Raises InputError where the file holds no manifest of a version that this program reads."""
    data = read_json(file, "manifest")
    if data.get("onrecord_manifest") != VERSION:
        raise InputError(f'"{file}" is no manifest of version {VERSION}; `onrecord sign` makes one.')
    try:
        listed = data["leaves"]
        if not isinstance(listed, list):
            raise ValueError("leaves is a list")
        return Manifest(signed_head(data), tuple(map(leaf_from, listed)))
    except (KeyError, ValueError) as error:
        raise InputError(f'"{file}" is no manifest: {error!s:.200}.') from None


def signed_head(data: dict[str, Any]) -> SignedHead:
    """Raises ValueError or KeyError where these JSON values hold none."""
    head, signature = data["head"], data["signature"]
    if not isinstance(head, dict) or set(head) != {"made_at", "root", "size", "key"} or type(head["size"]) is not int:
        raise ValueError("head has the members made_at, root, size and key")
    if not all(isinstance(text, str) for text in (head["made_at"], head["root"], head["key"], signature)):
        raise ValueError("made_at, root, key and signature are texts")
    return SignedHead(Head(**head), signature)


def read_json(file: Path, what: str) -> dict[str, Any]:
    """The JSON object in a file. Raises InputError where there is none."""
    if not file.is_file():
        raise InputError(f'There is no {what} "{file}".')
    try:
        data = json.loads(file.read_bytes())
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise InputError(f'"{file}" is no {what}: it holds half of a surrogate pair, which is no character.') from None
    except (ValueError, RecursionError):
        raise InputError(f'"{file}" is no {what}: it is not JSON.') from None
    if not isinstance(data, dict):
        raise InputError(f'"{file}" is no {what}: it is not a JSON object.')
    return data


def _where(leaf: Leaf) -> str:
    return f"{leaf.kind} {leaf.id!a:.100}".replace("'", "")


def _changed(before: Leaf, now: Leaf) -> str:
    changed = [
        name
        for name, was, is_ in (("record", before.sha256, now.sha256), ("page", before.page_sha256, now.page_sha256))
        if was != is_
    ]
    what = " and ".join(changed) if now.kind == "article" else now.kind
    return f"its {what} is not the one that was signed: read anew since, or altered"
