"""What AWS Config records stays in the account, and what judges it is AWS's own."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_CHANNEL = "aws_config_delivery_channel"


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A delivery channel names a bucket of the configuration; a rule is one that AWS manages, and runs no
    code of somebody's.
    """
    if element.type == _CHANNEL:
        named = element.get("s3_bucket_name")
        bucket = configuration.target(element, named)
        if bucket is None or bucket.type != "aws_s3_bucket":
            verdict = fail if is_known(named) or named is None else unknown
            yield verdict(f"s3_bucket_name is {named}, which is no bucket of the configuration")
        return
    for source in element.blocks("source"):
        owner = source.get("owner")
        if not is_known(owner):
            yield unknown(f"owner is {owner}, which only the plan can tell")
        elif owner != "AWS":
            yield fail(f"owner is {owner}, and not AWS", "source.owner")
    if not element.blocks("source"):
        yield fail("source is not set", "source")


def _rule(**source: object) -> Terraform:
    return resources(
        aws_config_config_rule={"name": "example", "source": source} if source else {"name": "example"}
    )


def _channel(bucket: str) -> Terraform:
    return {
        "resource": {
            "aws_s3_bucket": {"logs": {"bucket": "logs-zq7"}},
            _CHANNEL: {"example": {"s3_bucket_name": bucket}},
        }
    }


RULE = Rule(
    id="config-own-bucket",
    title="AWS Config delivers to a bucket of its own system and judges by AWS's rules",
    severity=Severity.MEDIUM,
    types=(_CHANNEL, "aws_config_config_rule"),
    scope="configuration",
    check=check,
    rationale=(
        "What AWS Config records describes every resource of the account: in somebody else's bucket it is a "
        "map for an attacker. A custom rule runs code with the rights of its function."
    ),
    remediation="Name an S3Bucket of the stack in s3_bucket_name, and set owner='AWS' in the rule's source.",
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-2", "nist-800-53-r5:CM-6"),
    requirements=("R115", "C15"),
    examples=Examples(
        passing=(
            _channel("${aws_s3_bucket.logs.id}"),
            _rule(owner="AWS", source_identifier="VPC_FLOW_LOGS_ENABLED"),
        ),
        failing=(
            _channel("elsewhere"),
            _rule(owner="CUSTOM_LAMBDA", source_identifier="arn"),
            _rule(owner="CUSTOM_POLICY"),
        ),
        absent=(Status.FAIL, _rule()),
        unknown=(Status.UNKNOWN, _rule(owner="${var.owner}")),
    ),
)
