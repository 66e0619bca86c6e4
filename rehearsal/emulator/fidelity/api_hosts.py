"""An API answers at the name that AWS gives it; ministack knows it under a name of its own alone.

Source: the developer guide of API Gateway, "Invoke REST APIs in API Gateway".
"""

from __future__ import annotations

import re
from typing import Final

from ministack import app

_NAME: Final = re.compile(r"([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com(:\d+)?")
_parse = app._parse_execute_api_url


def apply() -> None:
    """Replace which hosts are an API's."""
    app._parse_execute_api_url = _parse_own_name


def _parse_own_name(host: str, path: str) -> tuple[str, str, str] | None:
    named = _NAME.fullmatch(host)
    if named is None:
        found: tuple[str, str, str] | None = _parse(host, path)
        return found
    stage, _, below = path.removeprefix("/").partition("/")
    return named[1], stage, f"/{below}"
