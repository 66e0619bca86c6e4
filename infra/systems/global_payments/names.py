"""What more than one stack of the system calls by the same word, beside what all payments do."""

from __future__ import annotations

from typing import Final

SCHEDULED: Final = ("heartbeat", "sweep")  # handlers that are called every minute
