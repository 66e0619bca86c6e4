"""What starts the function and which variables it reads; it does nothing in AWS."""

from __future__ import annotations

from handlers.domain.spec import HandlerSpec, Trigger

SPEC = HandlerSpec(
    name="endpoint_health",
    purpose="Asks each endpoint how it is, and measures the answer",
    trigger=Trigger.SCHEDULE,
    environment=("ENDPOINTS",),
    grants=(),
)
