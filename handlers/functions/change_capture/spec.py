"""What the function may do."""

from __future__ import annotations

from handlers.domain.spec import HandlerSpec, Resource, Trigger, grants

SPEC = HandlerSpec(
    name="change_capture",
    purpose="Carries the changes that this region wrote, and somebody hears, to the event bus",
    trigger=Trigger.STREAM,
    environment=("EVENT_BUS", "LEDGER_TABLE"),
    grants=(
        *grants(Resource.LEDGER, "dynamodb:PutItem"),
        *grants(
            Resource.LEDGER_STREAM,
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
        ),
        *grants(Resource.BUS, "events:PutEvents"),
    ),
)
