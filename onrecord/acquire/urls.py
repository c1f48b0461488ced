"""Addresses of pages: one spelling for each page. Imports errors and acquire's own parts."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote, unquote_plus, urljoin, urlsplit, urlunsplit

from onrecord.acquire.wordlist import lines_of
from onrecord.errors import PageError

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_LONGEST = 2000  # what databases take as a key, and browsers as an address
_KEPT = "!#$%&'()*+,/:;=?@[]~"  # what `quote` leaves alone: the signs of an address, and what is quoted already


def canonical_url(url: str, base: str = "") -> str:
    """`url`, taken from a page at `base`, in the one spelling that is fetched and stored.

    Scheme and host are in lower case, the host in ASCII; the default port, user names, the fragment and parameters that only say
    how the reader came there (data/tracking-parameters.txt) are left out. The other parameters keep their order and spelling, for
    a site may mind. Raises PageError("url") where it is no address of a web page.
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        host = (parts.hostname or "").encode("idna").decode("ascii") if not (parts.hostname or "").isascii() else parts.hostname
        port = parts.port
    except ValueError as error:
        raise PageError("url", f"It is no address: {error!s:.100}.") from None
    if parts.scheme not in _PORTS or not host or not _HOST.fullmatch(host):
        raise PageError("url", "It is no address of a web page: it has to begin with https:// or http://.")
    shown = f"[{host}]" if ":" in host else host
    place = shown if port in (None, _PORTS[parts.scheme]) else f"{shown}:{port}"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _tracks(pair.partition("=")[0]))
    found = urlunsplit((parts.scheme, place, quote(parts.path or "/", safe=_KEPT), quote(query, safe=_KEPT), ""))
    if len(found) > _LONGEST:
        raise PageError("url", f"It has more than {_LONGEST} characters.")
    return found


def host_of(url: str) -> str:
    """The host of an address, by which requests are spaced."""
    return urlsplit(url).hostname or ""


def _tracks(parameter: str) -> bool:
    name = unquote_plus(parameter).lower()
    exact, beginnings = _tracking()
    return name in exact or name.startswith(beginnings)


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    lines = lines_of("tracking-parameters.txt")
    return frozenset(line for line in lines if line[-1] != "*"), tuple(line[:-1] for line in lines if line[-1] == "*")


def web_address(stated: str | None) -> str | None:
    """`stated` where it is the address of a web page, just as it stands; else None."""
    if not stated:
        return None
    try:
        canonical_url(stated)
    except PageError:
        return None
    return stated.strip()
