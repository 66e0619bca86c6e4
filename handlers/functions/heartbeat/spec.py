"""What the function may do."""

from __future__ import annotations

from handlers.domain.spec import HandlerSpec, Resource, Trigger, grants

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
        "SUCCESSORS",
    ),
    grants=(
        *grants(Resource.LEDGER, "dynamodb:PutItem", "dynamodb:Query"),
        *grants(Resource.ALERTS, "sns:Publish"),
    ),
    timeout_seconds=180,
)
