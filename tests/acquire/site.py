"""A web site on loopback under invented names, which misbehaves as it is told to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from onrecord.acquire.fetch import Fetcher, Manners
from onrecord.acquire.transport import Transport, is_public

# What the invented names resolve to; every other name and address resolves to itself. The first two are the site.
NAMES: Mapping[str, Sequence[str]] = {
    "news.example": ["127.0.0.1"],
    "other.example": ["127.0.0.1"],
    "inside.example": ["10.0.0.7"],
    "both.example": ["93.184.216.34", "10.0.0.7"],
    "six.example": ["2606:2800:220:1::1", "::1"],
    "mapped.example": ["::ffff:127.0.0.1"],
}


@dataclass(slots=True)
class Reply:
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    write: Callable[[Any], None] | None = None  # sends the body in its own way


Answering = Reply | Callable[[Mapping[str, str]], Reply]


def article(thing: str) -> Reply:
    """An invented article."""
    text = f"<p>QUILLMOUTH — “The {thing} is open,” mayor Ada Lund said on Friday. It will stay open, she said.</p>" * 3
    return Reply(
        f"<html><title>{thing} opens</title><h1>{thing} opens</h1>{text}</html>".encode(), 200, {"Content-Type": "text/html"}
    )


@dataclass(slots=True)
class Site:
    """`pages` by path; `asked` what was asked for, in order; `slept` the pauses that fetchers made, in seconds."""

    port: int
    pages: dict[str, Answering] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    time: float = 1000.0

    def url(self, path: str, host: str = "news.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def fetcher(self, **more: Any) -> Fetcher:
        """A fetcher that may contact the public internet, and of this machine only the site; its clock is that of the site."""

        def permit(address: str, port: int) -> bool:
            return is_public(address) or (address, port) == ("127.0.0.1", self.port)

        transport = Transport(permit=permit, resolve=lambda name, _: NAMES.get(name, [name]), seconds=more.pop("seconds", 60.0))
        return Fetcher(transport, manners=Manners(**more.pop("manners", {})), now=lambda: self.time, sleep=self._sleep, **more)

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


@contextmanager
def serving() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append(f"{self.headers['Host'].partition(':')[0]}{self.path}")
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.headers.append(headers)
            found = site.pages.get(self.path, Reply(status=404))
            reply = found(headers) if callable(found) else found
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.write is None:
                self.send_header("Content-Length", str(len(reply.body)))
            self.send_header("Connection", "close")
            self.end_headers()
            if reply.write:
                reply.write(self.wfile)
            else:
                self.wfile.write(reply.body)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass  # a client that hangs up is what some tests are about

    with Quiet(("127.0.0.1", 0), Handler) as server:
        site = Site(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield site
        server.shutdown()
