"""A search domain asks who calls, and decides by index and field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_OPTIONS: Final = "advanced_security_options"


def check(domain: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Fine-grained access control is on, and lets in no anonymous caller."""
    enabled, anonymous = f"{_OPTIONS}.enabled", f"{_OPTIONS}.anonymous_auth_enabled"
    yield from expect.apart(enabled, expect.true(domain, enabled))
    yield from expect.apart(anonymous, expect.not_true(domain, anonymous))


def _domain(**options: object) -> Terraform:
    return resources(aws_opensearch_domain={_OPTIONS: [options]})


RULE = Rule(
    id="opensearch-access-control",
    title="Search domains have fine-grained access control and no anonymous callers",
    severity=Severity.HIGH,
    types=("aws_opensearch_domain",),
    check=check,
    rationale=(
        "Without it whoever reaches the domain, or whom its one policy lets in, reads every index whole; "
        'its audit logs need it as well (OpenSearch Service Developer Guide, "Fine-grained access control").'
    ),
    remediation=(
        "Set advanced_security_options with enabled=True and master_user_arn of a role, and leave "
        "anonymous_auth_enabled at False."
    ),
    controls=(
        *("pci-dss-4.0.1:7.3.1", "pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:8.3.1"),
        *("nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6"),
    ),
    requirements=("R42",),
    examples=Examples(
        passing=(_domain(enabled=True), _domain(enabled="true", anonymous_auth_enabled=False)),
        failing=(_domain(enabled=False), _domain(enabled=True, anonymous_auth_enabled=True)),
        absent=(Status.FAIL, resources(aws_opensearch_domain={"domain_name": "search-zq7"})),
        unknown=(Status.UNKNOWN, _domain(enabled="${var.control}")),
    ),
)
