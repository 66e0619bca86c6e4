"""What the function may do."""

from __future__ import annotations

from handlers.spec import HandlerSpec, Resource, Trigger, grants

SPEC = HandlerSpec(
    name="takeover",
    purpose="Makes this region act for the payments of another",
    trigger=Trigger.OPERATOR,
    environment=("ALERTS_TOPIC", "HOME_REGIONS", "LEDGER_TABLE"),
    grants=(
        *grants(Resource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem"),
        *grants(Resource.ALERTS, "sns:Publish"),
    ),
)
