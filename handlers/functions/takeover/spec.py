"""What starts the function, which variables it reads, and what it may do in AWS."""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

SPEC = HandlerSpec(
    name="takeover",
    purpose="Tells who acts for a home region, and takes an operator's wish to change it",
    trigger=Trigger.OPERATOR,
    environment=("HOME_REGIONS", "LEDGER_TABLE"),
    grants=grants(GrantedResource.LEDGER, "dynamodb:PutItem", "dynamodb:Query"),
)
