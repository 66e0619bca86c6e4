"""What starts the function, which variables it reads, and what it may do in AWS."""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

SPEC = HandlerSpec(
    name="screen",
    purpose="Screens a payment for fraud: deny list, velocity, unusual amount, countries",
    trigger=Trigger.WORKFLOW,
    environment=("DOUBT_WORKFLOW", "FRAUD_LIMITS", "LEDGER_TABLE", "PAYERS_OF", "PERSONAL_TABLE"),
    grants=(
        *grants(GrantedResource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(
            GrantedResource.PERSONAL,
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "dynamodb:Query",
            "dynamodb:UpdateItem",
        ),
        *grants(GrantedResource.WORKFLOW_DOUBT, "states:StartExecution"),
    ),
    handles_personal_data=True,
)
