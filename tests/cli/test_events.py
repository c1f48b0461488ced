"""`onrecord events` and the export of events, as a user runs them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.store import open_store
from tests.cli.conftest import Run
from tests.store.articles import coded, said, telling


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A database with a claim and two events that the article itself reports."""
    record = said(
        ("Avaland\x1b[31m", "the guards shelled Borland"),
        ("=Borland", "talks were held and aid came"),
        published="2031-03-04",
        title="War",
    )
    one, other = (entity.name for entity in record.entities)
    record = coded(record, **{one: ("NOR", "GOV"), other: ("SWE", "GOV")})
    record = telling(record, "shelled", "ASSAULT", (one,), (other,), claimed=True)
    record = telling(record, "talks were held", "CONSULT", (one, other), (one, other))
    record = telling(record, "aid came", "AID", (other,), (one,), days=("2031-02-01", "2031-02-01"))
    path = tmp_path / "events.db"
    with open_store(path) as store, store.writer() as writer:
        writer.put(record)
    return path


def as_json(run: Run, db: Path, *arguments: str) -> list[Any]:
    done = run("--db", db, "events", "--json", *arguments)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_events_are_a_table_with_who_claims_them(onrecord: Run, db: Path) -> None:
    done = onrecord("--db", db, "events")
    heading, *lines = done.stdout.splitlines()
    assert heading.split() == ["when", "who", "did", "to", "whom", "where", "status", "words", "event"]
    assert len(lines) == 3
    assert "occurred, says Avaland" in lines[0]
    assert "(2031-03-04)" in lines[1]
    assert "2031-02-01" in lines[2]
    assert "\x1b" not in done.stdout


def test_options_choose_events(onrecord: Run, db: Path) -> None:
    def types(*arguments: str) -> list[str]:
        return [event["type"] for event in as_json(onrecord, db, *arguments)]

    assert types() == ["ASSAULT", "CONSULT", "AID"]
    assert types("--occurred") == ["CONSULT", "AID"]
    assert types("--asserted") == ["ASSAULT"]
    assert types("--type", "aid", "--type", "assault") == ["ASSAULT", "AID"]
    assert types("--quad", "4") == ["ASSAULT"]
    assert types("--dyad", "SWE,NOR") == ["CONSULT", "AID"]
    assert types("--actor", "borland", "--before", "2031-02-28") == ["AID"]
    assert types("--country", "swe", "--status", "occurred", "--after", "2031-03-01") == ["ASSAULT", "CONSULT"]
    assert types("--recipient", "nobody") == types("--place", "nowhere") == []


def test_json_has_parties_words_and_who_claims_it(onrecord: Run, db: Path) -> None:
    (event,) = as_json(onrecord, db, "--asserted")
    assert [(party["country"], party["sector"]) for party in event["actors"]] == [("NOR", "GOV")]
    assert event["words"]["trigger"] == "shelled"
    assert event["words"]["trigger"] in event["words"]["context"]
    assert event["asserted_by"]["speaker"].startswith("Avaland")
    assert event["article"]["title"] == "War"


def test_pages_go_on_where_another_ended(onrecord: Run, db: Path) -> None:
    first = onrecord("--db", db, "events", "--json", "-n", "2")
    cursor = first.stderr.partition("--page ")[2].partition(",")[0]
    assert [event["type"] for event in as_json(onrecord, db, "--page", cursor)] == ["AID"]


def test_counts_keep_claims_apart(onrecord: Run, db: Path) -> None:
    done = onrecord("--db", db, "events", "--count", "dyad,month", "--csv")
    assert list(csv.reader(io.StringIO(done.stdout))) == [
        ["dyad", "month", "occurred", "claimed", "other"],
        ["SWE-NOR", "2031-02", "1", "0", "0"],
        ["NOR-SWE", "2031-03", "1", "1", "0"],
        ["SWE-NOR", "2031-03", "1", "0", "0"],
    ]
    counts = as_json(onrecord, db, "--count", "quad", "--occurred")
    assert counts == [{"quad": quad, "occurred": 1, "claimed": 0, "other": 0} for quad in (1, 2)]
    table = onrecord("--db", db, "events", "--count", "type").stdout.splitlines()
    assert table[0].split() == ["type", "occurred", "claimed", "other"]
    assert ["ASSAULT", "0", "1", "0"] in [line.split() for line in table]


