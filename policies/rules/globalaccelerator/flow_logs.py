"""Who came by an accelerator is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_ON: Final = "attributes.flow_logs_enabled"


def check(accelerator: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Flow logs are on; the bucket that they go to is named with them (Global Accelerator API,
    UpdateAcceleratorAttributes).
    """
    yield from expect.true(accelerator, _ON)


def _accelerator(on: object) -> Terraform:
    said = {"attributes": [{"flow_logs_enabled": on, "flow_logs_s3_bucket": "logs-zq7"}]}
    return resources(aws_globalaccelerator_accelerator=said)


RULE = Rule(
    id="globalaccelerator-flow-logs",
    title="Accelerators record who comes by them",
    severity=Severity.MEDIUM,
    types=("aws_globalaccelerator_accelerator",),
    check=check,
    rationale=(
        "What an accelerator refuses, or sends to another region, no load balancer logs: an attack on its "
        "addresses, and the way of a payer during a failover, are told by nothing else."
    ),
    remediation="Set attributes.flow_logs_enabled=True with flow_logs_s3_bucket and a prefix.",
    controls=("pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AU-2", "nist-800-53-r5:AU-12"),
    requirements=("R46",),
    examples=Examples(
        passing=(_accelerator(on=True), _accelerator("true")),
        failing=(_accelerator(on=False), _accelerator(None)),
        absent=(Status.FAIL, resources(aws_globalaccelerator_accelerator={"name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, _accelerator("${var.on}")),
    ),
)
