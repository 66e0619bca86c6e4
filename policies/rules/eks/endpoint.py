"""A cluster's API is not open to the internet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import as_list, is_known

_PUBLIC: Final = "vpc_config.endpoint_public_access"
_RANGES: Final = "vpc_config.public_access_cidrs"
_ANYWHERE: Final = ("0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1")


def check(cluster: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The API has no public address, or one that named ranges reach alone.

    By default it has one, which all addresses reach (EKS User Guide, "Cluster API server endpoint").
    """
    public = cluster.get(_PUBLIC)
    if not is_known(public):
        yield unknown(f"{_PUBLIC} is {public}, which only the plan can tell")
    if not is_known(public) or expect.is_false(public):
        return
    ranges = as_list(cluster.get(_RANGES))
    if not ranges:
        yield fail(f"{_PUBLIC} is not false and {_RANGES} is not set: all addresses reach the API", _RANGES)
    for each in ranges:
        if not is_known(each):
            yield unknown(f"{_RANGES} has {each}, which only the plan can tell")
        elif each in _ANYWHERE:
            yield fail(f"{_RANGES} has {each}: the whole internet reaches the API", str(each))


def _cluster(**network: object) -> Terraform:
    return resources(aws_eks_cluster={"vpc_config": [network]})


RULE = Rule(
    id="eks-endpoint",
    title="The API of a Kubernetes cluster is not open to the internet",
    severity=Severity.HIGH,
    types=("aws_eks_cluster",),
    check=check,
    rationale=(
        "Whoever reaches the API and has one token of it, or one fault of its version, has the workloads, "
        "their secrets and their roles."
    ),
    remediation=(
        "Set endpoint_private_access=True and endpoint_public_access=False, or list the ranges of your own "
        "offices in public_access_cidrs."
    ),
    controls=(
        *("pci-dss-4.0.1:1.4.4", "pci-dss-4.0.1:1.3.1", "pci-dss-4.0.1:1.4.2"),
        *("nist-800-53-r5:SC-7", "nist-800-53-r5:AC-17(3)"),
    ),
    requirements=("R45",),
    examples=Examples(
        passing=(
            _cluster(endpoint_public_access=False),
            _cluster(endpoint_public_access=True, public_access_cidrs=["192.0.2.0/24"]),
        ),
        failing=(
            _cluster(endpoint_public_access=True),
            _cluster(public_access_cidrs=["192.0.2.0/24", "0.0.0.0/0"]),
        ),
        absent=(Status.FAIL, resources(aws_eks_cluster={"name": "payments-zq7"})),
        unknown=(Status.UNKNOWN, _cluster(endpoint_public_access="${var.public}")),
    ),
)
