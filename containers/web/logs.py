"""The log: one JSON object a line, on standard output."""

from __future__ import annotations

import json
from datetime import UTC, datetime


def log(event: str, **fields: str | float) -> None:
    """Write that something happened. Callers hand over nothing that a client sent as it came."""
    time = datetime.now(UTC).isoformat(timespec="milliseconds")
    print(json.dumps({"time": time, "event": event, **fields}), flush=True)
