"""What the function may do."""

from __future__ import annotations

from handlers.domain.spec import HandlerSpec, Resource, Trigger, grants

SPEC = HandlerSpec(
    name="settle",
    purpose="Books what the processor paid out",
    trigger=Trigger.WORKFLOW,
    environment=("LEDGER_TABLE", "PROCESSOR_SECRET", "PROCESSOR_URL", "RECEIPTS_BUCKET"),
    grants=(
        *grants(Resource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(Resource.PROCESSOR_CREDENTIALS, "secretsmanager:GetSecretValue"),
        *grants(Resource.RECEIPTS, "s3:PutObject"),
    ),
)
