"""Telemetry that remembers."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class RecordedTelemetry:
    """What was logged, counted and timed, in order."""

    events: list[tuple[str, str, str]] = field(default_factory=list)
    counts: list[tuple[str, str, int]] = field(default_factory=list)
    latencies: list[tuple[str, float]] = field(default_factory=list)

    def event(self, name: str, *, payment_id: str = "", state: str = "", reason: str = "") -> None:
        assert not state, "nothing here speaks of a payment's state"
        self.events.append((name, payment_id, reason))

    def count(self, metric: str, *, stage: str, value: int = 1) -> None:
        self.counts.append((metric, stage, value))

    def latency(self, stage: str, milliseconds: float) -> None:
        self.latencies.append((stage, milliseconds))
