"""One request and its answer, with caps on time and size. Imports errors and acquire's own parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import httpcore2

from onrecord.acquire.found import LARGEST, Validators
from onrecord.acquire.transport import Transport
from onrecord.acquire.unpacking import too_large, unpacked
from onrecord.errors import PageError

_PACKED = {"gzip", "x-gzip", "deflate"}
_LONGEST_VALIDATOR = 1000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent for `url`. `body` is as it was sent, save that chunks are put together; names in `headers` are in lower
    case, and a name that came twice has both values with a comma between; `at` is ISO 8601 in UTC."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    at: str

    @property
    def validators(self) -> Validators:
        return Validators(_plain(self.headers.get("etag")), _plain(self.headers.get("last-modified")))

    def data(self) -> bytes:
        """The body, unpacked. Raises PageError: "too-large", "unreadable" where it is broken, "unsupported" packing."""
        packing = self.headers.get("content-encoding", "identity").strip().lower()
        if packing in ("identity", ""):
            return self.body
        if packing not in _PACKED:
            raise PageError("unsupported", f"It is packed in a way that was not asked for: {packing!a:.40}.")
        return unpacked(self.body, bare=packing == "deflate")


def _plain(stated: str | None) -> str | None:
    """A header that can be sent back as it came."""
    return stated if stated and len(stated) <= _LONGEST_VALIDATOR and stated.isascii() and stated.isprintable() else None


class Connections:
    """Requests through a `Transport`; a connection for each, since they are seconds apart."""

    def __init__(self, transport: Transport) -> None:
        self._pool = httpcore2.ConnectionPool(network_backend=transport, max_connections=None, max_keepalive_connections=0)

    def get(self, url: str, headers: Mapping[str, str]) -> Answer:
        """Raises PageError: "private-address", "network", "timeout", "too-large"."""
        try:
            with self._pool.stream("GET", url, headers=list(headers.items())) as response:
                body = bytearray()
                for piece in response.iter_stream():
                    body += piece
                    if len(body) > LARGEST:
                        raise too_large(len(body))
                return Answer(url, response.status, _joined(response.headers), bytes(body), _now())
        except httpcore2.TimeoutException:
            raise PageError("timeout", "The server took too long.") from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.UnsupportedProtocol, OSError) as error:
            raise PageError("network", f"The server cannot be reached or talks nonsense: {error!s:.200}") from None

    def close(self) -> None:
        self._pool.close()


def _joined(headers: list[tuple[bytes, bytes]]) -> Mapping[str, str]:
    joined: dict[str, str] = {}
    for name, value in headers:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        joined[key] = f"{joined[key]}, {text}" if key in joined else text
    return joined


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
