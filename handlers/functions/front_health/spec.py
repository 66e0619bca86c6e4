"""What starts the function, and what it reads and may do: the same as `health`."""

from __future__ import annotations

from dataclasses import replace

from handlers.functions.health.spec import SPEC as HEALTH

SPEC = replace(
    HEALTH,
    name="front_health",
    purpose="Tells whether the region can answer, behind a load balancer",
)
