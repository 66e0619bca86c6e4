"""The alerts of one region are also received in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
from policies.context import Context
from policies.examples import TWO_REGIONS
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.rules.sns._subscriptions import SUBSCRIPTION, region_of

_ALARMS: Final = ("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm")


def check(topic: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where a system's alarms tell topics of several regions, each such topic has a subscriber elsewhere: in
    every other region that hears one of another's.

    What is no queue, function or delivery stream (mail, a pager) stands in no region.
    """
    told = _told(configuration).get(topic.context, {})
    if topic not in told or len(set(told.values())) < 2:
        yield NOT_APPLICABLE
        return
    heard = _heard(topic, configuration)
    if "" in heard:
        return
    others = {region for region in heard if region is not None} - {topic.region}
    desks = {
        region for each in told for region in _heard(each, configuration) if region and region != each.region
    }
    deaf = sorted(desks - others - {topic.region})
    if None in heard and (deaf or not others):
        yield unknown(f"{heard[None]}: where its endpoint stands, only the plan can tell")
    elif not others:
        yield fail(f"no subscriber outside {topic.region} hears it: when the region fails, so do its alerts")
    else:
        for region in deaf:
            yield fail(f"no subscriber in {region} hears it, where others of the system are heard", region)


def _heard(topic: Resource, configuration: Configuration) -> Mapping[str | None, str]:
    """The subscriptions of a topic by where their endpoints stand."""
    return {
        region_of(subscription, configuration): subscription.address
        for subscription in configuration.naming(topic, SUBSCRIPTION, "topic_arn")
    }


@recalled
def _told(configuration: Configuration) -> Mapping[Context, Mapping[Resource, str]]:
    """The topics that alarms tell, with their regions, by what they belong to."""
    found: dict[Context, dict[Resource, str]] = defaultdict(dict)
    for alarm in configuration.of(*_ALARMS):
        actions = alarm.get("alarm_actions")
        for action in actions if isinstance(actions, list) else [actions]:
            topic = configuration.target(alarm, action)
            if topic is not None and topic.type == "aws_sns_topic":
                found[topic.context][topic] = topic.region
    return found


def _topics(endpoint: str, protocol: str = "sqs", topic: str = "example") -> Terraform:
    """Topics in two regions that alarms tell; the one named `example` has one subscription."""
    return {
        **TWO_REGIONS,
        "resource": {
            "aws_sns_topic": {
                "example": {"name": "alerts-zq7"},
                "there": {"name": "alerts-zq7", "provider": "aws.other"},
            },
            "aws_sqs_queue": {"here": {"name": "a-zq7"}, "there": {"name": "b-zq7", "provider": "aws.other"}},
            _ALARMS[0]: {
                "here": {"alarm_actions": ["${aws_sns_topic.example.arn}"]},
                "there": {"alarm_actions": ["${aws_sns_topic.there.arn}"], "provider": "aws.other"},
            },
            SUBSCRIPTION: {
                "heard": {
                    "topic_arn": f"${{aws_sns_topic.{topic}.arn}}",
                    "protocol": protocol,
                    "endpoint": endpoint,
                }
            },
        },
    }


RULE = Rule(
    id="sns-elsewhere",
    title="The alerts of each region are also received in another",
    severity=Severity.MEDIUM,
    types=("aws_sns_topic",),
    scope="configuration",
    check=check,
    rationale=(
        "What reports a region's failure only from within that region falls silent with it, at the one "
        "moment for which it was built."
    ),
    remediation="Add an SnsTopicSubscription whose endpoint is a queue or function of another region.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)", "nist-800-53-r5:CP-10"),
    requirements=("R71",),
    examples=Examples(
        passing=(
            _topics("${aws_sqs_queue.there.arn}"),
            _topics("arn:aws:lambda:xx-test-2:999988887777:function:alert-zq7", "lambda"),
            _topics("desk@example.com", "email"),
        ),
        failing=(
            _topics("${aws_sqs_queue.here.arn}"),
            _topics("arn:aws:lambda:xx-test-1:999988887777:function:alert-zq7", "lambda"),
            _topics("${aws_sqs_queue.there.arn}", topic="there"),
        ),
        absent=(
            Status.NOT_APPLICABLE,
            {"resource": {"aws_sns_topic": {"example": {"name": "alerts-zq7"}}}},
        ),
        unknown=(Status.UNKNOWN, _topics("${var.queue}")),
    ),
)
