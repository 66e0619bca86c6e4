"""The endpoints to probe, by name."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from handlers.domain.errors import ConfigurationError

_NAME: Final = re.compile(r"(?!.*[0-9]{5})[a-z][a-z0-9-]{0,47}")
_MOST: Final = 20  # each waits for the one before it


def endpoints_in(configured: str) -> Mapping[str, str]:
    """Read the endpoints: a JSON object of URLs by name. Raises ConfigurationError.

    A name becomes a metric's dimension and a code in the log: a letter, then letters, digits and
    dashes, 48 at most, and no row of five digits, which telemetry would withhold.
    """
    try:
        given = json.loads(configured)
    except ValueError:
        given = None
    if not isinstance(given, dict) or not 0 < len(given) <= _MOST:
        raise ConfigurationError("ENDPOINTS is not a JSON object of 1 to 20 URLs by name")
    for name, url in given.items():
        if not _NAME.fullmatch(name):
            raise ConfigurationError("ENDPOINTS has a name that is not a short code of a-z, 0-9 and dashes")
        if not isinstance(url, str) or not _is_plain_https(url):
            raise ConfigurationError("ENDPOINTS has a URL that is not https with a host and no login")
    return given


def _is_plain_https(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
        )
    except ValueError:
        return False
