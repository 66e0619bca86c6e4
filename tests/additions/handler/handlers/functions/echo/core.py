"""What is told."""

from __future__ import annotations

from datetime import datetime


def told(now: datetime) -> dict[str, str]:
    """The time in words."""
    return {"called_at": now.isoformat()}
