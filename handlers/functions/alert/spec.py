"""What starts the function, which variables it reads, and what it may do in AWS.

On the ledger: what the tallies need, and the records of Powertools' idempotency.
"""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

SPEC = HandlerSpec(
    name="alert",
    purpose="Tells people of alarms and, once a cause and minute, of payments and workflows that failed",
    trigger=Trigger.EVENT,
    environment=("ALERTS_TOPIC", "LEDGER_TABLE"),
    grants=(
        *grants(GrantedResource.ALERTS, "sns:Publish"),
        *grants(
            GrantedResource.LEDGER,
            "dynamodb:DeleteItem",
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "dynamodb:Query",
            "dynamodb:UpdateItem",
        ),
    ),
    timeout_seconds=60,
)
