"""What the project says of itself in `pyproject.toml`: its version, and where its rules are documented."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

_FILE: Final = Path(__file__).parents[1] / "pyproject.toml"


@cache
def _project() -> Mapping[str, Any]:
    """The `project` table. Raises OSError, and tomllib.TOMLDecodeError for a file that does not parse."""
    project: Mapping[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["project"]
    return project


def version() -> str:
    """The version of the project, and of the tool that it is."""
    return str(_project()["version"])


def rules_page() -> str:
    """The address at which our rules are documented: the published `docs/rules.md`."""
    return str(_project()["urls"]["Rules"])


def rule_page(rule_id: str) -> str:
    """The address at which one of our rules is documented: its heading of that page."""
    return f"{rules_page()}#{rule_id}"
