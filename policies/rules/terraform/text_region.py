"""An address that is written for something names the region where that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import TWO_REGIONS, resources
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

_REGION: Final = r"(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)"
_WRITTEN: Final = (
    re.compile(
        r"https?://(?P<service>[a-z0-9-]+)\."
        + _REGION
        + r"\.amazonaws\.com(?:\.cn)?/[^\s\"',{}$]*(?P<named>\$\{aws_[^{}]*\})"
    ),
    re.compile(
        r"\barn:[\w${}.-]*?:(?P<service>[a-z0-9-]+):"
        + _REGION
        + r":[^:\s\"',]*:[^\s\"',{}$]*(?P<named>\$\{aws_[^{}]*\})"
    ),
)
"""An address or an ARN whose region is written out, and whose name is a reference."""
_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "cognito-idp": ("aws_cognito_user_pool",),
    "dynamodb": ("aws_dynamodb_table",),
    "ecr": ("aws_ecr_repository",),
    "ecs": ("aws_ecs_cluster", "aws_ecs_service"),
    "events": ("aws_cloudwatch_event_bus", "aws_cloudwatch_event_rule"),
    "firehose": ("aws_kinesis_firehose_delivery_stream",),
    "kinesis": ("aws_kinesis_stream",),
    "kms": ("aws_kms_key",),
    "lambda": ("aws_lambda_function",),
    "logs": ("aws_cloudwatch_log_group",),
    "rds": ("aws_db_instance", "aws_rds_cluster"),
    "secretsmanager": ("aws_secretsmanager_secret",),
    "sns": ("aws_sns_topic",),
    "sqs": ("aws_sqs_queue",),
    "states": ("aws_sfn_state_machine",),
}
"""By service, what its addresses and ARNs name."""


def check(user: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where an address or an ARN has a region in letters and something of the stack by reference, that is of
    the region; or the region has one of its type, whose name may be the same.
    """
    seen = False
    for path, text in user.strings():
        if "${aws_" not in text:
            continue
        for found in (match for pattern in _WRITTEN for match in pattern.finditer(text)):
            target = configuration.target(user, found["named"])
            if target is None or target.type not in _OF.get(found["service"], ()):
                continue
            seen = True
            written = found["region"]
            if not target.region or not is_known(target.region):
                yield unknown(f"{path}: only the plan can tell of which region {target.address} is")
            elif target.region != written and not _is_there(target, written, configuration):
                yield fail(
                    f"{path} has {target.address} in {written}, and it is in {target.region}: there is "
                    "nothing of that name",
                    path,
                )
    if not seen:
        yield NOT_APPLICABLE


def _is_there(target: Resource, region: str, configuration: Configuration) -> bool:
    """Whether something of its type is in the region, or a copy that AWS keeps of it there."""
    if any(each.region == region for each in configuration.of(target.type)):
        return True
    if expect.is_true(target.get("multi_region")):  # a key, whose id is one everywhere
        return True
    return any(text == region for path, text in target.strings() if path.startswith("replica"))


def _pool(region: str, **more: object) -> Terraform:
    issuer = f"https://cognito-idp.{region}.amazonaws.com/${{aws_cognito_user_pool.customers.id}}"
    return {
        **TWO_REGIONS,
        "resource": {
            "aws_cognito_user_pool": {"customers": {"name": "customers-zq7", **more}},
            "aws_apigatewayv2_authorizer": {"example": {"jwt_configuration": {"issuer": issuer}}},
        },
    }


def _queue(region: str) -> Terraform:
    arn = f"arn:aws:sqs:{region}:999988887777:${{aws_sqs_queue.example.name}}"
    return resources(aws_sqs_queue={"name": "work-zq7"}, aws_sns_topic_subscription={"endpoint": arn})


RULE = Rule(
    id="terraform-text-region",
    title="Addresses that are written out name the region of what they lead to",
    severity=Severity.HIGH,
    types=("*",),
    scope="configuration",
    check=check,
    rationale=(
        "An issuer, a queue or a log group in a region where it is not is refused at each call: no token is "
        "valid, and no message arrives."
    ),
    remediation="Take the address from the resource's own attribute (endpoint, arn), or name its region.",
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-6", "nist-800-53-r5:IA-9"),
    requirements=("R72", "R105"),
    examples=Examples(
        passing=(_pool("xx-test-1"), _pool("xx-test-2", provider="aws.other"), _queue("xx-test-1")),
        failing=(_pool("xx-test-9"), _queue("xx-test-2")),
        absent=(Status.NOT_APPLICABLE, resources(aws_sqs_queue={"name": "work-zq7"})),
        unknown=(
            Status.UNKNOWN,
            {**_pool("xx-test-1"), "provider": {"aws": [{"region": "${var.region}"}]}},
        ),
    ),
)
