"""What the function may do."""

from __future__ import annotations

from handlers.domain.spec import HandlerSpec, Resource, Trigger, grants

SPEC = HandlerSpec(
    name="capture_request",
    purpose="Takes the request to capture a payment that waits for it, or to cancel one",
    trigger=Trigger.API,
    environment=("LEDGER_TABLE", "PAYMENT_WORKFLOW", "REGIONAL_URLS"),
    grants=(
        *grants(Resource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(Resource.WORKFLOW_PAYMENT, "states:StartExecution"),
    ),
    timeout_seconds=29,  # API Gateway waits no longer (its quota for an integration)
)
