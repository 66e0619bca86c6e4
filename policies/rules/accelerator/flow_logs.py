"""An accelerator records who comes by it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource

_ACCELERATOR: Final = "aws_globalaccelerator_accelerator"


def check(accelerator: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Flow logs are on, and go to a bucket."""
    yield from expect.true(accelerator, "attributes.flow_logs_enabled")
    if accelerator.get("attributes.flow_logs_s3_bucket") in (None, ""):
        yield fail("attributes.flow_logs_s3_bucket is not set: flow logs have no place", "bucket")


def _accelerator(enabled: object, bucket: str | None = "${aws_s3_bucket.logs.bucket}") -> Terraform:
    said = {"flow_logs_enabled": enabled, "flow_logs_s3_bucket": bucket}
    return resources(**{_ACCELERATOR: {"name": "pay-zq7", "attributes": said}})


RULE = Rule(
    id="accelerator-flow-logs",
    title="Accelerators record their traffic",
    severity=Severity.LOW,
    types=(_ACCELERATOR,),
    check=check,
    rationale=(
        "What stands behind an accelerator may see its addresses alone: who called is in its flow logs."
    ),
    remediation="Set attributes with flow_logs_enabled=True and the flow_logs_s3_bucket.",
    controls=("pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AU-12", "nist-800-53-r5:SI-4(4)"),
    requirements=("R46",),
    examples=Examples(
        passing=(_accelerator(True), _accelerator("true")),
        failing=(_accelerator("false"), _accelerator("true", None)),
        absent=(Status.FAIL, resources(**{_ACCELERATOR: {"name": "pay-zq7"}})),
        unknown=(Status.UNKNOWN, _accelerator("${var.logs}")),
    ),
)
