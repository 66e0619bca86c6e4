"""What starts the function, which variables it reads, and what it may do in AWS."""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

SPEC = HandlerSpec(
    name="look",
    purpose="Looks soon at a payment that is in doubt, before the sweep has to",
    trigger=Trigger.WORKFLOW,
    environment=(
        "CAPTURE_PATIENCE_SECONDS",
        "LEDGER_TABLE",
        "PAYMENT_WORKFLOW",
        "PROCESSOR_SECRET",
        "PROCESSOR_URL",
        "RECEIPTS_BUCKET",
        "REFUND_WORKFLOW",
    ),
    grants=(
        *grants(GrantedResource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(GrantedResource.PROCESSOR_CREDENTIALS, "secretsmanager:GetSecretValue"),
        *grants(GrantedResource.WORKFLOW_PAYMENT, "states:StartExecution"),
        *grants(GrantedResource.WORKFLOW_REFUND, "states:StartExecution"),
        *grants(GrantedResource.RECEIPTS, "s3:PutObject"),
    ),
)
