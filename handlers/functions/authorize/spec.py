"""What starts the function, which variables it reads, and what it may do in AWS."""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

SPEC = HandlerSpec(
    name="authorize",
    purpose="Has the issuer reserve a payment's money",
    trigger=Trigger.WORKFLOW,
    environment=("DOUBT_WORKFLOW", "LEDGER_TABLE", "PROCESSOR_SECRET", "PROCESSOR_URL"),
    grants=(
        *grants(GrantedResource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(GrantedResource.PROCESSOR_CREDENTIALS, "secretsmanager:GetSecretValue"),
        *grants(GrantedResource.WORKFLOW_DOUBT, "states:StartExecution"),
    ),
)
