"""Images are searched for known faults when they arrive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_SCAN: Final = "image_scanning_configuration.scan_on_push"


def check(repository: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Scanning on push is on; by default it is off (Terraform registry)."""
    yield from expect.stands(repository, _SCAN, (True,), default=False)


def _repository(scanned: object) -> Terraform:
    return resources(aws_ecr_repository={"image_scanning_configuration": [{"scan_on_push": scanned}]})


RULE = Rule(
    id="ecr-scan-on-push",
    title="Container images are scanned when they are pushed",
    severity=Severity.MEDIUM,
    types=("aws_ecr_repository",),
    check=check,
    rationale="A known fault in a base image runs in every task until somebody looks for it.",
    remediation="Set image_scanning_configuration with scan_on_push=True.",
    controls=("pci-dss-4.0.1:6.3.1", "pci-dss-4.0.1:11.3.1", "nist-800-53-r5:RA-5", "nist-800-53-r5:SI-2"),
    requirements=("R149",),
    examples=Examples(
        passing=(_repository(scanned=True), _repository("true")),
        failing=(_repository(scanned=False),),
        absent=(Status.FAIL, resources(aws_ecr_repository={"name": "payments-zq7"})),
        unknown=(Status.UNKNOWN, _repository("${var.scan}")),
    ),
)
