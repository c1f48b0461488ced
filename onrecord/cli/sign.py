"""`onrecord sign`: a signed list of all that is stored. `onrecord prove`: proof of one article of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.options import AsJson, Database
from onrecord.cli.terminal import messages, print_json
from onrecord.cli.written import Overwrite, ask_to_overwrite


def sign(
    key: Annotated[Path, typer.Option(metavar="FILE", help="Your private key (`onrecord key new`).", show_default=False)],
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where to write the manifest.")] = Path("manifest.json"),
    overwrite: Overwrite = False,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Sign all that is stored, so that others can see later what was altered.

    The manifest lists the hash of every article, decision and review. Give it away, with your public key, or publish it: whoever
    has both can hold this database against them with `onrecord verify`. It does not hold the articles themselves.
    """
    from onrecord.proof.keys import private_key
    from onrecord.proof.manifest import make_manifest, write_manifest
    from onrecord.store import open_store

    secret = private_key(key)
    ask_to_overwrite(out, overwrite=overwrite)
    with open_store(db, create=False) as store:
        manifest = make_manifest(store, secret)
    write_manifest(manifest, out)
    head = manifest.signed.head
    if as_json:
        print_json({"manifest": str(out), "entries": head.size, "root": head.root, "made_at": head.made_at})
    messages().print(f"Signed {head.size} entries into {out}. Root of the tree: {head.root}")


def prove(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="The id of a statement (s-...) or of an article.", show_default=False)
    ],
    manifest: Annotated[Path, typer.Option(metavar="FILE", help="A manifest that has it.")] = Path("manifest.json"),
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where to write the proof.")] = Path("proof.json"),
    page: Annotated[bool, typer.Option("--page", help="Put the page into the proof as well.")] = False,
    overwrite: Overwrite = False,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Prove one statement or article to somebody without the database.

    The proof holds the article's text and record, and what ties them to the signed manifest. `onrecord verify --proof` checks it
    with nothing but the public key.
    """
    from onrecord.proof.inclusion import make_proof, write_proof
    from onrecord.proof.manifest import read_manifest
    from onrecord.store import open_store

    signed = read_manifest(manifest)
    ask_to_overwrite(out, overwrite=overwrite)
    with open_store(db, create=False) as store:
        proof = make_proof(store, signed, identifier, with_page=page)
    write_proof(proof, out)
    if as_json:
        print_json({"proof": str(out), "entry": proof.index + 1, "entries": signed.signed.head.size, "steps": len(proof.path)})
    messages().print(f"Wrote {out}: entry {proof.index + 1} of {signed.signed.head.size}, in {len(proof.path)} steps.")
