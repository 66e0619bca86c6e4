"""Topics have a policy of their own."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
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
from policies.policy_document import HiddenPolicy, documents
from policies.resource import Resource

_KIND = "aws_sns_topic_policy"


def check(topic: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A policy with statements stands inline or in an aws_sns_topic_policy that names the topic.

    Without one SNS puts its default, which lets the whole account publish, subscribe and change it.
    """
    if topic.type == _KIND and configuration.owner(topic, "arn", "aws_sns_topic"):
        yield NOT_APPLICABLE
        return
    related = configuration.naming(topic, _KIND, "arn")
    found = [document for holder in (topic, *related) for document in documents(holder, configuration)]
    if not found:
        yield expect.absent(
            topic, configuration, _KIND, "arn", "it has no policy, so the default of SNS stands"
        )
    for document in found:
        if isinstance(document, HiddenPolicy):
            yield unknown(f"{document.attribute}: {document.reason}")
        elif not document.statements:
            yield fail(f"{document.attribute} has no statement")


POLICY = '{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": "*"}]}'


def _topic(**policy: object) -> Terraform:
    return resources(aws_sns_topic={"name": "alerts-zq7"}, aws_sns_topic_policy=policy)


RULE = Rule(
    id="sns-policy-present",
    title="Topics have a policy of their own",
    severity=Severity.MEDIUM,
    types=("aws_sns_topic", _KIND),
    scope="configuration",
    check=check,
    rationale="The default policy of SNS trusts every principal of the account, attackers included.",
    remediation="Add an SnsTopicPolicy for the topic that names its publishers and their SourceArn.",
    controls=("pci-dss-4.0.1:7.3.3", "nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6"),
    requirements=("R39", "R71"),
    examples=Examples(
        passing=(
            _topic(arn="${aws_sns_topic.example.arn}", policy=POLICY),
            resources(aws_sns_topic={"policy": POLICY}),
        ),
        failing=(
            _topic(arn="arn:aws:sns:xx-test-1:999988887777:other-zq7", policy=POLICY),
            _topic(arn="${aws_sns_topic.example.arn}", policy='{"Statement": []}'),
            resources(aws_sns_topic={"delivery_policy": '{"http": {}}'}),
        ),
        absent=(Status.FAIL, resources(aws_sns_topic={"name": "alerts-zq7"})),
        unknown=(Status.UNKNOWN, _topic(arn="${aws_sns_topic.example.arn}", policy="${var.policy}")),
    ),
)
