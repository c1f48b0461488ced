"""The command line: one file a command; the only place that reads settings and prints. May import all of onrecord.

A command imports what is heavy inside its function, so that `--help` and `--version` answer at once.
"""

from __future__ import annotations

import os
import sys

FAILED, REFUSED, INTERRUPTED = 1, 2, 130


def main() -> None:
    """Run the command line. Exit status: 0 done; 1 something failed, or the reader of the output went away; 2 what was asked
    cannot be done as it was asked; 130 interrupted."""
    from onrecord.cli.app import app
    from onrecord.cli.terminal import complain, prepare_streams
    from onrecord.errors import InputError, NoDatabaseError, OnrecordError

    prepare_streams()
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except OnrecordError as error:
        complain(str(error))
        sys.exit(REFUSED if isinstance(error, InputError | NoDatabaseError) else FAILED)
    except BrokenPipeError:  # whoever was reading has had enough, like `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except OSError as error:
        complain(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}.")
        sys.exit(REFUSED if isinstance(error, FileNotFoundError) else FAILED)
