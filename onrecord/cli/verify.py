"""`onrecord verify`: proves every entry, or names what differs; also against what somebody signed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from onrecord.cli import FAILED
from onrecord.cli.hits import location, speaker_words
from onrecord.cli.options import AsJson, Database
from onrecord.cli.terminal import messages, output, print_json, safe_line
from onrecord.errors import InputError
from onrecord.record import words_of

if TYPE_CHECKING:
    from onrecord.proof.inclusion import Proof
    from onrecord.store import Difference, Store


def verify(
    manifest: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also hold the database against this manifest.", show_default=False),
    ] = None,
    proof: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Check this proof of one article instead of a database.", show_default=False),
    ] = None,
    public_key: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Whose signature the manifest or proof must bear.", show_default=False),
    ] = None,
    db: Database = "",
    as_json: AsJson = False,
) -> None:
    """Prove what is stored, or list what differs.

    Every entry is held against its text, every text against the kept page, every page against its hash, and who is who against
    what linking makes of it. With --manifest, all that was signed is held against the database too; with --proof, one article is
    proved without any database. Each difference is listed, and the exit status is then 1.
    """
    if (manifest is not None or proof is not None) != (public_key is not None):
        raise InputError("A signature is checked with --public-key, and only with --manifest or --proof: give both, or neither.")
    if manifest is not None and proof is not None:
        raise InputError("--manifest is held against a database, --proof needs none: give one of them.")
    if proof is not None and public_key is not None:
        _verify_proof(proof, public_key, as_json)
    else:
        _verify_database(db, manifest, public_key, as_json)


def _verify_database(db: str, manifest: Path | None, public_key: Path | None, as_json: bool) -> None:
    from onrecord.proof import differences
    from onrecord.store import open_store

    with open_store(db, create=False) as store:
        signed: list[str] = []
        found = 0
        if manifest is not None and public_key is not None:
            found += _tell(_against_manifest(store, manifest, public_key, signed), as_json)
        found += _tell(differences(store), as_json)
        counts = store.view.counts()
    for line in signed:
        messages().print(line)
    if found:
        raise typer.Exit(FAILED)
    if not as_json:
        output().print(f"Proved: {counts.statements} statements in {counts.articles} articles, read from {counts.pages} pages.")


def _against_manifest(store: Store, file: Path, public_key: Path, said: list[str]) -> Iterator[Difference]:
    """What differs; what else there is to say goes into `said`."""
    from onrecord.proof.keys import public_key as key_in
    from onrecord.proof.manifest import compare, manifest_problems, read_manifest

    key, manifest = key_in(public_key), read_manifest(file)
    broken = list(manifest_problems(manifest, key))
    yield from broken
    if broken:
        said.append("The manifest itself is not sound, so nothing follows from holding the database against it.")
        return
    comparison = compare(manifest, store)
    yield from comparison.differences
    head = manifest.signed.head
    said.append(
        f"Of {head.size} entries signed (on {safe_line(head.made_at)}, as the signer says), {comparison.same} are as they were; "
        f"{comparison.new} are new since."
    )


def _verify_proof(file: Path, public_key: Path, as_json: bool) -> None:
    from onrecord.proof.inclusion import proof_problems, read_proof
    from onrecord.proof.keys import public_key as key_in

    key, proof = key_in(public_key), read_proof(file)
    if _tell(proof_problems(proof, key), as_json):
        raise typer.Exit(FAILED)
    if not as_json:
        _print_proved(proof)


def _print_proved(proof: Proof) -> None:
    from onrecord.proof.inclusion import proved_record

    record, statement = proved_record(proof)
    screen, article = output(), record.article
    about = (article.title or "Untitled", article.publisher, article.published, location(article), article.id)
    screen.print(f"Proved: {safe_line(' · '.join(part for part in about if part))}")
    if statement is not None:
        place = f"characters {statement.content[0].start}-{statement.content[-1].end}"
        screen.print(
            f"  {safe_line(speaker_words(statement, article.text))}: {safe_line(words_of(statement.content, article.text))}"
        )
        screen.print(Text(f"  {statement.id} · {place}", "dim"))
    page = "with the page that it was read from" if proof.page is not None else "without its page"
    screen.print(f"  signed on {safe_line(proof.signed.head.made_at)}, as the signer says; {page}")


def _tell(differences: Iterator[Difference], as_json: bool) -> int:
    """Print each; how many there were."""
    found = 0
    for found, one in enumerate(differences, 1):  # noqa: B007 - returned after the loop
        if as_json:
            print_json({"code": one.code, "where": one.where, "message": one.message})
        else:
            output().print(Text(one.code, "bold red"), safe_line(one.where), safe_line(one.message))
    return found
