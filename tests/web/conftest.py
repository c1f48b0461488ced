"""A reading room of the examples: called in this process (`client`), or as a server that Debian's Chromium visits (`desk`)."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright
from starlette.testclient import TestClient

from onrecord import pipeline
from onrecord.acquire import list_files, pages_in
from onrecord.acquire.found import FoundPage
from onrecord.relink import relink
from onrecord.store import Store, open_store
from onrecord.web.access import access_for
from onrecord.web.app import create_app

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
TOKEN = "a-token-of-the-tests"
CHROMIUM = Path("/usr/bin/chromium")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

_PATIENCE = 60_000  # milliseconds: a busy machine is slow, not wrong
expect.set_options(timeout=_PATIENCE)


def fill(store: Store, folder: Path = EXAMPLES) -> None:
    """Put what is read from the examples in `folder` into an empty store."""
    with store.writer() as writer:
        for found in pages_in(list_files([folder]).files):
            assert isinstance(found, FoundPage)
            writer.put(pipeline.read_page(found.data, found.page, found.known), found.data)
    relink(store)


@pytest.fixture(scope="session")
def examples_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The examples, which tests only read."""
    with open_store(tmp_path_factory.mktemp("web") / "examples.db") as store:
        fill(store)
        yield store


@pytest.fixture(scope="session")
def app(examples_store: Store) -> FastAPI:
    return create_app(examples_store, access_for("127.0.0.1", TOKEN))


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """Who has not signed in."""
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=True)


@pytest.fixture
def writer_client(app: FastAPI) -> TestClient:
    """Who has signed in."""
    return signed_in(app)


def signed_in(app: FastAPI) -> TestClient:
    client = TestClient(app, base_url="http://127.0.0.1")
    client.get("/sign-in", params={"token": TOKEN}, follow_redirects=False)
    return client


@dataclass
class Desk:
    """A page of the browser, and what went wrong on it."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    strayed: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def press(self, key: str) -> None:
        """Press a key on a page whose scripts have run: its words are shown before."""
        self.page.wait_for_load_state()
        self.page.keyboard.press(key)

    def sign_in(self) -> None:
        self.open(f"/sign-in?token={TOKEN}")


@dataclass(frozen=True)
class Served:
    """A running server of an app."""

    server: uvicorn.Server
    thread: threading.Thread
    address: str

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(10)


def serve(app: FastAPI) -> Served:
    """Start a server on a free port of this machine."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    return Served(server, thread, f"http://127.0.0.1:{listener.getsockname()[1]}")


@pytest.fixture(scope="session")
def address(app: FastAPI) -> Iterator[str]:
    served = serve(app)
    yield served.address
    served.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()


def visit(context: BrowserContext, address: str) -> Desk:
    """A page that notes what is complained of, and every request that goes to another host."""
    context.set_default_timeout(_PATIENCE)
    desk = Desk(context.new_page(), address)

    def note_message(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            desk.complaints.append(message.text)

    def note_request(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:", "about:")):
            desk.strayed.append(request.url)

    desk.page.on("console", note_message)
    desk.page.on("pageerror", lambda error: desk.complaints.append(str(error)))
    context.on("request", note_request)
    return desk


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Desk]:
    """A visitor's page. Fails where anything was written to the console, or asked of another host."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        desk = visit(context, address)
        yield desk
        assert not desk.complaints
        assert not desk.strayed
