"""What an event target is."""

from __future__ import annotations

from policies.arn import read_arn
from policies.configuration import Configuration
from policies.resource import Resource
from policies.values import is_known


def is_bus(target: Resource, configuration: Configuration) -> bool | None:
    """Whether an event target is a bus; None where only the plan can tell."""
    value = target.get("arn")
    found = configuration.target(target, value)
    if found is not None and found.type != "data.terraform_remote_state":
        return found.type.removeprefix("data.") == "aws_cloudwatch_event_bus"
    arn = read_arn(value)
    if arn is None or not is_known(arn.service):
        return False if is_known(value) else None
    return arn.service == "events" and arn.resource.startswith("event-bus/")
