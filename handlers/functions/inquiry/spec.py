"""What the function may do."""

from __future__ import annotations

from handlers.domain.spec import HandlerSpec, Resource, Trigger, grants

SPEC = HandlerSpec(
    name="inquiry",
    purpose="Tells a merchant of its payments and refunds",
    trigger=Trigger.API,
    environment=("LEDGER_TABLE", "REGIONAL_URLS"),
    grants=(
        *grants(Resource.LEDGER, "dynamodb:GetItem", "dynamodb:Query"),
        *grants(Resource.LEDGER_MERCHANT_INDEX, "dynamodb:Query"),
    ),
    timeout_seconds=29,  # API Gateway waits no longer (its quota for an integration)
)
