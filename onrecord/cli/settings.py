"""The settings file: what options are when they are not given. Imports errors.

TOML. What stands at the top is for every command (`db`), a table of a command's name holds its options by their long names:

    db = "/data/onrecord.db"

    [add]
    jobs = 4
    exclude = ["*.bak"]
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from onrecord.errors import InputError

NAME = "onrecord.toml"


def settings_file(given: Path | None) -> Path | None:
    """The file to read: the one that is given, else ONRECORD_CONFIG, else onrecord.toml here, else the user's. None where there
    is none."""
    named = given or (Path(os.environ["ONRECORD_CONFIG"]) if os.environ.get("ONRECORD_CONFIG") else None)
    if named is not None:
        return named
    of_user = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "onrecord" / NAME
    return next((path for path in (Path(NAME), of_user) if path.is_file()), None)


Options = Mapping[str, Mapping[str, str]]


def read_settings(file: Path, options: Options) -> dict[str, Any]:
    """What the file sets, by the names of parameters, for each command under its name.

    `options` are the long names that each command takes, with the name of the parameter; under "" those for every command. Raises
    InputError where the file cannot be read or sets something else.
    """
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f'The settings "{file}" cannot be read: {error.strerror}.') from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f'The settings "{file}" are not TOML: {error}.') from None
    found: dict[str, Any] = {}
    for name, value in settings.items():
        if isinstance(value, dict):
            if name not in options or not name:
                raise InputError(f'The settings "{file}" are for a command "{name}", which there is not.')
            found[name] = {_parameter(file, key, options[name], f"[{name}] "): one for key, one in value.items()}
        else:
            found[_parameter(file, name, options[""], "")] = value
    return found


def _parameter(file: Path, name: str, known: Mapping[str, str], where: str) -> str:
    if name not in known:
        raise InputError(f'The settings "{file}" set "{where}{name}", which is not one of {", ".join(sorted(known))}.')
    return known[name]
