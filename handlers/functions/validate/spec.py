"""What the function may do."""

from __future__ import annotations

from handlers.domain.spec import HandlerSpec, Resource, Trigger, grants

SPEC = HandlerSpec(
    name="validate",
    purpose="Checks that a payment is in order: merchant, currency, limits, expiry",
    trigger=Trigger.WORKFLOW,
    environment=("DOUBT_WORKFLOW", "LEDGER_TABLE", "PAYERS_OF", "PERSONAL_TABLE"),
    grants=(
        *grants(Resource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(Resource.PERSONAL, "dynamodb:GetItem"),
        *grants(Resource.WORKFLOW_DOUBT, "states:StartExecution"),
    ),
    personal=True,
)
