"""What the function may do."""

from __future__ import annotations

from handlers.domain.spec import HandlerSpec, Resource, Trigger, grants

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
        *grants(Resource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(Resource.PROCESSOR_CREDENTIALS, "secretsmanager:GetSecretValue"),
        *grants(Resource.WORKFLOW_PAYMENT, "states:StartExecution"),
        *grants(Resource.WORKFLOW_REFUND, "states:StartExecution"),
        *grants(Resource.RECEIPTS, "s3:PutObject"),
    ),
)
