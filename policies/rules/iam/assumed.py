"""A role is taken on by the service that is given it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from policies.related.roles import trusts
from policies.resource import Resource
from policies.values import is_known

_GIVEN: Final[Mapping[str, tuple[str, str]]] = {
    "aws_lambda_function": ("role", "lambda"),
    "aws_sfn_state_machine": ("role_arn", "states"),
    "aws_cloudwatch_event_target": ("role_arn", "events"),
    "aws_scheduler_schedule": ("target.role_arn", "scheduler"),
    "aws_pipes_pipe": ("role_arn", "pipes"),
    "aws_ecs_task_definition": ("task_role_arn", "ecs-tasks"),
    "aws_flow_log": ("iam_role_arn", "vpc-flow-logs"),
    "aws_s3_bucket_replication_configuration": ("role", "s3"),
    "aws_backup_selection": ("iam_role_arn", "backup"),
    "aws_api_gateway_account": ("cloudwatch_role_arn", "apigateway"),
}
"""By type, where it is given its role, and how the service is called that takes it on."""


def check(user: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The trust policy of the role that a service is given lets in that service."""
    argument, service = _GIVEN[user.type]
    value = user.get(argument)
    role = configuration.target(user, value)
    if role is None or role.type != "aws_iam_role":
        if value is not None and not is_known(value) and str(value).startswith("${var."):
            yield unknown(f"{argument} is {value}, which only the plan can tell")
        else:
            yield NOT_APPLICABLE
        return
    verdict = trusts(role, configuration, service)
    if verdict is None:
        yield unknown(f"only the plan can tell whom {role.address} trusts")
    elif not verdict:
        yield fail(f"{argument} is {role.address}, which does not trust {service}.amazonaws.com", argument)


def _function(service: object, role: str = "${aws_iam_role.pay.arn}") -> Terraform:
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}
    return {
        "resource": {
            "aws_lambda_function": {"example": {"role": role}},
            "aws_iam_role": {"pay": {"assume_role_policy": policy_text(statement)}},
        }
    }


RULE = Rule(
    id="iam-assumed",
    title="Roles trust the service that is given them",
    severity=Severity.HIGH,
    types=tuple(_GIVEN),
    scope="configuration",
    check=check,
    rationale="A service that may not take on its role is refused when it starts, or at the first event.",
    remediation="Give it a role of its own, whose assume_role_policy names the service as its principal.",
    controls=("pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6"),
    requirements=("R42",),
    examples=Examples(
        passing=(
            _function("lambda.amazonaws.com"),
            _function(["events.amazonaws.com", "lambda.amazonaws.com"]),
        ),
        failing=(_function("states.amazonaws.com"),),
        absent=(Status.NOT_APPLICABLE, {"resource": {"aws_lambda_function": {"example": {}}}}),
        unknown=(Status.UNKNOWN, _function("lambda.amazonaws.com", "${var.role}")),
    ),
)
