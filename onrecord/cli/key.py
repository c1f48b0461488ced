"""`onrecord key`: keys to sign with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.options import AsJson
from onrecord.cli.terminal import output, print_json

key = typer.Typer(name="key", no_args_is_help=True, rich_markup_mode=None)


@key.callback()
def _key() -> None:
    """Make a key to sign with, or show the fingerprint of one."""


@key.command()
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to keep the private key.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Make a key: FILE, which you keep to yourself, and FILE.pub, which you give away.

    It is an Ed25519 key in PEM, without a password: who can read FILE can sign in your name. Tell people its fingerprint by
    another way than the one by which they get what you sign.
    """
    from onrecord.proof.keys import fingerprint, new_key, public_key

    public = new_key(file)
    if as_json:
        print_json({"private": str(file), "public": str(public), "fingerprint": fingerprint(public_key(public))})
        return
    output().print(f"Made {file} (keep it to yourself) and {public} (give it away).")
    output().print(f"Fingerprint: {fingerprint(public_key(public))}")


@key.command()
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A public key (FILE.pub).", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Show the fingerprint of a public key, to compare it with what its owner says."""
    from onrecord.proof.keys import fingerprint, public_key

    if as_json:
        print_json({"public": str(file), "fingerprint": fingerprint(public_key(file))})
    else:
        output().print(fingerprint(public_key(file)))
