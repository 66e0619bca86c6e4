"""What starts the function, which variables it reads, and what it may do in AWS."""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

SPEC = HandlerSpec(
    name="settle",
    purpose="Books what the processor paid out",
    trigger=Trigger.WORKFLOW,
    environment=("LEDGER_TABLE", "PROCESSOR_SECRET", "PROCESSOR_URL", "RECEIPTS_BUCKET"),
    grants=(
        *grants(GrantedResource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(GrantedResource.PROCESSOR_CREDENTIALS, "secretsmanager:GetSecretValue"),
        *grants(GrantedResource.RECEIPTS, "s3:PutObject"),
    ),
)
