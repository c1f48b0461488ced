"""Who may read and who may write: the token, the session that stands for it in a browser, and the token of a form.

Imports the standard library only. A session is a random name and its HMAC under the token, so it needs no memory on the server
and ends when the token changes.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import socket
from collections.abc import Iterable
from dataclasses import dataclass

COOKIE = "onrecord"
_LOOPBACK_NAMES = frozenset({"localhost"})


@dataclass(frozen=True, slots=True)
class Access:
    """`token` is what writing needs, and reading too unless `open_reading`. `hosts` are the names that this server answers to
    besides those of the loopback address; `any_address` has it answer to every plain IP address, too:
    nobody can point one elsewhere."""

    token: str
    open_reading: bool = True
    hosts: frozenset[str] = frozenset()
    any_address: bool = False

    def is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode())

    def new_session(self) -> str:
        name = secrets.token_hex(16)
        return f"{name}.{self._signed('session', name)}"

    def is_session(self, given: str) -> bool:
        name, _, signature = given.partition(".")
        return hmac.compare_digest(signature.encode("utf-8", "replace"), self._signed("session", name).encode())

    def form_token(self, session: str) -> str:
        """What a form of this session has to carry."""
        return self._signed("form", session)

    def is_form_token(self, session: str, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.form_token(session).encode())

    def answers_to(self, host: str) -> bool:
        """Whether a Host header names this server. Any other name may have been pointed here by somebody (DNS rebinding)."""
        name = _without_port(host).lower().rstrip(".")
        if name in _LOOPBACK_NAMES or name in self.hosts:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return self.any_address or address.is_loopback

    def _signed(self, what: str, value: str) -> str:
        return hmac.new(self.token.encode(), f"{what}:{value}".encode(), hashlib.sha256).hexdigest()


def access_for(host: str, token: str, names: Iterable[str] = ()) -> Access:
    """What a server that listens on `host` allows: on the loopback address everybody may read, elsewhere who has the token."""
    own = {name.lower() for name in (*names, socket.gethostname(), host) if name}
    return Access(token, is_loopback(host), frozenset(own), any_address=not is_loopback(host))


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() in _LOOPBACK_NAMES


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
