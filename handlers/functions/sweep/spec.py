"""What the function may do."""

from __future__ import annotations

from handlers.domain.spec import HandlerSpec, Resource, Trigger, grants

SPEC = HandlerSpec(
    name="sweep",
    purpose="Resumes, resolves, settles, refunds and tells what lies open",
    trigger=Trigger.SCHEDULE,
    environment=(
        "ALERTS_TOPIC",
        "CAPTURE_PATIENCE_SECONDS",
        "EVENT_BUS",
        "HOME_REGIONS",
        "LEDGER_TABLE",
        "PAYMENT_WORKFLOW",
        "PROCESSOR_SECRET",
        "PROCESSOR_URL",
        "RECEIPTS_BUCKET",
        "REFUND_WORKFLOW",
        "SETTLEMENT_WORKFLOW",
    ),
    grants=(
        *grants(Resource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(Resource.LEDGER_OPEN_INDEX, "dynamodb:Query"),
        *grants(Resource.ALERTS, "sns:Publish"),
        *grants(Resource.BUS, "events:PutEvents"),
        *grants(Resource.PROCESSOR_CREDENTIALS, "secretsmanager:GetSecretValue"),
        *grants(Resource.WORKFLOW_PAYMENT, "states:StartExecution"),
        *grants(Resource.WORKFLOW_REFUND, "states:StartExecution"),
        *grants(Resource.WORKFLOW_SETTLEMENT, "states:StartExecution"),
        *grants(Resource.RECEIPTS, "s3:PutObject"),
    ),
)
