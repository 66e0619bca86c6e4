"""What starts the function, which variables it reads, and what it may do in AWS."""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

SPEC = HandlerSpec(
    name="refund_request",
    purpose="Takes the request of a refund, and starts it where the payment is paid out",
    trigger=Trigger.API,
    environment=("LEDGER_TABLE", "REFUND_WORKFLOW", "REGIONAL_URLS"),
    grants=(
        *grants(GrantedResource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(GrantedResource.WORKFLOW_REFUND, "states:StartExecution"),
    ),
    timeout_seconds=29,  # API Gateway waits no longer (its quota for an integration)
)
