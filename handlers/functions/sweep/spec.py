"""What starts the function, which variables it reads, and what it may do in AWS."""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

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
        *grants(GrantedResource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(GrantedResource.LEDGER_OPEN_INDEX, "dynamodb:Query"),
        *grants(GrantedResource.ALERTS, "sns:Publish"),
        *grants(GrantedResource.BUS, "events:PutEvents"),
        *grants(GrantedResource.PROCESSOR_CREDENTIALS, "secretsmanager:GetSecretValue"),
        *grants(GrantedResource.WORKFLOW_PAYMENT, "states:StartExecution"),
        *grants(GrantedResource.WORKFLOW_REFUND, "states:StartExecution"),
        *grants(GrantedResource.WORKFLOW_SETTLEMENT, "states:StartExecution"),
        *grants(GrantedResource.RECEIPTS, "s3:PutObject"),
    ),
)
