"""Where a topic is heard, as several rules ask."""

from __future__ import annotations

from typing import Final

from policies.arn import read_arn
from policies.configuration import Configuration
from policies.resource import Resource
from policies.values import is_known

SUBSCRIPTION: Final = "aws_sns_topic_subscription"
_IN_A_REGION: Final = ("sqs", "lambda", "firehose")


def region_of(subscription: Resource, configuration: Configuration) -> str | None:
    """The region of the endpoint; None where only the plan can tell. Empty where it stands in none: what is
    no queue, function or delivery stream (mail, a pager).
    """
    if subscription.get("protocol") not in _IN_A_REGION:
        return ""
    value = subscription.get("endpoint")
    target, arn = configuration.target(subscription, value), read_arn(value)
    region = target.region if target is not None else arn.region if arn is not None else None
    return region if is_known(region) else None
