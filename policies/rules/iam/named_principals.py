"""Policies of resources name whom they let in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import ACCOUNT, ROOT, queue_policy, resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status
from policies.policy_document import Statement
from policies.resource import Resource
from policies.rules.iam.public_access import FILTERS

_BEYOND: Final = ("aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:SourceVpce", "aws:SourceVpc")
"""What closes a statement to callers whom no principal can name together: those of an organisation, or of a
network."""


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An Allow to `*` is for an organisation or a network alone; whoever else is meant has a name."""
    if holder.type in FILTERS:
        yield NOT_APPLICABLE
    else:
        yield from expect.statements(holder, configuration, _named)


def _named(statement: Statement) -> Iterator[Judgement]:
    if statement.allows and any(principal.is_anyone for principal in statement.principals):
        yield from expect.confined(statement, "lets in '*', which is no name,", _BEYOND)


def _allow(principal: object, **condition: object) -> dict[str, object]:
    return {
        "Effect": "Allow",
        "Action": "sqs:SendMessage",
        "Resource": "*",
        "Principal": principal,
        "Condition": condition,
    }


_TOPIC: Final = {"aws:SourceArn": "${aws_sns_topic.alerts.arn}"}

RULE = Rule(
    id="iam-named-principals",
    title="Policies of resources name whom they let in",
    severity=Severity.MEDIUM,
    types=("*",),
    check=check,
    rationale=(
        "An account that is named by its root leaves it to IAM who of it may; '*' under a condition on the "
        "account lets in each of its identities, whatever their own policies say. And '*' under a condition "
        "on the source is every service that calls in the name of that source, not the one that is meant."
    ),
    remediation=(
        "Name the service, the role, or the root of the account; keep '*' for an organisation, with "
        "StringEquals on aws:PrincipalOrgID."
    ),
    controls=("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:7.2.2", "nist-800-53-r5:AC-6", "nist-800-53-r5:AC-3"),
    requirements=("R42", "R38"),
    told_by=("iam-public-access",),
    examples=Examples(
        passing=(
            queue_policy(_allow({"Service": "sns.amazonaws.com"}, ArnEquals=_TOPIC)),
            queue_policy(_allow(ROOT, StringEquals={"aws:PrincipalAccount": ACCOUNT})),
            queue_policy(_allow("*", StringEquals={"aws:PrincipalOrgID": "o-example"})),
            queue_policy({**_allow("*"), "Effect": "Deny"}),
        ),
        failing=(
            queue_policy(_allow("*", ArnEquals=_TOPIC)),
            queue_policy(_allow({"AWS": "*"}, StringEquals={"aws:PrincipalAccount": ACCOUNT})),
            queue_policy(_allow({"Service": "sns.amazonaws.com"}, ArnEquals=_TOPIC), _allow("*")),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_sqs_queue={"name": "payments-zq7"})),
        unknown=(
            Status.UNKNOWN,
            queue_policy(_allow("*", StringEquals={"aws:PrincipalOrgID": "${var.org}"})),
        ),
    ),
)
