"""A PostgreSQL server of the tests' own: started where its programs are installed, on a socket in a folder that goes away."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from onrecord.store import open_store
from onrecord.store.schema.revision import UNFINISHED
from onrecord.store.schema.tables import metadata

# Ends the server and removes its folder ($0) when the tests end, or are killed: nothing in it is worth keeping.
_GUARD = '"$@" & read -r _; kill -QUIT $!; wait $!; rm -rf "$0"'
_ORDINARY_USERS = ("postgres", "nobody")  # the server refuses to run as root


class NoServerError(Exception):
    """There can be no server here, and why."""


class Server:
    """Its databases, by address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()
        self._emptied: list[str] = []

    def empty(self) -> str:
        """A database without tables, owned by a user who may do nothing else."""
        name = f"onrecord_{next(self._numbers)}"
        self._run("postgres", f"CREATE DATABASE {name} OWNER reporter")
        return f"postgresql://reporter@/{name}?host={self._folder}"

    @contextmanager
    def furnished(self) -> Iterator[str]:
        """A database with our tables and nothing in them, for a while. Emptying one takes far less time than making one."""
        address = self._emptied.pop() if self._emptied else self._made()
        yield address
        if self.run(address, f"SELECT tablename FROM pg_tables WHERE tablename = '{UNFINISHED}'"):
            return  # it has no indexes
        # As a replica of another server, it checks no references and runs no triggers.
        deletions = "; ".join(f"DELETE FROM {table.name}" for table in metadata.sorted_tables)
        self.run(address, f"SET session_replication_role = replica; {deletions}")
        self._emptied.append(address)

    def run(self, address: str, statement: str) -> list[tuple[Any, ...]]:
        """Do something behind onrecord's back, as who may do everything."""
        return self._run(address.partition("@/")[2].partition("?")[0], statement)

    def _made(self) -> str:
        address = self.empty()
        open_store(address).close()
        return address

    def _run(self, database: str, statement: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(host=str(self._folder), user="postgres", dbname=database, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


@contextmanager
def running() -> Iterator[Server]:
    """A server for a while. Raises NoServerError where there can be none."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))  # its path is short, as that of a socket has to be
    as_user: dict[str, Any] = {}
    if os.geteuid() == 0:
        user = _ordinary_user()
        os.chown(folder, user.pw_uid, user.pw_gid)
        as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    data, log = folder / "data", folder / "log"
    # The locale that knows least: what is found must not depend on it.
    initdb: list[str | Path] = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    made = subprocess.run(initdb, cwd=folder, capture_output=True, text=True, check=False, **as_user)
    assert made.returncode == 0, made.stderr
    options = ["listen_addresses=", f"unix_socket_directories={folder}", "fsync=off", "full_page_writes=off"]
    command: list[str | Path] = [programs / "postgres", "-D", data, *(part for option in options for part in ("-c", option))]
    with log.open("w") as output:
        guard = subprocess.Popen(
            ["sh", "-c", _GUARD, folder, *command],
            cwd="/",
            start_new_session=True,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            **as_user,
        )
    try:
        _wait_for(folder, log)
        yield Server(folder)
    finally:
        guard.communicate()


def _programs() -> Path:
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not any((folder / "postgres").exists() for folder in folders):
        raise NoServerError("no PostgreSQL server is installed here (Debian's package is named postgresql)")
    return folders[-1]


def _ordinary_user() -> pwd.struct_passwd:
    for name in _ORDINARY_USERS:
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoServerError("a PostgreSQL server does not run as root, and there is no user postgres or nobody to run it as")


def _wait_for(folder: Path, log: Path) -> None:
    deadline = time.monotonic() + 120
    while True:
        with (
            suppress(psycopg.OperationalError),
            psycopg.connect(host=str(folder), user="postgres", autocommit=True) as connection,
        ):
            connection.execute("CREATE USER reporter")
            return
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)
