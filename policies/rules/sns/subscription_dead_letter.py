"""What a topic cannot deliver to a queue or a function is kept aside."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from policies.configuration import Configuration
from policies.examples import resources
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
from policies.values import is_known

_KEPT = ("sqs", "lambda", "firehose")


def check(subscription: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """A subscription of a machine has a redrive policy that names a queue. People are told once or not."""
    protocol = subscription.get("protocol")
    if is_known(protocol) and protocol not in _KEPT:
        yield NOT_APPLICABLE
        return
    text = subscription.get("redrive_policy")
    try:
        kept = json.loads(str(text)) if text else {}
    except ValueError:
        kept = None
    if isinstance(kept, Mapping):
        if not kept.get("deadLetterTargetArn"):
            yield fail("redrive_policy names no queue: what is not delivered is lost")
    elif is_known(text):
        yield fail(f"redrive_policy is {text}, which is no JSON object")
    else:
        yield unknown(f"redrive_policy is {text}, which only the plan can tell")


def _subscription(policy: object, protocol: str = "sqs") -> Terraform:
    text = policy if isinstance(policy, str) else json.dumps(policy)
    return resources(aws_sns_topic_subscription={"protocol": protocol, "redrive_policy": text})


_QUEUE = {"deadLetterTargetArn": "${aws_sqs_queue.failed.arn}"}

RULE = Rule(
    id="sns-subscription-dead-letter",
    title="Subscriptions of queues and functions have a dead-letter queue",
    severity=Severity.HIGH,
    types=("aws_sns_topic_subscription",),
    check=check,
    rationale=(
        "SNS gives a message up at once where the other side refuses it: a key or a policy that changed in "
        "another region, and no alert arrives there any more."
    ),
    remediation="Set redrive_policy with the ARN of a queue in the topic's region.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51", "R71"),
    examples=Examples(
        passing=(_subscription(_QUEUE), _subscription(_QUEUE, "lambda")),
        failing=(_subscription({}), _subscription("{", "lambda"), _subscription("[]")),
        absent=(Status.FAIL, resources(aws_sns_topic_subscription={"protocol": "sqs"})),
        unknown=(Status.UNKNOWN, _subscription("${var.redrive}")),
    ),
)
