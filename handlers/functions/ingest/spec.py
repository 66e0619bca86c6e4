"""What starts the function, which variables it reads, and what it may do in AWS."""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

SPEC = HandlerSpec(
    name="ingest",
    purpose="Takes a payment: trades the card for a reference, keeps the payer here, starts the work",
    trigger=Trigger.API,
    environment=(
        "CAPTURE_WITHIN_SECONDS",
        "LEDGER_TABLE",
        "MERCHANT_TPS",
        "PAYERS_OF",
        "PAYMENT_WORKFLOW",
        "PERSONAL_TABLE",
        "PROCESSOR_SECRET",
        "PROCESSOR_URL",
        "REGIONAL_URLS",
        "TOKEN_SECRET",
    ),
    grants=(
        *grants(GrantedResource.LEDGER, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
        *grants(GrantedResource.PERSONAL, "dynamodb:PutItem", "dynamodb:UpdateItem"),
        *grants(GrantedResource.TOKEN_KEY, "secretsmanager:GetSecretValue"),
        *grants(GrantedResource.PROCESSOR_CREDENTIALS, "secretsmanager:GetSecretValue"),
        *grants(GrantedResource.WORKFLOW_PAYMENT, "states:StartExecution"),
    ),
    timeout_seconds=29,  # API Gateway waits no longer (its quota for an integration)
    handles_personal_data=True,
)
