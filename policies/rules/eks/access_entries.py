"""Who gets into a cluster stands where AWS records it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_MODE: Final = "access_config.authentication_mode"
_CREATOR: Final = "access_config.bootstrap_cluster_creator_admin_permissions"


def check(cluster: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Access entries count, and whoever made the cluster does not administer it for that alone.

    Both defaults are otherwise (EKS User Guide, "Grant IAM users access to Kubernetes with access entries").
    """
    modes = ("API", "API_AND_CONFIG_MAP")
    yield from expect.apart(_MODE, expect.stands(cluster, _MODE, modes, "CONFIG_MAP"))
    yield from expect.apart(_CREATOR, expect.stands(cluster, _CREATOR, (False,), True))


def _cluster(mode: str, creator: object) -> Terraform:
    access = {
        "authentication_mode": mode,
        "bootstrap_cluster_creator_admin_permissions": creator,
    }
    return resources(aws_eks_cluster={"access_config": [access]})


RULE = Rule(
    id="eks-access-entries",
    title="Access to a Kubernetes cluster is given by access entries alone",
    severity=Severity.MEDIUM,
    types=("aws_eks_cluster",),
    check=check,
    rationale=(
        "A ConfigMap inside the cluster says who gets in where no rule and no trail of AWS sees it, and "
        "whoever made the cluster administers it without standing in any list."
    ),
    remediation=(
        "Set access_config with authentication_mode='API' and "
        "bootstrap_cluster_creator_admin_permissions=False, and add an EksAccessEntry for each role."
    ),
    controls=(
        *("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:7.2.2", "pci-dss-4.0.1:8.2.1"),
        *("nist-800-53-r5:AC-2", "nist-800-53-r5:AC-6"),
    ),
    requirements=("R42",),
    examples=Examples(
        passing=(_cluster("API", creator=False), _cluster("API_AND_CONFIG_MAP", creator="false")),
        failing=(_cluster("CONFIG_MAP", creator=False), _cluster("API", creator=True)),
        absent=(Status.FAIL, resources(aws_eks_cluster={"name": "payments-zq7"})),
        unknown=(Status.UNKNOWN, _cluster("API", creator="${var.creator}")),
    ),
)
