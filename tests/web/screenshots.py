"""Screenshots of pages at phone and desktop widths, from the examples: `python -m tests.web.screenshots [FOLDER [NAME ...]]`.

Without names, of every page.

The examples name invented places only; for the map there is one more article, which is invented, too, with places that exist.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import ViewportSize, sync_playwright

from onrecord import pipeline
from onrecord.record import Kind, Polarity, Span, Spans, Speaker, SpeakerType
from onrecord.record.review import Reading
from onrecord.record.reviewed import text_sha256
from onrecord.relink import relink
from onrecord.reviewing import accept, add, reject
from onrecord.store import Store, open_store
from onrecord.web.access import access_for
from onrecord.web.app import create_app
from tests.web.conftest import _ARGUMENTS, CHROMIUM, TOKEN, fill, serve

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "docs" / "screenshots"
WIDTHS: dict[str, ViewportSize] = {"desktop": {"width": 1100, "height": 640}, "phone": {"width": 390, "height": 844}}
LARGEST = 150_000  # bytes of a picture


FERRIES = """\
LISBON — Portugal will lend its two oldest ferries to Norway for the winter, Transport Minister Amália Couto said on Monday.

“Norway has more coast than crews,” Couto said. “Portugal has boats that nobody sails in winter.”

Her Norwegian counterpart, Sigrun Aasland, said that Norway would pay for the fuel, and that Denmark had asked for a boat.

Aasland added that Brazil and Japan were watching the scheme. “If it works in Norway, it works in Japan,” she said.

The union leader Tor Vik warned that crews from the Philippines would be hired for half the pay. “Kenya and the Philippines train
good sailors, and Norway should pay them as such,” Vik said.

Canada would not take part, its embassy in Oslo said.
"""


MISSED = ("Engineers on the site", "believe", "the hardest part is over")  # source, cue, content


def fill_more(store: Store) -> None:
    """What the examples lack: places of this world, and reviews."""
    with store.writer() as writer:
        writer.put(
            pipeline.read_text(
                FERRIES, title="Ferries Go North for the Winter", publisher="The Invented Post", published="2024-05-20"
            )
        )
    relink(store)
    for place, hit in enumerate(store.view.find("said", limit=12)):
        (reject if hit.statement.confidence < 0.8 else accept)(store, hit.statement.id, ("Ada Lund", "Kim Reed")[place % 2])
    article = store.view.find('"Now we are in granite"')[0].article
    source, cue, content = (_place(article.text, words) for words in MISSED)
    reading = Reading(source, cue, content, Kind.INDIRECT, Polarity.AFFIRMS, Speaker(None, SpeakerType.GROUP))
    add(store, article.id, text_sha256(article.text), reading, "Kim Reed")


def _place(text: str, words: str) -> Spans:
    start = text.rindex(words)
    return (Span(start, start + len(words)),)


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
        "speaker-events": f"/speakers/{speaker}/events",
        "events": "/events?q=tunnel",
        "missed": f"/articles/{hit.article.id}#missed",
        "add": "/add",
        "issues": "/issues",
        "feeds": "/feeds",
        "reviews": "/reviews",
        "timeline": "/timeline?q=said",
        "compare": f"/compare?{urlencode({'who': ['Ilse Brandvold', 'Samir Okonjo-Dahl']}, doseq=True)}",
        "map": "/map",
        "speakers": "/speakers",
        "network": "/network",
    }


def main() -> None:
    folder = Path(sys.argv[1]).absolute() if len(sys.argv) > 1 else FOLDER
    chosen = sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, open_store(Path(temporary) / "examples.db") as store:
        os.chdir(ROOT)
        fill(store, Path("examples"))  # so that no picture names a folder of this machine
        fill_more(store)
        served = serve(create_app(store, access_for("127.0.0.1", TOKEN)))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
            for width, viewport in WIDTHS.items():
                with browser.new_context(viewport=viewport) as context:
                    page = context.new_page()
                    page.goto(f"{served.address}/sign-in?token={TOKEN}")
                    for name, path in pages(store).items():
                        if chosen and name not in chosen:
                            continue
                        answer = page.goto(served.address + path)
                        if answer is None or not answer.ok:
                            print(f"{path}: no picture, the answer was {answer and answer.status}")
                            continue
                        if path.endswith("#missed"):
                            page.get_by_role("link", name="Add a statement that was missed").click()
                        picture = folder / f"{name}-{width}.png"
                        page.screenshot(path=picture)
                        size = picture.stat().st_size
                        print(f"{picture.name}: {size // 1000} kB{' TOO LARGE' if size > LARGEST else ''}")
            browser.close()
        served.stop()


if __name__ == "__main__":
    main()
