"""What every request passes before any page: its host, its size, its right; and what every answer carries. Imports web.

A path that ends in .json asks for JSON, one that ends in .html for HTML; without either the Accept header decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.access import COOKIE, Access

LARGEST_FORM = 64_000_000  # bytes of a request: files that are dropped
LARGEST_JSON = 2_000_000  # bytes of a request to the API
LONGEST_ADDRESS = 8_000  # bytes of path and query

# Nothing runs or is styled that is not a file of this server; nothing is loaded from, or sent to, anywhere else.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_OPEN_TO_ALL = ("/sign-in", "/static/")
_READING = frozenset({"GET", "HEAD"})


class Guard:
    """ASGI middleware. Sets `scope["state"]`: "session" (empty where there is none), "bearer" and "json" (whether)."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        headers = Headers(scope=scope)
        state = scope.setdefault("state", {})
        state["session"] = self._session(headers)
        state["bearer"] = self._bears_token(headers)
        state["json"] = _wants_json(scope, headers)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
            return
        largest = LARGEST_JSON if scope["path"].startswith("/api/") else LARGEST_FORM
        await self._app(scope, _limited(receive, largest), send_guarded)

    def _session(self, headers: Headers) -> str:
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return ""
        return cookie.value if cookie and self._access.is_session(cookie.value) else ""

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        path: str = scope["path"]
        host = headers.get("host", "")
        if not self._access.answers_to(host):
            return PlainTextResponse("This server does not answer to that name. Use the address that it printed.\n", 421)
        if len(path) + len(scope.get("query_string", b"")) > LONGEST_ADDRESS:
            return PlainTextResponse("The address is too long.\n", 414)
        length = headers.get("content-length", "0")
        largest = LARGEST_JSON if path.startswith("/api/") else LARGEST_FORM
        if not length.isdigit() or int(length) > largest:
            return PlainTextResponse(f"A request may hold up to {largest // 1_000_000} MB here.\n", 413)
        signed_in = bool(scope["state"]["session"]) or scope["state"]["bearer"]
        if scope["method"] not in _READING and not _is_own(headers, host):
            return PlainTextResponse("This was sent by another site.\n", 403)
        if signed_in or self._access.open_reading or path.startswith(_OPEN_TO_ALL):
            return None
        if scope["state"]["json"]:
            return JSONResponse({"error": "Send the token: Authorization: Bearer TOKEN."}, 401, {"WWW-Authenticate": "Bearer"})
        return RedirectResponse("/sign-in", 303)

    def _bears_token(self, headers: Headers) -> bool:
        kind, _, given = headers.get("authorization", "").partition(" ")
        return kind.lower() == "bearer" and self._access.is_token(given.strip())


def _wants_json(scope: Scope, headers: Mapping[str, str]) -> bool:
    """Also takes the suffix that says so off the path."""
    path: str = scope["path"]
    for suffix in (".json", ".html"):
        if path.endswith(suffix) and not path.startswith(("/api/", "/static/")):
            scope["path"] = path.removesuffix(suffix)
            scope["raw_path"] = quote(scope["path"]).encode()
            return suffix == ".json"
    accepted = headers.get("accept", "")
    return path.startswith("/api/") or ("json" in accepted and "html" not in accepted)


def _is_own(headers: Headers, host: str) -> bool:
    """Whether what is written was sent by a page of this server, or by no page at all (a program)."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == host


def _limited(receive: Receive, largest: int) -> Receive:
    came = 0

    async def limited() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > largest:
            raise HTTPException(413, f"A request may hold up to {largest // 1_000_000} MB here.")
        return message

    return limited
