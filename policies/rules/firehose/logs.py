"""What could not be delivered leaves a trace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_DESTINATIONS: Final = tuple(
    f"{name}_configuration"
    for name in (
        *("elasticsearch", "extended_s3", "http_endpoint", "iceberg", "opensearch", "opensearchserverless"),
        *("redshift", "snowflake", "splunk"),
    )
)
_ENABLED: Final = "cloudwatch_logging_options.enabled"


def check(stream: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Its destination logs failures; by default it does not (Terraform registry)."""
    if not any(stream.blocks(name) for name in _DESTINATIONS):
        yield NOT_APPLICABLE
    for name in _DESTINATIONS:
        yield from expect.each_block(
            stream, name, "", lambda destination: expect.stands(destination, _ENABLED, (True,), default=False)
        )


def _stream(**destination: Any) -> Terraform:  # noqa: ANN401 - Terraform values have every JSON type
    return resources(aws_kinesis_firehose_delivery_stream={"extended_s3_configuration": [destination]})


RULE = Rule(
    id="firehose-logs",
    title="Firehose streams log what they could not deliver",
    severity=Severity.MEDIUM,
    types=("aws_kinesis_firehose_delivery_stream",),
    check=check,
    rationale=(
        "Records that a destination refuses are retried for a while and then set aside or dropped; without "
        "the log nothing tells that, or why."
    ),
    remediation="Set cloudwatch_logging_options with enabled=True, log_group_name and log_stream_name.",
    controls=("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:10.7.2", "nist-800-53-r5:AU-5", "nist-800-53-r5:AU-12"),
    requirements=("R46",),
    examples=Examples(
        passing=(_stream(cloudwatch_logging_options=[{"enabled": True}]),),
        failing=(_stream(cloudwatch_logging_options=[{"enabled": False}]), _stream(bucket_arn="arn")),
        absent=(
            Status.NOT_APPLICABLE,
            resources(aws_kinesis_firehose_delivery_stream={"destination": "extended_s3"}),
        ),
        unknown=(Status.UNKNOWN, _stream(cloudwatch_logging_options=[{"enabled": "${var.logs}"}])),
    ),
)
