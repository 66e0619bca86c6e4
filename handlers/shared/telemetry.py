"""Measuring a stage, over the `Telemetry` port."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from handlers.shared.ports import Clock, Telemetry

SUCCESS: Final = "Success"
DECLINE: Final = "Decline"
FAILURE: Final = "Failure"
LATENCY: Final = "Latency"
HEALTHY: Final = "Healthy"  # 1 or 0, each time an endpoint is probed
UNSTARTED: Final = "Unstarted"  # a workflow that could not be started; the sweep will


@contextmanager
def measured(stage: str, telemetry: Telemetry, clock: Clock) -> Iterator[None]:
    """Record how long a stage takes, and count it as a failure where it raises."""
    started = clock.now()
    try:
        yield
    except Exception:
        telemetry.count(FAILURE, stage=stage)
        raise
    finally:
        telemetry.latency(stage, (clock.now() - started).total_seconds() * 1000)
