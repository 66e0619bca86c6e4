"""What the function may do.

On the ledger: what the tallies need, and the records of Powertools' idempotency (Powertools for AWS Lambda
(Python), "Idempotency", IAM permissions).
"""

from __future__ import annotations

from handlers.domain.spec import HandlerSpec, Resource, Trigger, grants

SPEC = HandlerSpec(
    name="alert",
    purpose="Tells people of alarms and, once a cause and minute, of payments and workflows that failed",
    trigger=Trigger.EVENT,
    environment=("ALERTS_TOPIC", "LEDGER_TABLE"),
    grants=(
        *grants(Resource.ALERTS, "sns:Publish"),
        *grants(
            Resource.LEDGER,
            "dynamodb:DeleteItem",
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "dynamodb:Query",
            "dynamodb:UpdateItem",
        ),
    ),
    timeout_seconds=60,
)
