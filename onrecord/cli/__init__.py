"""The command line: one file a command; the only place that reads settings and prints. May import all of onrecord.

A command imports what is heavy inside its function, so that `--help` and `--version` answer at once.
"""

from __future__ import annotations

import os
import sys

FAILED, REFUSED, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141


def main() -> None:
    """Run the command line. Exit codes: 0 done; 1 something failed; 2 what was asked cannot be done as it was asked."""
    from onrecord.cli.app import app
    from onrecord.cli.terminal import complain, prepare_streams
    from onrecord.errors import InputError, OnrecordError

    prepare_streams()
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except OnrecordError as error:
        complain(str(error))
        sys.exit(REFUSED if isinstance(error, InputError) else FAILED)
    except BrokenPipeError:  # whoever was reading has had enough, like `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(PIPE_CLOSED)
    except OSError as error:
        complain(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}.")
        sys.exit(FAILED)
    except KeyboardInterrupt:
        complain("Stopped.")
        sys.exit(INTERRUPTED)
