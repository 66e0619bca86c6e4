"""Every provider has one exact version."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource

_EXACT: Final = re.compile(r"^\s*=?\s*v?\d+\.\d+\.\d+(?:-[\w.]+)?\s*$")


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each required provider names one version; a configured provider is a required one."""
    if element.type == "terraform":
        for name, version in _required(element):
            if not version:
                yield fail(f"the provider {name} has no version", name)
            elif not _EXACT.match(version):
                yield fail(f"the provider {name} has the version '{version}', not an exact one", name)
    elif any(
        name == "aws"
        for found in configuration.of("terraform", stack=element.stack)
        for name, _ in _required(found)
    ):
        yield NOT_APPLICABLE
    else:
        yield fail("required_providers does not name it, so Terraform takes its newest release")


def _required(settings: Resource) -> Iterator[tuple[str, str]]:
    for group in settings.blocks("required_providers"):
        for name, wanted in group.items():
            version = wanted.get("version") if isinstance(wanted, Mapping) else wanted
            yield name, str(version or "")


def _aws(version: object) -> Terraform:
    return {"terraform": {"required_providers": {"aws": {"source": "aws", "version": version}}}}


RULE = Rule(
    id="terraform-provider-pinned",
    title="Every provider is pinned to one exact version",
    severity=Severity.MEDIUM,
    types=("terraform", "provider.aws"),
    scope="configuration",
    check=check,
    rationale=(
        "A provider is code that runs with the deployer's rights. With a range, what was reviewed and "
        "what deploys next week differ, in defaults as in defects."
    ),
    remediation="Use the prebuilt bindings, which pin their provider, or write version='x.y.z' exactly.",
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
            {"terraform": [{"required_providers": [{"aws": "6.25.0"}]}]},
        ),
        failing=(
            _aws("~> 6.25.0"),
            _aws(">= 6.25.0"),
            _aws("6.25"),
            _aws("6.25.0, < 7"),
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
