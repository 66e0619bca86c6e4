"""What starts the function, which variables it reads, and what it may do in AWS."""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

SPEC = HandlerSpec(
    name="capture",
    purpose="Takes the money that was reserved, or gives the reservation up",
    trigger=Trigger.WORKFLOW,
    environment=(
        "CAPTURE_PATIENCE_SECONDS",
        "DOUBT_WORKFLOW",
        "LEDGER_TABLE",
        "PROCESSOR_SECRET",
        "PROCESSOR_URL",
    ),
    grants=(
        *grants(GrantedResource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(GrantedResource.PROCESSOR_CREDENTIALS, "secretsmanager:GetSecretValue"),
        *grants(GrantedResource.WORKFLOW_DOUBT, "states:StartExecution"),
    ),
)
