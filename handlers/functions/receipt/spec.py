"""What the function may do."""

from __future__ import annotations

from handlers.domain.spec import HandlerSpec, Resource, Trigger, grants

SPEC = HandlerSpec(
    name="receipt",
    purpose="Writes the receipts of a payment and its refunds",
    trigger=Trigger.WORKFLOW,
    environment=("LEDGER_TABLE", "RECEIPTS_BUCKET"),
    grants=(
        *grants(Resource.LEDGER, "dynamodb:Query"),
        *grants(Resource.RECEIPTS, "s3:PutObject"),
    ),
)
