"""The Merkle tree of RFC 6962 (section 2.1): one hash over many leaves, and short proof that a leaf is one of them. Standard
library only.

A leaf is hashed with a 0 byte before it, two nodes with a 1 byte, so that neither can be passed off as the other. Hashes are 32
bytes of SHA-256; the tree of no leaves has the hash of no bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The hash of the tree over these leaf hashes, in this order."""
    level = list(leaves)
    if not level:
        return hashlib.sha256(b"").digest()
    while len(level) > 1:
        level = _above(level)
    return level[0]


def path(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The hashes that lead from the leaf at `index` to the root, from the bottom up. Raises IndexError where there is no such
    leaf."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"there is no leaf {index} among {len(leaves)}")
    level, found = list(leaves), []
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):  # else this is the last one of an odd number, which moves up as it is
            found.append(level[beside])
        level, index = _above(level), index // 2
    return tuple(found)


def root_from(leaf: bytes, index: int, size: int, hashes: Sequence[bytes]) -> bytes | None:
    """The root that a path leads to from a leaf hash at `index` of `size` leaves; None where the path does not fit these."""
    if not 0 <= index < size:
        return None
    found, rest, last = leaf, list(reversed(hashes)), size - 1
    while last > 0:
        if index % 2 == 1 or index < last:
            if not rest:
                return None
            beside = rest.pop()
            found = _node_hash(beside, found) if index % 2 == 1 else _node_hash(found, beside)
        index, last = index // 2, last // 2
    return None if rest else found


def _above(level: Sequence[bytes]) -> list[bytes]:
    paired = [_node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return [*paired, level[-1]] if len(level) % 2 else paired


def _node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
