"""Rules about EventBridge buses."""

from __future__ import annotations

from policies.estate import Estate, Resource, is_known


def is_bus(target: Resource, estate: Estate) -> bool | None:
    """Whether an event target is a bus; None where only the plan can tell."""
    arn = target.get("arn")
    found = estate.target(target, arn)
    if found is not None and found.type != "data.terraform_remote_state":
        return found.type.removeprefix("data.") == "aws_cloudwatch_event_bus"
    if ":event-bus/" in str(arn):
        return True
    parts = str(arn).split(":")
    return False if is_known(arn) or (len(parts) > 5 and is_known(parts[2])) else None
