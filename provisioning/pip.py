"""What of the machine's settings pip is run with: where packages come from, and nothing else.

A machine behind a company's mirror or proxy says so in pip's configuration files and in variables `PIP_*`.
How packages are reached passes: the hashes of the lock guard what comes. Everything else is the
set-up's to say, and passes from no file and no variable:

- where packages go (`user`, `target`, `prefix`, `root`), and which Python they are for (`python`);
- what is installed (`requirement`, `editable`, `no-deps`, `no-binary`, `platform`, `dry-run`). So are
  constraints: the lock has decided every version, and a constraint could but refuse it;
- what Python loads (`PYTHONPATH`, `PYTHONHOME`, `PYTHONUSERBASE`).
"""

from __future__ import annotations

import configparser
import os
import sys
from pathlib import Path
from typing import Final

from provisioning.locks import BootstrapError

SOURCES: Final = (
    *("index-url", "extra-index-url", "no-index", "find-links", "trusted-host", "keyring-provider"),
    *("cert", "client-cert", "proxy", "timeout", "default-timeout", "retries"),
    *("cache-dir", "no-cache-dir"),
)
_DROPPED: Final = ("PIP_", "_PIP_", "PYTHON", "__PYVENV_")
# What pip's `install` reads of a file; the later overrides.
_SECTIONS: Final = ("global", "install")


def clean_environment() -> dict[str, str]:
    """Give the variables for a process of the set-up: the machine's, without those of pip and Python."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_DROPPED)}


def pip_environment() -> dict[str, str]:
    """Give the variables for pip: a clean environment, with sources as the only settings.

    Raises BootstrapError where a configuration file of pip cannot be read.
    """
    sources = {_variable(name): value for name, value in sources_of_files().items()}
    of_variables = {_variable(name): os.environ.get(_variable(name), "") for name in SOURCES}
    sources |= {name: value for name, value in of_variables.items() if value}
    return clean_environment() | sources | {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INPUT": "1"}


def sources_of_files() -> dict[str, str]:
    """Give what pip's configuration files say of the sources, by option.

    Raises BootstrapError where one cannot be read.
    """
    sections: dict[str, dict[str, str]] = {name: {} for name in _SECTIONS}
    for path in configuration_files():
        parser = configparser.RawConfigParser()
        try:
            parser.read(path)
        except (configparser.Error, UnicodeDecodeError) as error:
            raise BootstrapError(f"pip's settings in {path} cannot be read: {error}") from error
        for section in filter(parser.has_section, _SECTIONS):
            for name, value in parser.items(section):
                sections[section][name.replace("_", "-").removeprefix("--")] = value
    merged = sections["global"] | {name: value for name, value in sections["install"].items() if value}
    return {name: merged[name] for name in SOURCES if merged.get(name)}


def configuration_files() -> list[Path]:
    """Where pip looks for the settings of a machine and of a person; the later overrides.

    The file of an environment is not among them: environments here are made by the set-up alone.
    """
    named = os.environ.get("PIP_CONFIG_FILE", "")
    if named == os.devnull:
        return []
    home = Path.home()
    mac = home / "Library" / "Application Support" / "pip"
    if sys.platform == "darwin":
        machine = [Path("/Library/Application Support/pip")]
    else:
        folders = os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
        machine = [*(Path(folder, "pip") for folder in folders.split(os.pathsep)), Path("/etc")]
    if sys.platform == "darwin":
        own = mac if mac.is_dir() else home / ".config" / "pip"
    else:
        own = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config", "pip")
    person = [] if named and Path(named).exists() else [home / ".pip", own]
    return [*(folder / "pip.conf" for folder in (*machine, *person)), *([Path(named)] if named else [])]


def _variable(option: str) -> str:
    return f"PIP_{option.upper().replace('-', '_')}"
