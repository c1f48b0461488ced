"""`onrecord mcp`: the record for assistants that must cite."""

from __future__ import annotations

from onrecord.cli.options import Database
from onrecord.errors import InputError


def mcp(db: Database = "") -> None:
    """Serve the record to an assistant (Model Context Protocol) on standard input and output.

    The assistant's program starts this command by itself; docs/mcp.md says how to tell it. Nothing can be changed through it.
    Needs the extra: `pip install "onrecord[mcp]"`.
    """
    try:
        from onrecord.mcp.server import make_server
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] in {"mcp", "mcp_types"}:
            raise InputError('This needs the extra "mcp": run `pip install "onrecord[mcp]"`.') from None
        raise
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        make_server(store).run("stdio")
