"""The settings file, --quiet, completion, dates of options, and exit status, as a user meets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_settings_stand_in_for_options_that_are_not_given(onrecord: Run, examples_db: Path, tmp_path: Path) -> None:
    (tmp_path / "onrecord.toml").write_text(f'db = "{examples_db}"\n[find]\nlimit = 1\nin = "articles"\n', encoding="utf-8")
    assert onrecord("find").stdout.count("a-") == 1
    assert onrecord("find", "--limit", "3").stdout.count("a-") == 3, "what is given counts"
    assert onrecord("find", ONRECORD_DB="other.db").returncode == 2, "so does the variable"
    elsewhere = tmp_path / "elsewhere.toml"
    (tmp_path / "onrecord.toml").rename(elsewhere)
    assert onrecord("find", ONRECORD_CONFIG=str(elsewhere)).stdout.count("a-") == 1
    assert onrecord("--config", elsewhere, "find").stdout.count("a-") == 1


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("[find]\nlimits = 1\n", '"[find] limits"'),
        ("[seek]\nlimit = 1\n", 'command "seek"'),
        ("colour = 1\n", '"colour"'),
        ("limit =\n", "not TOML"),
    ],
)
def test_settings_that_are_none_are_said(onrecord: Run, tmp_path: Path, settings: str, words: str) -> None:
    (tmp_path / "onrecord.toml").write_text(settings, encoding="utf-8")
    done = onrecord("find")
    assert done.returncode == 2
    assert words in done.stderr


def test_quiet_leaves_what_was_asked_for(onrecord: Run, examples_db: Path, tmp_path: Path) -> None:
    loud = onrecord("--db", examples_db, "find", "-n", "1")
    assert "There are more" in loud.stderr
    for quiet in (("--quiet", "find", "-n", "1"), ("find", "-n", "1", "-q")):
        done = onrecord("--db", examples_db, *quiet)
        assert (done.stdout, done.stderr) == (loud.stdout, "")
    (tmp_path / "empty.txt").touch()
    failed = onrecord("add", "empty.txt", "--quiet")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "empty.txt" in failed.stderr, "what went wrong is said"


def test_shells_can_complete(onrecord: Run, examples_db: Path) -> None:
    asked = {"_ONRECORD_COMPLETE": "complete_bash", "COMP_WORDS": "onrecord export --format te", "COMP_CWORD": "3"}
    assert onrecord(**asked).stdout.split() == ["tei"]


@pytest.mark.parametrize("command", [("find",), ("articles",), ("export",), ("events",)])
def test_a_month_and_a_year_are_dates(onrecord: Run, examples_db: Path, command: tuple[str, ...]) -> None:
    month = onrecord("--db", examples_db, *command, "--after", "2024-05", "--before", "2024-05", "--json")
    days = onrecord("--db", examples_db, *command, "--after", "2024-05-01", "--before", "2024-05-31", "--json")
    assert month.stdout
    assert month.stdout == days.stdout
    wrong = onrecord("--db", examples_db, *command, "--after", "yesterday")
    assert wrong.returncode == 2
    assert '"yesterday" is not a date' in wrong.stderr


def test_a_database_that_is_not_there_cannot_be_asked(onrecord: Run, tmp_path: Path) -> None:
    for command in ("find", "articles", "stats", "issues", "verify", "export"):
        done = onrecord("--db", "missing.db", command)
        assert done.returncode == 2
        assert "there is no database" in done.stderr
    assert not (tmp_path / "missing.db").exists()
