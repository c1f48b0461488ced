"""The same commands on a PostgreSQL database say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.store import open_store
from tests.cli.conftest import EXAMPLES, Run
from tests.postgresql import Server


@pytest.fixture
def address(postgresql: Server) -> Iterator[str]:
    with postgresql.furnished() as place:
        yield place


ASKED = [
    ["find", "--limit", "1000"],
    ["find", "--limit", "1000", "--json"],
    ["find", "granite"],
    ["find", "the harbour OR NOT speaker:minister", "--json"],
    ["find", "will*", "--kind", "direct", "--min-confidence", "0.5", "--json"],
    ["find", "--after", "2024-01-01", "--json"],
    ["who", "a"],
    ["who", "minister", "--json"],
    ["link", "decisions"],
    ["export"],
    ["export", "--format", "csv"],
    ["verify"],
    ["find", "no-such-word"],
    ["find", "("],
]


def test_a_copy_in_postgresql_answers_every_command_as_the_file_does(onrecord: Run, examples_db: Path, address: str) -> None:
    copied = onrecord("copy", examples_db, address)
    assert (copied.returncode, copied.stderr) == (0, "")
    assert "statements" in copied.stdout
    with open_store(examples_db) as store:
        shown = [record.article.id for record in store.view.records()][:2]
        shown += [statement.id for record in store.view.records() for statement in record.statements[:1]][:2]
        speakers = [speaker.name for record in store.view.records() for s in record.statements if (speaker := s.speaker)]
    asked = [*ASKED, *(["show", id_] for id_ in shown), *(["who", name] for name in speakers[:3] if name)]
    for arguments in asked:
        there, here = (onrecord("--db", place, *arguments) for place in (examples_db, address))
        assert (arguments, here) == (arguments, there)


def test_what_is_exported_is_imported_and_linked_alike(onrecord: Run, examples_db: Path, address: str) -> None:
    exported = onrecord("--db", examples_db, "export").stdout
    assert onrecord("--db", address, "import", "-", stdin=exported).returncode == 0
    assert onrecord("--db", address, "export").stdout == exported
    assert onrecord("--db", address, "link", "--again").returncode == 0


@pytest.mark.usefixtures("reads_here")
def test_articles_are_added_found_and_proved(onrecord: Run, address: str) -> None:
    page = next(iter(sorted(EXAMPLES.glob("*.txt"))))
    added = onrecord("add", page, "--jobs", "1", ONRECORD_DB=address)
    assert added.returncode == 0, added.stderr
    again = onrecord("add", page, "--json", "--jobs", "1", ONRECORD_DB=address)
    assert json.loads(again.stdout)["status"] == "unchanged"
    proved = onrecord("verify", ONRECORD_DB=address)
    assert (proved.returncode, proved.stdout.startswith("Proved: ")) == (0, True)


def test_a_database_that_is_not_there_is_one_sentence(onrecord: Run, address: str) -> None:
    done = onrecord("--db", address.replace("@/", ":secret@/no_such_"), "find", "x")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "does not exist" in done.stderr
    assert "secret" not in done.stderr
