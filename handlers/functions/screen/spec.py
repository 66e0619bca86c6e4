"""What the function may do."""

from __future__ import annotations

from handlers.domain.spec import HandlerSpec, Resource, Trigger, grants

SPEC = HandlerSpec(
    name="screen",
    purpose="Screens a payment for fraud: deny list, velocity, unusual amount, countries",
    trigger=Trigger.WORKFLOW,
    environment=("DOUBT_WORKFLOW", "FRAUD_LIMITS", "LEDGER_TABLE", "PAYERS_OF", "PERSONAL_TABLE"),
    grants=(
        *grants(Resource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(
            Resource.PERSONAL, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"
        ),
        *grants(Resource.WORKFLOW_DOUBT, "states:StartExecution"),
    ),
    personal=True,
)
