"""What starts the function, which variables it reads, and what it may do in AWS."""

from __future__ import annotations

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger, grants

SPEC = HandlerSpec(
    name="change_capture",
    purpose="Carries the changes that this region wrote, and somebody hears, to the event bus",
    trigger=Trigger.STREAM,
    environment=("EVENT_BUS", "LEDGER_TABLE"),
    grants=(
        *grants(GrantedResource.LEDGER, "dynamodb:PutItem"),
        *grants(
            GrantedResource.LEDGER_STREAM,
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
        ),
        *grants(GrantedResource.BUS, "events:PutEvents"),
    ),
)
