"""Functions make their network interfaces where they are told to."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import ACCOUNT, resources, role_policy
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.policy_document import Statement
from policies.related.roles import TRUST
from policies.resource import Resource
from policies.rules.iam._identities import IDENTITY
from policies.rules.iam.wildcard_resources import INTERFACES, spans
from policies.service_reference import knows_no_resource


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Rights over network interfaces name types of resources, narrower than AWS's own policy for functions.

    `iam-wildcard-resources` judges all other rights.
    """
    yield from expect.statements(holder, configuration, _named, without=(TRUST,))


def _named(statement: Statement) -> Iterator[Judgement]:
    for resource in filter(spans, statement.resources if statement.allows else ()):
        for action in statement.actions:
            if action in INTERFACES and not knows_no_resource(action):
                yield fail(f"{statement.label} allows {action} on '{resource}'", f"{action} on {resource}")


def _allow(resource: str) -> Terraform:
    return role_policy({"Effect": "Allow", "Action": "ec2:CreateNetworkInterface", "Resource": resource})


_EC2 = f"arn:aws:ec2:xx-test-1:{ACCOUNT}"

RULE = Rule(
    id="iam-exact-resources",
    title="Rights over network interfaces name what they are over",
    severity=Severity.MEDIUM,
    types=IDENTITY,
    check=check,
    rationale="A function that may delete every network interface may cut off every other one.",
    remediation="Name subnet/*, network-interface/* and security-group/* of the account and the region.",
    controls=("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-6"),
    requirements=("R41", "R76"),
    examples=Examples(
        passing=(_allow(f"{_EC2}:network-interface/*"),),
        failing=(_allow("*"), _allow(f"{_EC2}:*")),
        absent=(Status.NOT_APPLICABLE, resources(aws_iam_role_policy={"role": "settlement"})),
        unknown=(Status.UNKNOWN, resources(aws_iam_role_policy={"policy": "${var.policy}"})),
    ),
)
