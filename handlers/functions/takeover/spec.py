"""What the function may do."""

from __future__ import annotations

from handlers.domain.spec import HandlerSpec, Resource, Trigger, grants

SPEC = HandlerSpec(
    name="takeover",
    purpose="Tells who acts for a home region, and takes an operator's wish to change it",
    trigger=Trigger.OPERATOR,
    environment=("HOME_REGIONS", "LEDGER_TABLE"),
    grants=grants(Resource.LEDGER, "dynamodb:PutItem", "dynamodb:Query"),
)