def test_names_are_harmless_in_a_spreadsheet(onrecord: Run, db: Path) -> None:
    done = onrecord("--db", db, "events", "--count", "actor", "--csv")
    names = [row[0] for row in csv.reader(io.StringIO(done.stdout))]
    assert "'=Borland" in names
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--type", "WAR"), "no type of PLOVER"),
        (("--dyad", "RUS"), "no pair"),
        (("--count", "town"), "nothing to count by"),
        (("--count", "type", "--csv", "--json"), "two formats"),
        (("--after", "soon"), "not a date"),
        (("--page", "x"), "not a cursor"),
    ],
)
def test_what_cannot_be_asked_is_refused(onrecord: Run, db: Path, arguments: tuple[str, ...], message: str) -> None:
    done = onrecord("--db", db, "events", *arguments)
    assert done.returncode == 2
    assert message in done.stderr


def test_show_lists_the_events_of_an_article_and_marks_the_words_of_one(onrecord: Run, db: Path) -> None:
    (event, *others) = as_json(onrecord, db)
    article = onrecord("--db", db, "show", event["article"]["id"]).stdout
    assert all(one["id"] in article for one in (event, *others))
    shown = onrecord("--db", db, "show", event["id"])
    assert "[event: shelled]" in shown.stdout
    assert "occurred, says Avaland" in shown.stdout
    assert "\x1b" not in shown.stdout
    assert json.loads(onrecord("--db", db, "show", event["id"], "--json").stdout) == event


def test_nothing_found_is_said(onrecord: Run, db: Path) -> None:
    done = onrecord("--db", db, "events", "--type", "PROTEST")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Nothing was found.\n")


def test_export_leaves_claims_out_unless_asked(onrecord: Run, db: Path) -> None:
    def types(*arguments: str) -> list[str]:
        done = onrecord("--db", db, "export", "--format", "plover", *arguments)
        assert (done.returncode, done.stderr) == (0, "")
        return [json.loads(line)["event"] for line in done.stdout.splitlines()]

    assert types() == ["CONSULT", "AID"]
    assert types("--asserted") == types("shelled", "--asserted") == ["ASSAULT", "CONSULT", "AID"]
    assert types("nothing of the kind") == []
    assert onrecord("--db", db, "export", "--asserted").returncode == 2


def test_export_takes_the_options_that_choose_events(onrecord: Run, db: Path) -> None:
    def types(*arguments: str) -> list[str]:
        done = onrecord("--db", db, "export", "--format", "plover", *arguments)
        assert done.returncode == 0, done.stderr
        return [json.loads(line)["event"] for line in done.stdout.splitlines()]

    assert types("--type", "aid", "--type", "assault") == ["AID"]
    assert types("--type", "assault", "--asserted", "--status", "occurred") == ["ASSAULT"]
    assert types("--dyad", "SWE,NOR") == ["CONSULT", "AID"]
    assert types("--country", "swe", "--before", "2031-02-28") == ["AID"]
    assert types("--status", "denied") == []
    polecat = onrecord("--db", db, "export", "--format", "polecat", "--quad", "2").stdout
    (row,) = csv.DictReader(io.StringIO(polecat), dialect="excel-tab")
    assert row["Event Type"] == "AID"


@pytest.mark.parametrize("arguments", [("--type", "AID"), ("--format", "plover", "--type", "AID", "--speaker", "Avaland")])
def test_export_chooses_by_events_or_by_statements(onrecord: Run, db: Path, arguments: tuple[str, ...]) -> None:
    done = onrecord("--db", db, "export", *arguments)
    assert done.returncode == 2
    assert "events" in done.stderr


@pytest.mark.usefixtures("reads_here")
def test_what_reading_finds_is_found_again(onrecord: Run, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("Turkish police arrested two journalists in Ankara on Sunday.")
    assert onrecord("add", "news.txt").returncode == 0
    (event,) = as_json(onrecord, Path("onrecord.db"))
    assert (event["type"], event["status"], event["asserted_by"]) == ("COERCE", "occurred", None)
    assert event["actors"][0]["country"] == "TUR"
    assert onrecord("verify").returncode == 0
    undated = onrecord("export", "--format", "polecat")
    assert len(undated.stdout.splitlines()) == 1
    assert "neither they nor their articles are dated" in undated.stderr


def test_a_country_is_named_by_code_or_name(onrecord: Run, examples_db: Path) -> None:
    by_code = onrecord("--db", examples_db, "events", "--country", "swe", "--json")
    assert by_code.returncode == 0
    assert onrecord("--db", examples_db, "events", "--country", "Sweden", "--json").stdout == by_code.stdout
    assert onrecord("--db", examples_db, "events", "--country", "UNO").returncode == 0
    for wrong in ("Estmark", "XYZ"):
        done = onrecord("--db", examples_db, "events", "--country", wrong)
        assert done.returncode == 2
        assert "no country that is known" in done.stderr
