"""What starts the function, which variables it reads, and what it may do in AWS."""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

SPEC = HandlerSpec(
    name="health",
    purpose="Tells whether the region can answer",
    trigger=Trigger.API,
    environment=("LEDGER_TABLE",),
    grants=grants(GrantedResource.LEDGER, "dynamodb:GetItem"),
    timeout_seconds=5,  # a health check waits no longer than 4 s (Route 53)
)
