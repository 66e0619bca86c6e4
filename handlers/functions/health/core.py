"""What is told of a region that can answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WELL: Final[Mapping[str, str]] = {"status": "ok"}
