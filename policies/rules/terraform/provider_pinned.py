"""No provider changes by itself to a release that breaks what is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource

_ENDS: Final = re.compile(r"^\s*(?:=|<=?|~>(?=\s*v?\d+\.\d))?\s*v?\d+(?:\.\d+)*(?:-[\w.]+)?\s*$")
"""A constraint with an end: one version, up to one, or what only its last number may exceed, of which `~> 6`
ends nowhere (Terraform, "Version Constraints")."""


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The constraint of each required provider ends somewhere; a configured provider is a required one. The
    lock file says which version it is; `terraform-exact-provider` asks for it here.
    """
    if element.type == "terraform":
        for name, version in required(element):
            if not version:
                yield fail(f"the provider {name} has no version", name)
            elif not any(map(_ENDS.match, version.split(","))):
                yield fail(f"the provider {name} has the version '{version}', and no end", name)
    elif any(
        name == "aws"
        for found in configuration.of("terraform", stack=element.stack)
        for name, _ in required(found)
    ):
        yield NOT_APPLICABLE
    else:
        yield fail("required_providers does not name it, so Terraform takes its newest release")


def required(settings: Resource) -> Iterator[tuple[str, str]]:
    """Each required provider with its constraint, empty where it has none."""
    for group in settings.blocks("required_providers"):
        for name, wanted in group.items():
            version = wanted.get("version") if isinstance(wanted, Mapping) else wanted
            yield name, str(version or "")


def _aws(version: object) -> Terraform:
    return {"terraform": {"required_providers": {"aws": {"source": "aws", "version": version}}}}


RULE = Rule(
    id="terraform-provider-pinned",
    title="No provider changes by itself to a release that breaks what is written",
    severity=Severity.MEDIUM,
    types=("terraform", "provider.aws"),
    scope="configuration",
    check=check,
    rationale=(
        "A provider is code that runs with the deployer's rights. Without an end, the next major version "
        "comes by itself where no lock file holds it back, with other defaults and without old arguments."
    ),
    remediation="Write version='~> x.y', or an exact one, and keep the lock file with the code.",
    controls=(
        "pci-dss-4.0.1:6.3.2",
        "nist-800-53-r5:CM-2",
        "nist-800-53-r5:SR-4(3)",
        "nist-800-53-r5:SA-10(1)",
    ),
    requirements=("R3",),
    examples=Examples(
        passing=(
            _aws("6.25.0"),
            _aws("= 6.25.0"),
            _aws("~> 6.25"),
            _aws("6.25.0, < 7"),
            {"terraform": [{"required_providers": [{"aws": "6.25.0"}]}]},
        ),
        failing=(
            _aws("~> 6"),
            _aws(">= 6.25.0"),
            _aws("!= 6.25.0"),
            _aws(""),
            {
                "terraform": {
                    "required_providers": {"aws": {"version": "6.25.0"}, "random": {"source": "random"}}
                }
            },
            {"terraform": {"required_providers": {"random": {"version": "3.7.2"}}}},
            {},
        ),
        absent=(Status.FAIL, {"terraform": {"required_providers": {"aws": {"source": "hashicorp/aws"}}}}),
        unknown=(Status.FAIL, _aws("${var.version}")),
    ),
)
