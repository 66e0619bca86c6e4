"""A domain keeps a majority of masters when one is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_ENABLED: Final = "cluster_config.dedicated_master_enabled"
_COUNT: Final = "cluster_config.dedicated_master_count"


def check(domain: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Where it has masters of their own there are three or five (OpenSearch Service Developer Guide,
    "Dedicated master nodes in Amazon OpenSearch Service"): of two, one that is left is no majority.
    """
    if not expect.is_true(domain.get(_ENABLED)):
        yield NOT_APPLICABLE
        return
    yield from expect.one_of(domain, _COUNT, (3, 5))


def _domain(count: object) -> Terraform:
    config: dict[str, Any] = {"dedicated_master_enabled": True, "dedicated_master_count": count}
    return resources(aws_opensearch_domain={"cluster_config": [config]})


RULE = Rule(
    id="opensearch-masters",
    title="Domains have three masters or five",
    severity=Severity.MEDIUM,
    types=("aws_opensearch_domain",),
    check=check,
    rationale=(
        "Two masters survive less than one: the loss of either stops the cluster from electing, and it "
        "takes no more writes until somebody comes."
    ),
    remediation="Set dedicated_master_count=3 in cluster_config.",
    controls=("pci-dss-4.0.1:12.10.1", "nist-800-53-r5:CP-10", "nist-800-53-r5:SI-13(5)"),
    requirements=("R142",),
    examples=Examples(
        passing=(_domain(3), _domain("5")),
        failing=(_domain(2), _domain("4"), _domain(1), _domain(None)),
        absent=(Status.NOT_APPLICABLE, resources(aws_opensearch_domain={"domain_name": "cases-zq7"})),
        unknown=(Status.UNKNOWN, _domain("${var.masters}")),
    ),
)
