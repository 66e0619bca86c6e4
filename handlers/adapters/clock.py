"""The `Clock` port: the machine's."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """The time of the machine."""

    def now(self) -> datetime:
        """Return the time in UTC."""
        return datetime.now(UTC)
