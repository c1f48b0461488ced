"""Which addresses may be contacted."""

from __future__ import annotations

import pytest

from onrecord.acquire.transport import is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1",
        "fd00:ec2::254", "ff02::1", "fec0::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::a00:1",
        "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:5ef5:79fd::f5ff:fffe", "2001:db8::1", "localhost", "",
        "192.0.0.8", "192.0.0.9", "192.88.99.1", "192.175.48.1", "203.0.113.9", "240.0.0.1",
        "::ffff:0:a00:1", "::ffff:0:7f00:1", "::ffff:ffff:a00:1", "3fff::1", "3fff:fff::1", "5f00::1", "4000::1", "100::1",
        "2001:2::1", "2001:20::1", "2001:1ff::1", "2620:4f:8000::1", "2606:2800:220:1::1%eth0",
        "2606:2800:220:1:0:5efe:10.0.0.1", "2606:2800:220:1:200:5efe:127.0.0.1", "::ffff:192.0.0.8", "64:ff9b::192.88.99.1",
    ],
)  # fmt: skip
def test_addresses_inside_are_told_in_all_their_spellings(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "93.184.216.34",
        "1.1.1.1",
        "2606:2800:220:1::1",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
        "2a00:1450::5efe",
        "192.0.1.1",
    ],
)
def test_addresses_of_the_public_internet_are_public(address: str) -> None:
    assert is_public(address)
