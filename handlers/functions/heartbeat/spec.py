"""What starts the function, which variables it reads, and what it may do in AWS."""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

SPEC = HandlerSpec(
    name="heartbeat",
    purpose="Says that this region is there, and decides for which home regions it acts",
    trigger=Trigger.SCHEDULE,
    environment=(
        "ALERTS_TOPIC",
        "CLOCK_SKEW_SECONDS",
        "HAND_BACK_AFTER_SECONDS",
        "HOME_REGIONS",
        "LEDGER_TABLE",
        "OWNERSHIP",
        "SUCCESSORS",
    ),
    grants=(
        *grants(GrantedResource.LEDGER, "dynamodb:PutItem", "dynamodb:Query"),
        *grants(GrantedResource.ALERTS, "sns:Publish"),
    ),
    timeout_seconds=180,
)
