"""No module hides resources."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource


def check(element: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """A stack calls no module: what one creates is not in the synthesized files, so no rule sees it."""
    if element.type == "module":
        yield fail(f"it calls {element.get('source') or 'a module'}, whose resources cannot be judged")


def _module(source: object) -> Terraform:
    return {"terraform": {}, "module": {"example": {"source": source}}}


RULE = Rule(
    id="terraform-no-modules",
    title="No module creates resources that no rule has seen",
    severity=Severity.HIGH,
    types=("terraform", "module"),
    check=check,
    rationale=(
        "A module is code that is fetched when Terraform initializes. A gate that reads the synthesized "
        "stacks passes whatever it creates, today and after its next release."
    ),
    remediation="Write the resources as cdktf constructs (infra/blocks) instead of TerraformHclModule.",
    controls=(
        *("pci-dss-4.0.1:6.3.2", "pci-dss-4.0.1:12.5.1"),
        *("nist-800-53-r5:CM-8", "nist-800-53-r5:SR-4", "nist-800-53-r5:CM-6(1)"),
    ),
    requirements=("R6", "R14"),
    examples=Examples(
        passing=({"terraform": {"required_providers": {}}},),
        failing=(
            _module("terraform-aws-modules/vpc/aws"),
            _module("./modules/network"),
            {"module": [{"example": [{"source": "./a"}]}]},
        ),
        absent=(Status.FAIL, {"module": {"example": {}}}),
        unknown=(Status.FAIL, _module("${var.source}")),
    ),
)
