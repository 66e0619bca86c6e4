"""What the function may do.

On the ledger: what the records of Powertools' idempotency need (Powertools for AWS Lambda (Python),
"Idempotency", IAM permissions).
"""

from __future__ import annotations

from handlers.spec import HandlerSpec, Resource, Trigger, grants

SPEC = HandlerSpec(
    name="alert",
    purpose="Tells people of failed payments, payments in doubt, failed workflows and alarms, once each",
    trigger=Trigger.EVENT,
    environment=("ALERTS_TOPIC", "LEDGER_TABLE"),
    grants=(
        *grants(Resource.ALERTS, "sns:Publish"),
        *grants(
            Resource.LEDGER,
            "dynamodb:DeleteItem",
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
        ),
    ),
    timeout_seconds=60,
)
