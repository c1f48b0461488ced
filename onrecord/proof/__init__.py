"""Proof of what is stored, for its owner and for others. May import everything below search.

`differences` holds the database against itself; `manifest` signs it, so that others can see what was altered since; `inclusion`
proves one article to somebody who has no database. docs/proof.md says what each does and does not prove.
"""

from onrecord.proof.differences import differences

__all__ = ["differences"]
