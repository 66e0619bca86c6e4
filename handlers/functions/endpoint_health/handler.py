"""Probes each endpoint and measures: 1 or 0, and how long it took.

It remembers nothing between two calls. How many failures in a row are an outage, and whom to tell, is said by
the alarms on its metrics; an alarm also sees when the metrics stay away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.adapters.runtime import scheduled
from handlers.domain.ports import Probe, Telemetry
from handlers.domain.telemetry import HEALTHY
from handlers.functions.endpoint_health.core import complaint
from handlers.functions.endpoint_health.spec import SPEC


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside. `endpoints` are URLs by name."""

    endpoints: Mapping[str, str]
    probe: Probe
    telemetry: Telemetry


def handle(_event: Mapping[str, Any], ports: Ports) -> dict[str, str]:
    """Probe all endpoints. Returns what each is: healthy, or the code of what is wrong."""
    found = {}
    for name, url in ports.endpoints.items():
        probed = ports.probe.get(url)
        wrong = complaint(probed)
        ports.telemetry.count(HEALTHY, stage=name, value=0 if wrong else 1)
        ports.telemetry.latency(name, probed.milliseconds)
        if wrong:
            ports.telemetry.event("endpoint_unhealthy", reason=f"{name}:{wrong}")
        found[name] = wrong or "healthy"
    return found


handler = scheduled(SPEC, handle, Ports)
