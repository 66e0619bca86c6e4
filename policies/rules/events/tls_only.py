"""What a whole account may put onto a bus comes over TLS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import policy_text, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.policy_document import Statement
from policies.resource import Resource


def check(policy: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each Allow asks for TLS, or names the roles, as for what EventBridge itself brings from other buses."""
    yield from expect.statements(policy, configuration, _secure)


def _secure(statement: Statement) -> Iterator[Judgement]:
    over_tls = any(
        operator == "Bool" and {value.lower() for value in values} == {"true"}
        for operator, values in statement.condition("aws:SecureTransport")
    )
    if statement.allows and not over_tls and statement.is_confined("aws:PrincipalArn") is not True:
        yield fail(f"{statement.label} asks neither for TLS nor for named roles")


def _policy(**condition: object) -> Terraform:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::${data.aws_caller_identity.here.account_id}:root"},
        "Action": "events:PutEvents",
        "Resource": "${aws_cloudwatch_event_bus.bus.arn}",
        "Condition": condition,
    }
    return resources(aws_cloudwatch_event_bus_policy={"policy": policy_text(statement)})


_ROLE: Final = "arn:aws:iam::${data.aws_caller_identity.here.account_id}:role/router"

RULE = Rule(
    id="events-tls-only",
    title="Events that an account sends come over TLS",
    severity=Severity.MEDIUM,
    types=("aws_cloudwatch_event_bus_policy",),
    check=check,
    rationale="Payment events over plain HTTP can be read and changed on their way.",
    remediation='Add "Condition": {"Bool": {"aws:SecureTransport": "true"}}, or name the roles that deliver.',
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-8", "nist-800-53-r5:AC-6"),
    requirements=("R39", "R70"),
    examples=Examples(
        passing=(
            _policy(Bool={"aws:SecureTransport": "true"}),
            _policy(Bool={"AWS:SecureTransport": True}),
            _policy(ArnEquals={"aws:PrincipalArn": [_ROLE]}),
        ),
        failing=(
            _policy(),
            _policy(Bool={"aws:SecureTransport": "false"}),
            _policy(BoolIfExists={"aws:SecureTransport": "true"}),
            _policy(ArnLike={"aws:PrincipalArn": "*"}),
            _policy(ArnEqualsIfExists={"aws:PrincipalArn": _ROLE}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_cloudwatch_event_bus_policy={"event_bus_name": "b"})),
        unknown=(Status.UNKNOWN, resources(aws_cloudwatch_event_bus_policy={"policy": "${var.policy}"})),
    ),
)
