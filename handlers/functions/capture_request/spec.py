"""What starts the function, which variables it reads, and what it may do in AWS."""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

SPEC = HandlerSpec(
    name="capture_request",
    purpose="Takes the request to capture a payment that waits for it, or to cancel one",
    trigger=Trigger.API,
    environment=("LEDGER_TABLE", "PAYMENT_WORKFLOW", "REGIONAL_URLS"),
    grants=(
        *grants(GrantedResource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(GrantedResource.WORKFLOW_PAYMENT, "states:StartExecution"),
    ),
    timeout_seconds=29,  # API Gateway waits no longer (its quota for an integration)
)
