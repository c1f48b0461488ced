"""A site on loopback, and a watch over every socket: no test sends a packet anywhere else."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tests.acquire.site import Site, serving


@pytest.fixture(autouse=True)
def contacted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, int]]]:
    """Every address that a socket was asked to connect to; at the end, each must have been 127.0.0.1. Others are refused."""
    addresses: list[tuple[str, int]] = []
    connect = socket.socket.connect

    def watched(self: socket.socket, address: tuple[str, int]) -> None:
        addresses.append(address)
        if address[0] != "127.0.0.1":
            raise OSError("tests stay on this machine")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", watched)
    monkeypatch.setattr(socket.socket, "connect_ex", None)
    monkeypatch.setattr(socket.socket, "sendto", None)
    yield addresses
    assert {address[0] for address in addresses} <= {"127.0.0.1"}


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site
