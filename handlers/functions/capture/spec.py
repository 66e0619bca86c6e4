"""What the function may do."""

from __future__ import annotations

from handlers.domain.spec import HandlerSpec, Resource, Trigger, grants

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
        *grants(Resource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(Resource.PROCESSOR_CREDENTIALS, "secretsmanager:GetSecretValue"),
        *grants(Resource.WORKFLOW_DOUBT, "states:StartExecution"),
    ),
)
