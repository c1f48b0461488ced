"""`onrecord serve`: the reading room, on this machine or for others who have the token."""

from __future__ import annotations

import gc
import secrets
import socket
import sys
import threading
import webbrowser
from typing import Annotated

import typer

from onrecord.cli.options import Database
from onrecord.cli.terminal import messages
from onrecord.errors import InputError

SHORTEST_TOKEN = 16  # characters, for others than this machine


def serve(
    host: Annotated[
        str, typer.Option(help="The address to listen on; any but this machine's own asks readers for the token.")
    ] = ("127.0.0.1"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes one that is free.")] = 8000,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="ONRECORD_TOKEN",
            metavar="TOKEN",
            help="What adding and correcting needs. [default: a new one each time]",
            show_default=False,
        ),
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A name that others call this machine by.", show_default=False)
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open it in the browser.")] = True,
    db: Database = "",
) -> None:
    """Open the reading room: search, read, add and correct, on web pages and over HTTP.

    It listens on this machine only, where everybody may read; adding and correcting needs the token, which the printed address
    holds. On any other address reading needs it, too. Interrupt it (Ctrl-C) to end it.
    """
    import uvicorn

    from onrecord.store import open_store
    from onrecord.web.access import access_for, is_loopback
    from onrecord.web.app import create_app

    if token is not None and len(token) < (1 if is_loopback(host) else SHORTEST_TOKEN):
        raise InputError(f"The token is too short: others could guess it. Give {SHORTEST_TOKEN} characters or more, or none.")
    token = token or secrets.token_urlsafe(24)
    with _listening(host, port) as listener, open_store(db) as store:
        app = create_app(store, access_for(host, token, name or ()))
        address = _address(host, listener)
        settings = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, limit_concurrency=200
        )
        settings.timeout_graceful_shutdown = 3
        print(f"{address}/sign-in?token={token}")
        sys.stdout.flush()
        messages().print(
            f"The reading room of {store.location} is open at {address}; the address above may add and correct, too. "
            "Ctrl-C ends it."
        )
        if browser and is_loopback(host):
            threading.Timer(0.5, webbrowser.open, (f"{address}/sign-in?token={token}",)).start()
        gc.collect()
        gc.freeze()  # what the program itself is made of need not be looked through again and again while a page waits
        uvicorn.Server(settings).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    """A socket on the address. Raises InputError where that cannot be had."""
    listener = None
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
    except OSError as error:
        if listener is not None:
            listener.close()
        reason = error.strerror or str(error)
        raise InputError(f"{host} port {port} cannot be listened on: {reason}. Give another --port; 0 takes any.") from None
    return listener


def _address(host: str, listener: socket.socket) -> str:
    port = listener.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
