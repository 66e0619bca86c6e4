"""A policy lets in services that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies import expect, service_values
from policies.configuration import Configuration
from policies.examples import policy_text, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.policy_document import Statement
from policies.resource import Resource
from policies.values import is_known

_PRINCIPAL: Final = re.compile(
    r"(?P<name>[a-z0-9.-]+?)(?:\.(?:[a-z]{2}(?:-[a-z]+)+-\d|\$\{[^{}]*\}))?\.(?:amazonaws\.com(?:\.cn)?|\$\{[^{}]*\})"
)
"""`lambda.amazonaws.com`, `logs.xx-test-1.amazonaws.com`; a region and a suffix may be references."""
_ODD: Final = ("support.aws.amazon.com",)


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each service that a statement names ends as those of AWS do, and is no other spelling of one."""
    yield from expect.statements(holder, configuration, _there)


def _there(statement: Statement) -> Iterator[Judgement]:
    for principal in (*statement.principals, *statement.not_principals):
        if principal.kind != "Service" or principal.value == "*" or principal.value in _ODD:
            continue
        said = f"{statement.label} names {principal.value}"
        match = _PRINCIPAL.fullmatch(principal.value)
        meant = None if match is None else service_values.principal_meant(match["name"])
        if meant is not None:
            yield fail(f"{said}, which is no service of AWS: {meant} is", principal.value)
        elif match is None and is_known(principal.value):
            yield fail(f"{said}, and the services of AWS end in amazonaws.com", principal.value)
        elif match is None:
            yield unknown(f"{said}, which only the plan can tell")


def _role(service: object) -> Terraform:
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}
    return resources(aws_iam_role={"assume_role_policy": policy_text(statement)})


RULE = Rule(
    id="iam-service-principals",
    title="Policies let in services that there are",
    severity=Severity.HIGH,
    types=("*",),
    scope="configuration",
    check=check,
    rationale=(
        "A service by a name that it does not have is refused by IAM in a role, and taken without a word by "
        "other policies: whoever should come in stands outside."
    ),
    remediation="Name the service as its guide does: lambda.amazonaws.com, monitoring.rds.amazonaws.com.",
    controls=("pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6"),
    requirements=("R42",),
    examples=Examples(
        passing=(
            _role("lambda.amazonaws.com"),
            _role(["monitoring.rds.amazonaws.com", "delivery.logs.amazonaws.com"]),
            _role("logs.${data.aws_region.here.region}.amazonaws.com"),
            _role("logs.xx-test-1.${data.aws_partition.here.dns_suffix}"),
            _role("ops.apigateway.amazonaws.com"),
        ),
        failing=(
            _role("lambda.amazon.com"),
            _role("state.amazonaws.com"),
            _role("rds.monitoring.amazonaws.com"),
            _role("log.xx-test-1.amazonaws.com"),
            resources(aws_lambda_permission={"principal": "apigw.amazonaws.com", "function_name": "a"}),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_iam_role={"name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, _role("${var.service}")),
    ),
)
