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

# Which addresses are for no use on the public internet: the IANA IPv4 and IPv6 Special-Purpose Address Registries, and multicast.
# They are named here rather than asked of `ipaddress`, which follows the registries late, and differs by version of Python.
_SPECIAL_IPV4 = tuple(
    map(
        ipaddress.IPv4Network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
            *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        ),
    )
)
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")  # all that was given out so far (RFC 4291); the rest is special
_SPECIAL_IPV6 = tuple(map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")))
# Networks of IPv6 whose addresses end in one of IPv4: mapped (RFC 4291) and translated by NAT64 (RFC 6052).
_ENDS_IN_IPV4 = tuple(map(ipaddress.IPv6Network, ("::ffff:0:0/96", "64:ff9b::/96")))
_6TO4 = ipaddress.IPv6Network("2002::/16")
_ISATAP = 0x0000_5EFE  # begins the last 64 bits of an address that ends in one of IPv4 (RFC 5214), but for the bit
_UNIVERSAL = 0x0200_0000  # that says whether that one is globally unique


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
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in _SPECIAL_IPV4)
    if ip.scope_id is not None:
        return False
    bits = int(ip)
    if any(ip in network for network in _ENDS_IN_IPV4) or (bits >> 32 & 0xFFFF_FFFF) & ~_UNIVERSAL == _ISATAP:
        return is_public(str(ipaddress.IPv4Address(bits & 0xFFFF_FFFF)))
    if ip in _6TO4:
        return is_public(str(ipaddress.IPv4Address(bits >> 80 & 0xFFFF_FFFF)))
    return ip in _GLOBAL_UNICAST and not any(ip in network for network in _SPECIAL_IPV6)


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
