"""The tree against the definition of RFC 6962, and its paths against every tree of a size."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.proof import tree

# Leaves and roots that implementations of RFC 6962 test themselves with (certificate-transparency's merkle_tree_test).
LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def defined(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + defined(leaves[:k]) + defined(leaves[k:])).digest()


@pytest.mark.parametrize("size", ROOTS)
def test_roots_are_those_that_others_have(size: int) -> None:
    assert tree.root([tree.leaf_hash(leaf) for leaf in LEAVES[:size]]).hex() == ROOTS[size]


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_the_root_is_that_of_the_definition(leaves: list[bytes]) -> None:
    assert tree.root([tree.leaf_hash(leaf) for leaf in leaves]) == defined(leaves)


@pytest.mark.parametrize("size", range(1, 20))
def test_every_path_leads_to_the_root_and_to_nothing_else(size: int) -> None:
    hashes = [tree.leaf_hash(bytes([place])) for place in range(size)]
    root = tree.root(hashes)
    for index in range(size):
        path = tree.path(hashes, index)
        assert tree.root_from(hashes[index], index, size, path) == root
        assert tree.root_from(tree.leaf_hash(b"another"), index, size, path) != root
        assert tree.root_from(hashes[index], index, size, (*path, root)) is None
        assert all(tree.root_from(hashes[index], other, size, path) != root for other in range(size) if other != index)
        if path:
            assert tree.root_from(hashes[index], index, size, path[:-1]) is None
            assert tree.root_from(hashes[index], index, size, path[::-1]) != root or len({*path}) == 1


def test_there_is_no_path_for_a_leaf_that_is_not_there() -> None:
    for index in (-1, 2):
        with pytest.raises(IndexError):
            tree.path([b"a" * 32, b"b" * 32], index)
        assert tree.root_from(b"a" * 32, index, 2, [b"b" * 32]) is None


def test_a_node_is_no_leaf() -> None:
    left, right = (tree.leaf_hash(data) for data in (b"a", b"b"))
    assert tree.root([left, right]) != tree.leaf_hash(left + right)


def test_trees_of_different_sizes_differ() -> None:
    roots = [tree.root([tree.leaf_hash(b"x")] * size) for size in range(20)]
    assert all(a != b for a, b in pairwise(roots))
    assert len(set(roots)) == len(roots)
