"""Every topic has a subscriber, and does without other regions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import TWO_REGIONS, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.sns._subscriptions import SUBSCRIPTION, region_of
from policies.values import is_known

_FILTER: Final = "filter_policy"
_ALL: Final = (None, "", "{}")


def check(topic: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A subscription names the topic and takes every message of it, and the endpoint of one that does stands
    in the topic's region, or in none (mail, a pager).

    A subscription in the topic's stack whose topic only the plan can tell may be the one.
    """
    if named := configuration.naming(topic, SUBSCRIPTION, "topic_arn"):
        if not (named := tuple(each for each in named if each.get(_FILTER) in _ALL)):
            yield fail(f"each of its subscriptions has a {_FILTER}: what it leaves out is not heard", _FILTER)
            return
        regions = {region_of(found, configuration) for found in named}
        if regions.isdisjoint({topic.region, ""}):
            verdict, may = (unknown, "may stand") if None in regions else (fail, "stand")
            yield verdict(f"all its endpoints {may} outside {topic.region}: its alerts need another region")
        return
    for found in configuration.of(SUBSCRIPTION, stack=topic.stack):
        arn = found.get("topic_arn")
        if not is_known(arn) and configuration.target(found, arn) is None:
            yield unknown(f"{found.address} subscribes to {arn}, which only the plan can tell")
            return
    yield expect.absent(topic, configuration, SUBSCRIPTION, "topic_arn", f"no {SUBSCRIPTION} names it")


_LITERAL: Final = "arn:aws:sns:xx-test-1:999988887777:alerts-zq7"


def _topic(
    arn: str, endpoint: str = "${aws_sqs_queue.desk.arn}", protocol: str = "sqs", **values: object
) -> Terraform:
    return {
        **TWO_REGIONS,
        "resource": {
            "aws_sqs_queue": {"desk": {}, "there": {"provider": "aws.other"}},
            "aws_sns_topic": {"example": {"name": "alerts-zq7"}, "other": {"name": "other-zq7"}},
            SUBSCRIPTION: {"desk": {"topic_arn": arn, "protocol": protocol, "endpoint": endpoint, **values}},
        },
    }


RULE = Rule(
    id="sns-subscribed",
    title="Every topic has a subscriber that needs no other region",
    severity=Severity.HIGH,
    types=("aws_sns_topic",),
    scope="configuration",
    check=check,
    rationale=(
        "An alarm that publishes to a topic without subscribers changes state, and no one is notified. Where "
        "all of them are in another region, that is so while the way there is what fails."
    ),
    remediation=(
        "Add an SnsTopicSubscription with the topic's arn, whose endpoint is a queue or function of the "
        "region, or an address from the settings."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51", "R71"),
    examples=Examples(
        passing=(
            _topic("${aws_sns_topic.example.arn}"),
            _topic(_LITERAL),
            _topic(_LITERAL, "ops@example.com", "email"),
            _topic(_LITERAL, "arn:aws:sqs:xx-test-1:999988887777:desk-zq7"),
            _topic("arn:${data.aws_partition.x.partition}:sns:${data.aws_region.x.region}:9:alerts-zq7"),
        ),
        failing=(
            _topic("${aws_sns_topic.other.arn}"),
            _topic(_LITERAL.replace("xx-test-1", "xx-test-2")),
            _topic(_LITERAL.replace("alerts", "more-alerts")),
            _topic(_LITERAL.replace(":sns:", ":sqs:")),
            _topic(_LITERAL, "${aws_sqs_queue.there.arn}"),
            _topic(_LITERAL, filter_policy='{"team": ["payments"]}'),
        ),
        absent=(Status.FAIL, resources(aws_sns_topic={"name": "alerts-zq7"})),
        unknown=(Status.UNKNOWN, _topic("${var.topic}")),
    ),
)
