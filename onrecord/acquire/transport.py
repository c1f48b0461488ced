"""The only way to the network: a connection is opened to an address that was looked at, or not at all. Imports errors only.

A page may name, link or redirect to an address inside of the network where onrecord runs. So every name is resolved here, each of
its addresses is held against `Permit`, and the connection goes to one of those very addresses: nobody can answer otherwise
between the look and the connection. There is no other way: no proxies from the environment, no Unix sockets.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence

import httpcore2

from onrecord.errors import PageError

Resolve = Callable[[str, int], Sequence[str]]  # a name and a port -> its addresses
Permit = Callable[[str, int], bool]  # whether an address and port may be contacted

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NEVER = tuple(map(ipaddress.IPv6Network, ("::/96", "64:ff9b:1::/48", "fec0::/10")))  # that older Pythons take for global


def resolve(name: str, port: int) -> Sequence[str]:
    """The addresses of a name, as the system finds them. Raises PageError("network") where there are none."""
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise PageError("network", f"The name {name!a:.100} cannot be resolved: {error}.") from None
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: str, port: int = 0) -> bool:
    """Whether an IP address is one of the public internet, also where an IPv4 address is wrapped in one of IPv6."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if any(ip in network for network in _NEVER):
            return False
    return ip.is_global and not ip.is_multicast


def anywhere(address: str, port: int) -> bool:
    """Permits private addresses too: for a network that one trusts."""
    return True


class Transport(httpcore2.NetworkBackend):
    """Opens connections, each of which lasts at most `seconds`, whatever is sent on it and however slowly."""

    def __init__(self, *, permit: Permit = is_public, resolve: Resolve = resolve, seconds: float = 30.0) -> None:
        self._permit = permit
        self._resolve = resolve
        self._seconds = seconds
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Raises PageError("private-address") where any of the host's addresses may not be contacted."""
        deadline = time.monotonic() + self._seconds
        addresses = self._resolve(host, port)
        for address in addresses:
            if not self._permit(address, port):
                raise PageError(
                    "private-address",
                    f"{host!a:.100} leads to {address}, which is not on the public internet; "
                    "nothing was sent there. Use --allow-private if you trust it.",
                )
        problem: Exception = httpcore2.ConnectError(f"{host!a:.100} has no address")
        for address in addresses:
            try:
                stream = self._sockets.connect_tcp(address, port, _within(timeout, deadline), local_address, socket_options)
                return _Timed(stream, deadline)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                problem = error
        raise problem

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None
    ) -> httpcore2.NetworkStream:
        raise PageError("private-address", "Unix sockets are never contacted.")


class _Timed(httpcore2.NetworkStream):
    """A connection that ends at a moment: waiting for each piece alone would let a slow server hold it for ever."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _within(timeout, self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _within(timeout, self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, _within(timeout, self._deadline))
        return _Timed(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _within(timeout: float | None, deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("it took too long")
    return left if timeout is None else min(timeout, left)
