"""Every provider has one exact version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource
from policies.rules.terraform.provider_pinned import required

_EXACT: Final = re.compile(r"^\s*=?\s*v?\d+\.\d+\.\d+(?:-[\w.]+)?\s*$")


def check(element: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Each provider with a constraint names one version; `terraform-provider-pinned` asks for the others."""
    for name, version in required(element):
        if version and not _EXACT.match(version):
            yield fail(f"the provider {name} has the version '{version}', not an exact one", name)


def _aws(version: object) -> Terraform:
    return {"terraform": {"required_providers": {"aws": {"source": "aws", "version": version}}}}


RULE = Rule(
    id="terraform-exact-provider",
    title="Every provider is pinned to one exact version",
    severity=Severity.MEDIUM,
    types=("terraform",),
    check=check,
    rationale=(
        "With a range, what was reviewed and what deploys next week differ, in defaults as in defects, "
        "unless a lock file lies beside it; beside what is synthesized none does."
    ),
    remediation="Use the prebuilt bindings, which pin their provider, or write version='x.y.z' exactly.",
    controls=("pci-dss-4.0.1:6.3.2", "nist-800-53-r5:CM-2", "nist-800-53-r5:SR-4(3)"),
    requirements=("R3",),
    examples=Examples(
        passing=(
            _aws("6.25.0"),
            _aws("= 6.25.0"),
            {"terraform": [{"required_providers": [{"aws": "6.25.0"}]}]},
        ),
        failing=(
            _aws("~> 6.25.0"),
            _aws(">= 6.25.0"),
            _aws("6.25"),
            _aws("6.25.0, < 7"),
            {
                "terraform": {
                    "required_providers": {"aws": {"version": "6.25.0"}, "random": {"version": "3.7"}}
                }
            },
        ),
        absent=(Status.PASS, {"terraform": {"required_providers": {"aws": {"source": "hashicorp/aws"}}}}),
        unknown=(Status.FAIL, _aws("${var.version}")),
    ),
)
