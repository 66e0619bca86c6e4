"""What starts the function, which variables it reads, and what it may do in AWS."""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

SPEC = HandlerSpec(
    name="receipt",
    purpose="Writes the receipts of a payment and its refunds",
    trigger=Trigger.WORKFLOW,
    environment=("LEDGER_TABLE", "RECEIPTS_BUCKET"),
    grants=(
        *grants(GrantedResource.LEDGER, "dynamodb:Query"),
        *grants(GrantedResource.RECEIPTS, "s3:PutObject"),
    ),
)
