"""What starts the function, which variables it reads, and what it may do in AWS."""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

SPEC = HandlerSpec(
    name="validate",
    purpose="Checks that a payment is in order: merchant, currency, limits, expiry",
    trigger=Trigger.WORKFLOW,
    environment=("DOUBT_WORKFLOW", "LEDGER_TABLE", "PAYERS_OF", "PERSONAL_TABLE"),
    grants=(
        *grants(GrantedResource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(GrantedResource.PERSONAL, "dynamodb:GetItem"),
        *grants(GrantedResource.WORKFLOW_DOUBT, "states:StartExecution"),
    ),
    handles_personal_data=True,
)
