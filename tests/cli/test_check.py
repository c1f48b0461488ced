"""`onrecord check`, as an editor runs it. The draft is ours, about the invented people of examples/."""

from __future__ import annotations

import json
from pathlib import Path

import lxml.html
import pytest

from tests.cli.conftest import Run


@pytest.fixture
def quoted(onrecord: Run, examples_db: Path) -> tuple[str, str]:
    """A direct statement of the record, of some length, and who said it."""
    for line in onrecord("--db", examples_db, "find", "--kind", "direct", "--json", "--limit", "1000").stdout.splitlines():
        hit = json.loads(line)
        words, name = hit["words"]["content"], (hit["statement"]["speaker"] or {}).get("name")
        if name and " " in name and " … " not in words and len(words.split()) > 8:
            return words.strip("“”\"'‘’,. "), name
    raise AssertionError("the examples quote somebody")


def test_a_sound_draft_passes_and_an_altered_one_does_not(
    onrecord: Run, examples_db: Path, tmp_path: Path, quoted: tuple[str, str]
) -> None:
    words, name = quoted
    (tmp_path / "good.md").write_text(f"# A headline\n\n“{words},” {name} said.\n", encoding="utf-8")
    done = onrecord("--db", examples_db, "check", "good.md")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "VERBATIM" in done.stdout
    head, *rest = words.split()
    (tmp_path / "bad.txt").write_text(
        f"“{' '.join([head, 'purple', *rest])},” {name} said.\n\n"
        f"“<script>alert(1)</script> \x1b[31m Every violin in this town was sold before noon,” {name} said.\n",
        encoding="utf-8",
    )
    done = onrecord("--db", examples_db, "check", "bad.txt", "--json", "--html", "report.html")
    assert done.returncode == 1
    altered, invented = (json.loads(line) for line in done.stdout.splitlines())
    assert altered["finding"] == "altered"
    assert {"change": "put in", "words": "purple"} in altered["diff"]
    assert altered["closest"]["speaker"] == name
    assert invented["finding"] == "not found"
    assert "2 checked: 1 altered, 1 not found." in done.stderr
    report = (tmp_path / "report.html").read_bytes()
    page = lxml.html.document_fromstring(report)
    assert page.xpath("//ins/text()") == ["purple"]
    assert page.xpath("//script | //link | //img | //*[@src]") == []
    assert "<script>alert(1)</script>" in str(page.xpath("string()"))
    assert b"\x1b" not in report


def test_a_draft_that_cannot_be_read_is_said(onrecord: Run, examples_db: Path, tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(b"nothing of the kind")
    for name, words in (("draft.docx", "cannot be read"), ("none.txt", "no file"), (".", "not a draft")):
        done = onrecord("--db", examples_db, "check", name)
        assert done.returncode == 2
        assert words in done.stderr
        assert "Traceback" not in done.stderr


def test_the_report_never_replaces_the_draft(onrecord: Run, examples_db: Path, tmp_path: Path) -> None:
    (tmp_path / "draft.html").write_text("<p>“Nobody sails,” she said.</p>", encoding="utf-8")
    done = onrecord("--db", examples_db, "check", "draft.html", "--html", "./draft.html")
    assert done.returncode == 2
    assert "the draft itself" in done.stderr
    assert "Nobody sails" in (tmp_path / "draft.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("reads_here")
def test_standard_input_is_a_draft(onrecord: Run, examples_db: Path) -> None:
    done = onrecord("--db", examples_db, "check", "-", "--json", stdin="“Granite,” Samir Okonjo-Dahl added.")
    assert json.loads(done.stdout)["finding"] == "verbatim"
    assert done.returncode == 0
