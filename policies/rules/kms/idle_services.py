"""A key lets in no service that has nothing to do with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import policy_text
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
from policies.rules.kms._uses import KEYS, key_policies, service_of, uses_as_service

_TOLD: Final = frozenset({"cloudwatch", "events", "logs", "sns"})
"""Services whose use of a key shows in the configuration: by what they keep, or by a policy that lets
them send."""


def check(key: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each of these services that the key lets in keeps something with it, or may send to what does."""
    policies = tuple(key_policies(key, configuration))
    needed = {use.service for use in uses_as_service(key, configuration)}
    if not policies:
        yield NOT_APPLICABLE
    for holder, statements in policies:
        if statements is None:
            yield unknown(f"the policy of {holder.address} cannot be read")
            continue
        let_in = {
            service_of(principal)
            for statement in statements
            if statement.allows
            for principal in statement.principals
            if principal.kind == "Service"
        }
        for service in sorted(let_in & _TOLD - needed):
            yield fail(
                f"it lets {service} in, which keeps nothing with it and may send to nothing that does",
                service,
            )


def _key(*services: str, topic: str = "s3") -> Terraform:
    """A key that lets these services in, and a topic on it to which one of them may publish."""

    def policy(action: str, *names: str) -> str:
        principal = {"Service": [f"{name}.amazonaws.com" for name in names]}
        statement = {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*"}
        return policy_text(statement)

    alerts = {
        "kms_master_key_id": "${aws_kms_key.example.arn}",
        "policy": policy("sns:Publish", topic),
    }
    return {
        "resource": {
            "aws_kms_key": {"example": {"policy": policy("kms:Decrypt", *services)}},
            "aws_sns_topic": {"alerts": alerts},
        }
    }


RULE = Rule(
    id="kms-idle-services",
    title="Keys let in no service that has nothing to do with them",
    severity=Severity.LOW,
    types=KEYS,
    scope="configuration",
    check=check,
    rationale=(
        "A grant that nothing needs is a way in that nobody watches, or what is left of a permission that "
        "was lost elsewhere: the topic no longer lets its alarms in."
    ),
    remediation=(
        "Take the service out of the key's policy, or give back what it needs the key for: the policy of "
        "the topic or queue that lets it send."
    ),
    controls=("pci-dss-4.0.1:7.2.5", "pci-dss-4.0.1:3.6.1", "nist-800-53-r5:AC-6"),
    requirements=("R38", "R40"),
    examples=Examples(
        passing=(
            _key("cloudwatch", topic="cloudwatch"),
            _key("lambda"),
            {
                "resource": {
                    **_key("cloudwatch")["resource"],
                    "aws_sns_topic": {"alerts": {"kms_master_key_id": "${aws_kms_key.example.arn}"}},
                    "aws_cloudwatch_metric_alarm": {"x": {"alarm_actions": ["${aws_sns_topic.alerts.arn}"]}},
                }
            },
            {
                "resource": {
                    **_key("logs.xx-test-1")["resource"],
                    "aws_cloudwatch_log_group": {"x": {"kms_key_id": "${aws_kms_key.example.arn}"}},
                }
            },
        ),
        failing=(
            _key("cloudwatch", topic="events"),
            _key("cloudwatch", "events", topic="cloudwatch"),
            _key("logs.xx-test-1"),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {"aws_kms_key": {"example": {}}}}),
        unknown=(Status.UNKNOWN, {"resource": {"aws_kms_key": {"example": {"policy": "${var.policy}"}}}}),
    ),
)
