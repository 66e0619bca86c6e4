"""Topics accept messages over TLS only."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import PLAIN_HTTP, denies_plain_http, policy_text, resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource


def check(topic: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The policy denies sns:Publish without TLS (Amazon SNS, "Security best practices"). Without a policy, an
    encrypted topic takes no other request (Amazon SNS, "Securing data with server-side encryption").
    """
    policies = configuration.naming(topic, "aws_sns_topic_policy", "arn")
    if topic.get("kms_master_key_id") and topic.get("policy") is None and not policies:
        yield NOT_APPLICABLE
        return
    yield from expect.tls_only(topic, configuration, "aws_sns_topic_policy", "arn", "sns:Publish")


ARN = "${aws_sns_topic.example.arn}"


def _policy(**changes: object) -> str:
    return policy_text(denies_plain_http("sns:Publish", ARN, **changes))


def _topic(policy: str, arn: str = ARN) -> Terraform:
    return resources(
        aws_sns_topic={"name": "alerts-zq7"}, aws_sns_topic_policy={"arn": arn, "policy": policy}
    )


LITERAL = "arn:aws:sns:xx-test-1:999988887777:alerts-zq7"
DENY_BLOCK = {
    "effect": "Deny",
    "actions": ["SNS:Publish"],
    "resources": [ARN],
    "principals": [{"type": "AWS", "identifiers": ["*"]}],
    "condition": [{"test": "Bool", "variable": "aws:SecureTransport", "values": ["false"]}],
}

RULE = Rule(
    id="sns-tls-only",
    title="Topics refuse messages that come without TLS",
    severity=Severity.HIGH,
    types=("aws_sns_topic", "aws_sns_topic_policy"),
    scope="configuration",
    check=check,
    rationale=(
        "SNS also listens on plain HTTP. Unless the policy denies it, an alert or a payment event can be "
        "read on its way."
    ),
    remediation=(
        "Give the topic an SnsTopicPolicy whose statement denies sns:Publish on its ARN to Principal '*' "
        "with Bool aws:SecureTransport 'false' as the only condition."
    ),
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-8(1)"),
    requirements=("R39",),
    examples=Examples(
        passing=(
            _topic(_policy()),
            _topic(_policy(Action=["sns:Subscribe", "sns:*"], Principal={"AWS": "*"}, Resource="*")),
            _topic(_policy(Resource=LITERAL), arn=LITERAL),
            resources(aws_sns_topic={"name": "alerts-zq7", "policy": _policy(Resource=LITERAL)}),
            {
                **_topic("${data.aws_iam_policy_document.example.json}"),
                "data": {"aws_iam_policy_document": {"example": {"statement": [DENY_BLOCK]}}},
            },
        ),
        failing=(
            _topic(_policy(Effect="Allow")),
            _topic(_policy(Principal={"AWS": "arn:aws:iam::999988887777:root"})),
            _topic(_policy(Principal={"Service": "*"})),
            _topic(_policy(Action="sns:Subscribe")),
            _topic(_policy(Resource="arn:aws:sns:xx-test-1:999988887777:other-zq7")),
            _topic(_policy(Resource="arn:aws:sns:xx-test-2:999988887777:alerts-zq7")),
            _topic(_policy(Condition={"Bool": {"aws:SecureTransport": "true"}})),
            _topic(_policy(Condition={"StringEquals": {"aws:SecureTransport": "false"}})),
            _topic(_policy(Condition={"Null": {"aws:SecureTransport": "false"}})),
            _topic(_policy(Condition={**PLAIN_HTTP, "StringEquals": {"aws:SourceAccount": "999988887777"}})),
            _topic(_policy(Condition={"Bool": {"aws:SecureTransport": ["false", "true"]}})),
            _topic(_policy(), arn="arn:aws:sns:xx-test-1:999988887777:other-zq7"),
            {
                "resource": {
                    "aws_sns_topic": {"example": {"name": "alerts-zq7"}},
                    "aws_sns_topic_policy": {
                        "first": {"arn": ARN, "policy": _policy()},
                        "second": {"arn": ARN, "policy": _policy(Effect="Allow")},
                    },
                }
            },
        ),
        absent=(Status.FAIL, resources(aws_sns_topic={"name": "alerts-zq7"})),
        unknown=(Status.UNKNOWN, _topic("${var.policy}")),
    ),
)
