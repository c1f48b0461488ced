"""Web archives, whole and broken: every good page in, every bad record told."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.acquire import Failed, Found, FoundPage, PassedOver, list_files, pages_in, pages_in_stream, unpacking
from onrecord.acquire.warc import read_warc

RECORDS = 520


class Writer(WARCWriter):  # type: ignore[misc]
    """Without the temporary files, which are left open."""

    def _create_temp_file(self) -> io.BytesIO:
        return io.BytesIO()


def body(number: int) -> bytes:
    words = " ".join(str(random.Random(number * 1000 + place).random()) for place in range(30))
    return f"<html><h1>Harbour {number}</h1><p>{words}</p></html>".encode()


def record(writer: Writer, number: int, kind: str = "plain") -> None:
    headers = [("Content-Type", "text/html; charset=utf-8")]
    payload = body(number)
    if kind == "gzip":
        payload = gzip.compress(payload, mtime=0)
        headers.append(("Content-Encoding", "gzip"))
    if kind == "chunked":
        payload = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (9, payload[:9], len(payload) - 9, payload[9:])
        headers.append(("Transfer-Encoding", "chunked"))
    if kind == "picture":
        headers = [("Content-Type", "image/png")]
    status = {"redirect": "301 Moved", "missing": "404 Not Found"}.get(kind, "200 OK")
    uri = f"https://news.example/{number}"
    http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
    if kind == "revisit":
        written = writer.create_revisit_record(uri, "sha1:" + "A" * 32, uri, "2024-02-27T10:00:00Z", http_headers=http)
    elif kind == "request":
        asked = StatusAndHeaders(f"GET /{number} HTTP/1.1", [("Host", "news.example")], is_http_request=True)
        written = writer.create_warc_record(uri, "request", http_headers=asked)
    else:
        dated = {"WARC-Date": "2024-02-27T10:00:00Z"}
        written = writer.create_warc_record(uri, "response", io.BytesIO(payload), http_headers=http, warc_headers_dict=dated)
    writer.write_record(written)


def archive(kinds: list[str], *, packed: bool = True) -> tuple[bytes, list[int]]:
    """An archive of records of these kinds, and where each begins; a last place is the end."""
    file = io.BytesIO()
    writer = Writer(file, gzip=packed)
    places = []
    for number, kind in enumerate(kinds):
        places.append(file.tell())
        record(writer, number, kind)
    return file.getvalue(), [*places, file.tell()]


def read(data: bytes) -> list[Found]:
    return list(read_warc(io.BytesIO(data), "a.warc.gz"))


def numbers(found: list[Found]) -> list[int]:
    """The numbers of the pages, each of which must be just as it was."""
    pages = [page for page in found if isinstance(page, FoundPage)]
    given = [int((page.known.url or "").rpartition("/")[2]) for page in pages]
    assert [page.data for page in pages] == [body(number) for number in given]
    return given


def failures(found: list[Found]) -> list[str]:
    return [failed.location for failed in found if isinstance(failed, Failed)]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_are_unpacked_and_what_is_no_page_is_passed_over(packed: bool) -> None:
    kinds = ["plain", "gzip", "chunked", "revisit", "request", "picture", "redirect", "missing", "plain"]
    found = read(archive(kinds, packed=packed)[0])
    assert numbers(found) == [0, 1, 2, 8]
    assert sum(isinstance(item, PassedOver) for item in found) == 5
    first = found[0]
    assert isinstance(first, FoundPage)
    assert first.page.location == "a.warc.gz#https://news.example/0"
    assert (first.page.media_type, first.page.fetched_at) == ("text/html; charset=utf-8", "2024-02-27T10:00:00+00:00")


@pytest.mark.parametrize("packed", [True, False])
def test_of_a_large_archive_each_broken_record_costs_itself(packed: bool) -> None:
    data, places = archive([("plain", "gzip", "chunked")[number % 3] for number in range(RECORDS)], packed=packed)
    broken = sorted(random.Random(5).sample(range(1, RECORDS - 1, 2), 40))  # two that touch are one hole
    damaged = bytearray(data)
    for turn, number in enumerate(broken):
        start, end = places[number], places[number + 1]
        if packed:
            at = start if turn % 2 else (start + end) // 2
            damaged[at : at + 12] = bytes(12)
        elif turn % 2:
            damaged[start : start + 6] = b"BROKEN"
        else:
            at = damaged.index(b"Content-Length: ", start)
            damaged[at + 16 : at + 17] = b"9"
    cut = (places[RECORDS - 1] + places[RECORDS]) // 2
    found = read(bytes(damaged[:cut]))
    assert numbers(found) == [number for number in range(RECORDS - 1) if number not in broken]
    if packed:
        assert failures(found) == [f"a.warc.gz@{places[number]}" for number in [*broken, RECORDS - 1]]
    else:
        assert len(failures(found)) == len(broken) + 1


def test_an_archive_packed_as_a_whole_is_read(tmp_path: Path) -> None:
    data = gzip.compress(archive(["plain"] * 5, packed=False)[0])
    assert numbers(read(data)) == [0, 1, 2, 3, 4]
    cut = read(data[:-60])
    assert numbers(cut) == [0, 1, 2, 3]
    assert len(failures(cut)) == 1


@pytest.mark.parametrize(
    "data",
    [b"no archive", b"\x1f\x8b broken", b"\x28\xb5\x2f\xfd", b"WARC/1.0\r\n\r\n", b"WARC/1.0\r\nContent-Length: 99\r\n\r\n"],
)
def test_what_is_no_archive_is_one_failure(data: bytes) -> None:
    assert failures(read(data)) == ["a.warc.gz@0"]


def test_a_bomb_in_an_archive_stops_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.BytesIO()
    writer = Writer(file, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], protocol="HTTP/1.1")
    bomb = io.BytesIO(gzip.compress(b"0" * 5_000_000))
    writer.write_record(writer.create_warc_record("https://news.example/b", "response", bomb, http_headers=headers))
    record(writer, 1)
    monkeypatch.setattr(unpacking, "LARGEST", 100_000)
    found = read(file.getvalue())
    assert numbers(found) == [1]
    assert [failed.code for failed in found if isinstance(failed, Failed)] == ["too-large"]


def test_a_wacz_is_read_and_a_broken_archive_in_it_costs_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("archive/one.warc.gz", archive(["plain", "picture"])[0])
        package.writestr("archive/two.warc.gz", b"broken")
        package.writestr("pages/pages.jsonl", "{}")
    found = list(pages_in(list_files([tmp_path]).files))
    assert numbers(found) == [0]
    assert [location.rpartition("/")[2] for location in failures(found)] == ["two.warc.gz@0"]
    assert numbers(list(pages_in_stream(io.BytesIO(path.read_bytes())))) == [0]
    path.write_bytes(path.read_bytes()[:100])
    assert failures(list(pages_in(list_files([tmp_path]).files))) == [str(path)]


def test_an_archive_on_standard_input() -> None:
    for packed in (True, False):
        data = archive(["plain", "chunked"], packed=packed)[0]
        assert numbers(list(pages_in_stream(io.BytesIO(data)))) == [0, 1]


def test_mutated_archives_never_raise() -> None:
    data, _ = archive(["plain", "gzip", "chunked"], packed=False)
    chance = random.Random(11)
    for _ in range(300):
        mutated = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            mutated[chance.randrange(len(mutated))] = chance.randrange(256)
        read(bytes(mutated[: chance.randint(0, len(mutated))]))
        read(gzip.compress(mutated)[: chance.randint(0, 900)])
