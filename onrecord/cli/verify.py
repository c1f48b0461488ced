"""`onrecord verify`: proves every entry, or names what differs."""

from __future__ import annotations

import typer
from rich.text import Text

from onrecord.cli.options import AsJson, Database
from onrecord.cli.terminal import output, print_json, safe_line


def verify(db: Database = "", as_json: AsJson = False) -> None:
    """Prove what is stored, or list what differs.

    Every entry is held against its text, every text against the kept page, every page against its hash, and who is who against
    what linking makes of it. Each difference is listed, and the exit status is then 1.
    """
    from onrecord.proof import differences
    from onrecord.store import open_store

    found = 0
    with open_store(db, create=False) as store:
        for difference in differences(store):
            found += 1
            if as_json:
                print_json({"code": difference.code, "where": difference.where, "message": difference.message})
            else:
                output().print(Text(difference.code, "bold red"), safe_line(difference.where), safe_line(difference.message))
        counts = store.view.counts()
    if found:
        raise typer.Exit(1)
    if not as_json:
        output().print(f"Proved: {counts.statements} statements in {counts.articles} articles, read from {counts.pages} pages.")
