"""The role of a flow log may write it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import policy_text, resources, role
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
from policies.related.roles import TRUST, granted, trusts
from policies.resource import Resource

_NEEDED: Final = (
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "logs:DescribeLogGroups",
    "logs:DescribeLogStreams",
)
"""VPC User Guide, "IAM role for publishing flow logs to CloudWatch Logs"; the group itself is ours."""


def check(log: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A flow log into a log group names a role, which trusts the service of flow logs, and whose policies
    allow what writing takes.
    """
    if log.get("log_destination_type") not in (None, "cloud-watch-logs"):
        yield NOT_APPLICABLE
        return
    value = log.get("iam_role_arn")
    role = configuration.target(log, value)
    if value is None:
        yield fail("iam_role_arn is not set")
        return
    if role is not None and trusts(role, configuration, "vpc-flow-logs") is False:
        yield fail(f"{role.address} does not trust vpc-flow-logs.amazonaws.com: nothing is written", "trust")
    allowed = granted(role, configuration) if role is not None else None
    if allowed is None:
        yield unknown(f"what {value} may do, only the plan can tell")
        return
    for action in _NEEDED:
        if not any(statement.names_action(action) for _, statement in allowed):
            yield fail(f"its role may not {action}", action)


def _log(*actions: str, **log: object) -> Terraform:
    statement = {"Effect": "Allow", "Action": actions, "Resource": "${aws_cloudwatch_log_group.flows.arn}:*"}
    return {
        "resource": {
            **role("writer", statement),
            "aws_flow_log": {"example": {"iam_role_arn": "${aws_iam_role.writer.arn}", **log}},
        }
    }


def _trusting(service: str) -> Terraform:
    """A role that may do what it takes, for this service."""
    made = _log(*_NEEDED)["resource"]
    said = policy_text(
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": f"{service}.amazonaws.com"}}
    )
    return {"resource": {**made, "aws_iam_role": {"writer": {"name": "writer-zq7", TRUST: said}}}}


RULE = Rule(
    id="vpc-flow-log-role",
    title="The roles of flow logs may write them",
    severity=Severity.HIGH,
    types=("aws_flow_log",),
    scope="configuration",
    check=check,
    rationale="A flow log whose role may not write is there, is green, and records nothing.",
    remediation=(
        "Give the IamRole of the FlowLog a policy with logs:CreateLogStream, logs:PutLogEvents, "
        "logs:DescribeLogGroups and logs:DescribeLogStreams."
    ),
    controls=("pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AU-12", "nist-800-53-r5:SI-4(4)"),
    requirements=("R46",),
    examples=Examples(
        passing=(
            _log(*_NEEDED),
            _trusting("vpc-flow-logs"),
            _log("logs:Create*", "logs:Put*", "logs:Describe*"),
        ),
        failing=(
            _log(*_NEEDED[1:]),
            _log(*_NEEDED[:2]),
            _log(*_NEEDED, iam_role_arn=None),
            _trusting("ec2"),
        ),
        absent=(Status.FAIL, resources(aws_flow_log={"traffic_type": "ALL"})),
        unknown=(Status.UNKNOWN, _log(iam_role_arn="${var.role}")),
    ),
)
