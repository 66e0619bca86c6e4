"""What starts the function, which variables it reads, and what it may do in AWS."""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

SPEC = HandlerSpec(
    name="inquiry",
    purpose="Tells a merchant of its payments and refunds",
    trigger=Trigger.API,
    environment=("LEDGER_TABLE", "REGIONAL_URLS"),
    grants=(
        *grants(GrantedResource.LEDGER, "dynamodb:GetItem", "dynamodb:Query"),
        *grants(GrantedResource.LEDGER_MERCHANT_INDEX, "dynamodb:Query"),
    ),
    timeout_seconds=29,  # API Gateway waits no longer (its quota for an integration)
)
