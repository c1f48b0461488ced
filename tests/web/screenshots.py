"""Screenshots of every page at phone and desktop widths, from the examples: `python -m tests.web.screenshots [FOLDER]`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from onrecord.store import Store, open_store
from onrecord.web.access import access_for
from onrecord.web.app import create_app
from tests.web.conftest import _ARGUMENTS, CHROMIUM, TOKEN, fill, serve

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "docs" / "screenshots"
WIDTHS: dict[str, ViewportSize] = {"desktop": {"width": 1100, "height": 700}, "phone": {"width": 390, "height": 844}}
LARGEST = 150_000  # bytes of a picture


def pages(store: Store) -> dict[str, str]:
    """The pages to show, by the names of their pictures."""
    hit = store.view.find('"Now we are in granite"')[0]
    speaker = store.view.entities("brandvold")[0].entity.id
    return {
        "front": "/",
        "search": "/search?q=said",
        "article": f"/articles/{hit.article.id}",
        "statement": f"/statements/{hit.statement.id}",
        "speaker": f"/speakers/{speaker}",
        "add": "/add",
        "issues": "/issues",
        "feeds": "/feeds",
        "reviews": "/reviews",
        "timeline": "/timeline?q=said",
        "compare": "/compare",
        "map": "/map",
        "network": "/network",
    }


def main() -> None:
    folder = Path(sys.argv[1]).absolute() if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, open_store(Path(temporary) / "examples.db") as store:
        os.chdir(ROOT)
        fill(store, Path("examples"))  # so that no picture names a folder of this machine
        served = serve(create_app(store, access_for("127.0.0.1", TOKEN)))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
            for width, viewport in WIDTHS.items():
                with browser.new_context(viewport=viewport) as context:
                    page = context.new_page()
                    page.goto(f"{served.address}/sign-in?token={TOKEN}")
                    for name, path in pages(store).items():
                        answer = page.goto(served.address + path)
                        if answer is None or not answer.ok:
                            print(f"{path}: no picture, the answer was {answer and answer.status}")
                            continue
                        picture = folder / f"{name}-{width}.png"
                        page.screenshot(path=picture)
                        size = picture.stat().st_size
                        print(f"{picture.name}: {size // 1000} kB{' TOO LARGE' if size > LARGEST else ''}")
            browser.close()
        served.stop()


if __name__ == "__main__":
    main()
