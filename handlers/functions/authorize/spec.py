"""What the function may do."""

from __future__ import annotations

from handlers.domain.spec import HandlerSpec, Resource, Trigger, grants

SPEC = HandlerSpec(
    name="authorize",
    purpose="Has the issuer reserve a payment's money",
    trigger=Trigger.WORKFLOW,
    environment=("DOUBT_WORKFLOW", "LEDGER_TABLE", "PROCESSOR_SECRET", "PROCESSOR_URL"),
    grants=(
        *grants(Resource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(Resource.PROCESSOR_CREDENTIALS, "secretsmanager:GetSecretValue"),
        *grants(Resource.WORKFLOW_DOUBT, "states:StartExecution"),
    ),
)
